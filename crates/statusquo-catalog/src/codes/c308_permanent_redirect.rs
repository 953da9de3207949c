//! 308 Permanent Redirect: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[
    Step::send(
        "POST /lab/people HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\nContent-Length: 44\r\n\r\n\
         {\"name\": \"Ada\", \"email\": \"ada@example.test\"}",
    )
    .capture("place", "Location"),
    Step::send(
        "POST {place} HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\nContent-Length: 44\r\n\r\n\
         {\"name\": \"Ada\", \"email\": \"ada@example.test\"}",
    ),
];

/// The entry for 308 Permanent Redirect.
pub(super) const ENTRY: Entry = Entry {
    code: 308,
    phrase: "Permanent Redirect",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.4.9"),
    standing: Standing::Standard,
    layer: Layer::Routing,
    meaning: "The resource has been moved for good to the address in Location; repeat the request there with the same \
              method and content, and use that address from now on.",
    example: None,
    rfc_says: Some(
        "308 is younger (2014) than its siblings, and very old clients take it for 300. Some upload protocols say 308 \
         with a Range field for \"send the rest\"; that is their own convention and no redirect (RFC 9110 §15.4.9).",
    ),
    causes: &[
        Cause::in_lab(
            "An interface got a new address or version for good, and its POSTs and PUTs are to arrive unchanged.",
            "POST /lab/people",
        )
        .by(STEPS),
        Cause::known(
            "A site or framework moves http to https, or an address with a final slash to one without it, for all \
             methods alike.",
        ),
    ],
    duties: &[
        Duty::should(
            "Give the new address in Location.",
            Specification::section("RFC 9110", "15.4.9"),
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
        next: "Send the same method and content to the address in Location, and replace the old address wherever you \
               have stored it.",
        retry: Retry::Elsewhere,
    },
    author: "Send it where the address has changed for good and other methods than GET may come: interfaces, uploads, \
             webhooks. Caches keep it like a 301, so try it with 307 first.",
    history: "From RFC 7238 (2014), then RFC 7538 (2015), now RFC 9110. Google's resumable uploads had the number \
              before that, as \"Resume Incomplete\".",
    browsers: Some(
        "Followed with the same method and content; if the content was a stream, Fetch makes it a network error.",
    ),
    confused_with: &[
        Confusion {
            code: 301,
            difference: "Both are for good: 308 keeps the method, 301 lets clients turn POST into GET.",
        },
        Confusion { code: 307, difference: "Both keep the method: 308 is for good, 307 for now." },
        Confusion {
            code: 303,
            difference: "308 repeats the request elsewhere; 303 fetches another resource with GET instead.",
        },
        Confusion {
            code: 302,
            difference: "308 is for good and keeps the method; 302 is for now and lets clients turn POST into GET.",
        },
    ],
    elsewhere: &[],
    caching: Caching::Heuristic,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "curl -siL http://127.0.0.1:8080/lab/people --json '{\"name\": \"Ada\", \"email\": \"ada@example.test\"}'",
    ),
    transcript: Some(include_str!("../../transcripts/308.http")),
};
