//! 302 Found: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/documents/welcome-today HTTP/1.1\r\nHost: {authority}\r\n\r\n")];

/// The entry for 302 Found.
pub(super) const ENTRY: Entry = Entry {
    code: 302,
    phrase: "Found",
    former_phrases: &[Former { phrase: "Moved Temporarily", source: "RFC 1945" }],
    specification: Specification::section("RFC 9110", "15.4.3"),
    standing: Standing::Standard,
    layer: Layer::Routing,
    meaning: "The resource has been moved temporarily: for now it is at a different URL, given in Location, while the \
              one that was asked stays the right one to ask next time.",
    example: None,
    rfc_says: Some(
        "302 does not keep the method: a client that follows may turn POST into GET, and browsers do. To be sure of \
         GET there is 303, to be sure of the same method 307 (RFC 9110 §15.4.3).",
    ),
    causes: &[
        Cause::known("The user has to log in first and is sent to the login page, later back again."),
        Cause::in_lab(
            "A fixed address stands for something that changes: the newest version, the document of the day.",
            "GET /lab/documents/welcome-today",
        )
        .by(STEPS),
        Cause::known("A form was submitted, and the server wants a GET to follow; 303 says the same more clearly."),
        Cause::known("Visitors are sent to a mirror, to the page in their language or to one side of an experiment."),
        Cause::known("A short link leads to its target and counts the visit."),
    ],
    duties: &[
        Duty::should(
            "Give the different address in Location.",
            Specification::section("RFC 9110", "15.4.3"),
            Test::Has("Location"),
        ),
        Duty::must(
            "Give in Location, if it is there, one valid URI reference.",
            Specification::section("RFC 9110", "10.2.2"),
            Test::UriReference("Location"),
        ),
        Duty::must(
            "Write Retry-After, if it is there, as seconds or as a date.",
            Specification::section("RFC 9110", "10.2.3"),
            Test::RetryAfter,
        ),
    ],
    client: Client {
        next: "Go to the address in Location this once and keep the old one for later. Leave credentials behind if it \
               belongs to another origin, and stop when redirects go round in a circle.",
        retry: Retry::Elsewhere,
    },
    author: "Send it for a detour: the old address stays the one to ask. After a POST 303 is clearer, to keep the \
             method 307. A program that is not logged in is better served with 401 than with a way to a login page.",
    history: "\"Moved Temporarily\" until RFC 2616 (1999) called it \"Found\". It was to keep the method; browsers \
              turned POST into GET, 303 and 307 were made for the two meanings, and the specification gave way (RFC \
              9110 §15.4).",
    browsers: Some(
        "Followed, at most 20 times in a row. Fetch turns POST, and POST alone, into GET without content, and drops \
         Authorization where the origin changes. Without Location the answer is shown as it is.",
    ),
    confused_with: &[
        Confusion {
            code: 307,
            difference: "Both are for now: 302 lets clients turn POST into GET, 307 makes them keep the method.",
        },
        Confusion {
            code: 303,
            difference: "302 says that the same resource is elsewhere for now; 303 points to a different resource and \
                         always means GET (or HEAD).",
        },
        Confusion { code: 301, difference: "302 when the old address stays right; 301 when it is given up." },
        Confusion {
            code: 308,
            difference: "302 is for now and the method may change; 308 is for good and the method stays.",
        },
        Confusion {
            code: 401,
            difference: "A 302 to a login page suits browsers; a program is better told 401, which says what is wrong \
                         and how to log in.",
        },
        Confusion {
            code: 300,
            difference: "302 knows the one place to go to; 300 has several and leaves the choice to the client.",
        },
    ],
    elsewhere: &[Elsewhere {
        cause: "a 302 in the wild (field study, May 2023)",
        answers: &[("9 popular hosts", "302 without Location, against the SHOULD")],
    }],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si http://127.0.0.1:8080/lab/documents/welcome-today"),
    transcript: Some(include_str!("../../transcripts/302.http")),
};
