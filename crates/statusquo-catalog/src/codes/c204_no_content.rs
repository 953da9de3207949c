//! 204 No Content: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send(
    "PUT /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
     Content-Length: 15\r\n\r\nWelcome, again.",
)];

/// The entry for 204 No Content.
pub(super) const ENTRY: Entry = Entry {
    code: 204,
    phrase: "No Content",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.3.5"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "The server has done what the request asked, and there is no content to send back.",
    example: None,
    rfc_says: Some(
        "No content also means no Content-Length, not even 0. The fields of a 204 still count: they describe the \
         resource as it is after the action, so an ETag after PUT is the one of the new version (RFC 9110 §15.3.5).",
    ),
    causes: &[
        Cause::in_lab("A PUT replaced what was there.", "PUT /lab/documents/welcome").by(STEPS),
        Cause::in_lab("A DELETE was carried out.", "DELETE /lab/documents/welcome")
            .by(&[Step::send("DELETE /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\n\r\n")]),
        Cause::known("A browser asked beforehand with OPTIONS whether a cross-origin request is allowed."),
        Cause::known("The client said that it needs no representation in return (Prefer: return=minimal, RFC 7240)."),
        Cause::known("A page reported something with a beacon, such as a click or an error, and wants no reply."),
    ],
    duties: &[
        Duty::must(
            "End with the empty line after the fields: no content and no trailers. Octets sent all the same would be \
             read as the next answer.",
            Specification::section("RFC 9110", "15.3.5"),
            Test::NoContent,
        ),
        Duty::must(
            "Carry no Content-Length, not even 0.",
            Specification::section("RFC 9110", "8.6"),
            Test::Lacks("Content-Length"),
        ),
        Duty::must(
            "Carry no Transfer-Encoding.",
            Specification::section("RFC 9112", "6.1"),
            Test::Lacks("Transfer-Encoding"),
        ),
        Duty::must(
            "Say 204 to PUT only when it replaced what was there; a PUT that creates owes a 201.",
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
        Duty::should(
            "Be the answer to a DELETE that has been enacted when there is nothing more to say.",
            Specification::section("RFC 9110", "9.3.5"),
            Test::NotFromOneAnswer,
        )
        .when(When::Method("DELETE")),
    ],
    client: Client {
        next: "Stay where you are: a browser keeps showing the page it has. Take over the fields, above all a new \
               ETag, and do not try to read content.",
        retry: Retry::NotNeeded,
    },
    author: "Send it when the action worked and the client needs nothing back: a save, a delete, a preflight. Write no \
             octet of content and no Content-Length: what follows is read as the next answer. If the client would \
             fetch the result at once, send that with 200.",
    history: "Since HTTP/1.0 (RFC 1945, 1996).",
    browsers: Some(
        "The page stays: HTML lets the navigation end there. Fetch gives it a null body, and an EventSource that gets \
         it stops reconnecting.",
    ),
    confused_with: &[
        Confusion {
            code: 200,
            difference: "204 has no content by definition; 200 has some, and if that is empty it says so with \
                         Content-Length: 0.",
        },
        Confusion {
            code: 205,
            difference: "204 leaves the user's view as it is; 205 asks to reset it, say to clear the form.",
        },
        Confusion { code: 202, difference: "204 when it is done; 202 when it is only accepted." },
        Confusion {
            code: 304,
            difference: "204 answers a request that was carried out; 304 answers a conditional GET or HEAD and points \
                         to the client's own copy. Neither has content.",
        },
        Confusion {
            code: 404,
            difference: "204 when the resource is there, or the action done, and there is nothing to show; 404 when \
                         there is no such resource.",
        },
        Confusion {
            code: 201,
            difference: "After a PUT: 204 or 200 when something was replaced, 201 when nothing was there before.",
        },
    ],
    elsewhere: &[
        Elsewhere {
            cause: "a PUT with Content-Range to a server that knows no partial PUT (400 is due)",
            answers: &[("nginx 1.22", "501"), ("Apache 2.4", "204, since it does partial PUT")],
        },
        Elsewhere {
            cause: "a 204 or an interim answer in the wild (field study, May 2023)",
            answers: &[("55 popular hosts", "Content-Length with it, against the MUST")],
        },
    ],
    caching: Caching::Heuristic,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "curl -si -X PUT -H 'Content-Type: text/plain' -d 'Welcome, again.' \
         http://127.0.0.1:8080/lab/documents/welcome",
    ),
    transcript: Some(include_str!("../../transcripts/204.http")),
};
