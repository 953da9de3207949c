//! 226 IM Used: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[
    Step::send(
        "PUT /lab/documents/poem HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
         Content-Length: 35\r\n\r\nRoses are red.\r\nViolets are blue.\r\n",
    )
    .capture("etag", "ETag"),
    Step::send(
        "PUT /lab/documents/poem HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
         Content-Length: 54\r\n\r\nRoses are red.\r\nViolets are blue.\r\nThis line is new.\r\n",
    ),
    Step::send("GET /lab/documents/poem HTTP/1.1\r\nHost: {authority}\r\nIf-None-Match: {etag}\r\nA-IM: diffe\r\n\r\n"),
];

/// The entry for 226 IM Used.
pub(super) const ENTRY: Entry = Entry {
    code: 226,
    phrase: "IM Used",
    former_phrases: &[],
    specification: Specification::document("RFC 3229"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "The server sends not the resource itself but the result of applying one or more instance manipulations \
              to it: usually the difference from the version that the client already has.",
    example: None,
    rfc_says: None,
    causes: &[
        Cause::in_lab(
            "A client that has an old version asked with A-IM for the difference, and the server still knows that \
             version.",
            "GET /lab/documents/welcome, PUT it with a line more, then GET it with A-IM: diffe and If-None-Match: the \
             ETag it had",
        )
        .by(STEPS),
        Cause::known("A feed reader asked with A-IM: feed for the new entries only."),
    ],
    duties: &[
        Duty::must(
            "Answer only a request whose A-IM names the manipulation that was used.",
            Specification::document("RFC 3229"),
            Test::Offered("IM", "A-IM"),
        ),
        Duty::must("Name the manipulations in IM.", Specification::document("RFC 3229"), Test::Has("IM")),
        Duty::must("Carry the ETag of the current version.", Specification::document("RFC 3229"), Test::Has("ETag")),
        Duty::must(
            "Name in Delta-Base the version that a difference starts from, if If-None-Match listed more than one.",
            Specification::document("RFC 3229"),
            Test::NotFromOneAnswer,
        ),
        Duty::may(
            "Say no-store beside im in Cache-Control: caches that do not know of manipulations then keep nothing, and \
             those that do overlook the no-store.",
            Specification::document("RFC 3229"),
        ),
    ],
    client: Client {
        next: "Apply the manipulations to the version that you have and keep the result with the new ETag. If that \
               fails, ask again without A-IM.",
        retry: Retry::NotNeeded,
    },
    author: "Send it only if A-IM names the manipulation and you still have the version that the client names; else \
             200 with the whole. For a new design, compression dictionaries (RFC 9842) do the same under a plain 200.",
    history: "From RFC 3229 (2002). Few servers ever did it, mostly for feeds (A-IM: feed).",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 206,
            difference: "226 carries a difference between two versions; 206 carries a part of one version.",
        },
        Confusion {
            code: 200,
            difference: "226 has to be combined with what the client has; 200 is complete in itself, also when a \
                         compression dictionary was used.",
        },
        Confusion { code: 304, difference: "304 says that nothing has changed; 226 tells what has." },
    ],
    elsewhere: &[],
    caching: Caching::Explicit,
    versions: Versions {
        note: Some("Rare: hardly a server, client or cache has it. Browsers and curl do not ask for it by themselves."),
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "u=http://127.0.0.1:8080/lab/documents/welcome; etag=$(curl -sI $u | tr -d '\\r' | sed -n 's/^ETag: //p'); (curl \
         -s $u; echo 'And every answer can be asked why.') | curl -s -T - $u; curl -si -H 'A-IM: diffe' -H \
         \"If-None-Match: $etag\" $u",
    ),
    transcript: Some(include_str!("../../transcripts/226.http")),
};
