//! 411 Length Required: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send(
    "POST /lab/needs-length HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
     Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
)];

/// The entry for 411 Length Required.
pub(super) const ENTRY: Entry = Entry {
    code: 411,
    phrase: "Length Required",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.12"),
    standing: Standing::Standard,
    layer: Layer::Message,
    meaning: "The server refuses the request because its content comes without a defined Content-Length.",
    example: None,
    rfc_says: Some(
        "A request with neither Content-Length nor Transfer-Encoding has no content and is complete (RFC 9112 §6.3); \
         411 is for chunked content.",
    ),
    causes: &[
        Cause::in_lab(
            "A client streams an upload in chunks, since it does not know the size beforehand, and the server or store \
             behind it wants the size first.",
            "POST /lab/needs-length with Transfer-Encoding: chunked",
        )
        .by(STEPS),
        Cause::known(
            "A proxy turned an upload into a chunked one, or an application server behind it cannot take chunks.",
        ),
        Cause::known("An old server wants Content-Length: 0 on a POST without content."),
    ],
    duties: &[
        Duty::may(
            "Refuse a request that has content but no Content-Length.",
            Specification::section("RFC 9112", "6.3"),
        ),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Send it again with a Content-Length; a client that streams has to buffer the content first to know it.",
        retry: Retry::Changed,
    },
    author: "Rarely needed: take chunked content and stop at your limit with 413. Send it only where something behind \
             you must know the size first.",
    history: "Since HTTP/1.1 (RFC 2068, 1997).",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 413,
            difference: "411 when the size is not given; 413 when it is given, or was counted, and is too large.",
        },
        Confusion { code: 400, difference: "411 when a length is missing; 400 when it is there and wrong." },
        Confusion {
            code: 501,
            difference: "411 when chunked content is understood and not wanted; 501 when the transfer coding is not \
                         understood.",
        },
    ],
    elsewhere: &[Elsewhere {
        cause: "chunked content",
        answers: &[
            ("nginx 1.22", "no 411 by default"),
            ("Apache 2.4", "no 411 by default"),
            ("HAProxy 2.6", "no 411 by default"),
            ("Squid 5.7", "no 411 by default"),
            ("hyper 1.12", "no 411 by default"),
        ],
    }],
    caching: Caching::Explicit,
    versions: Versions {
        note: Some(
            "Rare in HTTP/2 and HTTP/3, whose frames mark the end of the content; a server may still want the size \
             beforehand.",
        ),
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "curl -si -H 'Transfer-Encoding: chunked' -H 'Content-Type: text/plain' -d hello http://127.0.0.1:8080/lab/needs-length",
    ),
    transcript: Some(include_str!("../../transcripts/411.http")),
};
