//! 206 Partial Content: everything known of it.

use crate::*;

/// The entry for 206 Partial Content.
pub(super) const ENTRY: Entry = Entry {
    code: 206,
    phrase: "Partial Content",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.3.7"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "The server sends the part or parts of the representation that the client asked for with Range.",
    example: None,
    rfc_says: Some(
        "Range is an offer that the server may ignore: a 200 with the whole representation is right too. And the parts \
         need not be those asked for: only Content-Range says which they are (RFC 9110 §14.2, §15.3.7).",
    ),
    causes: &[
        Cause::in_lab(
            "A download is resumed where it broke off.",
            "GET /lab/documents/welcome with Range: bytes=20- and If-Range: its ETag",
        )
        .by(&[
            Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\n\r\n").capture("etag", "ETag"),
            Step::send(
                "GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nRange: bytes=20-\r\n\
                 If-Range: {etag}\r\n\r\n",
            ),
        ]),
        Cause::in_lab(
            "A player seeks in a film, or a reader opens a large document page by page.",
            "GET /lab/documents/welcome with Range: bytes=11-17",
        )
        .by(&[Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nRange: bytes=11-17\r\n\r\n")]),
        Cause::in_lab(
            "The end of a file is read first, since its table of contents is there, as in a ZIP archive or a PDF.",
            "GET /lab/documents/welcome with Range: bytes=-7",
        )
        .by(&[Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nRange: bytes=-7\r\n\r\n")]),
        Cause::in_lab(
            "Several parts are asked for at once, and come as multipart/byteranges.",
            "GET /lab/documents/welcome with Range: bytes=0-6,15-17",
        )
        .by(&[Step::send(
            "GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nRange: bytes=0-6,15-17\r\n\r\n",
        )]),
        Cause::known("A download manager fetches several parts at the same time, over several connections."),
        Cause::known("A content delivery network fetches a large object from its origin in slices."),
    ],
    duties: &[
        Duty::must(
            "With a single part, say in Content-Range which part it is.",
            Specification::section("RFC 9110", "15.3.7.1"),
            Test::ContentRange,
        )
        .when(When::NotType("multipart/byteranges")),
        Duty::must(
            "With several parts, send multipart/byteranges with its boundary, and Content-Range in each part.",
            Specification::section("RFC 9110", "15.3.7.2"),
            Test::ByteRanges,
        )
        .when(When::Type("multipart/byteranges")),
        Duty::must(
            "With several parts, have no Content-Range in the head.",
            Specification::section("RFC 9110", "15.3.7.2"),
            Test::Lacks("Content-Range"),
        )
        .when(When::Type("multipart/byteranges")),
        Duty::must(
            "Send no multipart answer when a single range was asked for.",
            Specification::section("RFC 9110", "15.3.7.2"),
            Test::SeveralRangesAsked,
        )
        .when(When::Type("multipart/byteranges")),
        Duty::must("Carry Date, which the 200 would have.", Specification::section("RFC 9110", "15.3.7"), Test::Date),
        Duty::must(
            "Carry Cache-Control, ETag, Expires, Content-Location and Vary, as far as the 200 would have them.",
            Specification::section("RFC 9110", "15.3.7"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Carry all other representation fields of the 200 as well, unless the request had If-Range.",
            Specification::section("RFC 9110", "15.3.7"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Leave those other representation fields out if the request had If-Range: the client has them.",
            Specification::section("RFC 9110", "15.3.7"),
            Test::All(&[Test::Lacks("Last-Modified"), Test::Lacks("Content-Language")]),
        )
        .when(When::RequestHas("If-Range")),
        Duty::should(
            "Send the parts in the order in which they were asked for.",
            Specification::section("RFC 9110", "15.3.7.2"),
            Test::PartsInOrder,
        )
        .when(When::Type("multipart/byteranges")),
        Duty::should(
            "Repeat the Content-Type of the whole in each part.",
            Specification::section("RFC 9110", "15.3.7.2"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Give the complete length in the Content-Range of byte ranges, unless it is unknown or hard to find out.",
            Specification::section("RFC 9110", "14.4"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Answer nothing but GET: with any other method the server ignores Range.",
            Specification::section("RFC 9110", "14.2"),
            Test::NotTo(&["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"]),
        ),
        Duty::must(
            "Answer HEAD as if Range were not there.",
            Specification::section("RFC 9110", "14.2"),
            Test::NotTo(&["HEAD"]),
        )
        .when(When::RequestHas("Range")),
        Duty::may("Merge ranges that overlap or lie close together.", Specification::section("RFC 9110", "15.3.7.2")),
    ],
    client: Client {
        next: "Read Content-Range, or the one in each part, before using a single octet. Join parts only if they share \
               the same strong validator, and ask for what is missing with If-Range.",
        retry: Retry::NotNeeded,
    },
    author: "Offer ranges for what is large, with a strong ETag: without one, resuming is guesswork. With If-Range, \
             answer 206 only if the validator fits, else 200 with the whole. Merge or refuse sets of many small \
             ranges, for each costs a part.",
    history: "Since HTTP/1.1 (RFC 2068, 1997); for a time in a document of its own, RFC 7233 (2014).",
    browsers: Some(
        "Media elements and resumed downloads ask for ranges by themselves. Where a script sets Range, Fetch wants no \
         CORS preflight for a single simple one; an opaque 206 to a request without Range becomes a network error.",
    ),
    confused_with: &[
        Confusion {
            code: 416,
            difference: "206 when at least one of the ranges lies within the representation; 416 when none does.",
        },
        Confusion {
            code: 200,
            difference: "206 carries a part; 200 carries the whole, as when the server ignores Range or the If-Range \
                         validator no longer fits.",
        },
        Confusion {
            code: 304,
            difference: "A precondition is looked at before Range: if the copy is still good, the answer is 304 and \
                         not 206.",
        },
        Confusion {
            code: 226,
            difference: "206 carries a part of one version; 226 carries the difference between two.",
        },
    ],
    elsewhere: &[
        Elsewhere {
            cause: "Range: bytes=9-2, which is not a valid range (ignoring and refusing are both right)",
            answers: &[("nginx 1.22", "416"), ("Apache 2.4", "200")],
        },
        Elsewhere {
            cause: "Range: bytes=-0, which nothing satisfies (416 is due)",
            answers: &[("nginx 1.22", "416"), ("Apache 2.4", "200")],
        },
        Elsewhere {
            cause: "Range: lines=0-1, an unknown unit (to be ignored)",
            answers: &[("nginx 1.22", "200"), ("Apache 2.4", "200")],
        },
        Elsewhere {
            cause: "a POST with Range or a condition (field study, May 2023)",
            answers: &[("1,560 popular hosts", "206, 304 or 416, none of which a POST may get")],
        },
    ],
    caching: Caching::Heuristic,
    versions: Versions::ALL,
    trigger: Some(Trigger {
        steps: &[
            Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nRange: bytes=0-6\r\n\r\n"),
            Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nRange: bytes=0-6,15-17\r\n\r\n"),
        ],
    }),
    curl: Some("curl -si -r 0-6 http://127.0.0.1:8080/lab/documents/welcome"),
    transcript: Some(include_str!("../../transcripts/206.http")),
};
