//! 414 URI Too Long: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send(concat!(
    "GET /lab/documents/welcome?comment=",
    eightfold!(eightfold!(eightfold!("never-too-long--"))),
    " HTTP/1.1\r\nHost: {authority}\r\n\r\n"
))];

/// The entry for 414 URI Too Long.
pub(super) const ENTRY: Entry = Entry {
    code: 414,
    phrase: "URI Too Long",
    former_phrases: &[Former { phrase: "Request-URI Too Long", source: "RFC 2616" }],
    specification: Specification::section("RFC 9110", "15.5.15"),
    standing: Standing::Standard,
    layer: Layer::Limits,
    meaning: "The target URI is longer than the server is willing to interpret.",
    example: None,
    rfc_says: Some(
        "It is a MUST for a target longer than the server wishes to parse, though request lines of 8,000 octets should pass (RFC 9112 §3); and caches may keep it by rule of thumb (RFC 9110 §15.5.15).",
    ),
    causes: &[
        Cause::in_lab(
            "A form or a query is sent as a GET where its size calls for a POST.",
            "GET /lab/documents/welcome?comment= and more than 8,192 octets",
        )
        .by(STEPS),
        Cause::known("A redirect adds to the address each time and leads back to itself."),
        Cause::known("A single sign-on or tracking link carries a whole state or token in its query."),
        Cause::known("A list of hundreds of identifiers or a complex filter stands in the query."),
        Cause::known("A data: or blob address, or a whole image in base64, was put where a path belongs."),
        Cause::known("A scanner looks for buffer overflows."),
    ],
    duties: &[
        Duty::must(
            "Answer 414 to a request target longer than any that the server wishes to parse.",
            Specification::section("RFC 9112", "3"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Take request lines of at least 8,000 octets.",
            Specification::section("RFC 9112", "3"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Put the data into the content of a POST, shorten the query, or find the redirect that feeds on itself.",
        retry: Retry::Changed,
    },
    author: "Take at least 8,000 octets of request line (RFC 9112 §3). Beyond your limit answer and close, without \
             waiting for the end of the line. Caches may keep a 414; no-store spares them.",
    history: "Since HTTP/1.1 (RFC 2068, 1997), as \"Request-URI Too Long\" until RFC 7231 (2014).",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 431,
            difference: "414 is about the address in the request line; 431 about the header fields.",
        },
        Confusion { code: 413, difference: "414 is about the address; 413 about the content." },
        Confusion { code: 400, difference: "414 when the address is too long; 400 when it is malformed." },
    ],
    elsewhere: &[Elsewhere {
        cause: "the limit on a request target by default",
        answers: &[
            ("Apache 2.4", "8,190 octets for the line"),
            ("nginx 1.22", "one buffer, usually 8 kB"),
            ("hyper 1.12", "65,534 octets, fixed"),
        ],
    }],
    caching: Caching::Heuristic,
    versions: Versions {
        note: Some(
            "In HTTP/2 and HTTP/3 the target is the :path field and counts toward the limit on the header section, so \
             431 may come first.",
        ),
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si \"http://127.0.0.1:8080/lab/documents/welcome?comment=$(printf '%09000d' 0)\""),
    transcript: Some(include_str!("../../transcripts/414.http")),
};
