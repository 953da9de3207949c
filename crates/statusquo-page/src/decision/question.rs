//! `/decision/{question}`: one question, where its answers lead, and which codes lie beyond them.

use super::address::path;
use super::{diagram, lead, title};
use crate::prose::{capital, chip, prose, source};
use crate::shell::{Page, whole};
use crate::site::Site;
use maud::{Markup, html};
use statusquo_decision::{Question, TABLE, beyond, word};
use std::collections::BTreeSet;

/// The page of a question.
pub fn question(site: &Site, question: Question) -> String {
    let (row, at) = (question.row(), question as usize);
    let own = path(question);
    let name_of = |at: usize| TABLE.get(at).map(|row| row.question);
    let codes = |yes: bool| -> BTreeSet<u16> { beyond(if yes { row.yes } else { row.no }).into_iter().collect() };
    let goes_on = |yes: bool| diagram::after(row, yes).is_some();
    // Where both answers go on, most codes lie beyond either, and what differs is what there is to know.
    let forks = goes_on(true) && goes_on(false);
    let body = html! {
        section.hero {
            p { "Question " (at + 1) " of " (TABLE.len()) " · " (title(row.block)) " · " (source(row.source)) }
            h1.asked.capital { (row.text) }
            p.lead { (prose(question.rule())) }
        }
        section.answers {
            @for yes in [true, false] {
                div {
                    h2.capital { (word(yes)) @if yes == row.usual { " " small { "the usual answer" } } }
                    p.capital { (lead(site, row, yes, &|later| site.path(&path(later)))) }
                    @if let Some(later) = diagram::after(row, yes) { p.quiet { (capital(later.text())) } }
                    @if forks {
                        @let alone: Vec<u16> = codes(yes).difference(&codes(!yes)).copied().collect();
                        @if alone.is_empty() { p { "No code lies beyond this answer alone." } }
                        @else { p { "Codes that lie beyond this answer alone:" } (chips(site, alone)) }
                    } @else if goes_on(yes) { p { "Codes that lie beyond it:" } (chips(site, codes(yes))) }
                }
            }
        }
        @let either: Vec<u16> = codes(true).intersection(&codes(false)).copied().collect();
        @if forks && !either.is_empty() {
            section.answers { div {
                h2 { "Beyond both" }
                p { "Codes that can come of either answer:" }
                (chips(site, either))
            } }
        }
        nav.neighbours aria-label="The questions before and after" {
            @if let Some(before) = at.checked_sub(1).and_then(name_of) { a href=(site.path(&path(before))) { "← " (capital(before.text())) } }
            @if let Some(after) = name_of(at + 1) { a href=(site.path(&path(after))) { (capital(after.text())) " →" } }
        }
        p { a href=(site.path("/decision")) { "The whole table" } }
    };
    let title = format!("{} One question of the decision table", capital(row.text));
    whole(site, &Page { path: &own, title: &title, description: question.rule(), class: "wide", sought: "", body })
}

/// Codes, each a link to its page.
fn chips(site: &Site, codes: impl IntoIterator<Item = u16>) -> Markup {
    html! { ul.beyond { @for code in codes { li { (chip(site, code)) } } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_beyond_one_answer_alone_is_told_apart_and_an_end_is_no_beginning() {
        let shown = |question| super::question(&Site::live(), question).replace("\n", "");
        let forks = shown(Question::AsksProxy);
        let (alone, both) = forks.split_once("Beyond both").expect("both answers go on");
        assert!(
            alone.contains("alone:</p><ul class=\"beyond\"><li><a class=\"chip c4\" href=\"/407\">407</a></li></ul>")
        );
        assert!(alone.contains("No code lies beyond this answer alone.") && both.contains("href=\"/200\""));
        let ends = shown(Question::HeadInTime);
        assert_eq!((ends.matches("lie beyond it:").count(), ends.contains("alone")), (1, false), "{ends}");
    }
}
