//! 508 Loop Detected: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[
    Step::send(
        "BIND /lab/dav/closet/ HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/xml\r\n\
         Content-Length: 78\r\n\r\n<bind xmlns=\"DAV:\"><segment>again</segment>\
         <href>/lab/dav/closet</href></bind>",
    ),
    Step::send(
        "PROPFIND /lab/dav/closet/ HTTP/1.1\r\nHost: {authority}\r\nDepth: infinity\r\nContent-Type: \
         application/xml\r\nContent-Length: 62\r\n\r\n<propfind xmlns=\"DAV:\"><prop><resourcetype/>\
         </prop></propfind>",
    ),
];

/// The entry for 508 Loop Detected.
pub(super) const ENTRY: Entry = Entry {
    code: 508,
    phrase: "Loop Detected",
    former_phrases: &[],
    specification: Specification::document("RFC 5842"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "While working through a tree of WebDAV collections to any depth, the server came back to a collection \
              that contains itself, and gave the whole request up.",
    example: None,
    rfc_says: Some(
        "508 is not for redirects or proxies that go round in a circle: clients stop following redirects by \
         themselves, and a proxy that meets itself says 502 (RFC 9209 §2.3.32).",
    ),
    causes: &[
        Cause::in_lab(
            "A binding makes a collection a member of itself, and a client that does not know bindings asks for Depth: \
             infinity.",
            "BIND in /lab/dav/closet/ of a name for itself, then PROPFIND without DAV: bind",
        )
        .by(STEPS),
        Cause::known(
            "A hosting company says it when an account uses up its share of the machine, which has nothing to do with \
             the definition.",
        ),
    ],
    duties: &[
        Duty::should(
            "Take the place of 208 when the client has not declared with DAV: bind that it knows bindings.",
            Specification::document("RFC 5842"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Explain what goes round in a circle, and that it lasts.",
            Specification::section("RFC 9110", "15.6"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Ask with a smaller Depth, or say with DAV: bind that you know bindings.",
        retry: Retry::Changed,
    },
    author: "Send it when a request for Depth: infinity meets a loop of bindings and the client did not send DAV: \
             bind; with it, 208. For a proxy that meets itself, 502 and proxy_loop_detected in Proxy-Status are right.",
    history: "From RFC 5842 (2010), an experimental document. Some hosting companies use the number for an account \
              that has reached its limits.",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 208,
            difference: "508 gives up; 208 marks the repetition inside a 207 and goes on, for clients that know \
                         bindings.",
        },
        Confusion {
            code: 502,
            difference: "508 is a loop among the server's own collections; 502 is right when a proxy finds that it \
                         talks to itself.",
        },
        Confusion {
            code: 506,
            difference: "508 is a loop in a tree of collections; 506 is one in content negotiation.",
        },
    ],
    elsewhere: &[],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "curl -s -X BIND -H 'Content-Type: application/xml' -d '<bind xmlns=\"DAV:\"><segment>again</segment>\
         <href>/lab/dav/closet</href></bind>' http://127.0.0.1:8080/lab/dav/closet/ --next -si -X PROPFIND \
         http://127.0.0.1:8080/lab/dav/closet/",
    ),
    transcript: Some(include_str!("../../transcripts/508.http")),
};
