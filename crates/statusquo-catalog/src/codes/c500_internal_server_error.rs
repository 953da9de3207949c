//! 500 Internal Server Error: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/divide?by=0 HTTP/1.1\r\nHost: {authority}\r\n\r\n")];

/// The entry for 500 Internal Server Error.
pub(super) const ENTRY: Entry = Entry {
    code: 500,
    phrase: "Internal Server Error",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.6.1"),
    standing: Standing::Standard,
    layer: Layer::Server,
    meaning: "The server met an error that it did not expect, and could not complete the request.",
    example: None,
    rfc_says: Some(
        "500 is for the unexpected (RFC 9110 §15.6.1). A failure that the server knows by name has a better code: 503 \
         for overload, 502 or 504 for an upstream server, 507 for a full disk; and a fault of the request deserves a \
         4xx.",
    ),
    causes: &[
        Cause::in_lab(
            "A bug: the code divided by zero, read past the end, met a value that it did not count on; the panic or \
             exception was caught at the edge.",
            "GET /lab/divide?by=0",
        )
        .by(STEPS),
        Cause::known("A database or another service failed, and nobody translated that into 502, 503 or 504."),
        Cause::known(
            "A wrong configuration: a missing file or right, a template with an error, rewrite rules that go round in \
             a circle.",
        ),
        Cause::known("A script died before it could answer, or answered something that is not a response head."),
        Cause::known("Bad input slipped through the checks and broke something deeper; a 400 or 422 was due."),
        Cause::known(
            "The process met a limit that nobody provided for: memory, open files, connections to its database.",
        ),
    ],
    duties: &[Duty::should(
        "Explain that an error happened, and whether it will pass.",
        Specification::section("RFC 9110", "15.6"),
        Test::SomeContent,
    )
    .when(When::NotMethod("HEAD"))],
    client: Client {
        next: "Repeat a safe or idempotent request later, with growing pauses and an end. If the same request fails \
               each time, it meets a bug: report it with the time and any request id. After a POST, first find out \
               whether it took effect.",
        retry: Retry::Later,
    },
    author: "Let it be what is left over: give what you can name its own code. Show an id that stands in your log, and \
             no stack trace, query or path. If the head is already out, break the answer off, so that nobody takes it \
             for whole.",
    history: "Since HTTP/1.0 (RFC 1945, 1996).",
    browsers: Some("To fetch() an answer like any other: its promise is fulfilled, and only Response.ok tells."),
    confused_with: &[
        Confusion {
            code: 400,
            difference: "500 when the server is at fault; 400 when the request is. Input that makes the server stumble \
                         deserves a 4xx and gets a 500 only by a bug.",
        },
        Confusion {
            code: 501,
            difference: "500 when something that should work went wrong; 501 when the server never could do it.",
        },
        Confusion {
            code: 502,
            difference: "500 when the failure is in this server; 502 when the upstream server answered wrongly or not \
                         at all.",
        },
        Confusion {
            code: 503,
            difference: "500 is unexpected; 503 is a known and passing state, overload or maintenance.",
        },
        Confusion {
            code: 504,
            difference: "500 when this server failed; 504 when it waited in vain for the upstream server.",
        },
        Confusion {
            code: 507,
            difference: "500 when the failure is unexpected; 507 when it is known that the storage is full.",
        },
    ],
    elsewhere: &[
        Elsewhere {
            cause: "a PUT while the disk is full (507 is due)",
            answers: &[("nginx 1.22", "500"), ("Apache 2.4", "507")],
        },
        Elsewhere {
            cause: "a PUT to a parent that does not exist (409 is due)",
            answers: &[("nginx 1.22", "500"), ("Apache 2.4", "409")],
        },
        Elsewhere { cause: "rewrite rules that go round in a circle", answers: &[("nginx 1.22", "500")] },
    ],
    caching: Caching::Explicit,
    versions: Versions {
        note: Some(
            "Once the head of another answer is out, no 500 can be sent any more: HTTP/1.1 breaks the connection off \
             before the content is complete, HTTP/2 resets the stream with INTERNAL_ERROR (RFC 9113 §7).",
        ),
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si 'http://127.0.0.1:8080/lab/divide?by=0'"),
    transcript: Some(include_str!("../../transcripts/500.http")),
};
