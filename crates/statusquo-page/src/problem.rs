//! A refusal as a page: what is wrong, and which question decided that it is this code.

use crate::decision::lit;
use crate::prose::{colour, prose};
use crate::shell::{Page, whole};
use crate::site::Site;
use maud::html;
use statusquo_catalog::entry;
use statusquo_decision::Way;

/// What is told of a refusal.
#[derive(Clone, Copy, Debug)]
pub struct Problem<'p> {
    /// The code.
    pub code: u16,
    /// What is wrong with this request.
    pub detail: &'p str,
    /// An address that helps, and what it is called.
    pub link: Option<(&'p str, &'p str)>,
    /// The questions that were asked.
    pub way: Way,
    /// Where the exchange can be looked up.
    pub exchange: Option<&'p str>,
}

/// The page of a refusal.
pub fn problem(site: &Site, problem: &Problem<'_>) -> String {
    let known = entry(problem.code);
    let phrase = known.map_or("", |entry| entry.phrase);
    let title = format!("{} {phrase}", problem.code);
    let body = html! {
        header.plate {
            p.line { span.code { (problem.code) } }
            h1 { span.unseen { (problem.code) " " } (phrase) }
            p.meaning { (problem.detail) }
            @if let Some((name, address)) = problem.link { p { a href=(address) { (name) } } }
            @if let Some(entry) = known { p { b { "What to do now: " } (prose(entry.client.next)) } }
        }
        section #why aria-labelledby="why-title" {
            div.heading { h2 #why-title { "Why this code, and not another?" } }
            (lit(site, problem.way, problem.code))
        }
        p {
            a href=(site.path(&format!("/{}", problem.code))) { "All about " (problem.code) }
            @if let Some(exchange) = problem.exchange { " · " a href=(exchange) { "This exchange in full" } }
        }
    };
    let page =
        Page { path: "", title: &title, description: problem.detail, class: colour(problem.code), sought: "", body };
    whole(site, &page)
}
