//! 501 Not Implemented: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("INVENT /lab/anything HTTP/1.1\r\nHost: {authority}\r\n\r\n")];

/// The entry for 501 Not Implemented.
pub(super) const ENTRY: Entry = Entry {
    code: 501,
    phrase: "Not Implemented",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.6.2"),
    standing: Standing::Standard,
    layer: Layer::Server,
    meaning: "The server does not support the functionality that is required to fulfil the request: its method, say, \
              or its transfer coding is not implemented for any resource at all.",
    example: None,
    rfc_says: Some(
        "501 speaks of the server as a whole, not of one resource: a method that it knows but does not allow here is a \
         405. And it is not a note that a feature is still to be written (RFC 9110 §9.1, §15.6.2).",
    ),
    causes: &[
        Cause::in_lab(
            "The method is one that the server does not recognise: a WebDAV method at a plain server, a typing error, \
             an invention.",
            "INVENT /lab/anything",
        )
        .by(STEPS),
        Cause::in_lab(
            "The content came in a transfer coding that the server does not understand.",
            "POST /lab/users with Transfer-Encoding: foo, chunked",
        )
        .by(&[Step::send(
            "POST /lab/users HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\n\
             Transfer-Encoding: foo, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        )]),
        Cause::known(
            "The method is longer than any that the server implements, often because the bytes were no HTTP at all.",
        ),
        Cause::known(
            "An S3-compatible store or another partial copy of an interface lacks the feature that was asked for.",
        ),
    ],
    duties: &[
        Duty::should(
            "Be the answer to a method that an origin server does not recognise or implement for any resource.",
            Specification::section("RFC 9110", "9.1"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Be the answer to a method longer than any that the server implements.",
            Specification::section("RFC 9112", "3"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Be the answer to a transfer coding that the server does not understand.",
            Specification::section("RFC 9112", "6.1"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Never turn away the methods GET and HEAD: every general-purpose server supports them.",
            Specification::section("RFC 9110", "9.1"),
            Test::NotFromOneAnswer,
        ),
        Duty::should("Explain what is not implemented.", Specification::section("RFC 9110", "15.6"), Test::SomeContent)
            .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Use a method, or a coding, that the server has; OPTIONS may tell which. Repeating the request unchanged \
               will not help until the server itself is changed.",
        retry: Retry::Changed,
    },
    author: "Send it for a method that you implement nowhere and a transfer coding that you do not know; a method that \
             other resources take is a 405. It is no placeholder: an address that is not there yet is a 404. Caches \
             may keep a 501.",
    history: "Since HTTP/1.0 (RFC 1945, 1996).",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 405,
            difference: "501 when the server knows the method nowhere; 405 when it knows it and this resource does not \
                         offer it.",
        },
        Confusion {
            code: 400,
            difference: "501 when the request is well-formed and asks too much; 400 when it is malformed.",
        },
        Confusion { code: 500, difference: "501 when the server never could; 500 when it should have and failed." },
        Confusion {
            code: 415,
            difference: "501 for a transfer coding (how the message is framed); 415 for a content coding or media type \
                         (what is in it).",
        },
        Confusion {
            code: 505,
            difference: "501 when the method or coding is not supported; 505 when the version of HTTP is not.",
        },
    ],
    elsewhere: &[
        Elsewhere {
            cause: "a method that nobody knows",
            answers: &[
                ("nginx 1.22", "405"),
                ("Apache 2.4", "501"),
                ("HAProxy 2.6", "passed on"),
                ("Squid 5.7", "passed on"),
                ("hyper 1.12", "whatever the application says: 404, 405"),
            ],
        },
        Elsewhere {
            cause: "Transfer-Encoding: foo, chunked",
            answers: &[("nginx 1.22", "501"), ("Apache 2.4", "200"), ("hyper 1.12", "200")],
        },
        Elsewhere {
            cause: "Transfer-Encoding: chunked, gzip (400 is due)",
            answers: &[("nginx 1.22", "501"), ("Apache 2.4", "400"), ("hyper 1.12", "400")],
        },
        Elsewhere {
            cause: "a PUT with Content-Range to a server that knows no partial PUT (400 is due)",
            answers: &[("nginx 1.22", "501"), ("Apache 2.4", "204, since it does partial PUT")],
        },
        Elsewhere {
            cause: "OPTIONS with Max-Forwards: 0 to a proxy, which should answer itself",
            answers: &[("Squid 5.7", "501")],
        },
    ],
    caching: Caching::Heuristic,
    versions: Versions {
        note: Some(
            "In HTTP/2 and HTTP/3 for methods alone: they have no Transfer-Encoding, and a message that carries one is \
             malformed (RFC 9113 §8.2.2, RFC 9114 §4.2).",
        ),
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si -X INVENT http://127.0.0.1:8080/lab/anything"),
    transcript: Some(include_str!("../../transcripts/501.http")),
};
