//! 507 Insufficient Storage: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[
    Step::send(
        "PUT /lab/dav/closet/coat HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
         Content-Length: 52\r\n\r\nA long coat of wool, grey, with room in its pockets.",
    ),
    Step::send(
        "PUT /lab/dav/closet/hat HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
         Content-Length: 51\r\n\r\nA felt hat with a broad brim, worn only on Sundays.",
    ),
];

/// The entry for 507 Insufficient Storage.
pub(super) const ENTRY: Entry = Entry {
    code: 507,
    phrase: "Insufficient Storage",
    former_phrases: &[],
    specification: Specification::document("RFC 4918"),
    standing: Standing::Standard,
    layer: Layer::Limits,
    meaning: "The server cannot store what is needed to complete the request: its disk, or the space set aside for it, \
              is full. That is held to be temporary.",
    example: None,
    rfc_says: None,
    causes: &[
        Cause::in_lab(
            "The store has reached its bound and would have to throw something away to take more.",
            "PUT /lab/documents/{name} with new names until the store is full",
        ),
        Cause::known("The disk is full."),
        Cause::in_lab(
            "The user's quota on a file or calendar service is used up.",
            "PUT into /lab/dav/closet/, which takes 100 octets",
        )
        .by(STEPS),
        Cause::known(
            "The server can no longer write what it needs besides the content: its database, its log, a temporary \
             file.",
        ),
    ],
    duties: &[Duty::should(
        "Explain what is full, and whether that will pass.",
        Specification::section("RFC 9110", "15.6"),
        Test::SomeContent,
    )
    .when(When::NotMethod("HEAD"))],
    client: Client {
        next: "Free some space or wait until somebody has. If a user's action caused the request, it must not be \
               repeated by itself, but only when the user acts again (RFC 4918).",
        retry: Retry::Later,
    },
    author: "Send it when a store or quota is full, before you take the content if you can tell, and keep reading and \
             deleting possible. Say what is full and how to make room. What could never fit is a 413.",
    history: "From WebDAV: RFC 2518 (1999), now RFC 4918 (2007).",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 413,
            difference: "507 when the store is full and even something small would not fit; 413 when this content is \
                         larger than the server ever takes.",
        },
        Confusion {
            code: 500,
            difference: "507 when the failure is known to be a lack of space; 500 when it is unexpected.",
        },
        Confusion {
            code: 503,
            difference: "507 when space is lacking, and reading still works; 503 when the service as a whole is \
                         unavailable for a time.",
        },
        Confusion { code: 429, difference: "507 when there is too much stored; 429 when there are too many requests." },
    ],
    elsewhere: &[Elsewhere {
        cause: "a PUT while the disk is full",
        answers: &[("nginx 1.22", "500"), ("Apache 2.4", "507")],
    }],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "curl -s -X PUT -H 'Content-Type: text/plain' -d 'A long coat of wool, grey, with room in its pockets.' \
         http://127.0.0.1:8080/lab/dav/closet/coat --next -si -X PUT -H 'Content-Type: text/plain' -d 'A felt \
         hat with a broad brim, worn only on Sundays.' http://127.0.0.1:8080/lab/dav/closet/hat",
    ),
    transcript: Some(include_str!("../../transcripts/507.http")),
};
