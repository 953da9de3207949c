//! 421 Misdirected Request: everything known of it.

use crate::*;

/// The entry for 421 Misdirected Request.
pub(super) const ENTRY: Entry = Entry {
    code: 421,
    phrase: "Misdirected Request",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.20"),
    standing: Standing::Standard,
    layer: Layer::Connection,
    meaning: "The request reached a server that cannot or will not answer for this URI: it is not configured for that \
              host, or the connection was not made for it.",
    example: None,
    rfc_says: Some(
        "It is not heuristically cacheable any more, as it was in RFC 7540: the answer is about the connection, not \
         about the resource (RFC 9110 §15.5.20).",
    ),
    causes: &[
        Cause::known(
            "A browser reused an HTTP/2 or HTTP/3 connection for another host of the same certificate, and that host \
             is served elsewhere.",
        ),
        Cause::in_lab(
            "The host in the TLS handshake (SNI) and the one in the request differ, and the server keeps them apart.",
            "over TLS, ask for localhost in the handshake and send Host: other.localhost",
        ),
        Cause::known(
            "A proxy or load balancer passes the wrong host name to the backend, or none in its own TLS handshake.",
        ),
        Cause::known(
            "A wildcard certificate covers two sites whose TLS settings differ, such as client certificates for one of \
             them.",
        ),
        Cause::known("DNS still points to a server that no longer serves the host."),
    ],
    duties: &[
        Duty::must(
            "A proxy does not generate it.",
            Specification::section("RFC 9110", "15.5.20"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Refuse a request for an https resource that did not come over a connection secured by a certificate valid \
             for its origin, unless a trusted gateway sent it.",
            Specification::section("RFC 9110", "7.4"),
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
        next: "Send it again on a new connection made for that host, whatever the method; the server has not processed \
               it.",
        retry: Retry::NewConnection,
    },
    author: "Send it for a host that you are not configured for, and on a connection whose certificate or settings do \
             not cover the host, before you act on anything: clients repeat it at once whatever the method. A path \
             that you do not know is a 404.",
    history: "From RFC 7540 (2015), taken into RFC 9110, which no longer calls it heuristically cacheable (Appendix \
              B.3).",
    browsers: Some(
        "Fetch repeats the request once on a new connection, if its content can be read again; a second 421 is handed \
         to the page.",
    ),
    confused_with: &[
        Confusion {
            code: 404,
            difference: "421 when the host is not one of this server's own; 404 when it is and the path leads nowhere.",
        },
        Confusion {
            code: 400,
            difference: "421 when the host is well-formed and wrong for this server; 400 when it is missing, doubled \
                         or malformed.",
        },
        Confusion {
            code: 403,
            difference: "421 when this server does not answer for the host; 403 when it does and refuses.",
        },
        Confusion {
            code: 502,
            difference: "421 when the client reached the wrong server; 502 when a gateway reached its server and got \
                         rubbish.",
        },
    ],
    elsewhere: &[Elsewhere {
        cause: "TLS for one host, a request for another, with different TLS settings",
        answers: &[("Apache 2.4", "421")],
    }],
    caching: Caching::Explicit,
    versions: Versions {
        note: Some(
            "Mostly met in HTTP/2 and HTTP/3, where one connection may serve many hosts (RFC 9113 §9.1.1, RFC 9114 \
             §3.3).",
        ),
        ..Versions::ALL
    },
    trigger: Some(Trigger {
        steps: &[
            Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: other.localhost\r\n\r\n").over_tls("localhost")
        ],
    }),
    curl: Some("curl -sik -H 'Host: other.localhost' https://localhost:8443/lab/documents/welcome"),
    transcript: Some(include_str!("../../transcripts/421.http")),
};
