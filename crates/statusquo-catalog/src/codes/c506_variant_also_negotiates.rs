//! 506 Variant Also Negotiates: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/variants/mirror HTTP/1.1\r\nHost: {authority}\r\n\r\n")];

/// The entry for 506 Variant Also Negotiates.
pub(super) const ENTRY: Entry = Entry {
    code: 506,
    phrase: "Variant Also Negotiates",
    former_phrases: &[],
    specification: Specification::document("RFC 2295"),
    standing: Standing::Standard,
    layer: Layer::Negotiation,
    meaning: "The server is configured wrongly: the variant that it chose for the client is itself a resource that \
              wants to negotiate, so the choice never comes to an end.",
    example: None,
    rfc_says: Some(
        "It belongs to an experiment of 1998: RFC 2295 proposed transparent content negotiation, few servers ever had it, \
         and the code is rare.",
    ),
    causes: &[
        Cause::in_lab(
            "A list of variants names itself, or another such list, as one of its variants.",
            "GET /lab/variants/mirror",
        )
        .by(STEPS),
        Cause::known("In Apache, a type-map lists another type-map as one of its variants."),
    ],
    duties: &[Duty::should(
        "Explain what is wrong, and that it lasts until the configuration is mended.",
        Specification::section("RFC 9110", "15.6"),
        Test::SomeContent,
    )
    .when(When::NotMethod("HEAD"))],
    client: Client {
        next: "Tell the operator: the fault is in the server's configuration. Asking for one variant by its own \
               address may work meanwhile.",
        retry: Retry::Never,
    },
    author: "It reports your own configuration, so do not send it on purpose: let no variant be negotiated again, and \
             check that when variants are set up.",
    history: "From RFC 2295 (1998), an experimental document on negotiation.",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 406,
            difference: "506 when the server's choice of variants is broken; 406 when it works and nothing fits what \
                         the client accepts.",
        },
        Confusion {
            code: 300,
            difference: "300 hands the choice to the client on purpose; 506 shows that the server could not finish \
                         choosing.",
        },
        Confusion {
            code: 508,
            difference: "506 is a loop in content negotiation; 508 is a loop among WebDAV collections.",
        },
    ],
    elsewhere: &[Elsewhere {
        cause: "a type-map with a type-map among its variants",
        answers: &[("Apache 2.4", "506")],
    }],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si http://127.0.0.1:8080/lab/variants/mirror"),
    transcript: Some(include_str!("../../transcripts/506.http")),
};
