//! 409 Conflict: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[
    Step::send(
        "POST /lab/users HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\n\
         Content-Length: 41\r\n\r\n{\"name\":\"Ada\",\"email\":\"ada@example.test\"}",
    ),
    Step::send(
        "POST /lab/users HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\n\
         Content-Length: 47\r\n\r\n{\"name\":\"Ada Twice\",\"email\":\"ada@example.test\"}",
    ),
];

/// The entry for 409 Conflict.
pub(super) const ENTRY: Entry = Entry {
    code: 409,
    phrase: "Conflict",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.10"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "The request could not be processed because it conflicts with the current state of the resource; resolve \
              the conflict and send it again.",
    example: None,
    rfc_says: Some(
        "It is meant for a clash that the user might be able to resolve, so the answer should say enough for that; a \
         PUT that undoes somebody else's change is the RFC's own example (RFC 9110 §15.5.10).",
    ),
    causes: &[
        Cause::in_lab(
            "A value that must be unique is already taken: an email address that another user has.",
            "POST /lab/users with an email already taken",
        )
        .by(STEPS),
        Cause::in_lab(
            "An edit conflict: the change was made to a version that somebody else has replaced in the meantime.",
            "PUT /lab/users/1 with a stale \"version\"",
        )
        .by(&[Step::send(
            "PUT /lab/users/1 HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\n\
             Content-Length: 57\r\n\r\n{\"name\":\"Grace\",\"email\":\"grace@example.test\",\"version\":1}",
        )
        .repeat(2)]),
        Cause::in_lab(
            "An interrupted upload is resumed at an offset that is not the one the server has reached.",
            "PATCH /lab/uploads/{id} with an Upload-Offset that is not the upload's",
        )
        .by(&[
            Step::send(
                "POST /lab/uploads HTTP/1.1\r\nHost: {authority}\r\nUpload-Complete: ?0\r\n\
                 Upload-Draft-Interop-Version: 8\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello",
            )
            .capture("upload", "Location"),
            Step::send(
                "PATCH {upload} HTTP/1.1\r\nHost: {authority}\r\nUpload-Complete: ?1\r\nUpload-Offset: 3\r\n\
                 Upload-Draft-Interop-Version: 8\r\nContent-Type: application/partial-upload\r\n\
                 Content-Length: 2\r\n\r\nlo",
            ),
        ]),
        Cause::known(
            "The state does not allow the step: cancelling an order that was shipped, merging a branch that moved.",
        ),
        Cause::known(
            "Two requests for the same thing ran at once and one lost: a booking, a job that already runs, a key used \
             twice.",
        ),
        Cause::known("Something still depends on what is to be deleted, such as a folder that is not empty."),
        Cause::in_lab(
            "A WebDAV collection or file is made in a parent that does not exist (MKCOL, PUT).",
            "MKCOL /lab/dav/nowhere/new",
        )
        .by(&[Step::send("MKCOL /lab/dav/nowhere/new HTTP/1.1\r\nHost: {authority}\r\n\r\n")]),
    ],
    duties: &[
        Duty::should(
            "Say enough for the user to recognise the source of the conflict.",
            Specification::section("RFC 9110", "15.5.10"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
        Duty::should(
            "Where a PUT does not fit the resource's constraints, explain why the representation is unsuitable.",
            Specification::section("RFC 9110", "9.3.4"),
            Test::SomeContent,
        )
        .when(When::Method("PUT")),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
        Duty::must(
            "Give the right offset in Upload-Offset where an upload was resumed at a wrong one.",
            Specification::document("draft-ietf-httpbis-resumable-upload"),
            Test::NotFromOneAnswer,
        ),
    ],
    client: Client {
        next: "Fetch the current state, merge or ask the user, then send the changed request. Repeating it unchanged \
               conflicts again.",
        retry: Retry::Changed,
    },
    author: "Send it when the request is right in itself and the state is in the way, and say what is: the holder of \
             the name, the current version. A condition of the client's that failed is 412, a lock 423, a value that \
             is wrong in every state 422.",
    history: "Since HTTP/1.1 (RFC 2068, 1997).",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 412,
            difference: "409 when the server found the clash on its own; 412 when the client itself attached the \
                         condition (If-Match) that failed.",
        },
        Confusion {
            code: 422,
            difference: "409 when the same content would be fine in another state (the email were free); 422 when it \
                         is wrong whatever the state is (age -3).",
        },
        Confusion {
            code: 400,
            difference: "409 when the request is understood and clashes; 400 when it cannot be understood.",
        },
        Confusion {
            code: 423,
            difference: "409 when the state itself clashes; 423 when a lock is held on the resource.",
        },
        Confusion {
            code: 428,
            difference: "409 when a clash was found; 428 when the server wants a condition first, so that none can \
                         arise unseen.",
        },
    ],
    elsewhere: &[
        Elsewhere {
            cause: "WebDAV PUT to a parent that does not exist",
            answers: &[("nginx 1.22", "500"), ("Apache 2.4", "409")],
        },
        Elsewhere {
            cause: "MKCOL in a parent that does not exist",
            answers: &[("nginx 1.22", "409"), ("Apache 2.4", "409")],
        },
    ],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "curl -si http://127.0.0.1:8080/lab/users --json '{\"name\": \"Ada\", \"email\": \"grace@example.test\"}'",
    ),
    transcript: Some(include_str!("../../transcripts/409.http")),
};
