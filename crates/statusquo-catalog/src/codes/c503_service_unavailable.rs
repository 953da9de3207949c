//! 503 Service Unavailable: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/busy?seconds=0.5 HTTP/1.1\r\nHost: {authority}\r\n\r\n").parallel(3)];

/// The entry for 503 Service Unavailable.
pub(super) const ENTRY: Entry = Entry {
    code: 503,
    phrase: "Service Unavailable",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.6.4"),
    standing: Standing::Standard,
    layer: Layer::Limits,
    meaning: "The server is currently unable to handle the request because it is overloaded or down for maintenance; \
              that should pass after a while.",
    example: None,
    rfc_says: Some(
        "An overloaded server need not say 503: it may simply refuse the connection. And Retry-After is allowed, not \
         owed, so a 503 without it says nothing of when to come back (RFC 9110 §15.6.4).",
    ),
    causes: &[
        Cause::in_lab(
            "More requests came at a time than the server has workers or permits for, and the wait for a free one was \
             too long.",
            "GET /lab/busy?seconds=0.5, three at the same time",
        )
        .by(STEPS),
        Cause::in_lab(
            "The service is down for maintenance, or is starting or shutting down.",
            "PUT /_/maintenance {\"seconds\": 5}, then GET /lab/documents/welcome",
        )
        .by(&[
            Step::send(
                "PUT /_/maintenance HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\n\
                 Content-Length: 14\r\n\r\n{\"seconds\": 5}",
            ),
            Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\n\r\n"),
        ]),
        Cause::known("A load balancer has no healthy server left to send the request to."),
        Cause::known("A rate limiter answers 503 where 429 would be right, as nginx does unless told otherwise."),
        Cause::known(
            "A circuit breaker has opened: an upstream server failed so often that it is not asked for a while.",
        ),
    ],
    duties: &[
        Duty::may("Say in Retry-After when to come back.", Specification::section("RFC 9110", "15.6.4")),
        Duty::must(
            "Write Retry-After, if it is there, as seconds or as a date.",
            Specification::section("RFC 9110", "10.2.3"),
            Test::RetryAfter,
        ),
        Duty::should(
            "Be the code that goes with the error in Proxy-Status: 503 when the next hop is held to be unavailable or \
             has no connection to spare.",
            Specification::section("RFC 9209", "2.1.1"),
            Test::ProxyError,
        )
        .when(When::Has("Proxy-Status")),
        Duty::should(
            "Explain what is wrong, and that it will pass.",
            Specification::section("RFC 9110", "15.6"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Wait as long as Retry-After says, or a growing and slightly random time without it, then send the same \
               request again.",
        retry: Retry::Later,
    },
    author: "Send it early, while there is time to say so: bound the queue and the wait in it. Give Retry-After, a \
             little different for each, so that not all come back at once. Use it for maintenance too, and never a \
             page under 200 in its place.",
    history: "Since HTTP/1.0 (RFC 1945, 1996).",
    browsers: Some("No browser waits by itself: Fetch has no rule for Retry-After."),
    confused_with: &[
        Confusion {
            code: 429,
            difference: "503 when the server has too much to do, whoever asks; 429 when this client has asked too \
                         often.",
        },
        Confusion {
            code: 502,
            difference: "503 when the server turns the request away in a known and passing state; 502 when it was \
                         passed on and came back broken.",
        },
        Confusion {
            code: 504,
            difference: "503 when the server does not take the request up; 504 when it did and the upstream server was \
                         too slow.",
        },
        Confusion {
            code: 500,
            difference: "503 is expected to pass; 500 is an unexpected failure that may come again each time.",
        },
        Confusion {
            code: 408,
            difference: "503 when the server is too busy; 408 when the client was too slow in sending its request.",
        },
        Confusion {
            code: 507,
            difference: "503 when the service as a whole is unavailable for a time; 507 when space is lacking, and \
                         reading still works.",
        },
    ],
    elsewhere: &[
        Elsewhere {
            cause: "a client that exceeds its rate limit (429 is due)",
            answers: &[("nginx 1.22", "503 unless told otherwise"), ("HAProxy 2.6", "429, where a rule says so")],
        },
        Elsewhere {
            cause: "the upstream server refuses the connection (502 is recommended)",
            answers: &[("nginx 1.22", "502"), ("Apache 2.4", "503"), ("HAProxy 2.6", "503"), ("Squid 5.7", "503")],
        },
        Elsewhere {
            cause: "more requests than an upstream server may have at a time, and a queue that waits too long",
            answers: &[("HAProxy 2.6", "503")],
        },
        Elsewhere { cause: "no healthy server left to pass the request to", answers: &[("HAProxy 2.6", "503")] },
    ],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si -Z --parallel-immediate 'http://127.0.0.1:8080/lab/busy?seconds=0.[5-7]'"),
    transcript: Some(include_str!("../../transcripts/503.http")),
};
