//! The reference: what the catalog says of a code, and what there is to try; in the content coding that the client likes best.

use super::offers;
use super::preconditions::{self, Validators};
use crate::entry_json;
use crate::form::coding::Coding;
use crate::form::fingerprint::fingerprint;
use crate::form::{accept, accept_encoding, page};
use crate::visit::Visit;
use statusquo_catalog::{Entry, sections, text, unregistered_sections};
use statusquo_page::clients::Place;
use statusquo_page::{Site, code, home};

const FORMS: [&str; 3] = ["text/plain", "application/json", "text/html"];

/// The width of the text form: what a terminal shows without wrapping.
const WIDTH: usize = 80;

/// Writes the page of a code, or the first one, and evaluates preconditions on it. Each coding of a page is a representation of
/// its own, with an entity tag of its own (RFC 9110 §8.8.3.3).
pub(crate) fn find(visit: &mut Visit<'_>, code: Option<u16>) {
    if !visit.reads() {
        return;
    }
    match code {
        Some(code) => entry(visit, code),
        None => index(visit),
    }
    represent(visit);
}

/// Evaluates preconditions on what was written.
pub(super) fn represent(visit: &mut Visit<'_>) {
    visit.fields.push("Vary", "Accept-Encoding");
    let hash = fingerprint(visit.body.bytes());
    let etag = match coding(visit) {
        Some(coding) => format!("\"{hash:016x}-{}\"", coding.name()),
        None => format!("\"{hash:016x}\""),
    };
    visit.fields.push("ETag", &etag);
    preconditions::judge(visit, Some(Validators { etag: &etag, modified: None }));
}

/// Puts the page into the coding in which it is to go out.
pub(crate) fn perform(visit: &mut Visit<'_>) {
    if let Some(coding) = coding(visit) {
        visit.encode(coding);
    }
}

/// The coding for the page that is written.
fn coding(visit: &Visit<'_>) -> Option<Coding> {
    accept_encoding::preferred(visit.request.fields()).of_content(visit.body.bytes().len(), &visit.fields)
}

/// The pages beside this lab, with commands for where the client found it; with the offer to make codes happen, where it does.
pub(super) fn beside(visit: &Visit<'_>) -> Site {
    let asked = visit.request.authority().and_then(|authority| Place::asked(authority, visit.secured));
    let site = Site::live().with_lab_at(asked.unwrap_or_default());
    if visit.state.settings.happenings == 0 { site.without_happenings() } else { site }
}

/// Tells what there is.
fn index(visit: &mut Visit<'_>) {
    visit.fields.push("Vary", "Accept");
    match accept::choose(visit.request.fields(), &["text/plain", "text/html"]) {
        1 => visit.say_page(home::home(&beside(visit), offers::ALL)),
        _ => visit.say("text/plain; charset=utf-8", offers::text()),
    }
}

/// Tells all about a code, in the form that the client likes best.
fn entry(visit: &mut Visit<'_>, code: u16) {
    let known = statusquo_catalog::entry(code);
    let site = beside(visit);
    visit.fields.push("Vary", "Accept");
    let form = accept::choose(visit.request.fields(), &FORMS);
    if form != 2 {
        page::protect(FORMS[form], &mut visit.fields);
    }
    match form {
        1 => {
            let value = known.map_or_else(|| entry_json::unregistered(code), entry_json::entry);
            visit.say_json(&value);
        }
        2 => {
            visit.say_page(match known {
                Some(entry) => code::entry(&site, entry),
                None => code::unregistered(&site, code),
            });
        }
        _ => visit.say("text/plain; charset=utf-8", as_text(&site, code, known)),
    }
}

/// The same as text, after how to get the code itself.
fn as_text(site: &Site, code: u16, known: Option<&Entry>) -> String {
    let mut opening = format!("This is the entry for {code}, and itself a 200.");
    if (100..=599).contains(&code) {
        opening.push_str(&format!(" To receive {code}: /status/{code}."));
    }
    if let Some(command) = known.and_then(|entry| entry.curl) {
        opening.push_str(&format!(" To cause one: {command}"));
    }
    let sections = known.map_or_else(|| unregistered_sections(code), sections);
    let page = text::render(&sections, WIDTH, &text::plain);
    format!("{}\n\n{page}", site.place().fill_in(&opening))
}
