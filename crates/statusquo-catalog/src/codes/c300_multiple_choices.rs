//! 300 Multiple Choices: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/variants/greeting HTTP/1.1\r\nHost: {authority}\r\n\r\n")];

/// The entry for 300 Multiple Choices.
pub(super) const ENTRY: Entry = Entry {
    code: 300,
    phrase: "Multiple Choices",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.4.1"),
    standing: Standing::Standard,
    layer: Layer::Negotiation,
    meaning: "The resource has several representations, each with an address of its own, and the user or the client \
              should choose among them.",
    example: None,
    rfc_says: Some(
        "There is no standard format for the list of choices, so no client can choose by itself unless it was made for \
         this server; browsers simply show the content (RFC 9110 §15.4.1).",
    ),
    causes: &[
        Cause::in_lab(
            "The server has the document in several languages or formats and leaves the choice to the reader (reactive \
             negotiation).",
            "GET /lab/variants/greeting",
        )
        .by(STEPS),
        Cause::known(
            "The client asked for the list of variants with Negotiate: trans, and Apache's content negotiation gives \
             it.",
        ),
        Cause::known("The name was misspelt and several files have a similar one (Apache's mod_speling)."),
    ],
    duties: &[
        Duty::should(
            "Name the preferred choice in Location, if the server has one.",
            Specification::section("RFC 9110", "15.4.1"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "List the choices and their addresses in the content.",
            Specification::section("RFC 9110", "15.4.1"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
        Duty::must(
            "Give in Location, if it is there, one valid URI reference.",
            Specification::section("RFC 9110", "10.2.2"),
            Test::UriReference("Location"),
        ),
    ],
    client: Client {
        next: "Choose from the list, or let the user choose, and ask for that address. A Location, if there is one, \
               names the server's own preference.",
        retry: Retry::Elsewhere,
    },
    author: "Rarely worth it: choose by the Accept fields and say 200 with Vary. If you do send it, link the choices \
             in the content and name your preference in Location.",
    history: "Since HTTP/1.0 (RFC 1945, 1996). RFC 2295 (1998) gave it a list for machines, Alternates, which few ever \
              read.",
    browsers: Some("No redirect status in Fetch: the content is shown, and Location is not followed."),
    confused_with: &[
        Confusion {
            code: 406,
            difference: "300 offers the choices and leaves the decision to the client; 406 says that none of them fits \
                         what the client said it accepts.",
        },
        Confusion { code: 302, difference: "302 knows the one place to go to; 300 has several." },
        Confusion {
            code: 200,
            difference: "With proactive negotiation the server chooses from the Accept fields and says 200; 300 leaves \
                         the choosing to the client.",
        },
    ],
    elsewhere: &[Elsewhere {
        cause: "several variants, and Negotiate: trans",
        answers: &[("Apache 2.4", "300 with Alternates and TCN")],
    }],
    caching: Caching::Heuristic,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si http://127.0.0.1:8080/lab/variants/greeting"),
    transcript: Some(include_str!("../../transcripts/300.http")),
};
