//! 416 Range Not Satisfiable: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] =
    &[Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nRange: bytes=1000-\r\n\r\n")];

/// The entry for 416 Range Not Satisfiable.
pub(super) const ENTRY: Entry = Entry {
    code: 416,
    phrase: "Range Not Satisfiable",
    former_phrases: &[Former { phrase: "Requested Range Not Satisfiable", source: "RFC 2616" }],
    specification: Specification::section("RFC 9110", "15.5.17"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "None of the ranges asked for exists in the representation, or too many small or overlapping ones were \
              asked for.",
    example: None,
    rfc_says: Some(
        "Not every bad range earns it: an unknown unit must be ignored, an invalid one may be, and a server may ignore \
         Range altogether and answer 200 (RFC 9110 §14.2), so no client can rely on a 416.",
    ),
    causes: &[
        Cause::in_lab(
            "A download is resumed at or beyond the end, often because it was complete already.",
            "GET /lab/documents/welcome with Range: bytes=54-",
        )
        .by(STEPS),
        Cause::in_lab(
            "The file became shorter since the client learned its length.",
            "PUT a shorter /lab/documents/welcome, then GET it with Range: bytes=20-; with If-Range it would be 200",
        )
        .by(&[
            Step::send(
                "PUT /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
                 Content-Length: 11\r\n\r\nShorter now",
            ),
            Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nRange: bytes=20-\r\n\r\n"),
        ]),
        Cause::in_lab(
            "A player or a reader asks for ranges of an empty file.",
            "PUT an empty /lab/documents/empty, then GET it with Range: bytes=0-",
        )
        .by(&[
            Step::send(
                "PUT /lab/documents/empty HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
                 Content-Length: 0\r\n\r\n",
            ),
            Step::send("GET /lab/documents/empty HTTP/1.1\r\nHost: {authority}\r\nRange: bytes=0-\r\n\r\n"),
        ]),
        Cause::in_lab(
            "The last zero octets are asked for (bytes=-0).",
            "GET /lab/documents/welcome with Range: bytes=-0",
        )
        .by(&[Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nRange: bytes=-0\r\n\r\n")]),
        Cause::in_lab(
            "Many or overlapping ranges look like an attack: more than 32 at a time, or more than two at one octet.",
            "GET /lab/documents/welcome with Range: bytes=0-,0-,0-",
        )
        .by(&[Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nRange: bytes=0-,0-,0-\r\n\r\n")]),
        Cause::known("The range unit is known but not supported for this resource."),
    ],
    duties: &[
        Duty::should(
            "Carry Content-Range with the current length, as in bytes */1234, in answer to a byte range.",
            Specification::section("RFC 9110", "15.5.17"),
            Test::UnsatisfiedRange,
        ),
        Duty::should(
            "Answer 416 where the unit is not supported for the resource or no range can be satisfied.",
            Specification::section("RFC 9110", "14.2"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Ignore a range unit that is not understood instead of refusing it.",
            Specification::section("RFC 9110", "14.2"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Ignore Range on methods that define no ranges; of the standard ones only GET does.",
            Specification::section("RFC 9110", "14.2"),
            Test::NotTo(&["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"]),
        ),
        Duty::must(
            "Answer HEAD as if Range were not there.",
            Specification::section("RFC 9110", "14.2"),
            Test::NotTo(&["HEAD"]),
        )
        .when(When::RequestHas("Range")),
        Duty::may(
            "Ignore or refuse an invalid, overlapping or finely split set of ranges.",
            Specification::section("RFC 9110", "14.2"),
        ),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Read the current length from Content-Range, then ask for a range within it or for the whole; if the \
               local copy has that length, it is complete.",
        retry: Retry::Changed,
    },
    author: "Send it only when none of the ranges can be satisfied, with Content-Range: bytes */LENGTH. Ignore a unit \
             that you do not know, and an If-Range that does not fit: both mean 200 with the whole.",
    history: "Since RFC 2616 (1999), as \"Requested Range Not Satisfiable\"; shortened by RFC 7233 (2014).",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 206,
            difference: "416 when none of the ranges can be sent; 206 when at least one can, and is.",
        },
        Confusion {
            code: 200,
            difference: "416 when the server refuses the range; 200 when it ignores the range and sends everything.",
        },
        Confusion {
            code: 412,
            difference: "416 when the range lies outside; 412 when If-Match failed before the range was looked at.",
        },
    ],
    elsewhere: &[
        Elsewhere {
            cause: "a range beyond the end",
            answers: &[("nginx 1.22", "416 with Content-Range"), ("Apache 2.4", "416 without Content-Range")],
        },
        Elsewhere {
            cause: "the last zero octets (bytes=-0)",
            answers: &[("nginx 1.22", "416"), ("Apache 2.4", "200")],
        },
        Elsewhere {
            cause: "a range that ends before it begins (bytes=9-2)",
            answers: &[("nginx 1.22", "416"), ("Apache 2.4", "200")],
        },
        Elsewhere {
            cause: "a 416 in the wild (field study, May 2023)",
            answers: &[("10 popular hosts", "416 without Content-Range, against the SHOULD")],
        },
    ],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si -r 1000- http://127.0.0.1:8080/lab/documents/welcome"),
    transcript: Some(include_str!("../../transcripts/416.http")),
};
