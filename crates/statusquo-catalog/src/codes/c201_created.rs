//! 201 Created: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send(
    "POST /lab/users HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\n\
     Content-Length: 41\r\n\r\n{\"name\":\"Ada\",\"email\":\"ada@example.test\"}",
)];

/// The entry for 201 Created.
pub(super) const ENTRY: Entry = Entry {
    code: 201,
    phrase: "Created",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.3.2"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "The request has succeeded and a new resource has been created: it is at the address in Location or, \
              without that field, at the address that was asked.",
    example: Some("A POST request creates a new user."),
    rfc_says: Some(
        "Without Location the created resource is the target of the request itself: right after a PUT, misleading \
         after a POST. And 201 is no redirect: Location names the new resource, and clients do not follow it by \
         themselves (RFC 9110 §15.3.2).",
    ),
    causes: &[
        Cause::in_lab(
            "A POST to a collection made a new member, and the server chose its address.",
            "POST /lab/users with a name and an email that nobody has",
        )
        .by(STEPS),
        Cause::in_lab("A PUT went to an address where nothing was yet.", "PUT /lab/documents/notes").by(&[Step::send(
            "PUT /lab/documents/notes HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
             Content-Length: 5\r\n\r\nhello",
        )]),
        Cause::in_lab("A PUT took a deleted or moved name back into use.", "PUT /lab/documents/old-welcome").by(&[
            Step::send(
                "PUT /lab/documents/old-welcome HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
                 Content-Length: 5\r\n\r\nhello",
            ),
        ]),
        Cause::in_lab(
            "A WebDAV collection was made with MKCOL, or a resource was copied or moved to a name that was free.",
            "MKCOL /lab/dav/new",
        )
        .by(&[Step::send("MKCOL /lab/dav/new HTTP/1.1\r\nHost: {authority}\r\n\r\n")]),
    ],
    duties: &[
        Duty::should(
            "Name the created resource in Location.",
            Specification::section("RFC 9110", "9.3.3"),
            Test::Has("Location"),
        )
        .when(When::Method("POST")),
        Duty::should(
            "Describe in the content what became of the request, and refer to the new resource.",
            Specification::section("RFC 9110", "9.3.3"),
            Test::SomeContent,
        )
        .when(When::Method("POST")),
        Duty::must(
            "Be the answer when a PUT creates the representation of its target.",
            Specification::section("RFC 9110", "9.3.4"),
            Test::NotFromOneAnswer,
        )
        .when(When::Method("PUT")),
        Duty::must(
            "Send no validators after PUT if the content was transformed before it was stored.",
            Specification::section("RFC 9110", "9.3.4"),
            Test::NotFromOneAnswer,
        )
        .when(When::Method("PUT")),
        Duty::must(
            "Give in Location, if it is there, one valid URI reference.",
            Specification::section("RFC 9110", "10.2.2"),
            Test::UriReference("Location"),
        ),
    ],
    client: Client {
        next: "Remember the address in Location, or your own target if there is none, and the ETag if one came. \
               Repeating a POST may create a second resource or meet a conflict.",
        retry: Retry::NotNeeded,
    },
    author: "Answer a PUT that makes something with 201, a POST with 201 and Location. Show the new resource, or at \
             least its address, and its ETag. If it is only queued say 202, if it was there before 200 or 204.",
    history: "Since HTTP/1.0 (RFC 1945, 1996).",
    browsers: Some(
        "Location is not followed; a form's answer is shown as a page. A script of another origin can read Location \
         and ETag only if Access-Control-Expose-Headers names them.",
    ),
    confused_with: &[
        Confusion {
            code: 200,
            difference: "201 when something new exists because of this request; 200 when the request worked on what \
                         was there.",
        },
        Confusion {
            code: 204,
            difference: "After a PUT: 201 when nothing was there before, 204 or 200 when something was replaced.",
        },
        Confusion {
            code: 202,
            difference: "201 when the resource exists by now; 202 when it will be made later, perhaps.",
        },
        Confusion {
            code: 303,
            difference: "201 names the new resource and is itself the answer; 303 asks the client to go and fetch \
                         another resource as the answer.",
        },
    ],
    elsewhere: &[Elsewhere {
        cause: "a PUT of a new file, then once more",
        answers: &[("nginx 1.22", "201 with Location, then 204"), ("Apache 2.4", "201 with Location, then 204")],
    }],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "curl -si http://127.0.0.1:8080/lab/users --json '{\"name\": \"Ada\", \"email\": \"ada@example.test\"}'",
    ),
    transcript: Some(include_str!("../../transcripts/201.http")),
};
