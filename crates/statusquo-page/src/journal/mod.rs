//! `/_/`: what passed, newest first, as it comes, and one exchange in full.

mod bytes;
mod exchange;
mod filter;
mod times;

pub use exchange::exchange;
pub use filter::Filter;

use crate::assets;
use crate::prose::{capital, chip, colour};
use crate::shell::{Page, whole};
use crate::site::Site;
use bytes::clipped;
use maud::{Markup, html};
use statusquo_decision::{Way, word};
use statusquo_journal::{Record, date};

/// What the journal's page has besides its rows.
#[derive(Clone, Copy, Debug)]
pub struct Overview<'o> {
    /// What the rows are filtered by, as it was typed.
    pub filter: &'o str,
    /// Whether maintenance is under way.
    pub maintenance: bool,
    /// What the journal has; none if it is off.
    pub held: Option<Held>,
    /// The number of the last exchange that was looked at, if older ones follow.
    pub older: Option<u64>,
    /// Whether these rows are older ones already, so that new ones are not to be added to them.
    pub past: bool,
    /// Under which authority the lab was asked.
    pub authority: &'o str,
}

/// What the journal has.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// How many exchanges it holds.
    pub exchanges: usize,
    /// How many it has let go since the program began.
    pub evicted: u64,
    /// The number of the newest when the page was made.
    pub newest: u64,
}

/// The most rows of a page.
pub const ROWS: usize = 100;

/// The most characters of a method and of a target in a row.
const METHOD: usize = 24;
const TARGET: usize = 200;

/// The journal.
pub fn journal(site: &Site, overview: &Overview<'_>, records: &[Record<Way>]) -> String {
    let body = html! {
        section.hero {
            h1 { "What passed, and why" }
            p.lead { (told(overview.held)) }
            @if overview.maintenance { p.note.c5 { b { "The lab is closed for maintenance. " } a href="#maintenance" { "Open it" } } }
        }
        @if let Some(held) = overview.held {
            section.journal data-follow=[(!overview.past).then_some("/_/events")] data-newest=(held.newest) aria-label="The journal" {
                (tools(overview))
                div.following {
                    p.live role="status" {}
                }
                div.scroll tabindex="0" role="region" aria-label="Exchanges, newest first" {
                    table.passed {
                        thead { tr {
                            th scope="col" { "No." } th scope="col" { "Time" } th scope="col" { "Code" } th scope="col" { "Request" }
                            th scope="col" { "Version" } th scope="col" { "Decided by" } th.number scope="col" { "Took" }
                        } }
                        tbody { @for record in records { (row(site, record)) } }
                    }
                }
                div.end {
                    @if records.is_empty() { (none(overview)) }
                    p.pages {
                        @if overview.past { a href=(address("/_/", overview.filter, None)) { "Newest" } }
                        @if let Some(older) = overview.older { a rel="next" href=(address("/_/", overview.filter, Some(older))) { "Older ones" } }
                    }
                }
            }
        }
        (maintenance(site, overview.maintenance))
        @if overview.held.is_some() { script src=(site.path(assets::JOURNAL)) defer {} }
    };
    let page = Page {
        path: "/_/",
        title: "What passed, and why",
        description: "Every exchange with this server, and the question that decided its code.",
        class: "wide",
        sought: "",
        body,
    };
    whole(site, &page)
}

fn told(held: Option<Held>) -> Markup {
    html! {
        @match held {
            None => { "The journal is off: start with " code { "--journal on" } " to have every exchange noted here, with its reasons and its bytes." }
            Some(held) => {
                "Every exchange with this server, newest first, but for those under " code { "/_/" } " and " code { "/assets/" }
                ", which a filter that names them shows. The journal holds " (held.exchanges)
                @if held.evicted > 0 { "; to make room it has let go the " (held.evicted) " before them" } "."
            }
        }
    }
}

