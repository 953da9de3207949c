//! 417 Expectation Failed: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nExpect: tea\r\n\r\n")];

/// The entry for 417 Expectation Failed.
pub(super) const ENTRY: Entry = Entry {
    code: 417,
    phrase: "Expectation Failed",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.18"),
    standing: Standing::Standard,
    layer: Layer::Message,
    meaning: "The expectation in the request's Expect field could not be met by at least one server on the way.",
    example: None,
    rfc_says: Some(
        "100-continue is the only expectation that is defined, and a server that knows no other may ignore it: 417 is \
         allowed, not owed (RFC 9110 §10.1.1).",
    ),
    causes: &[
        Cause::in_lab(
            "Expect names something other than 100-continue, the only expectation that is defined.",
            "GET /lab/documents/welcome with Expect: tea",
        )
        .by(STEPS),
        Cause::known("A proxy on the way speaks HTTP/1.0 and cannot do 100-continue."),
        Cause::known(
            "A library adds Expect: 100-continue to larger uploads by itself, and an old server does not know it.",
        ),
    ],
    duties: &[
        Duty::may(
            "Answer 417 to an expectation other than 100-continue.",
            Specification::section("RFC 9110", "10.1.1"),
        ),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Send the request again without the Expect field; to 100-continue it only means that the chain does not \
               support it.",
        retry: Retry::Changed,
    },
    author: "Grant or ignore 100-continue; answer anything else in Expect with 417, or ignore it. Do not refuse \
             100-continue only because you have no use for it.",
    history: "Since RFC 2616 (1999), together with Expect.",
    browsers: Some("Not met: browsers do not send Expect, and Fetch forbids scripts to set it."),
    confused_with: &[
        Confusion { code: 412, difference: "417 is about the Expect field; 412 about If- fields." },
        Confusion {
            code: 413,
            difference: "417 when waiting for a go-ahead is not supported; 413 when the content is announced and too \
                         large.",
        },
        Confusion {
            code: 501,
            difference: "417 when an expectation is not met; 501 when a method or a transfer coding is not known.",
        },
        Confusion {
            code: 100,
            difference: "417 when the expectation cannot be met; 100 when 100-continue is granted.",
        },
    ],
    elsewhere: &[Elsewhere {
        cause: "an unknown expectation (Expect: foo)",
        answers: &[("nginx 1.22", "ignored"), ("Apache 2.4", "417"), ("Squid 5.7", "417"), ("hyper 1.12", "ignored")],
    }],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si -H 'Expect: tea' http://127.0.0.1:8080/lab/documents/welcome"),
    transcript: Some(include_str!("../../transcripts/417.http")),
};
