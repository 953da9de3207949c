//! 100 Continue: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[
    Step::send(
        "PUT /lab/documents/notes HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
         Content-Length: 26\r\nExpect: 100-continue\r\n\r\n",
    ),
    Step::send("Milk, bread and two lemons"),
];

/// The entry for 100 Continue.
pub(super) const ENTRY: Entry = Entry {
    code: 100,
    phrase: "Continue",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.2.1"),
    standing: Standing::Standard,
    layer: Layer::Message,
    meaning: "The server has received the head of the request and has not refused it; the client should go on and send \
              the content.",
    example: None,
    rfc_says: Some(
        "100 is owed only to a request that asks for it with Expect: 100-continue, and even then the server may skip \
         it: by giving the final answer at once, or because the content is already arriving. A client that hears \
         nothing should not wait for ever but send the content after a while (RFC 9110 §10.1.1).",
    ),
    causes: &[
        Cause::in_lab(
            "The client asked with Expect: 100-continue before sending its content, and nothing in the head speaks \
             against the request.",
            "PUT /lab/documents/notes with Expect: 100-continue, the content held back",
        )
        .by(STEPS),
        Cause::known(
            "A client library asks of its own accord before a large upload: curl does so above one megabyte, waits a \
             second for the answer and then sends anyway.",
        ),
        Cause::known("A proxy says it on behalf of a server behind it that it believes to speak only HTTP/1.0."),
    ],
    duties: &[
        Duty::must(
            "Come at once when the head is good, unless a final code can be given at once; an origin server owes a \
             waiting client one of the two.",
            Specification::section("RFC 9110", "10.1.1"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Never wait for the content before saying 100.",
            Specification::section("RFC 9110", "10.1.1"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Be followed by a final answer once the content has been received and processed.",
            Specification::section("RFC 9110", "10.1.1"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Come before the 101 when the request asks both to continue and to upgrade.",
            Specification::section("RFC 9110", "7.8"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Ignore the expectation in an HTTP/1.0 request.",
            Specification::section("RFC 9110", "10.1.1"),
            Test::NotToHttp10,
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
        Duty::may(
            "Be left out when some of the content has already arrived, or when the framing says that there is none.",
            Specification::section("RFC 9110", "10.1.1"),
        ),
    ],
    client: Client {
        next: "Send the content now and read on: the final answer to the same request is still to come. If you did not \
               ask for the 100, drop it and keep waiting.",
        retry: Retry::NotNeeded,
    },
    author: "Decide all that the head can tell (route, credentials, length, type) before reading the content: then a \
             refusal spares the upload, and only what passes gets its 100. Many servers send it when the handler first \
             asks for content, so refuse before that.",
    history: "Since HTTP/1.1 (RFC 2068, 1997); Expect, with which a client says that it waits, came with RFC 2616 \
              (1999).",
    browsers: Some(
        "Browsers do not ask for it, and Fetch forbids scripts to set Expect. One that comes unasked is skipped.",
    ),
    confused_with: &[
        Confusion {
            code: 102,
            difference: "100 comes before the content and asks for it; 102 comes after the whole request and only says \
                         that the work is taking long.",
        },
        Confusion {
            code: 417,
            difference: "100 grants the expectation; 417 says that the expectation cannot be met, and the client \
                         should repeat the request without it.",
        },
        Confusion {
            code: 413,
            difference: "100 invites the content; 413 in its place refuses it before it is sent, which is what asking \
                         first is good for.",
        },
        Confusion {
            code: 200,
            difference: "100 is an interim answer and settles nothing; 200 is final and ends the exchange.",
        },
        Confusion {
            code: 103,
            difference: "100 asks for the content; 103 brings fields of the answer while the content is already being \
                         worked on.",
        },
    ],
    elsewhere: &[Elsewhere {
        cause: "a PUT with Expect: 100-continue to a server of static files",
        answers: &[
            ("nginx 1.22", "405 at once, no 100"),
            ("hyper 1.12", "100 only when the handler reads the content"),
        ],
    }],
    caching: Caching::NotApplicable,
    versions: Versions {
        note: Some(
            "Never to HTTP/1.0. In HTTP/2 it is a HEADERS frame with :status 100 and without END_STREAM (RFC 9113 \
             §8.1); in HTTP/3 it precedes the final answer on the same stream (RFC 9114 §4.1).",
        ),
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "curl -si -X PUT -H 'Expect: 100-continue' -H 'Content-Type: text/plain' -d 'hello' \
         http://127.0.0.1:8080/lab/documents/notes",
    ),
    transcript: Some(include_str!("../../transcripts/100.http")),
};
