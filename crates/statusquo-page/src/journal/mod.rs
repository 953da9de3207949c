//! `/_/`: what passed, newest first, and one exchange in full.

mod exchange;

pub use exchange::exchange;

use crate::Site;
use crate::prose::{chip, class_name};
use crate::shell::{Page, whole};
use maud::{Markup, html};
use statusquo_catalog::entry;
use statusquo_decision::Way;
use statusquo_journal::Record;

/// What the journal's page has besides its rows.
#[derive(Clone, Copy, Debug)]
pub struct Overview<'o> {
    /// What the rows are filtered by, as it was typed.
    pub filter: &'o str,
    /// Whether maintenance is under way.
    pub maintenance: bool,
    /// How many exchanges the journal holds.
    pub held: usize,
    /// How many it has let go since the program began.
    pub evicted: u64,
    /// The number of the last exchange shown, if older ones follow.
    pub older: Option<u64>,
}

/// The journal.
pub fn journal(site: &Site, overview: &Overview<'_>, records: &[Record<Way>]) -> String {
    let body = html! {
        section.hero {
            h1 { "What passed, and why" }
            p.lead { "Every exchange with this server, newest first, as it comes. It holds " (overview.held)
                @if overview.evicted > 0 { "; " (overview.evicted) " older ones were let go" } "." }
        }
        section.journal data-follow="/_/events" {
            div.tools {
                form action="/_/" {
                    label for="filter" { "Filter by code, class, method, target or version" }
                    div.joined { input #filter name="filter" value=(overview.filter) maxlength="200" spellcheck="false" placeholder="4xx POST /lab/users";
                        button { "Filter" } }
                }
                form action="/_/maintenance" method="post" {
                    p { "Maintenance closes the lab for a while: everything under /lab answers 503." }
                    button name="maintenance" value=(if overview.maintenance { "off" } else { "on" }) {
                        @if overview.maintenance { "End maintenance" } @else { "Begin maintenance" } }
                }
                p { a href="/_/har" download="statusquo.har" { "All as HAR 1.2" } }
            }
            p.live role="status" { }
            div.scroll tabindex="0" role="region" aria-label="Exchanges" {
                table.passed {
                    thead { tr { th { "No." } th { "Code" } th { "Request" } th { "Version" } th { "Decided by" } th { "Took" } } }
                    tbody { @for record in records { (row(site, record)) } }
                }
            }
            @if records.is_empty() { p.none { "Nothing has passed yet that fits. Ask for something: " code { "curl -i http://127.0.0.1:8080/lab/documents/welcome" } } }
            @if let Some(older) = overview.older { p { a href=(format!("/_/?before={older}&filter={}", encoded(overview.filter))) { "Older ones" } } }
        }
    };
    let page = Page {
        path: "/_/",
        title: "What passed, and why",
        description: "The journal.",
        class: "wide",
        sought: "",
        body,
    };
    whole(site, &page)
}

/// A row of the journal, as the page has it and as it is sent to one that follows.
pub fn row(site: &Site, record: &Record<Way>) -> Markup {
    let deciding = record.way.deciding_for(record.code);
    html! {
        tr.(entry(record.code).map_or("c0", |entry| class_name(entry.class()))) {
            td { a href=(format!("/_/exchanges/{}", record.id)) { (record.id) } }
            td { @for interim in &record.interim { (chip(site, *interim)) " " } (chip(site, record.code)) }
            td.request { b { (record.method) } " " (record.target) }
            td { (record.version) }
            td { @if record.forced { em { "forced, not caused" } } @else { @if let Some((question, yes)) = deciding { (question.text()) " " b { (if yes { "yes" } else { "no" }) } } } }
            td.number { (format!("{:.2} ms", record.duration.as_secs_f64() * 1000.0)) }
        }
    }
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
