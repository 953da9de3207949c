//! 307 Temporary Redirect: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[
    Step::send(
        "PUT /lab/documents/inbox-today HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
         Content-Length: 6\r\n\r\nHello!",
    )
    .capture("place", "Location"),
    Step::send(
        "PUT {place} HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
         Content-Length: 6\r\n\r\nHello!",
    ),
];

/// The entry for 307 Temporary Redirect.
pub(super) const ENTRY: Entry = Entry {
    code: 307,
    phrase: "Temporary Redirect",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.4.8"),
    standing: Standing::Standard,
    layer: Layer::Routing,
    meaning: "For now the resource is at the address in Location; repeat the request there with the same method and \
              content, and keep the old address for later.",
    example: None,
    rfc_says: Some(
        "Of the older redirects none keeps the method for sure, this one must: a client that follows it by itself must \
         not change the method (RFC 9110 §15.4.8).",
    ),
    causes: &[
        Cause::in_lab(
            "A service is moved aside for a time, say to another region, and its POSTs and PUTs are to arrive \
             unchanged.",
            "PUT /lab/documents/inbox-today",
        )
        .by(STEPS),
        Cause::known("A storage service sends an upload on to the node that will hold the data."),
        Cause::known(
            "A browser shows it for a change from http to https that it made by itself because of HSTS; no server sent \
             that one.",
        ),
    ],
    duties: &[
        Duty::should(
            "Give the different address in Location.",
            Specification::section("RFC 9110", "15.4.8"),
            Test::Has("Location"),
        ),
        Duty::must(
            "Give in Location, if it is there, one valid URI reference.",
            Specification::section("RFC 9110", "10.2.2"),
            Test::UriReference("Location"),
        ),
        Duty::must(
            "Write Retry-After, if it is there, as seconds or as a date.",
            Specification::section("RFC 9110", "10.2.3"),
            Test::RetryAfter,
        ),
    ],
    client: Client {
        next: "Send the same method and content to the address in Location; ask the user first if the method is \
               unsafe. The content must still be at hand: a stream that has been read cannot be sent again.",
        retry: Retry::Elsewhere,
    },
    author: "Send it where the detour is for now and the method must stay, above all for POST, PUT and DELETE. The \
             client has to send its content a second time, so decide by the head alone.",
    history: "Since RFC 2616 (1999): a redirect that keeps the method for sure, as 302 was no longer.",
    browsers: Some(
        "Followed with the same method and content; if the content was a stream, Fetch makes it a network error. \
         Developer tools also show a 307 for each change to https that HSTS made, which no server sent.",
    ),
    confused_with: &[
        Confusion {
            code: 302,
            difference: "Both are for now: 307 keeps the method, 302 lets clients turn POST into GET.",
        },
        Confusion { code: 308, difference: "Both keep the method: 307 is for now, 308 for good." },
        Confusion {
            code: 303,
            difference: "307 repeats the request elsewhere; 303 fetches another resource with GET instead.",
        },
        Confusion {
            code: 301,
            difference: "307 is for now and keeps the method; 301 is for good and lets clients turn POST into GET.",
        },
    ],
    elsewhere: &[],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "curl -siL -X PUT -H 'Content-Type: text/plain' -d 'Hello!' http://127.0.0.1:8080/lab/documents/inbox-today",
    ),
    transcript: Some(include_str!("../../transcripts/307.http")),
};
