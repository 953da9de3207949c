//! Sentences of the catalog in HTML: what stands between backquotes is code, and a code that is named leads to its page.

use crate::Site;
use maud::{Markup, html};
use statusquo_catalog::{Class, entry};

/// A sentence, or several.
pub(crate) fn prose(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 0 { (part) } @else { code { (part) } }
        }
    }
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
