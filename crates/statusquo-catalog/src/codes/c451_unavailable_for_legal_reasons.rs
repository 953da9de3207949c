//! 451 Unavailable For Legal Reasons: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/documents/banned HTTP/1.1\r\nHost: {authority}\r\n\r\n")];

/// The entry for 451 Unavailable For Legal Reasons.
pub(super) const ENTRY: Entry = Entry {
    code: 451,
    phrase: "Unavailable For Legal Reasons",
    former_phrases: &[],
    specification: Specification::document("RFC 7725"),
    standing: Standing::Standard,
    layer: Layer::Policy,
    meaning: "The server denies access to the resource as a consequence of a legal demand.",
    example: None,
    rfc_says: Some(
        "Whoever blocks need not be the site: an access provider or a search engine may send it, and it does not say \
         whether the resource exists (RFC 7725 §3).",
    ),
    causes: &[
        Cause::in_lab(
            "A court or an authority ordered that the page be blocked, often in one country only.",
            "GET /lab/documents/banned",
        )
        .by(STEPS),
        Cause::known("A copyright holder demanded that the content be taken down."),
        Cause::known("A site shuts out visitors of a region instead of following its privacy law."),
        Cause::known("Sanctions or export rules forbid serving the country that the client's address belongs to."),
        Cause::known("An access provider blocks addresses on a list that the law makes it follow."),
    ],
    duties: &[
        Duty::should(
            "Explain the demand in the content: who made it, under which law, and whom and what it covers.",
            Specification::section("RFC 7725", "3"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
        Duty::should(
            "Whoever blocks names itself in a Link field.",
            Specification::section("RFC 7725", "4"),
            Test::LinkRelation("blocked-by"),
        ),
        Duty::must(
            "Give the Link that names whoever blocks the relation blocked-by.",
            Specification::section("RFC 7725", "4"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Do not repeat it: nothing in the request is wrong. Read who made the demand, and whom the Link field \
               names.",
        retry: Retry::Never,
    },
    author: "Tell which demand it is, who made it and whom it concerns, as far as you may, and name in Link with \
             rel=\"blocked-by\" whoever blocks. Refuse only where the demand reaches; where that depends on who asks, \
             keep shared caches out with Cache-Control: private.",
    history: "From RFC 7725 (2016); the number alludes to Ray Bradbury's novel Fahrenheit 451. Microsoft's Exchange \
              ActiveSync had used it before to send a device to another server.",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 403,
            difference: "451 when the law demands the refusal; 403 when the operator refuses of its own accord.",
        },
        Confusion {
            code: 404,
            difference: "451 says that access is denied, not whether the thing exists; 404 that it is not found, or \
                         hidden.",
        },
        Confusion { code: 410, difference: "451 when the law took it away; 410 when the owner did." },
    ],
    elsewhere: &[Elsewhere {
        cause: "a rule that answers 451",
        answers: &[("Apache 2.4", "451 without Link"), ("Squid 5.7", "451 without Link")],
    }],
    caching: Caching::Heuristic,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si http://127.0.0.1:8080/lab/documents/banned"),
    transcript: Some(include_str!("../../transcripts/451.http")),
};
