//! The reference: what the catalog says of a code, and what there is to try; in the content coding that the client likes best.

use super::preconditions::{self, Validators};
use crate::entry_json;
use crate::form::coding::Coding;
use crate::form::fingerprint::fingerprint;
use crate::form::{accept, accept_encoding, page};
use crate::visit::Visit;
use statusquo_catalog::text;

const FORMS: [&str; 3] = ["text/plain", "application/json", "text/html"];

/// The width of the text form: what a terminal shows without wrapping.
const WIDTH: usize = 80;

/// What `GET /` says: what this is, and what to try.
const INDEX: &str = "\
statusquo: HTTP status codes, caused and explained.

  GET /409                      what a code means, causes, owes
  ANY /status/409               the number alone: forced, not caused
  GET /lab/documents/welcome    a versioned store: PUT, GET, DELETE, move, preconditions, ranges, differences
  GET /lab/documents/old-inbox  moved for good, method and content to be kept
  GET /lab/documents/banned     denied for a legal reason
  GET /lab/guarded/plan         changed only by who has seen it
  POST /lab/users               JSON, unique e-mail addresses, versions; PATCH on one
  GET /lab/variants/greeting    three languages, two types: say what you prefer
  GET /lab/vault                credentials: reader:reader, admin:admin
  POST /lab/jobs                work that really goes on
  GET /lab/jobs/1?wait=3        waits for it, and hears meanwhile that it goes on
  POST /lab/uploads             an upload that can be interrupted and resumed
  GET /lab/slow-page            a page that hints at its style sheet before it is ready
  GET /lab/limited              five at once, five a second
  GET /lab/divide?by=0          a real panic, really caught
  GET /lab/gateway/healthy      and refused, garbage, closing, two-lengths, truncated, reset, slow, unhurried, fresh, hints
  GET /lab/gateway/transforming text in capitals, unless no-transform is said
  GET /lab/gateway/cached       a small shared cache: Age, Cache-Status, only-if-cached
  GET /lab/meter                prepaid: three readings, then POST /lab/meter/top-up
  POST /lab/needs-length        nothing whose length is not told beforehand
  GET /lab/form                 a form: see what was made, or go on with the next
  GET /lab/busy                 two at a time
  PROPFIND /lab/dav/            a WebDAV share, with locks and bindings
  GET /lab/echo                 a WebSocket echo
  BREW /lab/teapot              no coffee
  GET /lab/portal               log in to portal.localhost, which is 511 until then
  CONNECT 127.0.0.1:8080        a forward proxy for proxy:proxy, to the lab's own addresses alone
  PUT /_/maintenance            close the lab for a while
  GET /_/exchanges              what passed, and why
  GET /_/limits                 how much, how many and how long, and which flag sets it
  GET /_/ca.pem                 the authority to trust for TLS
";

/// Writes the page of a code, or the first one, and evaluates preconditions on it. Each coding of a page is a representation of
/// its own, with an entity tag of its own (RFC 9110 §8.8.3.3).
pub(crate) fn find(visit: &mut Visit<'_>, code: Option<u16>) {
    if !visit.reads() {
        return;
    }
    match code {
        Some(code) => entry(visit, code),
        None => visit.say("text/plain; charset=utf-8", INDEX),
    }
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

/// Tells all about a code, in the form that the client likes best.
fn entry(visit: &mut Visit<'_>, code: u16) {
    let known = statusquo_catalog::entry(code);
    let sections = match known {
        Some(entry) => statusquo_catalog::sections(entry),
        None => statusquo_catalog::unregistered_sections(code),
    };
    let mut opening = format!("This is the entry for {code}, and itself a 200.");
    if (100..=599).contains(&code) {
        opening.push_str(&format!(" To receive {code}: /status/{code}."));
    }
    if let Some(command) = known.and_then(|entry| entry.curl) {
        opening.push_str(&format!(" To cause one: {command}"));
    }
    if let Some(authority) = visit.request.authority() {
        // In cleartext it stands elsewhere than in URIs of http too: octets are sent by hand, with a Host field.
        opening = match visit.secured {
            true => opening.replace("http://127.0.0.1:8080", &format!("https://{authority}")),
            false => opening.replace("127.0.0.1:8080", authority),
        };
    }
    visit.fields.push("Vary", "Accept");
    let form = accept::choose(visit.request.fields(), &FORMS);
    page::protect(FORMS[form], &mut visit.fields);
    match form {
        1 => {
            let value = known.map_or_else(|| entry_json::unregistered(code), entry_json::entry);
            visit.say_json(&value);
        }
        2 => visit.say("text/html; charset=utf-8", page::sections(&sections, &opening)),
        _ => {
            let page = text::render(&sections, WIDTH, &text::plain);
            visit.say("text/plain; charset=utf-8", format!("{opening}\n\n{page}"));
        }
    }
}
