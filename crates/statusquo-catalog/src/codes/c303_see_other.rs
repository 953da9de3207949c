//! 303 See Other: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[
    Step::send(
        "POST /lab/jobs HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\n\
         Content-Length: 15\r\n\r\n{\"seconds\":0.1}",
    )
    .capture("job", "Location"),
    // The request is begun, and completed only when the job has had time to end.
    Step::send("GET {job} HTTP/1.1\r\n").wait_ms(500),
    Step::send("Host: {authority}\r\n\r\n"),
];

/// The entry for 303 See Other.
pub(super) const ENTRY: Entry = Entry {
    code: 303,
    phrase: "See Other",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.4.4"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "The answer to the request is to be found at another resource: fetch the one in Location with GET, \
              whatever the method was.",
    example: None,
    rfc_says: Some(
        "The resource in Location is not the one that was asked under another name, but a different one that serves as \
         the answer. After a GET, 303 says that the target itself cannot be sent over HTTP, only a description of it \
         (RFC 9110 §15.4.4).",
    ),
    causes: &[
        Cause::in_lab(
            "A form was submitted with POST, and the browser is sent to the page with the result, so that reloading \
             does not submit it again.",
            "POST /lab/form with entry=hello",
        )
        .by(&[Step::send(
            "POST /lab/form HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: 11\r\n\r\nentry=hello",
        )]),
        Cause::in_lab(
            "A job is done, and its monitor points to the result.",
            "POST /lab/jobs, then GET /lab/jobs/1 once it is done",
        )
        .by(STEPS),
        Cause::known(
            "The address names something that is no document, such as a person or a place, and the server points to a \
             document about it.",
        ),
    ],
    duties: &[
        Duty::should(
            "Name the other resource in Location; the definition takes this for granted and has no keyword for it.",
            Specification::section("RFC 9110", "15.4.4"),
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
        Duty::may(
            "Be the answer to a POST whose result equals a resource that exists already.",
            Specification::section("RFC 9110", "9.3.3"),
        )
        .when(When::Method("POST")),
    ],
    client: Client {
        next: "Fetch the address in Location with GET (with HEAD, if you asked with HEAD), without the content and the \
               content fields of the first request.",
        retry: Retry::Elsewhere,
    },
    author: "Send it after a POST whose result has an address, so that reloading fetches and does not submit again, \
             and from a finished job's monitor to the result. What Location names has to answer GET.",
    history: "Since HTTP/1.1 (RFC 2068, 1997), for the redirect that turns into GET.",
    browsers: Some(
        "Followed with GET, unless the method was HEAD; content and its fields are dropped. It is the one redirect \
         that Fetch allows after a streamed upload, since nothing has to be sent again.",
    ),
    confused_with: &[
        Confusion {
            code: 302,
            difference: "303 always leads to a GET of a different resource; 302 speaks of the same resource elsewhere, \
                         and what becomes of POST is left open.",
        },
        Confusion {
            code: 307,
            difference: "303 gives up the method and the content; 307 repeats both at the new address.",
        },
        Confusion {
            code: 301,
            difference: "303 says nothing of the target having moved; 301 says that it has, for good.",
        },
        Confusion {
            code: 308,
            difference: "303 gives up the method and the content; 308 repeats both at the new address, and for good.",
        },
        Confusion {
            code: 201,
            difference: "201 answers by itself and names what was created; 303 leaves the answer to the other \
                         resource.",
        },
        Confusion { code: 202, difference: "202 while the work is not done; 303 once there is a result to look at." },
    ],
    elsewhere: &[],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "curl -si http://127.0.0.1:8080/lab/jobs --json '{\"seconds\": 0.1}' && sleep 0.5 && curl -si \
         http://127.0.0.1:8080/lab/jobs/1",
    ),
    transcript: Some(include_str!("../../transcripts/303.http")),
};
