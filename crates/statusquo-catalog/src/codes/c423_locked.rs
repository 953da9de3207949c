//! 423 Locked: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[
    Step::send(
        "LOCK /lab/dav/note HTTP/1.1\r\nHost: {authority}\r\nTimeout: Second-60\r\nContent-Type: \
         application/xml\r\nContent-Length: 118\r\n\r\n<lockinfo xmlns=\"DAV:\"><lockscope><exclusive/>\
         </lockscope><locktype><write/></locktype><owner>Grace</owner></lockinfo>",
    ),
    Step::send(
        "PUT /lab/dav/note HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\nContent-Length: \
         5\r\n\r\nMine!",
    ),
];

/// The entry for 423 Locked.
pub(super) const ENTRY: Entry = Entry {
    code: 423,
    phrase: "Locked",
    former_phrases: &[],
    specification: Specification::document("RFC 4918"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "The resource that the method would change, its source or its destination, is locked, and the request \
              does not show that it holds the lock.",
    example: None,
    rfc_says: None,
    causes: &[
        Cause::known("Somebody has the document open in an office program, which locked it over WebDAV."),
        Cause::known("A program crashed and left its lock behind until it expires."),
        Cause::in_lab(
            "A PUT, DELETE or MOVE on a locked resource lacks the If field with the lock's token.",
            "LOCK /lab/dav/note, then PUT without If",
        )
        .by(STEPS),
        Cause::in_lab(
            "A collection cannot be deleted or moved because a member is locked: then it stands inside a 207.",
            "DELETE /lab/dav/{collection} with a locked member",
        )
        .by(&[LOCK_COAT, Step::send("DELETE /lab/dav/closet/ HTTP/1.1\r\nHost: {authority}\r\n\r\n").inside(207)]),
        Cause::known(
            "A service outside WebDAV borrows the code: an account that is locked, a record that is being worked on.",
        ),
    ],
    duties: &[
        Duty::should(
            "Name the broken precondition in the content, such as lock-token-submitted.",
            Specification::document("RFC 4918"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Wait until the lock is released or expires, or send the token of your own lock in an If field.",
        retry: Retry::Later,
    },
    author: "Send it when a lock stands in the way and its token was not submitted, and name lock-token-submitted with \
             the locked resource. Outside WebDAV 409 says enough.",
    history: "From WebDAV: RFC 2518 (1999), now RFC 4918 (2007).",
    browsers: None,
    confused_with: &[
        Confusion { code: 409, difference: "423 when a lock stands in the way; 409 when the state itself does." },
        Confusion {
            code: 412,
            difference: "423 when a lock's token is missing; 412 when a condition or a token was sent and does not \
                         hold.",
        },
        Confusion { code: 403, difference: "423 ends when the lock does; 403 has nothing to do with a lock." },
        Confusion {
            code: 424,
            difference: "423 names the thing that is locked; 424 names another that failed because of it.",
        },
    ],
    elsewhere: &[Elsewhere { cause: "PUT on a locked resource without the token", answers: &[("Apache 2.4", "423")] }],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "curl -s -X LOCK -H 'Timeout: Second-60' -H 'Content-Type: application/xml' -d '<lockinfo xmlns=\"DAV:\">\
         <lockscope><exclusive/></lockscope><locktype><write/></locktype><owner>Grace</owner></lockinfo>' \
         http://127.0.0.1:8080/lab/dav/note --next -si -X PUT -d 'Mine!' http://127.0.0.1:8080/lab/dav/note",
    ),
    transcript: Some(include_str!("../../transcripts/423.http")),
};
