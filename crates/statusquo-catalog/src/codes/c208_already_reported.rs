//! 208 Already Reported: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[
    Step::send(
        "BIND /lab/dav/closet/ HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/xml\r\n\
         Content-Length: 78\r\n\r\n<bind xmlns=\"DAV:\"><segment>again</segment><href>/lab/dav/closet</href>\
         </bind>",
    ),
    Step::send(
        "PROPFIND /lab/dav/closet/ HTTP/1.1\r\nHost: {authority}\r\nDepth: infinity\r\nDAV: bind\r\n\
         Content-Type: application/xml\r\nContent-Length: 62\r\n\r\n<propfind xmlns=\"DAV:\"><prop>\
         <resourcetype/></prop></propfind>",
    )
    .inside(207),
];

/// The entry for 208 Already Reported.
pub(super) const ENTRY: Entry = Entry {
    code: 208,
    phrase: "Already Reported",
    former_phrases: &[],
    specification: Specification::document("RFC 5842"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "Inside a 207: the members of this collection were listed before under another of its names and are not \
              repeated.",
    example: None,
    rfc_says: Some(
        "208 is not the code of an answer. It stands in the content of a 207, and only for a client that said with \
         DAV: bind that it knows bindings (RFC 5842).",
    ),
    causes: &[
        Cause::in_lab(
            "A collection has two names (bindings), and a PROPFIND with Depth: infinity comes to it by both.",
            "BIND in /lab/dav/ of a second name for /lab/dav/closet, then PROPFIND with DAV: bind",
        )
        .by(&[
            Step::send(
                "BIND /lab/dav/ HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/xml\r\n\
                 Content-Length: 81\r\n\r\n\
                 <bind xmlns=\"DAV:\"><segment>wardrobe</segment><href>/lab/dav/closet</href></bind>",
            ),
            Step::send("PROPFIND /lab/dav/ HTTP/1.1\r\nHost: {authority}\r\nDepth: infinity\r\nDAV: bind\r\n\r\n")
                .inside(207),
        ]),
        Cause::in_lab(
            "A collection contains itself through a binding, and the client knows bindings; it would get 508 \
             otherwise.",
            "BIND in /lab/dav/closet/ of a name for itself, then PROPFIND with DAV: bind",
        )
        .by(STEPS),
    ],
    duties: &[
        Duty::must(
            "Stand only inside a 207, never as the code of an answer.",
            Specification::document("RFC 5842"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Go only to a client that declared with DAV: bind that it knows bindings.",
            Specification::document("RFC 5842"),
            Test::NotFromOneAnswer,
        ),
    ],
    client: Client {
        next: "Look for the members under the name where they were listed first.",
        retry: Retry::NotNeeded,
    },
    author: "Put it into a 207 alone, for each further binding to a collection whose members have been listed, and \
             only if the client sent DAV: bind; else 508.",
    history: "From RFC 5842 (2010), an experimental document.",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 508,
            difference: "208 marks a repetition for a client that knows bindings; 508 gives up the whole request when \
                         the client does not.",
        },
        Confusion { code: 207, difference: "207 is the code of the answer; 208 is a status within it." },
    ],
    elsewhere: &[],
    caching: Caching::Explicit,
    versions: Versions {
        note: Some("In no version as the code of an answer: only within the content of a 207."),
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "curl -s -X BIND -H 'Content-Type: application/xml' -d '<bind xmlns=\"DAV:\"><segment>again</segment>\
         <href>/lab/dav/closet</href></bind>' http://127.0.0.1:8080/lab/dav/closet/ --next -si -X PROPFIND -H \
         'DAV: bind' http://127.0.0.1:8080/lab/dav/closet/",
    ),
    transcript: Some(include_str!("../../transcripts/208.http")),
};
