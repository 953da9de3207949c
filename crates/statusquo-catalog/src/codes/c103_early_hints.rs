//! 103 Early Hints: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/slow-page HTTP/1.1\r\nHost: {authority}\r\n\r\n")];

/// The entry for 103 Early Hints.
pub(super) const ENTRY: Entry = Entry {
    code: 103,
    phrase: "Early Hints",
    former_phrases: &[],
    specification: Specification::document("RFC 8297"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "While the server prepares the final answer, it sends ahead some fields that this answer will probably \
              carry, such as links to what a page will need.",
    example: None,
    rfc_says: Some(
        "The fields are hints and nothing more: they say nothing of the 103 itself, the final answer may differ, and a \
         field that is missing here may still come (RFC 8297 §2).",
    ),
    causes: &[
        Cause::in_lab(
            "A page takes a while to make, and the server already knows which style sheets and scripts it will link \
             to.",
            "GET /lab/slow-page",
        )
        .by(STEPS),
        Cause::in_lab("A server behind a gateway sends it, and the gateway passes it on.", "GET /lab/gateway/hints")
            .by(&[Step::send("GET /lab/gateway/hints HTTP/1.1\r\nHost: {authority}\r\n\r\n")]),
        Cause::known(
            "A cache or content delivery network remembers the Link fields of the last answer and hints at them while \
             it asks the origin.",
        ),
    ],
    duties: &[
        Duty::may(
            "Name only some of the fields that the final answer will carry.",
            Specification::section("RFC 8297", "2"),
        ),
        Duty::may(
            "Be sent several times, each with further fields, as they become known.",
            Specification::section("RFC 8297", "2"),
        ),
        Duty::must(
            "Never go to an HTTP/1.0 client, which knows no interim answers.",
            Specification::section("RFC 9110", "15.2"),
            Test::NotToHttp10,
        ),
        Duty::must(
            "End with the empty line after the fields: no content and no trailers.",
            Specification::section("RFC 9110", "15.2"),
            Test::NoContent,
        ),
        Duty::must(
            "Carry no Content-Length: a hint of the final length is not allowed either.",
            Specification::section("RFC 9110", "8.6"),
            Test::Lacks("Content-Length"),
        ),
        Duty::must(
            "Carry no Transfer-Encoding.",
            Specification::section("RFC 9112", "6.1"),
            Test::Lacks("Transfer-Encoding"),
        ),
    ],
    client: Client {
        next: "Fetch or connect ahead if you like, and keep waiting. Handle the final answer exactly as if no hint had \
               come.",
        retry: Retry::NotNeeded,
    },
    author: "Send it as soon as you know what the page will need and before the slow part begins; Link with \
             rel=preload or rel=preconnect is what clients act on. Repeat the fields in the final answer, and leave it \
             out where nothing is slow.",
    history: "From RFC 8297 (2017), an experimental document.",
    browsers: Some(
        "Acted on for navigations alone, and of several only the first. Chrome and Safari want HTTP/2 or later for it, \
         Firefox takes it over HTTP/1.1 too.",
    ),
    confused_with: &[
        Confusion { code: 102, difference: "103 brings fields to act on; 102 only says that the work goes on." },
        Confusion {
            code: 200,
            difference: "103 is interim and its fields are guesses; only the final answer, a 200 for instance, says \
                         what holds.",
        },
        Confusion {
            code: 100,
            difference: "103 brings fields that the client can use while it waits; 100 asks it to send its content.",
        },
    ],
    elsewhere: &[Elsewhere {
        cause: "a rule that announces early hints",
        answers: &[("HAProxy 2.6", "103 over HTTP/1.1 and HTTP/2, even before a 404")],
    }],
    caching: Caching::NotApplicable,
    versions: Versions {
        note: Some(
            "Over HTTP/1.1 a server might hold it back unless it knows the client: one that takes a 103 for the final \
             answer will mistake every later answer on that connection (RFC 8297 §3). Browsers heed it over HTTP/2 and \
             HTTP/3; over HTTP/1.1 most read past it.",
        ),
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si http://127.0.0.1:8080/lab/slow-page"),
    transcript: Some(include_str!("../../transcripts/103.http")),
};
