//! The page of a code: what it is, whose turn it is, what causes it, what it is mistaken for, what it owes, and the
//! exchange in which it really happened.

use crate::happen::panel;
use crate::prose::{chip, class_name, prose, source};
use crate::sections::sections;
use crate::shell::{Page, whole};
use crate::site::Site;
use crate::{compare, transcript};
use maud::{Markup, html};
use statusquo_catalog::{Carried, Entry, Retry, unregistered_sections};

mod causes;
mod clients;

/// The page of a registered code.
pub fn entry(site: &Site, entry: &Entry) -> String {
    let title = format!("{} {}{}: what it means and what causes it", entry.code, entry.phrase, formerly(entry));
    let parts = parts(site, entry);
    let body = html! {
        header.plate {
            p.line { span.version { "HTTP/1.1" } " " span.code { (entry.code) } " " }
            h1 { span.unseen { (entry.code) " " } (entry.phrase) }
            p.meaning { (prose(entry.meaning)) @if let Some(example) = entry.example { " " em { (prose(example)) } } }
            @if let [others @ .., last] = entry.former_phrases {
                p.quiet { "Formerly " @for other in others { "“" (other.phrase) "”, then " } "“" (last.phrase) "”." }
            }
            @if let Some(note) = entry.standing.note() { p.note { b { (entry.standing.name()) ": " } (prose(note)) } }
            // What went well is about the resource, and what is interim about the answer that follows: that needs no saying.
            @let is_short = entry.code < 300;
            dl.turn.short[is_short] {
                div.first { dt { "Whose turn is it now?" } dd { b { (turn(entry)) } " " (prose(entry.client.next)) } }
                @if let [first, others @ ..] = entry.causes {
                    div.first {
                        dt { "What causes it most often?" }
                        dd { (prose(first.text)) @if !others.is_empty() { " " a href="#causes" { "All " (others.len() + 1) " causes" } } }
                    }
                }
                div { dt { "Send it again?" } dd { (entry.client.retry.sentence()) } }
                div { dt { "May a cache keep it?" } dd { (entry.caching.sentence()) } }
                @if !is_short { div { dt { "What is it about?" } dd { (entry.layer.meaning()) } } }
                div { dt { "Defined in" } dd { (source(&entry.specification.to_string())) } }
            }
        }
        (panel(site, entry, None))
        (by_hand(site, entry.code, entry.curl))
        div.columns {
            nav.contents aria-label="On this page" {
                ol { @for part in &parts { li { a href=(format!("#{}", part.id)) { (part.title) } } } }
            }
            div.parts {
                @for part in &parts {
                    section #(part.id) aria-labelledby=(format!("{}-title", part.id)) {
                        h2 #(format!("{}-title", part.id)) { (part.title) }
                        (part.body)
                    }
                }
            }
        }
    };
    let path = format!("/{}", entry.code);
    let page = Page {
        path: &path,
        title: &title,
        description: entry.meaning,
        class: class_name(entry.class()),
        sought: "",
        body,
    };
    whole(site, &page)
}

/// The page of a number that nobody registered.
pub fn unregistered(site: &Site, code: u16) -> String {
    let all = unregistered_sections(code);
    let title = all.first().map_or(String::new(), |section| section.title.clone());
    let body = html! {
        header.plate { p.line { span.code { (format!("{code:03}")) } } h1 { "Not registered" } }
        div.results { (sections(site, &all)) }
        (by_hand(site, code, None))
    };
    let path = format!("/{code}");
    let description =
        "A number that is no registered HTTP status code: who uses it all the same, and what it is nearest to.";
    whole(site, &Page { path: &path, title: &title, description, class: "c0", sought: "", body })
}

/// How to get the code from the lab beside it with a client of one's own; the page itself is a 200, whatever it tells of.
fn by_hand(site: &Site, code: u16, command: Option<&str>) -> Markup {
    html! {
        @if site.is_live() && (100..=599).contains(&code) {
            div.by-hand {
                @if let Some(command) = command { p { b { "By hand: " } code { (site.place().fill_in(command)) } } }
                p { "For the number alone, without its cause, ask for " code { "/status/" (code) } ". This page is itself a 200." }
            }
        }
    }
}

/// The name that it had before, by which it is looked for.
fn formerly(entry: &Entry) -> String {
    entry.former_phrases.last().map_or(String::new(), |former| format!(", formerly {}", former.phrase))
}

