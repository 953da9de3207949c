//! 410 Gone: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[
    Step::send(
        "PUT /lab/documents/note HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
         Content-Length: 9\r\n\r\nsoon gone",
    ),
    Step::send("DELETE /lab/documents/note HTTP/1.1\r\nHost: {authority}\r\n\r\n"),
    Step::send("GET /lab/documents/note HTTP/1.1\r\nHost: {authority}\r\n\r\n"),
];

/// The entry for 410 Gone.
pub(super) const ENTRY: Entry = Entry {
    code: 410,
    phrase: "Gone",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.11"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "The resource was here and is no longer available, and that is likely to be permanent; links to it should \
              be removed.",
    example: None,
    rfc_says: Some(
        "Nobody has to send it: RFC 9110 §15.5.11 leaves it to the owner whether to mark what is gone, and for how \
         long.",
    ),
    causes: &[
        Cause::in_lab(
            "The item was deleted, and the server remembers that it was.",
            "DELETE /lab/documents/welcome, then GET it",
        )
        .by(STEPS),
        Cause::known("A time-limited offer or event is over."),
        Cause::known("A user closed the account, and its pages went with it."),
        Cause::known("An old version of an interface was switched off for good."),
        Cause::known("A search engine is to forget an address sooner than a 404 would make it."),
        Cause::known("A push subscription or a sync token is no longer valid and must be replaced."),
    ],
    duties: &[Duty::should(
        "Explain the error in the content, and say whether it is temporary or permanent.",
        Specification::section("RFC 9110", "15.5"),
        Test::SomeContent,
    )
    .when(When::NotMethod("HEAD"))],
    client: Client { next: "Stop asking and remove the link; there is nothing to wait for.", retry: Retry::Never },
    author: "Send it when you removed the thing on purpose and still know that you did; keep that knowledge for as \
             long as links to it are likely. If you do not know, say 404; if it went elsewhere, 301 or 308.",
    history: "Since HTTP/1.1 (RFC 2068, 1997).",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 404,
            difference: "410 when the server knows that it was there and is gone for good; 404 when it does not know, \
                         or will not say.",
        },
        Confusion {
            code: 301,
            difference: "410 when nothing took its place; 301 when it lives on at another address.",
        },
        Confusion { code: 451, difference: "410 when the owner took it away; 451 when the law did." },
    ],
    elsewhere: &[Elsewhere {
        cause: "a path that the configuration marks as gone",
        answers: &[("Apache 2.4", "410 (Redirect gone)")],
    }],
    caching: Caching::Heuristic,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "curl -s -X PUT -d 'soon gone' http://127.0.0.1:8080/lab/documents/note --next -s -X DELETE \
         http://127.0.0.1:8080/lab/documents/note --next -si http://127.0.0.1:8080/lab/documents/note",
    ),
    transcript: Some(include_str!("../../transcripts/410.http")),
};
