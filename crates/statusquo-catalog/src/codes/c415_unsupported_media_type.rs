//! 415 Unsupported Media Type: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send(
    "POST /lab/users HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/csv\r\nContent-Length: 34\r\n\r\n\
     name,email\r\nAda,ada@example.test\r\n",
)];

/// The entry for 415 Unsupported Media Type.
pub(super) const ENTRY: Entry = Entry {
    code: 415,
    phrase: "Unsupported Media Type",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.16"),
    standing: Standing::Standard,
    layer: Layer::Content,
    meaning: "The content of the request is in a format that this method on this resource does not support: by its \
              Content-Type, by its Content-Encoding, or by what inspecting it showed.",
    example: None,
    rfc_says: Some(
        "Not only Content-Type counts: the content coding, and what inspecting the content shows, are reasons too, and \
         the answer should not blame the wrong one (RFC 9110 §15.5.16).",
    ),
    causes: &[
        Cause::in_lab(
            "Content-Type is wrong or missing, often a form's default where JSON is wanted (curl -d without a type).",
            "POST /lab/users with Content-Type: text/csv",
        )
        .by(STEPS),
        Cause::known("The type is right but its parameter is not, such as a charset that the server does not take."),
        Cause::in_lab(
            "The content is compressed with a coding that the server does not undo (Content-Encoding: br).",
            "PUT /lab/documents/notes with Content-Encoding: br",
        )
        .by(&[Step::send(
            "PUT /lab/documents/notes HTTP/1.1\r\nHost: {authority}\r\nContent-Encoding: br\r\n\
             Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello",
        )]),
        Cause::known("An upload is of a kind that is not allowed here, such as a picture where a PDF belongs."),
        Cause::in_lab(
            "A PATCH comes as plain JSON where a patch format is wanted (application/merge-patch+json).",
            "PATCH /lab/users/1 with Content-Type: application/json",
        )
        .by(&[Step::send(
            "PATCH /lab/users/1 HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\n\
             Content-Length: 23\r\n\r\n{\"name\":\"Grace Hopper\"}",
        )]),
        Cause::in_lab("A WebDAV MKCOL came with content.", "MKCOL /lab/dav/new with any content").by(&[Step::send(
            "MKCOL /lab/dav/new HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
             Content-Length: 5\r\n\r\nhello",
        )]),
    ],
    duties: &[
        Duty::must(
            "Leave Accept-Encoding out where the content coding was not the problem.",
            Specification::section("RFC 9110", "12.5.3"),
            Test::Lacks("Accept-Encoding"),
        )
        .when(When::RequestLacks("Content-Encoding")),
        Duty::should(
            "Where a PUT does not fit the resource's constraints, explain why the representation is unsuitable.",
            Specification::section("RFC 9110", "9.3.4"),
            Test::SomeContent,
        )
        .when(When::Method("PUT")),
        Duty::may("Answer 415 to a content coding that is not acceptable.", Specification::section("RFC 9110", "8.4")),
        Duty::may(
            "Name in Accept-Encoding the codings that would have been accepted, where the coding was the problem (the \
             RFC: \"ought to\").",
            Specification::section("RFC 9110", "15.5.16"),
        ),
        Duty::may(
            "Name in Accept the media types that would have been accepted, where the type was the problem.",
            Specification::section("RFC 9110", "15.5.16"),
        ),
        Duty::should(
            "To a PATCH in a format that is not supported, name in Accept-Patch the formats that are.",
            Specification::document("RFC 5789"),
            Test::Has("Accept-Patch"),
        )
        .when(When::All(&[When::Method("PATCH"), When::Lacks("Accept-Encoding")])),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Send the content in a format that Accept (or Accept-Encoding, Accept-Patch) in the answer names, and \
               label it truly.",
        retry: Retry::Changed,
    },
    author: "Send it for a type or coding that you do not take here, and say which you do: Accept for the type, \
             Accept-Encoding for the coding and only for it, Accept-Patch for PATCH (RFC 5789). Broken content of the \
             right type is 400, impossible values are 422.",
    history: "Since HTTP/1.1 (RFC 2068, 1997); Accept-Encoding in the answer came with RFC 7694 (2015), now part of \
              RFC 9110 (Appendix B.9).",
    browsers: Some(
        "Unless a script sets Content-Type, fetch() labels a string text/plain and a FormData multipart/form-data: a \
         common reason for a 415 from a JSON interface.",
    ),
    confused_with: &[
        Confusion {
            code: 406,
            difference: "415 is about what the client sent (Content-Type); 406 about what it wants to get (Accept).",
        },
        Confusion {
            code: 422,
            difference: "415 when the type is not supported; 422 when the type and syntax are fine and a value is not.",
        },
        Confusion {
            code: 400,
            difference: "415 when the type is not supported; 400 when it is and the content breaks its syntax.",
        },
        Confusion {
            code: 405,
            difference: "415 when the method fits and the type does not; 405 when the method does not.",
        },
        Confusion {
            code: 501,
            difference: "415 for a media type or content coding (what is in the message); 501 for a transfer coding \
                         (how it is framed).",
        },
    ],
    elsewhere: &[Elsewhere {
        cause: "WebDAV MKCOL with content",
        answers: &[("nginx 1.22", "415"), ("Apache 2.4", "415")],
    }],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si -H 'Content-Type: text/csv' -d 'Ada,ada@example.test' http://127.0.0.1:8080/lab/users"),
    transcript: Some(include_str!("../../transcripts/415.http")),
};