/// The filter, and what can be done with what it leaves.
fn tools(overview: &Overview<'_>) -> Markup {
    let har = address("/_/har", overview.filter, None);
    html! {
        div.tools {
            form.sieve action="/_/" role="search" aria-label="Filter the journal" {
                label for="filter" { "Filter: " small #filter-help { "a code, " code { "4xx" } ", a method, " code { "h2" } ", " code { "forced" } ", part of the target; " code { "-" } " leaves out" } }
                div.joined {
                    input #filter name="filter" value=(overview.filter) maxlength=(Filter::MOST) autocomplete="off" autocapitalize="off" spellcheck="false"
                        placeholder="4xx POST /lab/users" aria-describedby="filter-help";
                    button { "Filter" }
                }
            }
            p.take { a.har href=(har) download="statusquo.har" { "These as HAR 1.2" } " · " a href="#maintenance" { "Maintenance" } }
            form.empty action="/_/exchanges" method="post" { button.quiet-button name="journal" value="empty" { "Empty the journal" } }
        }
    }
}

fn none(overview: &Overview<'_>) -> Markup {
    html! {
        @if overview.filter.trim().is_empty() {
            p.none { "Nothing has passed yet. Ask for something: " code { "curl -i http://" (overview.authority) "/lab/documents/welcome" } }
        } @else {
            p.none { "Nothing that passed is like that. " a href="/_/" { "Look at everything" } ", or ask with " code { "/_/" } " for what was asked of the admin side itself." }
        }
    }
}

/// The switch.
fn maintenance(site: &Site, on: bool) -> Markup {
    html! {
        section.maintenance #maintenance aria-labelledby="maintenance-title" {
            div.heading { h2 #maintenance-title { "Maintenance" } }
            form action="/_/maintenance" method="post" {
                @if on {
                    p { "The lab is closed: everything under " code { "/lab" } " answers " (chip(site, 503)) " and says when it will open again." }
                    button name="maintenance" value="off" { "Open the lab" }
                } @else {
                    p { "While the lab is closed, everything under " code { "/lab" } " answers " (chip(site, 503)) " and says when it will open again." }
                    div.joined {
                        label for="seconds" { "Close it for" }
                        select #seconds name="seconds" {
                            option value="60" { "a minute" } option value="600" { "ten minutes" } option value="3600" { "an hour" }
                        }
                        button name="maintenance" value="on" { "Close the lab" }
                    }
                }
            }
        }
    }
}

/// A row of the journal, as the page has it and as it is sent to one that follows.
pub fn row(site: &Site, record: &Record<Way>) -> Markup {
    let deciding = record.way.deciding_for(record.code);
    // Which of many usual answers came last tells nothing.
    let is_usual = deciding.is_some() && record.way.steps().all(|(question, yes)| yes == question.row().usual);
    let began = date(record.began);
    html! {
        tr.(colour(record.code)) {
            td { a href=(format!("/_/exchanges/{}", record.id)) { (record.id) } }
            td { time datetime=(began) { (began.get(11..19).unwrap_or("")) } }
            td.codes { @for interim in &record.interim { (chip(site, *interim)) " " } (chip(site, record.code)) }
            td.request { (asked(record)) }
            td.nowrap { (record.version) @if record.secured { " TLS" } }
            td.why {
                @if record.forced { em { "forced, not caused" } }
                @else if is_usual { "every answer was the usual one" }
                @else if let Some((question, yes)) = deciding { (capital(question.text())) " " b { (word(yes)) } }
            }
            td.number { (milliseconds(record.duration.as_secs_f64())) }
        }
    }
}

/// What was asked for, as far as it could be read.
fn asked(record: &Record<Way>) -> Markup {
    html! {
        @if record.method.is_empty() && record.target.is_empty() { em { "a request that could not be read" } }
        @else { b { (clipped(&record.method, METHOD)) } " " span { (clipped(&record.target, TARGET)) } }
    }
}

fn milliseconds(seconds: f64) -> String {
    format!("{:.2} ms", seconds * 1000.0)
}

/// An address with a filter, and the number before which it begins.
fn address(path: &str, filter: &str, before: Option<u64>) -> String {
    let mut parts = Vec::new();
    if !filter.trim().is_empty() {
        parts.push(format!("filter={}", encoded(filter)));
    }
    parts.extend(before.map(|before| format!("before={before}")));
    if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
}

/// Text as it may stand in a query.
fn encoded(text: &str) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    for octet in text.bytes() {
        if octet.is_ascii_alphanumeric() || b"-._~".contains(&octet) {
            out.push(char::from(octet));
        } else {
            let _ = write!(out, "%{octet:02X}");
        }
    }
    out
}
