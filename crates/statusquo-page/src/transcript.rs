//! The captured exchange of a code: what went out, what came back, and which question decided.

use crate::prose::{class_name, prose, source};
use maud::{Markup, html};
use statusquo_catalog::{Class, Entry, FieldNote, field};

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
pub(crate) fn recorded(entry: &Entry) -> Markup {
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
    let mut marks = Marks::default();
    html! {
        div.exchange tabindex="0" role="region" aria-label=(name) {
            @for (line, mark) in transcript.map(|text| { let line = line(text); let mark = marks.of(&line); (line, mark) }) {
                @match line {
                    Line::Sent(text) => div class=(mark) { span.unseen { "sent: " } (text) },
                    Line::Received(text) => div class=(mark) { span.unseen { "received: " } (text) },
                    Line::Aside(text) => p.aside { (text) },
                    Line::Blank => div.gap {},
                }
            }
        }
    }
}

/// How the lines of a transcript are marked: a message's first line stands out, and an answer has the colour of its own class,
/// whatever page it stands on.
#[derive(Default)]
struct Marks {
    /// The way that the last line went, as a name of style sheets.
    way: &'static str,
    /// The class of the last status line.
    class: &'static str,
}

impl Marks {
    fn of(&mut self, line: &Line<'_>) -> String {
        let (way, status) = match line {
            Line::Sent(_) => ("out", None),
            Line::Received(text) => ("in", status(text)),
            Line::Aside(_) | Line::Blank => ("", None),
        };
        let begins = way != self.way || status.is_some();
        self.way = way;
        if let Some(class) = status {
            self.class = class;
        }
        let words = [way, if way == "in" { self.class } else { "" }, if begins { "first" } else { "" }];
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// The class of the code in a status line.
fn status(text: &str) -> Option<&'static str> {
    let (_, code) = text.strip_prefix("HTTP/")?.split_once(' ')?;
    let code = code.split(' ').next()?.parse::<u16>().ok()?;
    Class::of_digit(code / 100).map(class_name)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_answer_has_its_own_colour_and_begins_with_a_line_that_stands_out() {
        let transcript =
            "> GET / HTTP/1.1\n> Host: a\n\n< HTTP/1.1 103 Early Hints\n< \n< HTTP/1.1 404 Not Found\n< A: b";
        let text = text_of("both", transcript).into_string();
        let marks: Vec<&str> =
            text.split("<div class=\"").skip(2).map(|rest| rest.split('"').next().unwrap_or("")).collect();
        assert_eq!(marks, ["out first", "out", "gap", "in c1 first", "in c1", "in c4 first", "in c4"], "{text}");
        assert_eq!(status("HTTP/1.1 99 Odd"), None);
    }
}
