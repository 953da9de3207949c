//! 304 Not Modified: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[
    Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\n\r\n").capture("etag", "ETag"),
    Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nIf-None-Match: {etag}\r\n\r\n"),
];

/// The entry for 304 Not Modified.
pub(super) const ENTRY: Entry = Entry {
    code: 304,
    phrase: "Not Modified",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.4.5"),
    standing: Standing::Standard,
    layer: Layer::Precondition,
    meaning: "The resource has not been modified since the request in which the client got its copy, so that copy is \
              still good and is not sent again.",
    example: None,
    rfc_says: Some(
        "What counts is not the last request but the copy that the client names: 304 answers only a GET or HEAD with a \
         condition, If-None-Match or If-Modified-Since. It redirects the client to its own copy, and must repeat the \
         fields that keep that copy up to date (RFC 9110 §15.4.5).",
    ),
    causes: &[
        Cause::in_lab(
            "The client has a copy and asks whether it is still good: one of the entity tags in If-None-Match is the \
             current one.",
            "GET /lab/documents/welcome with If-None-Match: the ETag it was sent with",
        )
        .by(STEPS),
        Cause::in_lab(
            "The client sent the date of its copy in If-Modified-Since, and nothing has changed since.",
            "GET /lab/documents/welcome with If-Modified-Since: the Last-Modified it was sent with",
        )
        .by(&[
            Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\n\r\n")
                .capture("date", "Last-Modified"),
            Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nIf-Modified-Since: {date}\r\n\r\n"),
        ]),
        Cause::in_lab(
            "If-None-Match: * asks for the resource only if it does not exist, and it does.",
            "GET /lab/documents/welcome with If-None-Match: *",
        )
        .by(&[Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nIf-None-Match: *\r\n\r\n")]),
        Cause::known(
            "A cache on the way renewed its stored answer and passed the 304 on to a client that had a copy as well.",
        ),
        Cause::known(
            "The server's entity tags do not change with the content, so a client is told that its outdated copy is \
             good.",
        ),
    ],
    duties: &[
        Duty::must(
            "Answer only GET and HEAD; for any other method the failed If-None-Match is a 412.",
            Specification::section("RFC 9110", "13.1.2"),
            Test::NotTo(&["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"]),
        ),
        Duty::must(
            "Be the answer to GET and HEAD when If-None-Match has the current entity tag, by weak comparison.",
            Specification::section("RFC 9110", "13.1.2"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Be the answer to GET and HEAD when nothing has changed since the date in If-Modified-Since and there is \
             no If-None-Match.",
            Specification::section("RFC 9110", "13.1.3"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Come only where the plain request would have been answered 2xx: redirects and errors go before \
             preconditions.",
            Specification::section("RFC 9110", "13.2.1"),
            Test::NotFromOneAnswer,
        ),
        Duty::must("Carry Date, which the 200 would have.", Specification::section("RFC 9110", "15.4.5"), Test::Date),
        Duty::must(
            "Carry Content-Location, ETag, Vary, Cache-Control and Expires, as far as the 200 would have them.",
            Specification::section("RFC 9110", "15.4.5"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Leave out what else describes the representation, such as its type: the client has it.",
            Specification::section("RFC 9110", "15.4.5"),
            Test::Lacks("Content-Type"),
        ),
        Duty::should(
            "Leave out Last-Modified if there is an ETag.",
            Specification::section("RFC 9110", "15.4.5"),
            Test::Lacks("Last-Modified"),
        )
        .when(When::Has("ETag")),
        Duty::must(
            "End with the empty line after the fields: no content and no trailers.",
            Specification::section("RFC 9110", "15.4.5"),
            Test::NoContent,
        ),
        Duty::must(
            "Carry a Content-Length only if it is the one that the 200 would have.",
            Specification::section("RFC 9110", "8.6"),
            Test::NotFromOneAnswer,
        ),
        Duty::may(
            "Carry a Transfer-Encoding to tell that the 200 would have had it.",
            Specification::section("RFC 9112", "6.1"),
        ),
    ],
    client: Client {
        next: "Use the copy you have and take over the fields of the 304, such as a new expiry. If you have no copy \
               any more, ask again without the condition.",
        retry: Retry::NotNeeded,
    },
    author: "Compare If-None-Match first, weakly, else If-Modified-Since, and only where the plain answer would be \
             2xx. Repeat what the 200 has of ETag, Vary, Cache-Control, Expires and Content-Location. Let the tag \
             change with every representation, compressed ones too.",
    history: "Since HTTP/1.0 (RFC 1945, 1996), then by date alone; entity tags came with RFC 2068 (1997).",
    browsers: Some(
        "Seen by the browser's cache and not by the page, which gets the stored 200. A script that sets If-None-Match \
         by itself bypasses the cache and sees the 304, with a null body.",
    ),
    confused_with: &[
        Confusion {
            code: 412,
            difference: "A condition failed in both: 304 tells a reader (GET, HEAD) that the copy is good, 412 tells a \
                         writer that its change was not made.",
        },
        Confusion {
            code: 200,
            difference: "304 when the condition shows that the client's copy is good; 200 with the new representation \
                         when it is not.",
        },
        Confusion {
            code: 204,
            difference: "304 has no content because the client has it already; 204 has none because there is none.",
        },
        Confusion {
            code: 302,
            difference: "302 leads to another address in Location; 304 leads back to the client's own copy, so there \
                         is nothing to follow.",
        },
    ],
    elsewhere: &[
        Elsewhere {
            cause: "If-None-Match with the current entity tag",
            answers: &[
                ("nginx 1.22", "304, with Last-Modified beside ETag, against the SHOULD NOT"),
                ("Apache 2.4", "304, with Last-Modified beside ETag, against the SHOULD NOT"),
            ],
        },
        Elsewhere {
            cause: "a 304 in the wild (field study, May 2023)",
            answers: &[
                ("1,145 popular hosts", "fields of the 200 left out, against the MUST"),
                ("46 popular hosts", "content after the head"),
            ],
        },
    ],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si -H 'If-None-Match: *' http://127.0.0.1:8080/lab/documents/welcome"),
    transcript: Some(include_str!("../../transcripts/304.http")),
};
