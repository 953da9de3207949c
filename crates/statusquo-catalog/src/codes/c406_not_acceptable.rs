//! 406 Not Acceptable: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] =
    &[Step::send("GET /lab/variants/greeting HTTP/1.1\r\nHost: {authority}\r\nAccept: image/png\r\n\r\n")];

/// The entry for 406 Not Acceptable.
pub(super) const ENTRY: Entry = Entry {
    code: 406,
    phrase: "Not Acceptable",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.7"),
    standing: Standing::Standard,
    layer: Layer::Negotiation,
    meaning: "The resource has no representation that the request's Accept fields allow, and the server is unwilling \
              to send a default one.",
    example: None,
    rfc_says: Some(
        "A server need not send it: it may disregard the Accept field and answer with what it has (RFC 9110 §12.4.1), \
         and many do.",
    ),
    causes: &[
        Cause::in_lab(
            "Accept names only media types that the resource does not have, such as application/xml from a JSON \
             interface.",
            "GET /lab/variants/greeting with Accept: image/png",
        )
        .by(STEPS),
        Cause::known("Accept asks for a version of a vendor's media type that the server no longer has, or not yet."),
        Cause::in_lab(
            "Accept-Language, Accept-Charset or Accept-Encoding rules out every variant.",
            "GET /lab/variants/greeting with Accept-Language: ja",
        )
        .by(&[Step::send("GET /lab/variants/greeting HTTP/1.1\r\nHost: {authority}\r\nAccept-Language: ja\r\n\r\n")]),
        Cause::known(
            "The address ends in .xml or ?format=xml, and the framework treats that as a preference it cannot meet.",
        ),
        Cause::known("A web application firewall refuses what it takes for an attack and borrows this code."),
        Cause::in_lab("Accept: */*;q=0 asks for it outright.", "GET /lab/variants/greeting with Accept: */*;q=0")
            .by(&[Step::send("GET /lab/variants/greeting HTTP/1.1\r\nHost: {authority}\r\nAccept: */*;q=0\r\n\r\n")]),
    ],
    duties: &[
        Duty::should(
            "List the available representations, with their characteristics and identifiers, for the user or user \
             agent to choose from.",
            Specification::section("RFC 9110", "15.5.7"),
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
        next: "Widen the Accept fields, or choose from the list in the content; a client that can take anything sends \
               Accept: */*.",
        retry: Retry::Changed,
    },
    author: "Prefer to send what you have with 200: most clients would rather get something. Send 406 where the wrong \
             form would do harm, such as another version of an interface, and list what there is.",
    history: "Since HTTP/1.1 (RFC 2068, 1997). RFC 9110 §12.5.2 has deprecated Accept-Charset, one of the fields that \
              it was made for.",
    browsers: Some(
        "Browsers accept */* at the end of every list, so only a script that sets Accept by itself meets it.",
    ),
    confused_with: &[
        Confusion {
            code: 415,
            difference: "406 is about what the client wants to get (Accept); 415 about what it sent (Content-Type).",
        },
        Confusion {
            code: 300,
            difference: "406 when none of the representations suits the client; 300 when several may, and it is to \
                         choose.",
        },
        Confusion { code: 404, difference: "406 when the resource exists in other forms; 404 when it does not exist." },
    ],
    elsewhere: &[Elsewhere {
        cause: "Accept names no type that the resource has",
        answers: &[
            ("Apache 2.4", "406 with Alternates"),
            ("nginx 1.22", "200, Accept ignored"),
            ("hyper 1.12", "200, Accept ignored"),
        ],
    }],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si -H 'Accept: image/png' http://127.0.0.1:8080/lab/variants/greeting"),
    transcript: Some(include_str!("../../transcripts/406.http")),
};
