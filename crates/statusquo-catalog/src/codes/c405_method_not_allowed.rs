//! 405 Method Not Allowed: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] =
    &[Step::send("POST /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nContent-Length: 0\r\n\r\n")];

/// The entry for 405 Method Not Allowed.
pub(super) const ENTRY: Entry = Entry {
    code: 405,
    phrase: "Method Not Allowed",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.6"),
    standing: Standing::Standard,
    layer: Layer::Routing,
    meaning: "The server knows the HTTP method used, but it is not supported for this resource; Allow lists the \
              methods that are.",
    example: None,
    rfc_says: Some(
        "The method must be one that the server knows: for one that it does not know at all, RFC 9110 §9.1 asks for \
         501. And Allow is a MUST (§15.5.6), one of the most often broken.",
    ),
    causes: &[
        Cause::in_lab(
            "A POST, PUT or DELETE went to something that can only be read, such as a static file.",
            "DELETE /lab/vault",
        )
        .by(&[Step::send("DELETE /lab/vault HTTP/1.1\r\nHost: {authority}\r\n\r\n")]),
        Cause::in_lab(
            "An API is called with the wrong verb, such as POST where PUT is meant.",
            "POST /lab/documents/welcome",
        )
        .by(STEPS),
        Cause::known("A redirect turned a POST into a GET, and the new address takes only POST."),
        Cause::known("A form was sent to an address without its trailing slash, and the redirect lost the method."),
        Cause::known("A CORS preflight came to a route that does not answer OPTIONS."),
        Cause::in_lab(
            "TRACE or CONNECT is refused by a server that knows them and offers them nowhere.",
            "TRACE /lab/documents/welcome",
        )
        .by(&[Step::send("TRACE /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\n\r\n")]),
        Cause::known("A resource is switched off for a while and allows no method at all (an empty Allow)."),
    ],
    duties: &[
        Duty::must(
            "Carry Allow with the methods that the resource supports now; the list may be empty.",
            Specification::section("RFC 9110", "15.5.6"),
            Test::Present("Allow"),
        ),
        Duty::must(
            "Do not list the refused method among them.",
            Specification::section("RFC 9110", "15.5.6"),
            Test::AllowLacksMethod,
        ),
        Duty::should(
            "Answer 405 to a method that is recognised and implemented, but not allowed for the resource.",
            Specification::section("RFC 9110", "9.1"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Read Allow and use one of its methods, or check the address: the verb may be right for another one.",
        retry: Retry::Changed,
    },
    author: "Send it where the address exists for other methods, always with Allow, and let that agree with OPTIONS \
             and with what you really take. HEAD belongs wherever GET does. A method that you know nowhere is a 501. \
             Caches may keep a 405.",
    history: "Since HTTP/1.1 (RFC 2068, 1997).",
    browsers: Some(
        "A CORS preflight is an OPTIONS request: answered with 405 it fails, and the real request is never sent.",
    ),
    confused_with: &[
        Confusion {
            code: 501,
            difference: "405 when the server knows the method and this resource does not take it; 501 when the server \
                         does not know the method at all.",
        },
        Confusion {
            code: 404,
            difference: "405 when the address exists for other methods; 404 when it does not exist.",
        },
        Confusion { code: 403, difference: "405 refuses the method for everybody; 403 refuses this client." },
        Confusion {
            code: 415,
            difference: "405 when the method does not fit the resource; 415 when it does and the type of its content \
                         does not.",
        },
    ],
    elsewhere: &[
        Elsewhere {
            cause: "a method that the resource does not allow",
            answers: &[("nginx 1.22", "405 without Allow"), ("Apache 2.4", "405 with Allow")],
        },
        Elsewhere {
            cause: "a method nobody knows (FROB)",
            answers: &[("nginx 1.22", "405"), ("Apache 2.4", "501"), ("axum 0.8", "404 or 405, by its router")],
        },
        Elsewhere {
            cause: "a 405 in the wild (field study, May 2023)",
            answers: &[("7,406 popular hosts", "405 without Allow")],
        },
    ],
    caching: Caching::Heuristic,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si -X POST http://127.0.0.1:8080/lab/documents/welcome"),
    transcript: Some(include_str!("../../transcripts/405.http")),
};
