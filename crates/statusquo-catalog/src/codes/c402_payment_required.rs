//! 402 Payment Required: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/meter HTTP/1.1\r\nHost: {authority}\r\n\r\n").repeat(4)];

/// The entry for 402 Payment Required.
pub(super) const ENTRY: Entry = Entry {
    code: 402,
    phrase: "Payment Required",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.3"),
    standing: Standing::Reserved(
        "RFC 9110 §15.5.3 reserves it for future use: no rule says when to send it or what it must carry.",
    ),
    layer: Layer::Policy,
    meaning: "Reserved for future use. In practice services send it when a plan, a prepaid balance or a fee stands \
              between the client and the resource.",
    example: None,
    rfc_says: None,
    causes: &[
        Cause::known("A plan's quota is used up, or a feature belongs to a dearer plan."),
        Cause::in_lab(
            "A prepaid balance has run out, or a subscription's payment failed.",
            "GET /lab/meter four times; POST /lab/meter/top-up helps",
        )
        .by(STEPS),
        Cause::known("A payment service declined a card, and passes that on as the status."),
        Cause::known("A site asks crawlers or agents for a fee per request, by fields of its own."),
    ],
    duties: &[Duty::should(
        "Explain the error in the content, and say whether it is temporary or permanent.",
        Specification::section("RFC 9110", "15.5"),
        Test::SomeContent,
    )
    .when(When::NotMethod("HEAD"))],
    client: Client {
        next: "Read the content: it alone says what is to be paid and how. Send the request again once that is \
               settled.",
        retry: Retry::Changed,
    },
    author: "There is no rule to follow, so document your own: say in the content what is owed and where to pay. For a \
             limit that ends with time 429 is better, for what no payment opens 403.",
    history: "Reserved since HTTP/1.1 (RFC 2068, 1997).",
    browsers: None,
    confused_with: &[
        Confusion { code: 403, difference: "402 when paying would open the way; 403 when it would not." },
        Confusion { code: 429, difference: "402 when a balance must be paid first; 429 when waiting is enough." },
        Confusion {
            code: 401,
            difference: "402 when the server knows whose bill it is; 401 when it does not know who asks.",
        },
    ],
    elsewhere: &[],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si 'http://127.0.0.1:8080/lab/meter?reading=[1-4]'"),
    transcript: Some(include_str!("../../transcripts/402.http")),
};
