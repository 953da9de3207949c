//! A code as a chapter: what it means, then for each version what was sent, what came back, and why.

use super::stops::Stop;
use crate::output;
use crate::style::Style;
use statusquo_catalog::Entry;
use statusquo_catalog::text::{Role, wrap};
use statusquo_lab::happening::Outcome;

/// What is shown of one code; with several versions each has its own title.
pub(super) fn chapter(entry: &Entry, stops: &[Stop], titled: bool, style: Style) -> String {
    let width = output::text_width();
    let title = format!("{} {}", entry.code, entry.phrase);
    let mut out = format!("{}\n", style.paint(Role::Code(entry.class()), &title));
    let standing = entry.standing.note().map(|note| format!("{}: {note}", entry.standing.name()));
    let all = [Some(entry.meaning), standing.as_deref(), entry.example, entry.rfc_says];
    for text in all.into_iter().flatten() {
        out.push_str(&wrap(text, width).join("\n"));
        out.push('\n');
    }
    for stop in stops {
        out.push('\n');
        if titled {
            let title = format!("{} over {}", entry.code, stop.version.name());
            out.push_str(&format!("{}\n", style.paint(Role::Title, &title)));
        }
        out.push_str(&outcome(entry, stop, width, style));
    }
    out.push('\n');
    out
}

fn outcome(entry: &Entry, stop: &Stop, width: usize, style: Style) -> String {
    let mut out = String::new();
    let mut say = |text: &str| {
        out.push_str(&wrap(text, width).join("\n"));
        out.push('\n');
    };
    let happened = match &stop.outcome {
        Outcome::Happened(happened) => happened,
        Outcome::NoCause(why) | Outcome::Missed(why) => {
            say(&format!("It did not happen: {why}."));
            return out;
        }
        Outcome::Absent { why, instead } => {
            say(&format!("{} has no {}. {why} Instead: {instead}", stop.version.name(), entry.code));
            return out;
        }
    };
    if let Some(why) = happened.other_cause {
        say(why);
        say("");
    }
    for line in happened.played.transcript().lines() {
        let role = match line.as_bytes().first() {
            Some(b'>') => Role::Sent,
            Some(b'<') => Role::Received,
            _ => Role::Aside,
        };
        out.push_str(&style.paint(role, line));
        out.push('\n');
    }
    if let Some((reason, source)) = happened.reason() {
        let why = format!("Why {}: {reason}.", entry.code);
        out.push_str(&format!("\n{} ({source})\n", style.paint(Role::Title, &why)));
    }
    out
}
