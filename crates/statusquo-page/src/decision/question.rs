//! `/decision/{question}`: one question, where its answers lead, and which codes lie beyond them.

use super::{lead, title};
use crate::Site;
use crate::prose::{capital, chip, source};
use crate::shell::{Page, whole};
use maud::html;
use statusquo_decision::{Question, TABLE, beyond, word};

/// What a question is called in addresses: `head-in-time`.
pub(super) fn name(question: Question) -> String {
    let mut name = String::new();
    for character in format!("{question:?}").chars() {
        if character.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(character.to_ascii_lowercase());
    }
    name
}

/// The address of a question.
pub fn path(question: Question) -> String {
    format!("/decision/{}", name(question))
}

/// The question of that name.
///
/// ```
/// use statusquo_decision::Question;
/// assert_eq!(statusquo_page::decision::named("head-in-time"), Some(Question::HeadInTime));
/// assert_eq!(statusquo_page::decision::named("nothing"), None);
/// ```
pub fn named(sought: &str) -> Option<Question> {
    TABLE.iter().map(|row| row.question).find(|question| name(*question) == sought)
}

/// The page of a question.
pub fn question(site: &Site, question: Question) -> String {
    let (row, at) = (question.row(), question as usize);
    let own = path(question);
    let name_of = |at: usize| TABLE.get(at).map(|row| row.question);
    let body = html! {
        section.hero {
            p { "Question " (at + 1) " of " (TABLE.len()) " · " (title(row.block)) " · " (source(row.source)) }
            h1.asked.capital { (row.text) }
        }
        section.answers {
            @for yes in [true, false] {
                div {
                    h2.capital { (word(yes)) @if yes == row.usual { " " small { "the usual answer" } } }
                    p.capital { (lead(site, row, yes, &|later| site.path(&path(later)))) }
                    p { "Codes that lie beyond it:" }
                    ul.beyond { @for code in beyond(if yes { row.yes } else { row.no }) { li { (chip(site, code)) } } }
                }
            }
        }
        nav.neighbours aria-label="The questions before and after" {
            @if let Some(before) = at.checked_sub(1).and_then(name_of) { a href=(site.path(&path(before))) { "← " (capital(before.text())) } }
            @if let Some(after) = name_of(at + 1) { a href=(site.path(&path(after))) { (capital(after.text())) " →" } }
        }
        p { a href=(site.path("/decision")) { "The whole table" } }
    };
    let title = format!("{} One question of the decision table", capital(row.text));
    let description =
        format!("Question {} of {} that decide an HTTP status code ({}).", at + 1, TABLE.len(), row.source);
    whole(site, &Page { path: &own, title: &title, description: &description, class: "wide", sought: "", body })
}
