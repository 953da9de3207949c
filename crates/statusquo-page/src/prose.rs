//! Sentences of the catalog in HTML: what stands between backquotes is code, and a code that is named leads to its page.

use crate::site::Site;
use maud::{Markup, html};
use statusquo_catalog::{Class, entry};

/// A sentence, or several.
pub(crate) fn prose(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 0 { (cited(part)) } @else { code { (part) } }
        }
    }
}

/// Text in which each RFC that is named, with a section or without, leads to its text.
fn cited(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split("RFC ").enumerate() {
            @if at == 0 { (part) } @else {
                @let end = reference(part);
                @if end == 0 { "RFC " (part) } @else { (source(&format!("RFC {}", &part[..end]))) (&part[end..]) }
            }
        }
    }
}

/// How much of a text is the number of an RFC, and of a section if one follows.
fn reference(text: &str) -> usize {
    let run = |text: &str, fits: &dyn Fn(char) -> bool| text.find(|c| !fits(c)).unwrap_or(text.len());
    let number = run(text, &|c| c.is_ascii_digit());
    let Some(section) = text[number..].strip_prefix(" §").filter(|_| number > 0) else { return number };
    let length = section[..run(section, &|c| c.is_ascii_alphanumeric() || c == '.')].trim_end_matches('.').len();
    if length == 0 { number } else { number + " §".len() + length }
}

/// A clause as the beginning of a sentence.
pub(crate) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}

/// A section of an RFC as a link to its text, where it is one: `RFC 9110 §15.5.10`.
pub(crate) fn source(text: &str) -> Markup {
    let number = text.strip_prefix("RFC ").map(|rest| rest.split([' ', ',']).next().unwrap_or(""));
    let section = text.split_once('§').map(|(_, section)| section.split([' ', ',', ')']).next().unwrap_or(""));
    let Some(number) = number.filter(|number| !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()))
    else {
        return html! { (text) };
    };
    let section = section.map_or(String::new(), |section| format!("#section-{section}"));
    html! { a.source href=(format!("https://www.rfc-editor.org/rfc/rfc{number}{section}")) { (text) } }
}

/// The name of a class in style sheets.
pub(crate) fn class_name(class: Class) -> &'static str {
    ["c1", "c2", "c3", "c4", "c5"][usize::from(class.digit()).clamp(1, 5) - 1]
}

/// The name of a code's class there; that of none, where it is not registered.
pub(crate) fn colour(code: u16) -> &'static str {
    entry(code).map_or("c0", |entry| class_name(entry.class()))
}

/// A code as a link to its page, in the colour of its class.
pub(crate) fn chip(site: &Site, code: u16) -> Markup {
    html! { a.chip.(colour(code)) href=(site.path(&format!("/{code}"))) { (code) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rfc_that_is_named_leads_to_its_text() {
        for (text, expected) in [
            ("See RFC 9110 §15.5.10.", Some("rfc9110#section-15.5.10\">RFC 9110 §15.5.10</a>.")),
            ("(RFC 2068, 1997)", Some("rfc2068\">RFC 2068</a>, 1997)")),
            ("an RFC may", None),
        ] {
            let written = prose(text).into_string();
            assert!(expected.map_or(written == text, |expected| written.contains(expected)), "{written}");
        }
    }
}
