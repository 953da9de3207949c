//! The results for the eye: what a request costs each candidate, a panel for every load. Readable on light and on dark.

use crate::figures::{Series, Spread};
use crate::work::{Kind, WORKS};
use std::fmt::Write;

const COLUMNS: usize = 2;
const PANEL: (usize, usize) = (430, 176);
const TOP: usize = 40;
const LABELS: usize = 162;
const BARS: usize = 190;
const BAR: usize = 16;
const STEP: usize = 22;

const STYLE: &str = "
  text { font: 13px system-ui, sans-serif; fill: #24292f; }
  .title { font-weight: 600; }
  .note { fill: #57606a; }
  .own { fill: #0969da; }
  .other { fill: #8c959f; }
  .whisker { stroke: #24292f; stroke-width: 1; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .note { fill: #9da7b1; }
    .own { fill: #4493f8; }
    .other { fill: #6e7681; }
    .whisker { stroke: #e6edf3; }
  }
";

/// The whole picture, or nothing if no load was measured.
pub(crate) fn picture(all: &[Series]) -> Option<String> {
    let panels: Vec<_> = WORKS
        .iter()
        .filter(|work| matches!(work.kind, Kind::Load(_)))
        .map(|work| (work.title, all.iter().filter(|series| series.work == work.name).collect::<Vec<_>>()))
        .filter(|(_, series)| !series.is_empty())
        .collect();
    if panels.is_empty() {
        return None;
    }
    let (width, height) = (PANEL.0 * COLUMNS, TOP + PANEL.1 * panels.len().div_ceil(COLUMNS));
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-label=\"CPU time for one request, by candidate and load\">\n<style>{STYLE}</style>\n"
    );
    let _ = writeln!(
        picture,
        "<text x=\"8\" y=\"22\"><tspan class=\"title\">CPU time for one request</tspan><tspan class=\"note\" dx=\"8\">user \
         and system, median; the line spans all rounds; shorter is better</tspan></text>"
    );
    for (number, (title, series)) in panels.iter().enumerate() {
        let at = (number % COLUMNS * PANEL.0, TOP + number / COLUMNS * PANEL.1);
        panel(&mut picture, at, title, series);
    }
    picture.push_str("</svg>\n");
    Some(picture)
}

fn panel(picture: &mut String, (left, top): (usize, usize), title: &str, all: &[&Series]) {
    let _ = writeln!(picture, "<text class=\"title\" x=\"{}\" y=\"{}\">{}</text>", left + 8, top + 16, escaped(title));
    let spreads: Vec<_> = all.iter().filter_map(|series| Some((*series, Spread::of(&series.values)?))).collect();
    let longest = spreads.iter().map(|(_, spread)| spread.most).fold(f64::MIN_POSITIVE, f64::max);
    let scale = f64::from(u32::try_from(BARS).unwrap_or(u32::MAX)) / longest;
    for (row, (series, spread)) in spreads.iter().enumerate() {
        let y = top + 26 + row * STEP;
        let (bar, middle, text) = (left + LABELS, y + BAR / 2, y + 13);
        let place = |value: f64| f64::from(u32::try_from(bar).unwrap_or(u32::MAX)) + value * scale;
        let class = if series.candidate.starts_with("statusquo") { "own" } else { "other" };
        let _ = writeln!(
            picture,
            "<text x=\"{}\" y=\"{text}\">{}</text>\
             <rect class=\"{class}\" x=\"{bar}\" y=\"{y}\" width=\"{:.1}\" height=\"{BAR}\" rx=\"2\"/>\
             <line class=\"whisker\" x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{middle}\" y2=\"{middle}\"/>\
             <text x=\"{:.1}\" y=\"{text}\">{}</text>",
            left + 8,
            escaped(&series.candidate),
            spread.median * scale,
            place(spread.least),
            place(spread.most),
            place(spread.most) + 6.0,
            series.unit.shown(spread.median),
        );
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::picture;
    use crate::figures::{Series, Unit};

    #[test]
    fn only_loads_are_drawn() {
        assert_eq!(picture(&[]), None);
        let series = Series {
            values: vec![2.0, 3.0, 4.0],
            ..Series::new("welcome", "request", "raw epoll", Unit::CpuMicroseconds)
        };
        let drawn = picture(&[series]).expect("a picture");
        assert!(drawn.contains(">3.00 µs<"));
        assert_eq!(drawn.matches("<rect").count(), 1);
        let other = Series { values: vec![2.0], ..Series::new("explain", "time", "statusquo", Unit::Milliseconds) };
        assert_eq!(picture(&[other]), None);
    }
}
