//! A pasted answer, judged: what is broken first, with the octets that show it.

use crate::prose::{colour, prose, source};
use crate::site::Site;
use maud::{Markup, html};
use statusquo_catalog::entry;
use statusquo_check::{Exchange, Finding, Outcome, Received, examine, meaning, printable, reading};
use std::cmp::Reverse;

/// The most answers of one text that are judged: each is a long list.
const MOST: usize = 12;

/// Whether a text of several lines looks like an answer, or like what curl shows of one.
pub(super) fn is_answer(text: &str) -> bool {
    text.lines().any(|line| line.trim_start_matches(['<', '*', '>', ' ']).starts_with("HTTP/"))
}

/// What is to be said of it.
pub(super) fn judged(site: &Site, text: &str) -> Markup {
    let exchanges = match reading::pasted(text.as_bytes(), None) {
        Err(nothing) => return html! { p { "It cannot be read: " (nothing.to_string()) "." } },
        Ok(exchanges) => exchanges,
    };
    let answers: usize = exchanges.iter().map(|exchange| exchange.answers.len()).sum();
    let mut room = MOST;
    let mut take = |exchange: &Exchange| {
        let shown = exchange.answers.len().min(room);
        room -= shown;
        shown
    };
    let judged: Vec<_> =
        exchanges.iter().map(|exchange| (exchange, take(exchange))).filter(|(_, shown)| *shown > 0).collect();
    html! {
        @for (exchange, shown) in judged { (told(site, exchange, shown)) }
        @if answers > MOST { p { "The other " (answers - MOST) " answers are not judged here; " code { "statusquo check" } " judges them all." } }
    }
}

/// The first answers of an exchange.
fn told(site: &Site, exchange: &Exchange, shown: usize) -> Markup {
    let codes: Vec<u16> = exchange.answers.iter().map(|answer| answer.status).collect();
    let findings = examine(exchange);
    html! {
        @for (at, (received, findings)) in exchange.answers.iter().zip(&findings).take(shown).enumerate() {
            section.judged.(colour(received.status)) {
                h2 { span.quiet { (received.version.name()) } " " span.code { (received.status) } " " (printable(&received.reason)) }
                @if let Some(entry) = entry(received.status) { p { (prose(entry.meaning)) " " a href=(site.path(&format!("/{}", entry.code))) { "All about " (entry.code) } } }
                @for sentence in meaning(&exchange.answer(at, &codes)) { p { (prose(&sentence)) } }
                @if exchange.asked.assumed { p { small { "Taken for an answer to GET, since the request is not there." } } }
                @for remark in &received.remarks { p { small { "Note: " (printable(remark)) "." } } }
                (list("Broken", Outcome::Broken, received, findings))
                @if !findings.iter().any(|finding| finding.outcome == Outcome::Broken) { p.fine { b { "Nothing is broken" } ", as far as one answer can show it." } }
                @for (title, outcome) in [("Kept", Outcome::Kept), ("Not to be seen from one answer", Outcome::NotJudged)] {
                    @let count = findings.iter().filter(|finding| finding.outcome == outcome).count();
                    @if count > 0 { details { summary { (title) " (" (count) ")" } (list("", outcome, received, findings)) } }
                }
            }
        }
        @if exchange.last().is_none() { p { b { "No final answer followed." } } }
    }
}

fn list(title: &str, outcome: Outcome, received: &Received, findings: &[Finding]) -> Markup {
    let mut chosen: Vec<&Finding> = findings.iter().filter(|finding| finding.outcome == outcome).collect();
    chosen.sort_by_key(|finding| Reverse(finding.duty.level));
    html! {
        @if !chosen.is_empty() {
            @if !title.is_empty() { h3 { (title) } }
            ul.duties {
                @for finding in chosen {
                    li {
                        span.level.(finding.duty.level.to_string().to_lowercase()) { (finding.duty.level) }
                        span { (prose(finding.duty.text)) @if !finding.evidence.is_empty() { " " span.evidence { (printable(&finding.evidence)) } } (shown(received, finding)) }
                        small { (source(&finding.duty.specification.to_string())) }
                    }
                }
            }
        }
    }
}

/// The octets that show it.
fn shown(received: &Received, finding: &Finding) -> Markup {
    html! {
        @if let Some(place) = finding.place.as_ref().filter(|_| finding.outcome == Outcome::Broken) {
            @let (from, octets) = received.octets(place);
            " " code { (octets[..octets.len().min(120)].escape_ascii().to_string()) } " " small { "at byte " (from) }
        }
    }
}
