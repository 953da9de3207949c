//! Codes side by side, and classes: what tells them apart.

use crate::prose::class_name;
use crate::sections::sections;
use crate::shell::{Page, whole};
use crate::site::Site;
use maud::{Markup, html};
use statusquo_catalog::{COMPARISONS, Class, Section, class_sections, comparison_sections, entry};

/// The most codes that are compared at a time.
const MOST: usize = 8;

/// The address of a comparison: `/compare/401-403-404`.
pub(crate) fn path(codes: &[u16]) -> String {
    let codes: Vec<String> = codes.iter().map(u16::to_string).collect();
    format!("/compare/{}", codes.join("-"))
}

/// The codes of such an address: two or more, each three digits.
///
/// ```
/// assert_eq!(statusquo_page::compare::codes("401-403"), Some(vec![401, 403]));
/// assert_eq!(statusquo_page::compare::codes("401"), None);
/// assert_eq!(statusquo_page::compare::codes("401-x"), None);
/// ```
pub fn codes(text: &str) -> Option<Vec<u16>> {
    let digits = |part: &str| part.len() == 3 && part.bytes().all(|octet| octet.is_ascii_digit());
    let mut codes = Vec::new();
    for part in text.split('-') {
        let code = digits(part).then(|| part.parse().ok()).flatten()?;
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    (2..=MOST).contains(&codes.len()).then_some(codes)
}

/// The page of a comparison.
pub fn compare(site: &Site, codes: &[u16]) -> String {
    let all = comparison_sections(codes);
    let title = all.first().map_or(String::new(), |section| section.title.clone());
    let phrases: Vec<String> = codes
        .iter()
        .map(|code| format!("{code} {}", entry(*code).map_or("(not registered)", |entry| entry.phrase)))
        .collect();
    let description =
        format!("{} side by side: what decides between them, what each owes, and what to do next.", phrases.join(", "));
    page(site, &path(codes), &format!("{title} HTTP status codes side by side"), &description, "", &all)
}

/// The page of a class: `/4xx`.
pub fn class(site: &Site, class: Class) -> String {
    let all = class_sections(class);
    let title = format!("{}: every HTTP status code of the class", all.first().map_or("", |section| &section.title));
    page(site, &format!("/{}", class.pattern()), &title, class.meaning(), class_name(class), &all)
}

fn page(site: &Site, path: &str, title: &str, description: &str, class: &str, all: &[Section]) -> String {
    let name = all.first().map_or("", |section| &section.title);
    let body = html! { section.hero.plain { h1 { (name) } } div.results { (sections(site, all)) } };
    whole(site, &Page { path, title, description, class, sought: "", body })
}

/// Links to the comparisons that a code stands in.
pub(crate) fn with(site: &Site, code: u16) -> Markup {
    html! {
        @for group in COMPARISONS.iter().filter(|group| group.codes.contains(&code)) {
            p.group { "Side by side: " a href=(site.path(&path(group.codes))) { (choice(group.codes)) "?" } }
        }
    }
}

/// Links to all of them.
pub(crate) fn all(site: &Site) -> Markup {
    html! {
        ul.groups { @for group in COMPARISONS { li { a href=(site.path(&path(group.codes))) { (choice(group.codes)) "?" } } } }
    }
}

/// Codes to choose from, each in the colour of its class: `401, 403 or 404`.
fn choice(codes: &[u16]) -> Markup {
    html! {
        @for (at, code) in codes.iter().enumerate() {
            @if at > 0 { (if at + 1 == codes.len() { " or " } else { ", " }) }
            span.code.(Class::of_digit(code / 100).map_or("c0", class_name)) { (code) }
        }
    }
}
