//! 408 Request Timeout: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\n")];

/// The entry for 408 Request Timeout.
pub(super) const ENTRY: Entry = Entry {
    code: 408,
    phrase: "Request Timeout",
    former_phrases: &[Former { phrase: "Request Time-out", source: "RFC 2616" }],
    specification: Specification::section("RFC 9110", "15.5.9"),
    standing: Standing::Standard,
    layer: Layer::Connection,
    meaning: "The server did not receive a complete request within the time that it was prepared to wait.",
    example: None,
    rfc_says: Some(
        "RFC 9110 §15.5.9 asks nothing of the answer; that it says Connection: close follows from RFC 9112 §9.6. On an \
         idle connection a 408 answers nothing, and a client must not take it for the answer to its next request (RFC \
         9112 §9.2).",
    ),
    causes: &[
        Cause::in_lab(
            "The client opened a connection and never finished the head.",
            "nc to the lab's port, then GET / HTTP/1.1 and no empty line for ten seconds",
        )
        .by(STEPS),
        Cause::in_lab(
            "Less content came than Content-Length promised, and the rest did not follow in time.",
            "PUT /lab/documents/slow with Content-Length: 10 and two octets of content",
        )
        .by(&[Step::send(
            "PUT /lab/documents/slow HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
             Content-Length: 10\r\n\r\nhi",
        )]),
        Cause::known("The client's network is slow or was lost in the middle of an upload."),
        Cause::known(
            "A browser opened a spare connection and did not use it; the server closes it with a 408 that nobody asked \
             for.",
        ),
        Cause::known(
            "Many connections are kept open by sending a few octets now and then, as slow-request attacks do.",
        ),
        Cause::known("A load balancer's limit for reading the request is shorter than a large upload takes."),
    ],
    duties: &[
        Duty::should(
            "Say Connection: close where the connection will be closed.",
            Specification::section("RFC 9112", "9.6"),
            Test::ConnectionOption("close"),
        )
        .when(When::All(&[When::Http1, When::Closes])),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Send the request again, on a new connection; if it was a large upload, send it faster or in parts.",
        retry: Retry::NewConnection,
    },
    author: "Give head and content a deadline, and say Connection: close. Send it where part of a request has come; \
             close an idle connection in silence, since a 408 there may be taken for the answer to the next request. \
             If it is you who are slow, that is a 503 or 504.",
    history: "Since HTTP/1.1 (RFC 2068, 1997). RFC 7231 (2014) wanted Connection: close with it; RFC 9110 leaves that \
              to RFC 9112 §9.6.",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 504,
            difference: "408 when the client was too slow to ask; 504 when a server behind the gateway was too slow to \
                         answer.",
        },
        Confusion {
            code: 503,
            difference: "408 when the request did not arrive; 503 when it did and the server has no time for it.",
        },
        Confusion {
            code: 400,
            difference: "408 when the rest of the request is still missing; 400 when what came is wrong.",
        },
        Confusion { code: 429, difference: "408 when a client is too slow; 429 when it is too quick." },
    ],
    elsewhere: &[
        Elsewhere {
            cause: "a head that never ends",
            answers: &[
                ("nginx 1.22", "closes in silence"),
                ("Apache 2.4", "408"),
                ("HAProxy 2.6", "408"),
                ("Squid 5.7", "closes in silence"),
                ("hyper 1.12", "closes in silence, if a timer is set"),
            ],
        },
        Elsewhere {
            cause: "content that never ends",
            answers: &[
                ("nginx 1.22", "closes in silence"),
                ("Apache 2.4", "408"),
                ("HAProxy 2.6", "504, it waits for the backend by then"),
            ],
        },
    ],
    caching: Caching::Explicit,
    versions: Versions {
        http2: Carried::ForAnotherCause {
            why: "A head that stays unfinished holds up every stream of the connection, which ends without an answer; \
                  content that stays away is waited for and answered.",
            trigger: SLOW_CONTENT,
        },
        http3: Carried::ForAnotherCause {
            why: "A head that stays unfinished is no request yet, and its stream ends without an answer; content that \
                  stays away is waited for and answered.",
            trigger: SLOW_CONTENT,
        },
        note: Some(
            "In HTTP/1.1 the connection cannot be used again; in HTTP/2 and HTTP/3 only the one stream is lost.",
        ),
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("sleep 31 | curl -si -T . http://127.0.0.1:8080/lab/documents/slow"),
    transcript: Some(include_str!("../../transcripts/408.http")),
};

const SLOW_CONTENT: Trigger = Trigger {
    steps: &[Step::send(
        "PUT /lab/documents/slow HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n",
    )],
};
