//! 301 Moved Permanently: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/documents/old-welcome HTTP/1.1\r\nHost: {authority}\r\n\r\n")];

/// The entry for 301 Moved Permanently.
pub(super) const ENTRY: Entry = Entry {
    code: 301,
    phrase: "Moved Permanently",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.4.2"),
    standing: Standing::Standard,
    layer: Layer::Routing,
    meaning: "The resource has been moved to a new URL for good; from now on that URL, given in Location, should be \
              used and links be changed to it.",
    example: None,
    rfc_says: Some(
        "A client that follows may turn POST into GET, and browsers do; only 308 keeps the method for sure. And \"for \
         good\" is meant: caches may keep a 301 without being told to, so a wrong one is hard to take back (RFC 9110 \
         §15.4.2).",
    ),
    causes: &[
        Cause::in_lab(
            "The resource was renamed or moved, and the server remembers the old name.",
            "GET /lab/documents/old-welcome",
        )
        .by(STEPS),
        Cause::known(
            "The site is reached over http, or under a name with or without www, and wants to be reached otherwise.",
        ),
        Cause::known("A directory was asked for without its final slash."),
        Cause::known("A domain was given up in favour of another."),
        Cause::known(
            "The request line was malformed, and the server points to the properly encoded address instead of saying \
             400 (RFC 9112 §3.2).",
        ),
    ],
    duties: &[
        Duty::should(
            "Give the new address in Location.",
            Specification::section("RFC 9110", "15.4.2"),
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
        next: "Go to the address in Location, and replace the old one wherever you have stored it. Leave credentials \
               behind if it belongs to another origin, and stop when redirects go round in a circle.",
        retry: Retry::Elsewhere,
    },
    author: "Send it when the old address will not come back, and only GET matters; where POST or PUT may come, 308. \
             Lead to the end in one step, keep the query, and try it with 302 first: without Cache-Control a browser \
             may keep a 301 for ever.",
    history: "Since HTTP/1.0 (RFC 1945, 1996), where it was to keep the method. Browsers turned POST into GET, and the \
              specification gave way (RFC 9110 §15.4).",
    browsers: Some(
        "Followed, at most 20 times in a row. Fetch turns POST, and POST alone, into GET without content, and drops \
         Authorization where the origin changes. Without Location the answer is shown as it is.",
    ),
    confused_with: &[
        Confusion {
            code: 308,
            difference: "Both are for good: 301 lets clients turn POST into GET, 308 makes them keep the method.",
        },
        Confusion {
            code: 302,
            difference: "301 when the old address is given up; 302 when it stays the right one to ask.",
        },
        Confusion {
            code: 307,
            difference: "301 is for good and the method may change; 307 is for now and the method stays.",
        },
        Confusion {
            code: 303,
            difference: "301 says that the same resource is elsewhere; 303 points to a different resource that serves \
                         as the answer.",
        },
        Confusion {
            code: 410,
            difference: "301 when the resource has a new address; 410 when it is gone and has none.",
        },
    ],
    elsewhere: &[Elsewhere {
        cause: "a folder asked for without its final slash",
        answers: &[("nginx 1.22", "301, an absolute Location"), ("Apache 2.4", "301, an absolute Location")],
    }],
    caching: Caching::Heuristic,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si http://127.0.0.1:8080/lab/documents/old-welcome"),
    transcript: Some(include_str!("../../transcripts/301.http")),
};
