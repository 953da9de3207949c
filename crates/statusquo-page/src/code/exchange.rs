//! The captured exchange of a code: what went out, what came back, and which question decided.

use crate::prose::{prose, source};
use maud::{Markup, html};
use statusquo_catalog::{Entry, FieldNote, field};

/// What a line of a transcript is.
enum Line<'t> {
    Sent(&'t str),
    Received(&'t str),
    Aside(&'t str),
    Blank,
}

fn line(text: &str) -> Line<'_> {
    match text.split_at_checked(1) {
        Some((">", rest)) => Line::Sent(rest.strip_prefix(' ').unwrap_or(rest)),
        Some(("<", rest)) => Line::Received(rest.strip_prefix(' ').unwrap_or(rest)),
        Some(("#", rest)) => Line::Aside(rest.trim_start()),
        _ => Line::Blank,
    }
}

/// The exchange that a test of the lab captured.
pub(super) fn recorded(entry: &Entry) -> Markup {
    let transcript = statusquo_catalog::transcript_for_reading(entry.transcript.unwrap_or_default());
    html! {
        p { "Captured from the lab by a test that fails when a byte changes." }
        (lines("The exchange", transcript.iter().map(AsRef::as_ref)))
        (explained(&transcript))
    }
}

/// An exchange of this name as text, a line a line.
pub(crate) fn text_of(name: &str, transcript: &str) -> Markup {
    lines(name, transcript.lines())
}

fn lines<'t>(name: &str, transcript: impl Iterator<Item = &'t str>) -> Markup {
    html! {
        div.exchange tabindex="0" role="region" aria-label=(name) {
            @for text in transcript {
                @match line(text) {
                    Line::Sent(text) => div.out { span.unseen { "sent: " } (text) },
                    Line::Received(text) => div.in { span.unseen { "received: " } (text) },
                    Line::Aside(text) => p.aside { (text) },
                    Line::Blank => div.gap {},
                }
            }
        }
    }
}

/// What its fields are for.
fn explained(transcript: &[String]) -> Markup {
    let mut notes: Vec<&FieldNote> = transcript
        .iter()
        .filter_map(|text| match line(text) {
            Line::Sent(text) | Line::Received(text) => field(text.split_once(": ")?.0),
            Line::Aside(_) | Line::Blank => None,
        })
        .collect();
    notes.sort_by_key(|note| note.name);
    notes.dedup();
    html! {
        details.fields {
            summary { "Its " (notes.len()) " fields, explained" }
            dl {
                @for note in notes {
                    dt { code { (note.name) } }
                    dd { (prose(note.says)) @if let Some(specification) = note.specification { " " small { (source(&specification.to_string())) } } }
                }
            }
        }
    }
}
