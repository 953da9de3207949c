//! When the parts of an exchange went: bars on a scale, and the frames of the versions that have them as a table.

use maud::{Markup, html};
use statusquo_journal::{Direction, Frame, Timing, Traffic};
use std::time::Duration;

const WIDTH: usize = 760;
/// Where the scale begins and ends.
const LEFT: f64 = 150.0;
const RIGHT: f64 = 660.0;
const ROW: usize = 34;
const TOP: usize = 34;
/// The most interim answers that are drawn.
const INTERIM: usize = 20;
/// The most frames that are listed.
const FRAMES: usize = 100;

/// A part that took its time.
struct Part {
    name: &'static str,
    class: &'static str,
    from: Duration,
    to: Duration,
}

/// The bars.
pub(super) fn bars(timing: &Timing) -> Markup {
    let parts = [
        Part { name: "request came", class: "came", from: Duration::ZERO, to: timing.asked },
        Part { name: "answer decided", class: "decided", from: timing.asked, to: timing.answered },
        Part { name: "answer sent", class: "went", from: timing.answered, to: timing.ended },
    ];
    let whole = timing.ended.max(Duration::from_micros(1)).as_secs_f64();
    let place = |at: Duration| LEFT + (RIGHT - LEFT) * (at.as_secs_f64() / whole).min(1.0);
    let interim = &timing.interim[..timing.interim.len().min(INTERIM)];
    let bottom = TOP + parts.len() * ROW;
    let height = bottom + 26;
    let words: Vec<String> =
        parts.iter().map(|part| format!("{}: {}", part.name, span(part.to.saturating_sub(part.from)))).collect();
    html! {
        div.diagram.bars tabindex="0" role="region" aria-label="The times as bars" {
            svg viewBox=(format!("0 0 {WIDTH} {height}")) width=(WIDTH) height=(height) role="img" aria-label=(words.join("; ")) {
                path.life d=(format!("M{LEFT} {}V{bottom}M{RIGHT} {}V{bottom}", TOP - 10, TOP - 10)) {}
                @for (at, part) in parts.iter().enumerate() {
                    @let (y, from, to) = (TOP + at * ROW, place(part.from), place(part.to));
                    text x=(LEFT - 12.0) y=(y + 12) text-anchor="end" { (part.name) }
                    rect.(part.class) x=(format!("{from:.1}")) y=(y) width=(format!("{:.1}", (to - from).max(2.0))) height="16" rx="2" {}
                    text.time x=(format!("{:.1}", to.max(from + 2.0) + 8.0)) y=(y + 12) { (span(part.to.saturating_sub(part.from))) }
                }
                @for (code, at) in interim {
                    g.(super::colour(*code)) {
                        path.said d=(format!("M{:.1} {}V{bottom}", place(*at), TOP - 8)) {}
                        text.said x=(format!("{:.1}", place(*at))) y=(TOP - 14) text-anchor="middle" { (code) }
                    }
                }
                text.time x=(LEFT) y=(height - 6) text-anchor="middle" { "0" }
                text.time x=(RIGHT) y=(height - 6) text-anchor="middle" { (span(timing.ended)) }
            }
        }
    }
}

/// The frames, if the version has them.
pub(super) fn frames(traffic: &Traffic) -> Markup {
    let shown = &traffic.frames[..traffic.frames.len().min(FRAMES)];
    let more = (traffic.frames.len() - shown.len()) as u64 + traffic.frames_omitted;
    html! {
        @if !shown.is_empty() {
            h3 { "Its frames" }
            div.scroll tabindex="0" role="region" aria-label="Frames" {
                table.frames {
                    thead { tr { th scope="col" { "At" } th scope="col" { "Way" } th scope="col" { "Type" } th scope="col" { "Flags" } th.number scope="col" { "Octets" } } }
                    tbody { @for frame in shown { (row(frame)) } }
                }
            }
            @if more > 0 { p { small { (more) " more are not listed." } } }
        }
    }
}

fn row(frame: &Frame) -> Markup {
    html! {
        tr {
            td.number { (span(Duration::from_micros(frame.at_micros))) }
            td { (if frame.direction == Direction::Received { "received" } else { "sent" }) }
            td { code { (frame.kind) } @if let Some(error) = frame.error { " error " (format!("0x{error:x}")) } }
            td { (flags(&frame.kind, frame.flags)) }
            td.number { (frame.length) }
        }
    }
}

/// What the flags of a frame of HTTP/2 are called (RFC 9113 §6).
fn flags(kind: &str, flags: u8) -> String {
    let names: &[(u8, &str)] = match kind {
        "DATA" => &[(0x1, "END_STREAM"), (0x8, "PADDED")],
        "HEADERS" => &[(0x1, "END_STREAM"), (0x4, "END_HEADERS"), (0x8, "PADDED"), (0x20, "PRIORITY")],
        "CONTINUATION" | "PUSH_PROMISE" => &[(0x4, "END_HEADERS")],
        _ => &[],
    };
    let known: Vec<&str> = names.iter().filter(|(bit, _)| flags & bit != 0).map(|(_, name)| *name).collect();
    match flags & !names.iter().fold(0, |all, (bit, _)| all | bit) {
        0 => known.join(" "),
        rest => format!("{} 0x{rest:x}", known.join(" ")).trim_start().to_owned(),
    }
}

fn span(duration: Duration) -> String {
    super::milliseconds(duration.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_where_their_times_are() {
        let micros = Duration::from_micros;
        let timing =
            Timing { asked: micros(0), interim: vec![(103, micros(250))], answered: micros(500), ended: micros(1000) };
        let drawn = bars(&timing).into_string();
        for part in [
            "answer decided: 0.50 ms; answer sent: 0.50 ms",
            "class=\"decided\" x=\"150.0\" y=\"68\" width=\"255.0\"",
            "class=\"went\" x=\"405.0\" y=\"102\" width=\"255.0\"",
            "d=\"M277.5 26V136\"",
            ">103<",
        ] {
            assert!(drawn.contains(part), "{part} in {drawn}");
        }
        let nothing = Timing { asked: micros(0), interim: Vec::new(), answered: micros(0), ended: micros(0) };
        assert!(!bars(&nothing).into_string().contains("NaN"));
    }

    #[test]
    fn flags_have_names() {
        assert_eq!(flags("HEADERS", 0x5), "END_STREAM END_HEADERS");
        assert_eq!(flags("DATA", 0x41), "END_STREAM 0x40");
        assert_eq!(flags("SETTINGS", 0x1), "0x1");
        assert_eq!(flags("DATA", 0), "");
    }
}
