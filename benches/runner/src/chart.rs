//! The results for the eye: what a request costs each candidate, a panel for each of the loads that say most. Readable on
//! light and on dark, and small enough for a page that has other things to say.

use crate::figures::{Series, Spread};
use crate::machine::Machine;
use crate::work::WORKS;
use std::fmt::Write;

/// The loads that are drawn, two in a row; all others are in the tables.
const DRAWN: [&str; 6] = ["welcome", "pipelined", "one-each", "h2", "h2-tls", "handshakes"];

const COLUMNS: usize = 2;
const WIDTH: usize = 430;
const TOP: usize = 44;
/// Above and below the bars of a panel.
const AROUND: usize = 44;
const LABELS: usize = 158;
const BARS: usize = 178;
const BAR: usize = 14;
const STEP: usize = 19;
const BOTTOM: usize = 22;

const STYLE: &str = "
  text { font: 12px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #24292f; }
  .head { font-size: 15px; font-weight: 600; }
  .title { font-weight: 600; }
  .note { fill: #57606a; }
  .small { font-size: 10.5px; fill: #57606a; }
  .own { fill: #0969da; }
  .other { fill: #afb8c1; }
  .whisker { stroke: #24292f; stroke-opacity: 0.55; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .note, .small { fill: #9da7b1; }
    .own { fill: #4493f8; }
    .other { fill: #57606a; }
    .whisker { stroke: #e6edf3; }
  }
";

/// The whole picture, or nothing if none of its loads was measured.
pub(crate) fn picture(all: &[Series], machine: &Machine) -> Option<String> {
    let panels: Vec<_> = DRAWN
        .iter()
        .filter_map(|name| {
            let series: Vec<_> = all.iter().filter(|series| series.work == *name).collect();
            let title = WORKS.iter().find(|work| work.name == *name)?.title;
            (!series.is_empty()).then_some((title, series))
        })
        .collect();
    let rows: Vec<_> = panels.chunks(COLUMNS).collect();
    let height =
        |row: &[(&str, Vec<&Series>)]| AROUND + STEP * row.iter().map(|panel| panel.1.len()).max().unwrap_or(0);
    if rows.is_empty() {
        return None;
    }
    let (width, whole) = (WIDTH * COLUMNS, TOP + rows.iter().map(|row| height(row)).sum::<usize>() + BOTTOM);
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {whole}\" width=\"{width}\" height=\"{whole}\" \
         role=\"img\" aria-label=\"CPU time for one request, by candidate and load\">\n<style>{STYLE}</style>\n"
    );
    let _ = writeln!(
        picture,
        "<text x=\"8\" y=\"22\"><tspan class=\"head\">CPU time for one request</tspan><tspan class=\"note\" dx=\"10\">user \
         and system; median of all rounds, the line spans them; shorter is better</tspan></text>"
    );
    let mut top = TOP;
    for row in rows {
        for (column, (title, series)) in row.iter().enumerate() {
            panel(&mut picture, (column * WIDTH, top), title, series);
        }
        top += height(row);
    }
    let footer = format!("{}; {}", machine.processor, machine.versions.join("; "));
    let _ = writeln!(picture, "<text class=\"small\" x=\"8\" y=\"{}\">{}</text>", top + 6, escaped(&footer));
    picture.push_str("</svg>\n");
    Some(picture)
}

fn panel(picture: &mut String, (left, top): (usize, usize), title: &str, all: &[&Series]) {
    let _ = writeln!(picture, "<text class=\"title\" x=\"{}\" y=\"{}\">{}</text>", left + 8, top + 12, escaped(title));
    let spreads: Vec<_> = all.iter().filter_map(|series| Some((*series, Spread::of(&series.values)?))).collect();
    let longest = spreads.iter().map(|(_, spread)| spread.most).fold(f64::MIN_POSITIVE, f64::max);
    let scale = number(BARS) / longest;
    for (row, (series, spread)) in spreads.iter().enumerate() {
        let y = top + 22 + row * STEP;
        let (bar, middle, text) = (left + LABELS, y + BAR / 2, y + 11);
        let place = |value: f64| number(bar) + value * scale;
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

fn number(pixels: usize) -> f64 {
    f64::from(u32::try_from(pixels).unwrap_or(u32::MAX))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::{DRAWN, picture};
    use crate::figures::{Series, Unit};
    use crate::machine::Machine;
    use crate::work;

    fn machine() -> Machine {
        Machine {
            processor: "Quick & Sons".to_owned(),
            cores: 2,
            kernel: String::new(),
            versions: vec!["nginx 1".to_owned()],
            load_before: String::new(),
            server_core: 0,
            load_core: 1,
        }
    }

    #[test]
    fn the_loads_that_say_most_are_drawn() {
        assert!(DRAWN.iter().all(|name| work::named(name).is_some_and(|work| work.kind.is_load())));
        assert_eq!(picture(&[], &machine()), None);
        let series = Series {
            values: vec![2.0, 3.0, 4.0],
            ..Series::new("welcome", "request", "raw epoll", Unit::CpuMicroseconds)
        };
        let drawn = picture(&[series], &machine()).expect("a picture");
        assert!(drawn.contains(">3.00 µs<") && drawn.contains("Quick &amp; Sons; nginx 1<"));
        assert_eq!(drawn.matches("<rect").count(), 1);
        let other = Series { values: vec![2.0], ..Series::new("explain", "time", "statusquo", Unit::Milliseconds) };
        assert_eq!(picture(&[other], &machine()), None);
    }
}
