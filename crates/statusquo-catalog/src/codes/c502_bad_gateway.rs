//! 502 Bad Gateway: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/gateway/garbage HTTP/1.1\r\nHost: {authority}\r\n\r\n")];

/// The entry for 502 Bad Gateway.
pub(super) const ENTRY: Entry = Entry {
    code: 502,
    phrase: "Bad Gateway",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.6.3"),
    standing: Standing::Standard,
    layer: Layer::Upstream,
    meaning: "The server, acting as a gateway or proxy, received an invalid response from the upstream server, the one \
              behind it.",
    example: None,
    rfc_says: Some(
        "RFC 9110 speaks only of an invalid response. That a refused or broken connection is a 502 too, and a timeout \
         a 504, is the recommendation of RFC 9209 (§2.3), and not all proxies follow it.",
    ),
    causes: &[
        Cause::in_lab("The upstream server is not running: the connection was refused.", "GET /lab/gateway/refused")
            .by(&[Step::send("GET /lab/gateway/refused HTTP/1.1\r\nHost: {authority}\r\n\r\n")]),
        Cause::in_lab(
            "It closed the connection without an answer: it crashed, restarted, or gave up an idle connection at the \
             wrong moment.",
            "GET /lab/gateway/closing",
        )
        .by(&[Step::send("GET /lab/gateway/closing HTTP/1.1\r\nHost: {authority}\r\n\r\n")]),
        Cause::in_lab("It answered something that is no HTTP.", "GET /lab/gateway/garbage").by(STEPS),
        Cause::in_lab(
            "Its answer contradicts itself, with two different Content-Lengths.",
            "GET /lab/gateway/two-lengths",
        )
        .by(&[Step::send("GET /lab/gateway/two-lengths HTTP/1.1\r\nHost: {authority}\r\n\r\n")]),
        Cause::in_lab("Its answer broke off before the announced end.", "GET /lab/gateway/truncated")
            .by(&[Step::send("GET /lab/gateway/truncated HTTP/1.1\r\nHost: {authority}\r\n\r\n")]),
        Cause::in_lab(
            "The request has come back to a proxy that it had passed before: a loop, told by Via.",
            "a request to the lab as a proxy, proxy:proxy, with the Via that an answer through it carries",
        )
        .by(&[
            // The address without TLS, to be asked for at the other one: what is its own a proxy does not pass on.
            Step::send("GET /response-headers?Authority={authority} HTTP/1.1\r\nHost: {authority}\r\n\r\n")
                .capture("here", "Authority"),
            Step::send(
                "GET http://{here}/lab/documents/welcome HTTP/1.1\r\nHost: {here}\r\n\
                 Proxy-Authorization: Basic cHJveHk6cHJveHk=\r\n\r\n",
            )
            .over_tls("127.0.0.1")
            .capture("via", "Via"),
            Step::send(
                "GET http://{here}/lab/documents/welcome HTTP/1.1\r\nHost: {here}\r\nVia: {via}\r\n\
                 Proxy-Authorization: Basic cHJveHk6cHJveHk=\r\n\r\n",
            )
            .over_tls("127.0.0.1"),
        ]),
        Cause::known("Its name cannot be resolved, or its certificate is not to be trusted."),
        Cause::known("The head of its answer is larger than the gateway's buffer, often because of cookies."),
        Cause::known("The gateway speaks TLS to a plain port, or plain HTTP to a TLS port."),
    ],
    duties: &[
        Duty::must(
            "Be a proxy's answer, the response discarded and its connection closed, when the upstream's Content-Length \
             is invalid.",
            Specification::section("RFC 9112", "6.3"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Replace an upstream's response that has folded field lines, unless the folds are replaced by spaces.",
            Specification::section("RFC 9112", "5.2"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Be the code that goes with the error in Proxy-Status: 502 for a name that is not found, a refused or \
             broken connection, a TLS failure, a broken or oversized response, a loop.",
            Specification::section("RFC 9209", "2.1.1"),
            Test::ProxyError,
        )
        .when(When::Has("Proxy-Status")),
        Duty::must(
            "Carry Proxy-Status only from an intermediary, never from an origin server.",
            Specification::section("RFC 9209", "2"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Explain what went wrong upstream, and whether it will pass.",
            Specification::section("RFC 9110", "15.6"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Repeat a safe or idempotent request after a short pause; restarts often cause it. After a POST, first \
               find out whether the upstream server got it. Proxy-Status may tell what really happened.",
        retry: Retry::Later,
    },
    author: "Only a gateway or proxy sends it, where the server behind it answered brokenly or not at all. Say in \
             Proxy-Status what happened, close that connection, and pass nothing of the broken answer on. An \
             application whose database fails is no gateway: 500, or 503 if that will pass.",
    history: "Since HTTP/1.0 (RFC 1945, 1996).",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 504,
            difference: "502 when the upstream server answered wrongly or broke the connection; 504 when it did not \
                         answer in time.",
        },
        Confusion {
            code: 503,
            difference: "502 when the upstream server was tried and failed; 503 when the server does not even try, \
                         being overloaded, in maintenance or without a healthy upstream server.",
        },
        Confusion {
            code: 500,
            difference: "502 when the fault lies behind the gateway; 500 when it lies in the server that answers.",
        },
        Confusion {
            code: 508,
            difference: "502 when a proxy finds that it talks to itself; 508 when a tree of WebDAV collections \
                         contains itself.",
        },
    ],
    elsewhere: &[
        Elsewhere {
            cause: "the upstream server refuses the connection",
            answers: &[("nginx 1.22", "502"), ("Apache 2.4", "503"), ("HAProxy 2.6", "503"), ("Squid 5.7", "503")],
        },
        Elsewhere {
            cause: "the upstream server answers something that is no HTTP",
            answers: &[
                ("nginx 1.22", "passed on as HTTP/0.9"),
                ("Apache 2.4", "200"),
                ("HAProxy 2.6", "502"),
                ("Squid 5.7", "200, marked as transformed"),
            ],
        },
        Elsewhere {
            cause: "the upstream server does not answer in time (504 is due)",
            answers: &[("nginx 1.22", "504"), ("Apache 2.4", "502"), ("HAProxy 2.6", "504"), ("Squid 5.7", "504")],
        },
    ],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si http://127.0.0.1:8080/lab/gateway/garbage"),
    transcript: Some(include_str!("../../transcripts/502.http")),
};
