//! 422 Unprocessable Content: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send(
    "POST /lab/users HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\n\
     Content-Length: 47\r\n\r\n{\"name\":\"\",\"email\":\"ada.example.test\",\"age\":-3}",
)];

/// The entry for 422 Unprocessable Content.
pub(super) const ENTRY: Entry = Entry {
    code: 422,
    phrase: "Unprocessable Content",
    former_phrases: &[Former { phrase: "Unprocessable Entity", source: "RFC 4918" }],
    specification: Specification::section("RFC 9110", "15.5.21"),
    standing: Standing::Standard,
    layer: Layer::Content,
    meaning: "The server understands the content type, and the syntax of the content is correct, but the content is \
              invalid: what it says cannot be carried out.",
    example: None,
    rfc_says: Some(
        "Since RFC 9110 the phrase is \"Unprocessable Content\" (§15.5.21); \"Unprocessable Entity\" is its WebDAV \
         name (RFC 4918), which many servers and libraries still send.",
    ),
    causes: &[
        Cause::in_lab(
            "A value breaks a rule of the application: a negative age, an empty name, an email without @.",
            "POST /lab/users with \"age\": -3",
        )
        .by(&[Step::send(
            "POST /lab/users HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\n\
             Content-Length: 50\r\n\r\n{\"name\":\"Ada\",\"email\":\"ada@example.test\",\"age\":-3}",
        )]),
        Cause::in_lab(
            "Several values break rules at once, and the answer names each.",
            "POST /lab/users with an empty name, no @ in the email and age -3",
        )
        .by(STEPS),
        Cause::known("Values contradict each other: an end before the start, a sum that does not match its parts."),
        Cause::known("A member refers to something that does not exist, such as an order for an unknown customer."),
        Cause::known("A framework's validation failed: Rails, Laravel, FastAPI and axum answer 422 by default."),
        Cause::known("An uploaded image or document has the right type and cannot be used: no pages, too many pixels."),
    ],
    duties: &[Duty::should(
        "Explain the error in the content, and say whether it is temporary or permanent.",
        Specification::section("RFC 9110", "15.5"),
        Test::SomeContent,
    )
    .when(When::NotMethod("HEAD"))],
    client: Client {
        next: "Correct the values that the explanation names, then send it again; unchanged it will fail again.",
        retry: Retry::Changed,
    },
    author: "Send it when content of the right type reads well and what it says is impossible. Name every fault at \
             once, each with its place. Draw one line to 400 and document it; what another state would allow is 409.",
    history: "\"Unprocessable Entity\" in WebDAV (RFC 2518, 1999, then RFC 4918); RFC 9110 (2022) took it in for its \
              general use (Appendix B.3) and calls it \"Unprocessable Content\". Many libraries keep the old name.",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 400,
            difference: "422 when the content reads well and what it says is impossible (age -3); 400 when it cannot \
                         be read or a required member is missing.",
        },
        Confusion {
            code: 409,
            difference: "422 when the content is wrong in every state; 409 when it is fine and clashes with the \
                         present one.",
        },
        Confusion {
            code: 415,
            difference: "422 when the type is right and a value is wrong; 415 when the type itself is not supported.",
        },
        Confusion {
            code: 412,
            difference: "422 is about the content; 412 about a condition in a field such as If-Match.",
        },
        Confusion {
            code: 428,
            difference: "422 is about the content; 428 about a condition that is missing from the fields.",
        },
    ],
    elsewhere: &[Elsewhere {
        cause: "well-formed JSON in which a member is missing or of the wrong type",
        answers: &[("axum 0.8", "422")],
    }],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "curl -si http://127.0.0.1:8080/lab/users --json '{\"name\": \"\", \"email\": \"ada.example.test\", \"age\": \
         -3}'",
    ),
    transcript: Some(include_str!("../../transcripts/422.http")),
};
