//! 423 Locked: everything known of it.

use crate::*;

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
        Cause::known("A PUT, DELETE or MOVE on a locked resource lacks the If field with the lock's token."),
        Cause::known("A collection cannot be deleted or moved because a member is locked."),
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
    trigger: None,
    curl: None,
    transcript: None,
};
