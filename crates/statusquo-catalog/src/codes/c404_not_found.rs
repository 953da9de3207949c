//! 404 Not Found: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/documents/nowhere HTTP/1.1\r\nHost: {authority}\r\n\r\n")];

/// The entry for 404 Not Found.
pub(super) const ENTRY: Entry = Entry {
    code: 404,
    phrase: "Not Found",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.5"),
    standing: Standing::Standard,
    layer: Layer::Routing,
    meaning: "The requested resource could not be found: the server has nothing to show at this address, or will not \
              say that it has.",
    example: Some("A GET request for a page that does not exist."),
    rfc_says: Some(
        "It may also hide what is there from those who may not see it, and it leaves open whether the lack is for now \
         or for good (RFC 9110 §15.5.5); a server that knows it to be for good should prefer 410.",
    ),
    causes: &[
        Cause::in_lab(
            "The address is mistyped, or a link points to a page that never existed.",
            "GET /lab/documents/nowhere",
        )
        .by(STEPS),
        Cause::in_lab(
            "The item behind the address does not exist: no user, order or file with that number.",
            "GET /lab/users/999",
        )
        .by(&[Step::send("GET /lab/users/999 HTTP/1.1\r\nHost: {authority}\r\n\r\n")]),
        Cause::known("The page was moved or removed and nobody left a redirect."),
        Cause::in_lab(
            "No route matches: a wrong prefix or version (/api/v2), a slash too many, other letter case.",
            "GET /lab/no-such-room",
        )
        .by(&[Step::send("GET /lab/no-such-room HTTP/1.1\r\nHost: {authority}\r\n\r\n")]),
        Cause::known("The resource exists, but the server hides it from this user in place of a 403."),
        Cause::known(
            "A single-page application's path was asked from a server that does not fall back to its index page.",
        ),
        Cause::known("A reverse proxy cut or kept a path prefix that the application does not expect."),
    ],
    duties: &[
        Duty::may("Stand in for 403, to hide that the resource exists.", Specification::section("RFC 9110", "15.5.4")),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Check the address: spelling, letter case, prefix, identifier. Do not keep asking; whoever published the \
               link should mend it.",
        retry: Retry::Changed,
    },
    author: "Send it for what is not there and for what may not be known to be there, so that nobody can tell the two \
             apart. What is gone for good is a 410, an unknown host a 421, a method that does not fit a 405. Never say \
             \"not found\" under a 200. Caches may keep it: limit that where the thing may soon appear.",
    history: "Since HTTP/1.0 (RFC 1945, 1996).",
    browsers: Some("To fetch() an answer like any other: its promise is fulfilled, and only Response.ok tells."),
    confused_with: &[
        Confusion {
            code: 410,
            difference: "404 when nothing is known of the address; 410 when something was there and is gone for good.",
        },
        Confusion {
            code: 403,
            difference: "404 says that nothing is there, or hides it; 403 admits that there is something and refuses \
                         it.",
        },
        Confusion {
            code: 401,
            difference: "404 says that nothing is there, or hides it; 401 says that something is, for those who log \
                         in.",
        },
        Confusion {
            code: 405,
            difference: "404 when the address is unknown; 405 when the address is known and the method does not fit \
                         it.",
        },
        Confusion {
            code: 400,
            difference: "404 when the address is well-formed and leads nowhere; 400 when it is malformed.",
        },
        Confusion {
            code: 421,
            difference: "404 when this server knows the host but not the path; 421 when the host is not one of its \
                         own.",
        },
        Confusion {
            code: 204,
            difference: "404 when there is no such resource; 204 when there is, or the action is done, and there is \
                         nothing to show.",
        },
        Confusion {
            code: 451,
            difference: "404 says that nothing was found, or hides it; 451 says that the law forbids showing it, \
                         whether it exists or not.",
        },
    ],
    elsewhere: &[Elsewhere {
        cause: "a folder of a static site without an index page",
        answers: &[("nginx 1.22", "403")],
    }],
    caching: Caching::Heuristic,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si http://127.0.0.1:8080/lab/documents/nowhere"),
    transcript: Some(include_str!("../../transcripts/404.http")),
};
