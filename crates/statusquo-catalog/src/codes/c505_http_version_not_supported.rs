//! 505 HTTP Version Not Supported: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/documents/welcome HTTP/2.0\r\nHost: {authority}\r\n\r\n")];

/// The entry for 505 HTTP Version Not Supported.
pub(super) const ENTRY: Entry = Entry {
    code: 505,
    phrase: "HTTP Version Not Supported",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.6.6"),
    standing: Standing::Standard,
    layer: Layer::Message,
    meaning: "The server does not support, or refuses to support, the major version of HTTP that the request names.",
    example: None,
    rfc_says: Some(
        "505 is about the major version, the digit before the point. A higher minor version, such as HTTP/1.2, should \
         be treated as the highest that the server knows (RFC 9110 §6.2).",
    ),
    causes: &[
        Cause::in_lab(
            "A request line in the form of HTTP/1.1 names version 2.0 or 3.0, as hand-written requests and scanners \
             do.",
            "GET /lab/documents/welcome HTTP/2.0, as text",
        )
        .by(STEPS),
        Cause::known("The operator has turned off an old version, such as HTTP/1.0."),
        Cause::known(
            "A mistake in the request line puts something else where the version belongs; strictly, that is a 400.",
        ),
    ],
    duties: &[
        Duty::should(
            "Say why the version is not supported and which protocols are.",
            Specification::section("RFC 9110", "15.6.6"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
        Duty::may(
            "Refuse a major version for any reason (the RFC: \"can\").",
            Specification::section("RFC 9110", "6.2"),
        ),
    ],
    client: Client {
        next: "Send the request in a version that the server names, usually HTTP/1.1. HTTP/2 and HTTP/3 are not asked \
               for in the request line but agreed on before it.",
        retry: Retry::Changed,
    },
    author: "Send it for a major version that you do not speak, in a version that you do, and list those. Treat \
             HTTP/1.2 as HTTP/1.1 (RFC 9110 §6.2), and a malformed version as 400.",
    history: "Since HTTP/1.1 (RFC 2068, 1997).",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 400,
            difference: "505 when the version is well-formed and not supported; 400 when it is malformed: http/1.1, \
                         HTTP/1.10.",
        },
        Confusion {
            code: 426,
            difference: "505 refuses the version that was used; 426 names in Upgrade a protocol to change to on this \
                         connection.",
        },
        Confusion {
            code: 501,
            difference: "505 when the version is not supported; 501 when the method or the transfer coding is not.",
        },
    ],
    elsewhere: &[
        Elsewhere {
            cause: "HTTP/3.0 in a request line",
            answers: &[
                ("nginx 1.22", "505"),
                ("Apache 2.4", "200"),
                ("HAProxy 2.6", "200"),
                ("Squid 5.7", "505"),
                ("hyper 1.12", "400"),
            ],
        },
        Elsewhere {
            cause: "HTTP/1.2 in a request line (to be treated as 1.1)",
            answers: &[("nginx 1.22", "200"), ("Apache 2.4", "200"), ("hyper 1.12", "400")],
        },
    ],
    caching: Caching::Explicit,
    versions: Versions {
        http2: Carried::No {
            why: "Its requests name no version: that was settled when the connection was opened (RFC 9113 §8.3.1).",
            instead: "What does not begin as HTTP/2 does is read as HTTP/1.1, or ends the connection. A server that wants \
                      HTTP/1.1 for a request ends the stream with HTTP_1_1_REQUIRED (RFC 9113 §7).",
        },
        http3: Carried::No {
            why: "Its requests name no version: that was settled when the connection was opened (RFC 9114 §4.3.1).",
            instead: "A client that does not offer h3 in the handshake gets no connection. A server that wants an older \
                      version for a request ends the stream with H3_VERSION_FALLBACK (RFC 9114 §8.1).",
        },
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "printf 'GET / HTTP/2.0\\r\\nHost: 127.0.0.1:8080\\r\\n\\r\\n' | curl -s --max-time 1 telnet://127.0.0.1:8080",
    ),
    transcript: Some(include_str!("../../transcripts/505.http")),
};