/// Who has to do something next.
fn turn(entry: &Entry) -> &'static str {
    match (entry.code / 100, entry.client.retry) {
        (1, _) => "The server's: a final answer follows.",
        (2, _) => "Nobody's: it worked.",
        (5, Retry::Later | Retry::NewConnection) => "The server's, then yours.",
        (5, _) => "The server's.",
        (_, Retry::Never) => "Nobody's.",
        _ => "Yours.",
    }
}

/// One part of the page.
struct Part {
    id: &'static str,
    title: &'static str,
    body: Markup,
}

/// The parts that this code has something to say in.
fn parts(site: &Site, entry: &Entry) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut add = |id, title, there: bool, body: Markup| {
        if there {
            parts.push(Part { id, title, body });
        }
    };
    add("causes", "Real causes", !entry.causes.is_empty(), causes::causes(site, entry));
    add("not-this", "Not this one if …", !entry.confused_with.is_empty(), confusions(site, entry));
    add("says", "But the RFC says", entry.rfc_says.is_some(), html! { p { (prose(entry.rfc_says.unwrap_or(""))) } });
    add("author", "If you write the server", true, html! { p { (prose(entry.author)) } });
    add("duties", "What an answer with it owes", !entry.duties.is_empty(), duties(entry));
    add("wire", "What really went over the wire", entry.transcript.is_some(), transcript::recorded(entry));
    add("clients", "The same with curl, Python and JavaScript", entry.trigger.is_some(), clients::panel(site, entry));
    add("elsewhere", "Who sends something else", !entry.elsewhere.is_empty(), elsewhere(entry));
    add("versions", "In each version of HTTP", true, versions(entry));
    add("browsers", "Browsers", entry.browsers.is_some(), html! { p { (prose(entry.browsers.unwrap_or(""))) } });
    add("history", "History", true, history(entry));
    parts
}

fn confusions(site: &Site, entry: &Entry) -> Markup {
    html! {
        (compare::with(site, entry.code))
        dl.confusions {
            @for other in entry.confused_with {
                dt { (chip(site, other.code)) " " @if let Some(known) = statusquo_catalog::entry(other.code) { (known.phrase) } }
                dd { (prose(other.difference)) }
            }
        }
    }
}

fn duties(entry: &Entry) -> Markup {
    html! {
        ul.duties {
            @for duty in entry.duties {
                li { span.level.(duty.level.to_string().to_lowercase()) { (duty.level) } " "
                    span { (prose(duty.text)) @if let Some(clause) = duty.when.clause() { " " span.when { (clause) } } } " "
                    small { (source(&duty.specification.to_string())) } }
            }
        }
    }
}

fn elsewhere(entry: &Entry) -> Markup {
    html! {
        p { "Measured: what others answered to the same cause." }
        div.scroll tabindex="0" role="region" aria-label="What others answer" { table {
            @for elsewhere in entry.elsewhere {
                tr { th scope="row" { (prose(elsewhere.cause)) }
                    td { @for (who, what) in elsewhere.answers { span.measured { (who) " " b { (what) } } " " } } }
            }
        } }
    }
}

fn versions(entry: &Entry) -> Markup {
    let all_alike = entry.versions.each().iter().all(|(_, carried)| matches!(carried, Carried::Yes));
    html! {
        @if all_alike { p { "The same in HTTP/1.1, HTTP/2 and HTTP/3." } } @else {
        dl.versions {
            @for (name, carried) in entry.versions.each() {
                dt { (name) }
                dd { @match carried {
                    Carried::Yes => "As above.",
                    Carried::ForAnotherCause { why, .. } => (prose(why)),
                    Carried::No { why, instead } => { b { "Not there. " } (prose(why)) " " b { "Instead: " } (prose(instead)) },
                } }
            }
        } }
        @if let Some(note) = entry.versions.note { p { (prose(note)) } }
    }
}

fn history(entry: &Entry) -> Markup {
    html! {
        p { (prose(entry.history)) }
        @if !entry.former_phrases.is_empty() {
            p { "Formerly " @for (at, former) in entry.former_phrases.iter().enumerate() {
                @if at > 0 { ", " } "“" (former.phrase) "” (" (source(former.source)) ")"
            } "." }
        }
    }
}
