//! 428 Precondition Required: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send(
    "PUT /lab/guarded/plan HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
     Content-Length: 12\r\n\r\nMine, unseen",
)];

/// The entry for 428 Precondition Required.
pub(super) const ENTRY: Entry = Entry {
    code: 428,
    phrase: "Precondition Required",
    former_phrases: &[],
    specification: Specification::document("RFC 6585"),
    standing: Standing::Standard,
    layer: Layer::Precondition,
    meaning: "The server wants the request to be conditional, so that nobody's change is overwritten unseen (the \
              \"lost update\").",
    example: None,
    rfc_says: Some(
        "No server has to ask for it, so a client cannot rely on it to prevent lost updates (RFC 6585 §7.1).",
    ),
    causes: &[
        Cause::in_lab(
            "A PUT, PATCH or DELETE came without If-Match to a resource that several people edit.",
            "PUT /lab/guarded/plan without If-Match",
        )
        .by(STEPS),
        Cause::in_lab(
            "An interface wants If-None-Match: * where something may only be created.",
            "PUT /lab/guarded/new without If-None-Match: *",
        )
        .by(&[Step::send(
            "PUT /lab/guarded/new HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
             Content-Length: 16\r\n\r\nA plan of my own",
        )]),
        Cause::known("A client library dropped the entity tag that it was given, or a proxy removed it."),
    ],
    duties: &[
        Duty::should(
            "Explain how to send the request again successfully, for example with If-Match.",
            Specification::section("RFC 6585", "3"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
        Duty::must("Never be stored by a cache.", Specification::section("RFC 6585", "3"), Test::NotFromOneAnswer),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "GET the resource, keep its ETag, make the change, and send it with that value in If-Match.",
        retry: Retry::Changed,
    },
    author: "Ask for a condition where several clients change the same thing, and say which: If-Match with the ETag, \
             If-None-Match: * to create. Send that ETag with every GET, or nobody can comply.",
    history: "From RFC 6585 (2012).",
    browsers: None,
    confused_with: &[
        Confusion { code: 412, difference: "428 when the condition is missing; 412 when it was sent and failed." },
        Confusion {
            code: 409,
            difference: "428 asks for a condition before anything went wrong; 409 reports a clash that was found.",
        },
        Confusion { code: 400, difference: "428 when the request is right but for a condition; 400 when it is wrong." },
        Confusion { code: 422, difference: "428 is about a condition missing from the fields; 422 about the content." },
        Confusion { code: 411, difference: "428 wants a condition; 411 wants a Content-Length." },
    ],
    elsewhere: &[],
    caching: Caching::Forbidden,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "curl -si -X PUT -H 'Content-Type: text/plain' -d 'Mine, unseen' http://127.0.0.1:8080/lab/guarded/plan",
    ),
    transcript: Some(include_str!("../../transcripts/428.http")),
};
