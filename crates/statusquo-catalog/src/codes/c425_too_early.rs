//! 425 Too Early: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[
    Step::send("DELETE /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nEarly-Data: 1\r\n\r\n"),
    Step::send("DELETE /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\n\r\n"),
];

/// The entry for 425 Too Early.
pub(super) const ENTRY: Entry = Entry {
    code: 425,
    phrase: "Too Early",
    former_phrases: &[],
    specification: Specification::document("RFC 8470"),
    standing: Standing::Standard,
    layer: Layer::Connection,
    meaning: "The server will not risk processing a request that might be replayed: it arrived as TLS early data \
              (0-RTT), here or on an earlier hop, before the handshake was complete.",
    example: None,
    rfc_says: Some(
        "It is not for requests that come too soon after each other: it should be sent only where the request came in \
         early data, here or on an earlier hop, since no other client knows how to repeat it (RFC 8470 §5.2).",
    ),
    causes: &[
        Cause::in_lab(
            "A client resumed a TLS 1.3 session and sent a request along with its first flight, and the server wants \
             it only after the handshake.",
            "PUT, POST or DELETE anywhere under /lab/ in TLS early data, as openssl s_client -early_data sends it",
        ),
        Cause::in_lab(
            "A gateway or CDN marked the request as early (Early-Data: 1), and the origin will not act on it twice.",
            "DELETE /lab/documents/welcome with Early-Data: 1",
        )
        .by(STEPS),
        Cause::in_lab(
            "The method is safe, and yet the resource does something that a replay would do twice: it charges, or \
             counts.",
            "GET /lab/meter with Early-Data: 1",
        )
        .by(&[Step::send("GET /lab/meter HTTP/1.1\r\nHost: {authority}\r\nEarly-Data: 1\r\n\r\n")]),
        Cause::known("A gateway does not know whether the origin understands Early-Data."),
    ],
    duties: &[
        Duty::must(
            "Answer 425 to a request with Early-Data that cannot be processed safely.",
            Specification::section("RFC 8470", "5.1"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Do not send 425 unless the request came in early data or carries Early-Data: 1.",
            Specification::section("RFC 8470", "5.2"),
            Test::Asked(&["Early-Data"]),
        ),
        Duty::must(
            "Leave Early-Data out of the answer.",
            Specification::section("RFC 8470", "5.1"),
            Test::Lacks("Early-Data"),
        ),
        Duty::must(
            "Once early data was accepted, process every request in it, if only by a 425.",
            Specification::section("RFC 8470", "3"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "An intermediary forwards a 425 to a request that it received with Early-Data.",
            Specification::section("RFC 8470", "5.2"),
            Test::NotFromOneAnswer,
        ),
        Duty::may(
            "Any other intermediary may repeat the request by itself, once the handshake with its client is complete.",
            Specification::section("RFC 8470", "5.2"),
        ),
        Duty::should(
            "A gateway that is unsure of its origin waits for the handshake or answers 425 itself.",
            Specification::section("RFC 8470", "6.1"),
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
        next: "Send the same request again once the handshake is complete, never as early data; user agents do so by \
               themselves.",
        retry: Retry::Later,
    },
    author: "Act on early data only where a replay does no harm: safe methods, as a rule. Answer 425 to the rest or \
             wait for the handshake, and decide when the request arrives. Behind a gateway look for Early-Data: 1.",
    history: "From RFC 8470 (2018). WebDAV drafts had had \"Unordered Collection\" at this number, which old lists \
              still show.",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 429,
            difference: "425 when one request came before the handshake was over; 429 when too many came.",
        },
        Confusion {
            code: 503,
            difference: "425 when the handshake is not over; 503 when the server has too much to do.",
        },
        Confusion {
            code: 421,
            difference: "425 when the connection is right and not ready; 421 when it is the wrong one.",
        },
        Confusion {
            code: 428,
            difference: "425 guards against a request that is replayed; 428 against one that overwrites unseen.",
        },
    ],
    elsewhere: &[Elsewhere {
        cause: "early data and a rule that refuses it",
        answers: &[("HAProxy 2.6", "no 425: the handshake was over before the rule was asked")],
    }],
    caching: Caching::Explicit,
    versions: Versions {
        note: Some(
            "Wherever there is early data: HTTP/1.1 and HTTP/2 over TLS 1.3, HTTP/3 over QUIC; behind a gateway the \
             Early-Data field tells of it, even in cleartext.",
        ),
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si -X DELETE -H 'Early-Data: 1' http://127.0.0.1:8080/lab/documents/welcome"),
    transcript: Some(include_str!("../../transcripts/425.http")),
};
