//! 418 (Unused): everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("BREW /lab/teapot HTTP/1.1\r\nHost: {authority}\r\n\r\n")];

/// The entry for 418 (Unused).
pub(super) const ENTRY: Entry = Entry {
    code: 418,
    phrase: "(Unused)",
    former_phrases: &[Former { phrase: "I'm a teapot", source: "RFC 2324" }],
    specification: Specification::section("RFC 9110", "15.5.19"),
    standing: Standing::Reserved(
        "The registry lists it as (Unused): a joke has been deployed so often that the number cannot be used for \
         anything else (RFC 9110 §15.5.19).",
    ),
    layer: Layer::Policy,
    meaning: "Unused: the number is reserved, because a joke of 1998, the teapot that is asked to brew coffee, has \
              been deployed so widely.",
    example: None,
    rfc_says: None,
    causes: &[
        Cause::in_lab("A server jokes: its teapot was sent a BREW request.", "BREW /lab/teapot").by(STEPS),
        Cause::known("A service answers what it takes for a bot or an attack with a code that nobody acts on."),
        Cause::known(
            "A programmer chose a number that no real code would be mistaken for, as a placeholder or in a test.",
        ),
    ],
    duties: &[Duty::should(
        "Explain the error in the content, and say whether it is temporary or permanent.",
        Specification::section("RFC 9110", "15.5"),
        Test::SomeContent,
    )
    .when(When::NotMethod("HEAD"))],
    client: Client {
        next: "Treat it as a 400: nothing in HTTP says what it means, so only the content can.",
        retry: Retry::Never,
    },
    author: "Do not send it in earnest: clients treat it as 400 and cannot know what you mean. To turn bots away there \
             are 403 and 429.",
    history: "From the April Fools' RFC 2324 (1998) on coffee pots; RFC 7168 (2014) added tea. RFC 9110 §15.5.19 \
              reserves the number, which could still be assigned if its class ran out of numbers.",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 400,
            difference: "418 has no meaning, so a client treats it as 400; 400 says that the request is at fault.",
        },
        Confusion {
            code: 403,
            difference: "418 is sent in jest by some firewalls; 403 is the code for such a refusal.",
        },
    ],
    elsewhere: &[],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si -X BREW http://127.0.0.1:8080/lab/teapot"),
    transcript: Some(include_str!("../../transcripts/418.http")),
};
