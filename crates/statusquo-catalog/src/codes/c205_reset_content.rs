//! 205 Reset Content: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send(
    "POST /lab/form HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
     Content-Length: 21\r\n\r\nentry=hello&then=next",
)];

/// The entry for 205 Reset Content.
pub(super) const ENTRY: Entry = Entry {
    code: 205,
    phrase: "Reset Content",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.3.6"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "The request has been carried out, and the client should reset the view it was sent from to its original \
              state, so that the next entry can be made.",
    example: None,
    rfc_says: Some(
        "205 must not have content, yet it is not among the codes that end with their head. In HTTP/1.1 it therefore \
         has to say that it is empty, with Content-Length: 0 or an empty chunked content; otherwise the client waits \
         for the connection to close (RFC 9112 §6.3).",
    ),
    causes: &[Cause::in_lab(
        "A data entry form was submitted, and the next record is to be entered in the same form.",
        "POST /lab/form with then=next",
    )
    .by(STEPS)],
    duties: &[Duty::must("Have no content.", Specification::section("RFC 9110", "15.3.6"), Test::NoContent)],
    client: Client {
        next: "Clear the form or canvas and let the user go on. In practice browsers do not do this by themselves, so \
               a script has to.",
        retry: Retry::NotNeeded,
    },
    author: "Send it only to a client that you know to reset something; else 204, or 303 back to an empty form. In \
             HTTP/1.1 send Content-Length: 0.",
    history: "Since HTTP/1.1 (RFC 2068, 1997); how its emptiness is framed was first spelled out in RFC 7231 (2014).",
    browsers: Some("HTML treats it as it does 204: the page stays, and no form is reset. Fetch gives it a null body."),
    confused_with: &[
        Confusion { code: 204, difference: "205 asks to reset the view; 204 leaves it as it is." },
        Confusion { code: 303, difference: "205 keeps the user on the form; 303 takes the user to another page." },
    ],
    elsewhere: &[],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si -d entry=hello -d then=next http://127.0.0.1:8080/lab/form"),
    transcript: Some(include_str!("../../transcripts/205.http")),
};
