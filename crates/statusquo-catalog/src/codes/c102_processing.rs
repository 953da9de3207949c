//! 102 Processing: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[
    Step::send(
        "POST /lab/jobs HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\n\
         Content-Length: 15\r\n\r\n{\"seconds\":0.6}",
    )
    .capture("monitor", "Location"),
    Step::send("GET {monitor}?wait=3 HTTP/1.1\r\nHost: {authority}\r\n\r\n"),
];

/// The entry for 102 Processing.
pub(super) const ENTRY: Entry = Entry {
    code: 102,
    phrase: "Processing",
    former_phrases: &[],
    specification: Specification::document("RFC 2518"),
    standing: Standing::Deprecated(
        "Defined by RFC 2518 for WebDAV; RFC 4918, which replaced that document in 2007, left it out. The registration \
         stays.",
    ),
    layer: Layer::Resource,
    meaning: "The server has the whole request and is still working on it; the final answer will come later on the \
              same connection.",
    example: None,
    rfc_says: None,
    causes: &[
        Cause::known(
            "A WebDAV operation on a large collection (COPY, MOVE, PROPFIND) takes longer than clients like to wait.",
        ),
        Cause::in_lab(
            "A client waits for slow work, and the server says now and then that it goes on, so that no idle timer on the \
             way gives the request up.",
            "GET /lab/jobs/{id}?wait=3 while the job runs: at once, then every second",
        ).by(STEPS),
    ],
    duties: &[
        Duty::must(
            "Be followed by a final answer when the request has been carried out.",
            Specification::document("RFC 2518"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Be sent when a method takes longer than about twenty seconds.",
            Specification::document("RFC 2518"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Never go to an HTTP/1.0 client, which knows no interim answers.",
            Specification::section("RFC 9110", "15.2"),
            Test::NotToHttp10,
        ),
        Duty::must(
            "End with the empty line after the fields: no content and no trailers.",
            Specification::section("RFC 9110", "15.2"),
            Test::NoContent,
        ),
        Duty::must(
            "Carry no Content-Length, not even 0.",
            Specification::section("RFC 9110", "8.6"),
            Test::Lacks("Content-Length"),
        ),
        Duty::must(
            "Carry no Transfer-Encoding.",
            Specification::section("RFC 9112", "6.1"),
            Test::Lacks("Transfer-Encoding"),
        ),
    ],
    client: Client {
        next: "Keep waiting, with the timer for silence set back; a client that does not know 102 reads past it as \
               past any interim answer.",
        retry: Retry::NotNeeded,
    },
    author: "Do not build on it: no client has to show it. Where work takes long, answer 202 and name a monitor; send \
             102 only to keep idle timers on the way from ending the wait.",
    history: "From RFC 2518 (1999), which had methods in mind that take longer than some twenty seconds.",
    browsers: Some("Skipped, like every interim answer but 101 and 103."),
    confused_with: &[
        Confusion {
            code: 202,
            difference: "102 is interim: the outcome follows on this connection; 202 is final: the outcome has to be \
                         asked for elsewhere.",
        },
        Confusion {
            code: 100,
            difference: "100 asks for the content before the work begins; 102 says that the work has begun and takes \
                         long.",
        },
        Confusion {
            code: 103,
            difference: "102 only says that the work goes on; 103 brings fields that the client can use while it \
                         waits.",
        },
    ],
    elsewhere: &[],
    caching: Caching::NotApplicable,
    versions: Versions {
        note: Some(
            "Never to HTTP/1.0. In HTTP/2 and HTTP/3 each one is a HEADERS frame of its own before the final one, and does \
             not end the stream (RFC 9113 §8.1, RFC 9114 §4.1).",
        ),
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "curl -s http://127.0.0.1:8080/lab/jobs --json '{\"seconds\": 2}' && \
         curl -si 'http://127.0.0.1:8080/lab/jobs/1?wait=3'",
    ),
    transcript: Some(include_str!("../../transcripts/102.http")),
};
