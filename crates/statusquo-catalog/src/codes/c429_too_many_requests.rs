//! 429 Too Many Requests: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
// Six in one go: asked one after another by a slow client, they would find the bucket refilled.
const STEPS: &[Step] = &[Step::send(
    "GET /lab/limited HTTP/1.1\r\nHost: {authority}\r\n\r\n\
     GET /lab/limited HTTP/1.1\r\nHost: {authority}\r\n\r\n\
     GET /lab/limited HTTP/1.1\r\nHost: {authority}\r\n\r\n\
     GET /lab/limited HTTP/1.1\r\nHost: {authority}\r\n\r\n\
     GET /lab/limited HTTP/1.1\r\nHost: {authority}\r\n\r\n\
     GET /lab/limited HTTP/1.1\r\nHost: {authority}\r\n\r\n",
)];

/// The entry for 429 Too Many Requests.
pub(super) const ENTRY: Entry = Entry {
    code: 429,
    phrase: "Too Many Requests",
    former_phrases: &[],
    specification: Specification::document("RFC 6585"),
    standing: Standing::Standard,
    layer: Layer::Limits,
    meaning: "The user has sent too many requests in a given amount of time, and the server slows them down (\"rate \
              limiting\").",
    example: None,
    rfc_says: Some(
        "RFC 6585 §4 says neither how users are told apart nor how requests are counted, and Retry-After is only \
         allowed: a 429 without it is in order.",
    ),
    causes: &[
        Cause::in_lab(
            "A client sends a burst: a loop without pauses, retries without waiting longer each time.",
            "GET /lab/limited six times at once",
        )
        .by(STEPS),
        Cause::known("A plan's quota for the minute, the day or the month is used up."),
        Cause::known("Many users share one address (an office, a mobile network), and the limit counts addresses."),
        Cause::known("Login attempts are throttled after too many wrong passwords."),
        Cause::known("A crawler does not keep the pace that the site allows."),
        Cause::known("One key is used by several jobs that do not know of each other."),
    ],
    duties: &[
        Duty::should(
            "Give details of the condition in the content: which limit, and when it ends.",
            Specification::section("RFC 6585", "4"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
        Duty::may(
            "Carry Retry-After to say how long to wait before a new request.",
            Specification::section("RFC 6585", "4"),
        ),
        Duty::must(
            "Write Retry-After, where it is sent, as a number of seconds or as an HTTP-date.",
            Specification::section("RFC 9110", "10.2.3"),
            Test::RetryAfter,
        ),
        Duty::must("Never be stored by a cache.", Specification::section("RFC 6585", "4"), Test::NotFromOneAnswer),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Wait as long as Retry-After says, or ever longer where it says nothing, then send the same request; and \
               send fewer at a time.",
        retry: Retry::Later,
    },
    author: "Count by user or key rather than by address where you can, say which limit it was, and give a Retry-After \
             that is true. Keep the answer cheap; under attack it may be better to drop connections (RFC 6585 §7.2). \
             If everybody is turned away, that is a 503.",
    history: "From RFC 6585 (2012); before that services used 503, 403 or numbers of their own, such as Twitter's 420.",
    browsers: Some(
        "No browser waits by itself: Fetch has no rule for Retry-After. A script of another origin can read that field \
         only if Access-Control-Expose-Headers names it.",
    ),
    confused_with: &[
        Confusion {
            code: 503,
            difference: "429 when this client asked for too much; 503 when the server has too much to do, whoever \
                         asks.",
        },
        Confusion { code: 403, difference: "429 ends by waiting; 403 does not." },
        Confusion {
            code: 402,
            difference: "429 when a rate is exceeded for a while; 402 when a balance must be paid first.",
        },
    ],
    elsewhere: &[Elsewhere {
        cause: "too many requests from one client",
        answers: &[
            ("nginx 1.22", "503 by default, 429 when told"),
            ("HAProxy 2.6", "429 by rule only"),
            ("Apache 2.4", "no limit"),
            ("hyper 1.12", "no limit"),
        ],
    }],
    caching: Caching::Forbidden,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si 'http://127.0.0.1:8080/lab/limited?request=[1-6]'"),
    transcript: Some(include_str!("../../transcripts/429.http")),
};
