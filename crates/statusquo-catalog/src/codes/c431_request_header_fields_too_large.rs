//! 431 Request Header Fields Too Large: everything known of it.

use crate::*;

/// Ten times the same literal.
macro_rules! tenfold {
    ($text:expr) => {
        concat!($text, $text, $text, $text, $text, $text, $text, $text, $text, $text)
    };
}

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send(concat!(
    "GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\n",
    tenfold!(tenfold!("X-Line: 1\r\n")),
    "\r\n"
))];

/// The entry for 431 Request Header Fields Too Large.
pub(super) const ENTRY: Entry = Entry {
    code: 431,
    phrase: "Request Header Fields Too Large",
    former_phrases: &[],
    specification: Specification::document("RFC 6585"),
    standing: Standing::Standard,
    layer: Layer::Limits,
    meaning: "The server is unwilling to process the request because its header fields are too large: one of them, or \
              all together.",
    example: None,
    rfc_says: Some(
        "One code for two cases: all fields together, or one of them, and then the answer should name it (RFC 6585 \
         §5). No server has to use it (§7.3); a fitting 4xx is a MUST (RFC 9110 §5.4).",
    ),
    causes: &[
        Cause::known("The cookies of a site, often of several applications on one domain, have grown over the limit."),
        Cause::in_lab(
            "One field is too large: a token with many claims or groups, a long Referer.",
            "GET /lab/documents/welcome with a field of more than 65,536 octets",
        )
        .by(&[Step::send(concat!(
            "GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\nX-Large: ",
            kib_64!(),
            "\r\n\r\n"
        ))]),
        Cause::in_lab("There are too many field lines.", "GET /lab/documents/welcome with 101 field lines").by(STEPS),
        Cause::known("A proxy chain adds to X-Forwarded-For or Via each time round a loop."),
        Cause::known("A runtime's limit is smaller than its neighbours': 16 kB in Node, 8 kB in many servers."),
    ],
    duties: &[
        Duty::must(
            "Refuse a field line, field value or set of fields that is too large with a fitting 4xx code.",
            Specification::section("RFC 9110", "5.4"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Where a single field is at fault, say which.",
            Specification::section("RFC 6585", "5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
        Duty::must("Never be stored by a cache.", Specification::section("RFC 6585", "5"), Test::NotFromOneAnswer),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Make the fields smaller and send it again; in a browser, delete the site's cookies.",
        retry: Retry::Changed,
    },
    author: "Hold a limit on each field and on all together, name the field at fault, and close if you have stopped \
             reading. Set fewer and smaller cookies: in browsers most of the bulk is the site's own.",
    history: "From RFC 6585 (2012).",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 414,
            difference: "431 is about the header fields; 414 about the address in the request line.",
        },
        Confusion { code: 413, difference: "431 is about the header fields; 413 about the content." },
        Confusion {
            code: 400,
            difference: "431 when the fields are well-formed and too large; 400 when one of them breaks the grammar.",
        },
    ],
    elsewhere: &[
        Elsewhere {
            cause: "a field of 20 kB",
            answers: &[("nginx 1.22", "400"), ("Apache 2.4", "400"), ("HAProxy 2.6", "400"), ("hyper 1.12", "200")],
        },
        Elsewhere { cause: "a field of 70 kB", answers: &[("Squid 5.7", "431")] },
        Elsewhere { cause: "more than 100 field lines", answers: &[("hyper 1.12", "431")] },
    ],
    caching: Caching::Forbidden,
    versions: Versions {
        note: Some(
            "HTTP/2 and HTTP/3 let a server announce its limit: SETTINGS_MAX_HEADER_LIST_SIZE (RFC 9113 §10.5.1), \
             SETTINGS_MAX_FIELD_SECTION_SIZE (RFC 9114 §4.2.2).",
        ),
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si -H \"X-Large: $(printf '%070000d' 0)\" http://127.0.0.1:8080/lab/documents/welcome"),
    transcript: Some(include_str!("../../transcripts/431.http")),
};
