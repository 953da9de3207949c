//! `/find`: whatever somebody types or pastes: a number, words, an old phrase, a status line, a whole answer.

mod judged;

use crate::compare;
use crate::home::paste;
use crate::prose::{chip, class_name, prose};
use crate::sections::sections;
use crate::shell::{Page, whole};
use crate::site::Site;
use maud::{Markup, html};
use statusquo_catalog::{
    Class, Match, Place, Query, Use, clear_best, entry, find as search, nearest, to_compare, unregistered_sections,
    uses_named,
};

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// A page of its own has it: its path.
    At(String),
    /// This page.
    Page(String),
}

/// The most octets of what is typed.
pub const TYPED: usize = 2000;
/// The most octets of what is pasted.
pub const PASTED: usize = 64 * 1024;

/// Looks for what was typed or pasted.
///
/// ```
/// use statusquo_page::{Site, find::{Found, find}};
/// assert_eq!(find(&Site::live(), "HTTP/1.1 409 Conflict"), Found::At("/409".to_owned()));
/// assert_eq!(find(&Site::live(), "unprocessable entity"), Found::At("/422".to_owned()));
/// ```
pub fn find(site: &Site, typed: &str) -> Found {
    let text = typed.trim();
    let is_answer = text.lines().nth(1).is_some() && judged::is_answer(text);
    let most = if is_answer { PASTED } else { TYPED };
    if text.len() > most {
        return Found::Page(page(site, "", "That is too long", too_long(most)));
    }
    if is_answer {
        return Found::Page(page(site, "", "What is wrong with it", judged::judged(site, typed)));
    }
    let words: Vec<&str> = text.split([' ', ',', '\t', '\n', '\r']).filter(|word| !word.is_empty()).collect();
    if let Some(codes) = to_compare(&words) {
        return Found::At(compare::path(&codes));
    }
    match Query::parse(text) {
        Query::Code(code) if entry(code).is_some() => Found::At(format!("/{code}")),
        Query::Code(code) => {
            let all = unregistered_sections(code);
            Found::Page(page(site, text, &all[0].title, sections(site, &all)))
        }
        Query::Class(digit) => {
            Found::At(Class::of_digit(digit).map_or("/".to_owned(), |class| format!("/{}", class.pattern())))
        }
        Query::Words(words) if words.is_empty() => Found::At("/".to_owned()),
        Query::Words(words) => by_words(site, &words),
    }
}

fn too_long(most: usize) -> Markup {
    html! { p { "Words to look for may have " (TYPED) " octets, and an answer to be judged " (PASTED) "; this has more than " (most) "." } }
}

fn by_words(site: &Site, words: &str) -> Found {
    let found = search(words);
    // A registered name goes before one that somebody made up.
    let named = found.first().is_some_and(Match::has_whole_name);
    let unregistered: Vec<&Use> = uses_named(words).filter(|_| !named).collect();
    if let Some(best) = clear_best(&found).filter(|best| unregistered.is_empty() && best.has_whole_name()) {
        return Found::At(format!("/{}", best.entry.code));
    }
    let title = if found.is_empty() && unregistered.is_empty() {
        "Nothing was found"
    } else if found.len() + unregistered.len() == 1 {
        "The code that fits"
    } else {
        "Codes that fit, the best first"
    };
    Found::Page(page(site, words, title, several(site, words, &unregistered, &found)))
}

fn several(site: &Site, words: &str, unregistered: &[&Use], found: &[Match]) -> Markup {
    html! {
        ol.found {
            @for one in unregistered {
                li { h2 { span.code { (one.code) } " " (one.name.unwrap_or_default()) } p { "Not registered; " (one.whose) ": " (prose(one.meaning)) } }
            }
            @for one in found {
                li.(class_name(one.entry.class())) {
                    h2 { a href=(site.path(&format!("/{}", one.entry.code))) { span.code { (one.entry.code) } " " (one.entry.phrase) } }
                    p { (prose(one.entry.meaning)) }
                    @if !matches!(one.place, Place::Number | Place::Phrase | Place::Meaning) { p { small { (one.place.name()) ": " (prose(one.line)) } } }
                }
            }
        }
        @if found.is_empty() && unregistered.is_empty() {
            p { "No code's entry has these words. Fewer of them may do, or a number, or the phrase as the server sent it." }
            @let near = nearest(words);
            @if !near.is_empty() { p { "The nearest names: " @for entry in near { (chip(site, entry.code)) " " (entry.phrase) " " } } }
            p { a href=(site.path("/#codes")) { "Every registered code" } ", or " a href=(site.path("/decision")) { "the questions that decide one" } "." }
            @if site.is_live() { (paste(None)) }
        }
    }
}

fn page(site: &Site, sought: &str, title: &str, body: Markup) -> String {
    let body = html! { section.hero.plain { h1 { (title) } } div.results { (body) } @if site.is_live() && sought.is_empty() { (paste(None)) } };
    whole(site, &Page { path: "/find", title, description: title, class: "", sought, body })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(typed: &str) -> String {
        match find(&Site::live(), typed) {
            Found::Page(page) => page,
            Found::At(path) => panic!("it is at {path}"),
        }
    }

    #[test]
    fn what_is_too_long_is_neither_looked_for_nor_shown_again() {
        for typed in ["xyzzy ".repeat(TYPED / 6 + 1), format!("HTTP/1.1 200 OK\n\n{}", "a".repeat(PASTED))] {
            let page = page(&typed);
            assert!(page.contains("That is too long") && page.len() < 10_000, "{page}");
        }
        assert!(page(&"xyzzy ".repeat(TYPED / 6)).contains("Nothing was found"));
    }

    #[test]
    fn of_many_answers_the_first_are_judged() {
        for text in ["HTTP/1.1 204 OK\n\n", "HTTP/1.1 100 Continue\n\n", "< HTTP/1.1 200 OK\n< \n"] {
            let page = page(&text.repeat(PASTED / text.len()));
            assert!(page.contains("are not judged here") && page.len() < 100_000, "{} octets for {text}", page.len());
        }
        assert!(!page("HTTP/1.1 204 OK\n\nHTTP/1.1 205 OK\n\n").contains("are not judged here"));
    }
}
