//! 104 Upload Resumption Supported: everything known of it.

use crate::*;

/// The entry for 104 Upload Resumption Supported.
pub(super) const ENTRY: Entry = Entry {
    code: 104,
    phrase: "Upload Resumption Supported",
    former_phrases: &[],
    specification: Specification::document("draft-ietf-httpbis-resumable-upload"),
    standing: Standing::Temporary(
        "The registry has it as TEMPORARY: registered on 2024-11-13 for draft-ietf-httpbis-resumable-upload, extended \
         on 2025-09-15, to expire on 2026-11-13. The draft was still being worked on in that month, so it may have \
         been extended again. Details may change, so client and server compare an interop version.",
    ),
    layer: Layer::Content,
    meaning: "The server can resume this upload: should the connection break, the client can ask how much has arrived \
              and send only the rest.",
    example: None,
    rfc_says: None,
    causes: &[
        Cause::in_lab(
            "A client that knows resumable uploads begins a large one, and the server makes an upload resource for it.",
            "POST /lab/uploads with Upload-Complete: ?1 and Upload-Draft-Interop-Version: 8",
        )
        .by(&[Step::send(
            "POST /lab/uploads HTTP/1.1\r\nHost: {authority}\r\nUpload-Complete: ?1\r\n\
             Upload-Draft-Interop-Version: 8\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello",
        )]),
        Cause::in_lab(
            "While a long upload runs, the server reports how much it has safely stored.",
            "the same with more than 64 KiB of content: one with an Upload-Offset after every 64 KiB or a little more",
        )
        .by(&[Step::send(concat!(
            "POST /lab/uploads HTTP/1.1\r\nHost: {authority}\r\nUpload-Complete: ?1\r\n",
            "Upload-Draft-Interop-Version: 8\r\nContent-Type: text/plain\r\nContent-Length: 65552\r\n\r\n",
            kib_64!(),
            "and on, and on.."
        ))]),
    ],
    duties: &[
        Duty::must(
            "Carry the address of the upload resource when it is made, or how far the upload has come after that.",
            Specification::document("draft-ietf-httpbis-resumable-upload"),
            Test::HasOneOf(&["Upload-Offset", "Location"]),
        ),
        Duty::must(
            "Repeat the interop version that the client sent.",
            Specification::document("draft-ietf-httpbis-resumable-upload"),
            Test::Repeats("Upload-Draft-Interop-Version"),
        ),
        Duty::must(
            "Never go to a client that sent no interop version, or another one.",
            Specification::document("draft-ietf-httpbis-resumable-upload"),
            Test::Repeats("Upload-Draft-Interop-Version"),
        ),
        Duty::must(
            "Name the limits that apply in Upload-Limit when it names the upload resource.",
            Specification::document("draft-ietf-httpbis-resumable-upload"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Carry no Location when the client resumes an upload: it knows where that is.",
            Specification::document("draft-ietf-httpbis-resumable-upload"),
            Test::Lacks("Location"),
        )
        .when(When::All(&[When::Method("PATCH"), When::RequestHas("Upload-Offset")])),
        Duty::should(
            "Come as soon as the upload resource is made, before the content has come.",
            Specification::document("draft-ietf-httpbis-resumable-upload"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Not take the place of a 100 that the client waits for.",
            Specification::document("draft-ietf-httpbis-resumable-upload"),
            Test::NotFromOneAnswer,
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
            "Carry no Content-Length, not even 0.",
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
        next: "Keep the address in Location and go on sending. If the connection breaks, ask that address with HEAD \
               for Upload-Offset and send the rest with PATCH. Ignore a 104 whose interop version is missing or not \
               yours.",
        retry: Retry::NotNeeded,
    },
    author: "Send it only where the interop version in the request is yours, once the upload has an address of its \
             own. Report as offset only what would survive a crash.",
    history: "Older protocols for the same purpose (tus, and Google's with 308) have no code of their own; the draft \
              of the IETF's HTTP working group was given this one in 2024.",
    browsers: Some("Skipped, like every interim answer but 101 and 103: a script does not see it."),
    confused_with: &[
        Confusion {
            code: 100,
            difference: "100 asks for the content; 104 says that its transfer may be interrupted and resumed.",
        },
        Confusion {
            code: 308,
            difference: "104 belongs to the IETF's draft; some older upload protocols say 308 with a Range field for \
                         \"send the rest\", which is not what 308 means.",
        },
    ],
    elsewhere: &[],
    caching: Caching::NotApplicable,
    versions: Versions {
        note: Some(
            "Never to HTTP/1.0. In HTTP/2 and HTTP/3, where a break may end a single stream, the upload can be resumed on the \
             same connection.",
        ),
        ..Versions::ALL
    },
    trigger: Some(Trigger {
        steps: &[
            Step::send(
                "POST /lab/uploads HTTP/1.1\r\nHost: {authority}\r\nUpload-Draft-Interop-Version: 8\r\n\
                 Upload-Complete: ?0\r\nUpload-Length: 26\r\nContent-Type: text/plain\r\nContent-Length: 11\r\n\r\n\
                 Milk, bread",
            )
            .capture("upload", "Location"),
            Step::send("HEAD {upload} HTTP/1.1\r\nHost: {authority}\r\n\r\n"),
            Step::send(
                "PATCH {upload} HTTP/1.1\r\nHost: {authority}\r\nUpload-Draft-Interop-Version: 8\r\n\
                 Upload-Complete: ?1\r\nUpload-Offset: 11\r\nContent-Type: application/partial-upload\r\n\
                 Content-Length: 15\r\n\r\n and two lemons",
            ),
        ],
    }),
    curl: Some(
        "curl -si -H 'Upload-Draft-Interop-Version: 8' -H 'Upload-Complete: ?1' -H 'Content-Type: text/plain' -d 'hello' \
         http://127.0.0.1:8080/lab/uploads",
    ),
    transcript: Some(include_str!("../../transcripts/104.http")),
};
