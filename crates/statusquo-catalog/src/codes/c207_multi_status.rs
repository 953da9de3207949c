//! 207 Multi-Status: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send(
    "PROPFIND /lab/dav/ HTTP/1.1\r\nHost: {authority}\r\nDepth: 1\r\n\
     Content-Type: application/xml\r\nContent-Length: 81\r\n\r\n<propfind xmlns=\"DAV:\"><prop>\
     <resourcetype/><getcontentlength/></prop></propfind>",
)];

/// The entry for 207 Multi-Status.
pub(super) const ENTRY: Entry = Entry {
    code: 207,
    phrase: "Multi-Status",
    former_phrases: &[],
    specification: Specification::document("RFC 4918"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "The request concerned several resources, and the XML content tells for each of them how it went.",
    example: None,
    rfc_says: Some(
        "207 looks like success and may be none: every status inside can be an error. Only the content tells (RFC \
         4918).",
    ),
    causes: &[
        Cause::in_lab("A WebDAV client lists a collection or reads properties with PROPFIND.", "PROPFIND /lab/dav/")
            .by(STEPS),
        Cause::in_lab(
            "PROPPATCH was to change several properties, and some of them could not be set.",
            "PROPPATCH /lab/dav/note of a property of your own and of getetag",
        )
        .by(&[PROPPATCH_NOTE]),
        Cause::in_lab(
            "COPY, MOVE or DELETE of a collection failed for some of its members.",
            "DELETE /lab/dav/{collection} with a locked member",
        )
        .by(&[LOCK_COAT, Step::send("DELETE /lab/dav/closet/ HTTP/1.1\r\nHost: {authority}\r\n\r\n")]),
        Cause::known(
            "A batch interface that has nothing to do with WebDAV borrowed the code for its own list of results.",
        ),
    ],
    duties: &[
        Duty::must(
            "Have XML content whose root is a multistatus element, with one response for each resource.",
            Specification::document("RFC 4918"),
            Test::XmlRoot("multistatus"),
        ),
        Duty::must(
            "Name the type of that content: application/xml or text/xml.",
            Specification::document("RFC 4918"),
            Test::MediaType(&["application/xml", "text/xml"]),
        ),
    ],
    client: Client {
        next: "Parse the content and treat each resource by its own status; repeat only the parts that failed.",
        retry: Retry::NotNeeded,
    },
    author: "Send it where one request touches several resources that may fare differently, in the form that WebDAV \
             defines. If all fared alike, a plain code is clearer; a batch in JSON does well with 200 and a list.",
    history: "From WebDAV: RFC 2518 (1999), now RFC 4918 (2007).",
    browsers: Some(
        "Fetch calls it ok, like 200 to 299, so a script that looks at Response.ok alone takes it for a success \
         whatever is inside.",
    ),
    confused_with: &[
        Confusion {
            code: 200,
            difference: "200 says that the request as a whole succeeded; 207 leaves the verdict to the statuses \
                         inside.",
        },
        Confusion {
            code: 424,
            difference: "207 is the whole answer; 424 stands inside it for a part that failed because another one did.",
        },
        Confusion {
            code: 208,
            difference: "207 is the whole answer; 208 stands inside it for members that were already reported.",
        },
    ],
    elsewhere: &[Elsewhere { cause: "PROPFIND on a collection", answers: &[("Apache 2.4", "207")] }],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si -X PROPFIND -H 'Depth: 1' http://127.0.0.1:8080/lab/dav/"),
    transcript: Some(include_str!("../../transcripts/207.http")),
};
