//! 504 Gateway Timeout: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/gateway/slow HTTP/1.1\r\nHost: {authority}\r\n\r\n")];

/// The entry for 504 Gateway Timeout.
pub(super) const ENTRY: Entry = Entry {
    code: 504,
    phrase: "Gateway Timeout",
    former_phrases: &[Former { phrase: "Gateway Time-out", source: "RFC 2616" }],
    specification: Specification::section("RFC 9110", "15.6.5"),
    standing: Standing::Standard,
    layer: Layer::Upstream,
    meaning: "The server, acting as a gateway or proxy, did not get an answer in time from the upstream server, the \
              one behind it.",
    example: None,
    rfc_says: Some(
        "504 is not for every missing answer: a connection that is refused or broken off is a 502 (RFC 9209 §2.3). A \
         cache says 504 as well, when it was told to answer from its store alone and has nothing (RFC 9111 §5.2.1.7).",
    ),
    causes: &[
        Cause::in_lab(
            "The upstream server takes longer than the gateway is willing to wait: a slow query, a lock, a deadlock.",
            "GET /lab/gateway/slow",
        )
        .by(STEPS),
        Cause::known(
            "The connection to it does not come about in time: a firewall swallows the packets, or its queue is full.",
        ),
        Cause::known("Its name could not be resolved in time."),
        Cause::in_lab(
            "The client asked for a stored answer only (Cache-Control: only-if-cached), and the cache has none.",
            "GET /lab/gateway/cached with Cache-Control: only-if-cached",
        )
        .by(&[Step::send(
            "GET /lab/gateway/cached HTTP/1.1\r\nHost: {authority}\r\nCache-Control: only-if-cached\r\n\
             \r\n",
        )]),
        Cause::known("A cache holds a stale answer that it must not use without asking, and cannot reach the origin."),
    ],
    duties: &[
        Duty::should(
            "Be the code that goes with the error in Proxy-Status: 504 for timeouts of name resolution, connecting, \
             reading, writing and the response as a whole.",
            Specification::section("RFC 9209", "2.1.1"),
            Test::ProxyError,
        )
        .when(When::Has("Proxy-Status")),
        Duty::should(
            "Be a cache's answer to only-if-cached when it has no stored response that fits.",
            Specification::section("RFC 9111", "5.2.1.7"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Be a cache's answer when it is cut off and its stored response must be revalidated, unless another error \
             code fits better.",
            Specification::section("RFC 9111", "5.2.2.2"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Carry Proxy-Status only from an intermediary, never from an origin server.",
            Specification::section("RFC 9209", "2"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Explain what was waited for, and whether it will pass.",
            Specification::section("RFC 9110", "15.6"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Repeat a safe or idempotent request later. The upstream server may still be working on the first one, \
               so after a POST find out first whether it took effect.",
        retry: Retry::Later,
    },
    author: "Only a gateway, a proxy or a cache sends it, when its patience is over. Be more patient than the server \
             behind you is with its own work, so that its answer comes first, and do not repeat unsafe requests by \
             yourself. A slow client is a 408.",
    history: "Since HTTP/1.1 (RFC 2068, 1997).",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 502,
            difference: "504 when nothing came in time; 502 when something came and was broken, or the connection \
                         failed.",
        },
        Confusion { code: 408, difference: "504 when the upstream server was too slow; 408 when the client was." },
        Confusion {
            code: 503,
            difference: "504 when the request was passed on and got no answer; 503 when it was not taken up at all.",
        },
        Confusion {
            code: 500,
            difference: "504 when the delay lies behind the gateway; 500 when the answering server itself failed.",
        },
    ],
    elsewhere: &[
        Elsewhere {
            cause: "the upstream server does not answer in time",
            answers: &[("nginx 1.22", "504"), ("Apache 2.4", "502"), ("HAProxy 2.6", "504"), ("Squid 5.7", "504")],
        },
        Elsewhere {
            cause: "the client is slow in sending its content (408 is due)",
            answers: &[("nginx 1.22", "closes in silence"), ("Apache 2.4", "408"), ("HAProxy 2.6", "504")],
        },
        Elsewhere { cause: "only-if-cached with nothing stored", answers: &[("Squid 5.7", "504")] },
    ],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si http://127.0.0.1:8080/lab/gateway/slow"),
    transcript: Some(include_str!("../../transcripts/504.http")),
};
