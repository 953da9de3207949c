//! 424 Failed Dependency: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[PROPPATCH_NOTE.inside(207)];

/// The entry for 424 Failed Dependency.
pub(super) const ENTRY: Entry = Entry {
    code: 424,
    phrase: "Failed Dependency",
    former_phrases: &[],
    specification: Specification::document("RFC 4918"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "The method was not carried out on this resource because it depended on another action, and that one \
              failed.",
    example: None,
    rfc_says: None,
    causes: &[
        Cause::in_lab(
            "A WebDAV PROPPATCH sets several properties, one is protected, and so none of the others is set.",
            "PROPPATCH /lab/dav/note of a property of your own and of getetag",
        )
        .by(STEPS),
        Cause::in_lab(
            "A WebDAV LOCK of a collection with all that is in it failed because a member is locked already.",
            "LOCK /lab/dav/{collection} with Depth: infinity and a locked member",
        )
        .by(&[
            LOCK_COAT,
            Step::send(
                "LOCK /lab/dav/closet/ HTTP/1.1\r\nHost: {authority}\r\nDepth: infinity\r\n\
                 Content-Type: application/xml\r\nContent-Length: 98\r\n\r\n<lockinfo xmlns=\"DAV:\"><lockscope>\
                 <exclusive/></lockscope><locktype><write/></locktype></lockinfo>",
            )
            .inside(207),
        ]),
        Cause::known("A WebDAV DELETE or MOVE of a collection failed because of one member."),
        Cause::known("A step of a batch was skipped since an earlier one failed."),
        Cause::known("A service outside WebDAV borrows the code when another service that it needs has failed."),
    ],
    duties: &[Duty::should(
        "Explain the error in the content, and say whether it is temporary or permanent.",
        Specification::section("RFC 9110", "15.5"),
        Test::SomeContent,
    )
    .when(When::NotMethod("HEAD"))],
    client: Client {
        next: "Find the action that failed first, mend that, and send the whole again.",
        retry: Retry::Changed,
    },
    author: "Send it inside a 207, for what was fine and not done because something else failed. As the code of a \
             whole answer it says too little: send the code of what failed, or 502 or 503 if a server behind you did.",
    history: "From WebDAV: RFC 2518 (1999), now RFC 4918 (2007).",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 409,
            difference: "424 when this action was fine and another one failed; 409 when this one clashes itself.",
        },
        Confusion {
            code: 423,
            difference: "424 when the lock or fault lies with another resource; 423 when this one is locked.",
        },
        Confusion {
            code: 502,
            difference: "424 when another part of the same request failed; 502 when the server behind a gateway \
                         answered rubbish.",
        },
        Confusion {
            code: 207,
            difference: "424 stands for one item inside a multi-status answer; 207 is the status of that whole answer.",
        },
    ],
    elsewhere: &[
        Elsewhere {
            cause: "PROPPATCH with one good and one protected property",
            answers: &[("Apache 2.4", "424 for the good one, inside a 207")],
        },
        Elsewhere {
            cause: "DELETE of a collection with a locked member",
            answers: &[("Apache 2.4", "424 as the status of the whole")],
        },
    ],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "curl -si -X PROPPATCH -H 'Content-Type: application/xml' -d '<propertyupdate xmlns=\"DAV:\"><set><prop>\
         <author xmlns=\"urn:example\">Grace</author><getetag>mine</getetag></prop></set></propertyupdate>' \
         http://127.0.0.1:8080/lab/dav/note",
    ),
    transcript: Some(include_str!("../../transcripts/424.http")),
};
