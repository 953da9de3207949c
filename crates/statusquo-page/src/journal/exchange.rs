//! One exchange in full: why, what went to and fro and when, and the bytes.

use crate::Site;
use crate::decision::lit;
use crate::prose::{chip, class_name};
use crate::sequence::{Message, sequence};
use crate::shell::{Page, whole};
use maud::{Markup, html};
use statusquo_catalog::entry;
use statusquo_decision::Way;
use statusquo_journal::{Direction, Record};

/// The page of an exchange.
pub fn exchange(site: &Site, record: &Record<Way>) -> String {
    let known = entry(record.code);
    let title = format!("Exchange {}: {} {}", record.id, record.code, known.map_or("", |entry| entry.phrase));
    let traffic = &record.traffic;
    let body = html! {
        header.plate {
            p { "Exchange " (record.id) " · " (record.version) " · from " (record.peer.to_string()) " · took " (format!("{:.2} ms", record.duration.as_secs_f64() * 1000.0)) }
            h1.target { b { (record.method) } " " (record.target) }
            p.line { @for interim in &record.interim { span.said-before { (chip(site, *interim)) " " } } span.code { (record.code) } " " span.phrase { (known.map_or("", |entry| entry.phrase)) } }
            @if record.forced { p.note { b { "Forced, not caused: " } "the code was asked for by its number." } }
        }
        section #why aria-labelledby="why-title" {
            div.heading { h2 #why-title { "Why this code, and not another?" } }
            (lit(site, record.way, record.code))
        }
        section #time aria-labelledby="time-title" {
            div.heading { h2 #time-title { "To and fro" } }
            (sequence(&messages(record)))
        }
        section #bytes aria-labelledby="bytes-title" {
            div.heading { h2 #bytes-title { "The bytes" } p { "As they went over the wire; credentials and cookies are masked unless the server was started with --show-secrets." } }
            (octets("Received", &traffic.received, traffic.received_omitted))
            (octets("Sent", &traffic.sent, traffic.sent_omitted))
        }
        p { a href=(format!("/_/exchanges/{}.har", record.id)) download=(format!("exchange-{}.har", record.id)) { "This exchange as HAR 1.2" } " · " a href="/_/" { "All exchanges" } }
    };
    let page = Page {
        path: "",
        title: &title,
        description: "One exchange in full.",
        class: known.map_or("c0", |entry| class_name(entry.class())),
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
            label: beginning(now),
            octets: run.length,
        });
    }
    messages
}

/// The first line of some octets.
fn beginning(octets: &[u8]) -> String {
    let line = octets.split(|octet| *octet == b'\r' || *octet == b'\n').next().unwrap_or(&[]);
    String::from_utf8_lossy(&line[..line.len().min(200)]).into_owned()
}

/// Octets to be read: a line a line, what cannot be shown as a dot with its number.
pub(crate) fn octets(title: &str, kept: &[u8], omitted: u64) -> Markup {
    html! {
        h3 { (title) " " small { (kept.len() as u64 + omitted) " octets" @if omitted > 0 { ", of which " (omitted) " were not kept" } } }
        div.exchange tabindex="0" role="region" aria-label=(title) {
            @for line in kept.split_inclusive(|octet| *octet == b'\n') { div { (readable(line)) } }
        }
    }
}

fn readable(line: &[u8]) -> String {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let mut out = String::new();
    for chunk in line.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '\t' => out.push('\t'),
                control if control.is_control() => out.extend(control.escape_default()),
                shown => out.push(shown),
            }
        }
        for octet in chunk.invalid() {
            out.push_str(&format!("\\x{octet:02x}"));
        }
    }
    out
}
