//! 412 Precondition Failed: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[
    Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\n\r\n").capture("etag", "ETag"),
    Step::send(
        "PUT /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nIf-Match: {etag}\r\n\
         Content-Type: text/plain\r\nContent-Length: 21\r\n\r\nSomebody was quicker.",
    ),
    Step::send(
        "PUT /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nIf-Match: {etag}\r\n\
         Content-Type: text/plain\r\nContent-Length: 19\r\n\r\nThis would undo it.",
    ),
];

/// The entry for 412 Precondition Failed.
pub(super) const ENTRY: Entry = Entry {
    code: 412,
    phrase: "Precondition Failed",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.13"),
    standing: Standing::Standard,
    layer: Layer::Precondition,
    meaning: "A condition that the client attached to the request (If-Match, If-None-Match, If-Unmodified-Since) did \
              not hold, so the method was not applied.",
    example: None,
    rfc_says: Some(
        "A false If-Match need not end in 412: if the change has plainly been made already, by an earlier attempt \
         whose answer was lost, the server may answer 2xx (RFC 9110 §13.1.1).",
    ),
    causes: &[
        Cause::in_lab(
            "A lost update was prevented: If-Match names a version that somebody else has replaced.",
            "PUT /lab/documents/welcome with If-Match: \"stale\"",
        )
        .by(STEPS),
        Cause::in_lab(
            "If-None-Match: * was to create something new, and it is already there.",
            "PUT /lab/documents/welcome with If-None-Match: *",
        )
        .by(&[Step::send(
            "PUT /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nIf-None-Match: *\r\n\
             Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello",
        )]),
        Cause::in_lab(
            "If-Unmodified-Since names a time before the last change.",
            "GET /lab/documents/welcome with If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
        )
        .by(&[Step::send(
            "GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\n\
             If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT\r\n\r\n",
        )]),
        Cause::in_lab(
            "If-Match was sent for something that does not exist (any more).",
            "PUT /lab/documents/new with If-Match: *",
        )
        .by(&[Step::send(
            "PUT /lab/documents/new HTTP/1.1\r\nHost: {authority}\r\nIf-Match: *\r\n\
             Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello",
        )]),
        Cause::in_lab(
            "A weak entity tag (W/) was sent in If-Match, which compares strongly and so never matches it.",
            "GET /lab/documents/welcome with If-Match: W/ and its own ETag",
        )
        .by(&[
            Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\n\r\n").capture("etag", "ETag"),
            Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nIf-Match: W/{etag}\r\n\r\n"),
        ]),
        Cause::known(
            "A compressing proxy changed the entity tag on the way to the client, so it no longer matches at the \
             origin.",
        ),
        Cause::in_lab(
            "A WebDAV If field names a lock token or state that does not hold, or COPY with Overwrite: F meets an \
             existing target.",
            "PUT /lab/dav/note with If: (<urn:another>)",
        )
        .by(&[Step::send(
            "PUT /lab/dav/note HTTP/1.1\r\nHost: {authority}\r\nIf: (<urn:another>)\r\n\
             Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello",
        )]),
    ],
    duties: &[
        Duty::must(
            "Do not perform the method if If-Match is false.",
            Specification::section("RFC 9110", "13.1.1"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Do not perform the method if If-None-Match is false; answer 412 unless it is GET or HEAD.",
            Specification::section("RFC 9110", "13.1.2"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Do not perform the method if If-Unmodified-Since is false.",
            Specification::section("RFC 9110", "13.1.4"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Ignore the conditions where the answer without them would be neither 2xx nor 412.",
            Specification::section("RFC 9110", "13.2.1"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Evaluate If-Match (or else If-Unmodified-Since) before If-None-Match (or else If-Modified-Since).",
            Specification::section("RFC 9110", "13.2.2"),
            Test::NotFromOneAnswer,
        ),
        Duty::may(
            "Answer 412 where If-Match is false; of If-Unmodified-Since, §13.1.4 says the same.",
            Specification::section("RFC 9110", "13.1.1"),
        ),
        Duty::may(
            "Answer 2xx instead if the change that the client wants has plainly been made already.",
            Specification::section("RFC 9110", "13.1.1"),
        ),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Fetch the resource again, put the change on top of its current version, and send it with the new entity \
               tag. Dropping the condition overwrites somebody's work.",
        retry: Retry::Changed,
    },
    author: "Check the conditions after everything else that could refuse the request, and in one step with the write, or \
             two writers may both pass. Where a GET's If-None-Match fails, that is a 304. Show the current ETag, so \
             that the client can go on.",
    history: "Since HTTP/1.1 (RFC 2068, 1997); for a time in a document of its own, RFC 7232 (2014).",
    browsers: Some(
        "A script of another origin can read the ETag that it needs only if Access-Control-Expose-Headers names it.",
    ),
    confused_with: &[
        Confusion {
            code: 409,
            difference: "412 when a condition of the client's own failed; 409 when the server found the clash without \
                         one.",
        },
        Confusion {
            code: 428,
            difference: "412 when the condition was there and failed; 428 when it is missing and wanted.",
        },
        Confusion {
            code: 304,
            difference: "412 when a condition fails on a change, or If-Match on a GET; 304 when a GET's If-None-Match \
                         finds the client's copy still good.",
        },
        Confusion { code: 422, difference: "412 is about a condition in the fields; 422 about the content." },
        Confusion { code: 417, difference: "412 is about If- fields; 417 about the Expect field." },
        Confusion {
            code: 400,
            difference: "412 when the request reads well and its condition does not hold; 400 when it cannot be read.",
        },
        Confusion {
            code: 423,
            difference: "412 when a condition or a lock's token was sent and does not hold; 423 when the token of a \
                         lock is missing.",
        },
    ],
    elsewhere: &[
        Elsewhere { cause: "PUT with If-None-Match: * on what exists", answers: &[("Apache 2.4", "412")] },
        Elsewhere {
            cause: "GET with an If-Match that does not fit",
            answers: &[("nginx 1.22", "412"), ("Apache 2.4", "412")],
        },
    ],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si -X PUT -H 'If-None-Match: *' -d 'only if new' http://127.0.0.1:8080/lab/documents/welcome"),
    transcript: Some(include_str!("../../transcripts/412.http")),
};
