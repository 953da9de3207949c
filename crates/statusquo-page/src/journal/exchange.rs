//! One exchange in full: why, what went to and fro and when, and the bytes.

use super::bytes::{clipped, octets};
use super::{milliseconds, times};
use crate::decision::lit;
use crate::prose::{chip, colour};
use crate::sequence::{Message, sequence};
use crate::shell::{Page, whole};
use crate::site::Site;
use maud::html;
use statusquo_catalog::entry;
use statusquo_decision::Way;
use statusquo_journal::{Direction, Record, date};

/// The most characters of a method and of a target in the heading.
const METHOD: usize = 64;
const TARGET: usize = 600;

/// The page of an exchange.
pub fn exchange(site: &Site, record: &Record<Way>) -> String {
    let phrase = entry(record.code).map_or("", |entry| entry.phrase);
    let title = format!("Exchange {}: {} {phrase}", record.id, record.code);
    let traffic = &record.traffic;
    let har = format!("/_/exchanges/{}.har", record.id);
    let body = html! {
        header.plate {
            p { a href="/_/" { "Journal" } " · exchange " (record.id) " · " (record.version) @if record.secured { " over TLS" } " · from " (record.peer)
                " · " time { (date(record.began)) } " · took " (milliseconds(record.duration.as_secs_f64())) }
            h1.target {
                @if record.method.is_empty() && record.target.is_empty() { em { "A request that could not be read" } }
                @else { b { (clipped(&record.method, METHOD)) } " " (clipped(&record.target, TARGET)) }
            }
            p.line {
                @for interim in &record.interim { span.said-before { (chip(site, *interim)) } }
                a.code href=(site.path(&format!("/{}", record.code))) { (record.code) } " " span.phrase { (phrase) }
            }
            @if record.forced { p.note { b { "Forced, not caused: " } "the code was asked for by its number." } }
        }
        section #why aria-labelledby="why-title" {
            div.heading { h2 #why-title { "Why this code, and not another?" } }
            (lit(site, record.way, record.code))
        }
        section #time aria-labelledby="time-title" {
            div.heading { h2 #time-title { "When" } p { "Counted from the first octet of the request, as this server saw it." } }
            (times::bars(&record.timing()))
            h3 { "To and fro" }
            (sequence(&messages(record)))
            (times::frames(traffic))
        }
        section #bytes aria-labelledby="bytes-title" {
            div.heading {
                h2 #bytes-title { "The bytes" }
                p { @if record.version.starts_with("HTTP/1") { "As they went over the wire" } @else { "The heads as they were before they were compressed, and the content" }
                    "; credentials and cookies are masked, unless the server was started with " code { "--show-secrets" } "." }
            }
            (octets("Received", &traffic.received, traffic.received_omitted))
            (octets("Sent", &traffic.sent, traffic.sent_omitted))
        }
        p.pages { a href=(har) download=(format!("exchange-{}.har", record.id)) { "This exchange as HAR 1.2" } a href="/_/" { "All exchanges" } }
    };
    let page = Page {
        path: "",
        title: &title,
        description: "One exchange in full.",
        class: colour(record.code),
        sought: "",
        body,
    };
    whole(site, &page)
}

/// What went, run by run, each by how it begins.
fn messages(record: &Record<Way>) -> Vec<Message> {
    let traffic = &record.traffic;
    let (mut received, mut sent) = (&traffic.received[..], &traffic.sent[..]);
    let mut messages = Vec::new();
    for run in &traffic.runs {
        let kept = if run.direction == Direction::Received { &mut received } else { &mut sent };
        let (now, later) = kept.split_at(kept.len().min(usize::try_from(run.length).unwrap_or(usize::MAX)));
        *kept = later;
        messages.push(Message {
            at_micros: run.at_micros,
            sent: run.direction == Direction::Received,
            connection: 0,
            label: label(record, now),
            octets: run.length,
        });
    }
    messages
}

/// How some octets begin; control data are written as the line that they stand for.
fn label(record: &Record<Way>, octets: &[u8]) -> String {
    let line = octets.split(|octet| matches!(octet, b'\r' | b'\n')).next().unwrap_or(&[]);
    let line = String::from_utf8_lossy(&line[..line.len().min(200)]);
    match line.strip_prefix(":status: ") {
        Some(code) => {
            let phrase = code.parse().ok().and_then(entry).map_or("", |entry| entry.phrase);
            format!("{} {code} {phrase}", record.version)
        }
        None if line.starts_with(":method: ") => format!("{} {} {}", record.method, record.target, record.version),
        None => line.into_owned(),
    }
}
