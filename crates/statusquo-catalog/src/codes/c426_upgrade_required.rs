//! 426 Upgrade Required: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/echo HTTP/1.1\r\nHost: {authority}\r\n\r\n")];

/// The entry for 426 Upgrade Required.
pub(super) const ENTRY: Entry = Entry {
    code: 426,
    phrase: "Upgrade Required",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.22"),
    standing: Standing::Standard,
    layer: Layer::Connection,
    meaning: "The server refuses the request over the current protocol, but might perform it after the client has \
              upgraded to one that the Upgrade field names.",
    example: None,
    rfc_says: Some(
        "The Upgrade field is a MUST, and what it names is a protocol for this connection: that a client program is \
         too old, or should use another address, is not what the code says (RFC 9110 §15.5.22).",
    ),
    causes: &[
        Cause::in_lab(
            "A WebSocket address was opened with plain HTTP, by a browser's address bar or by curl.",
            "GET /lab/echo",
        )
        .by(STEPS),
        Cause::in_lab(
            "A WebSocket handshake asks for a version that the server does not speak.",
            "GET /lab/echo with Upgrade: websocket and Sec-WebSocket-Version: 8",
        )
        .by(&[Step::send(
            "GET /lab/echo HTTP/1.1\r\nHost: {authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        )]),
        Cause::known(
            "A proxy on the way removed the Upgrade and Connection fields, so the handshake arrived as a plain \
             request.",
        ),
        Cause::known("A service speaks only over TLS or a newer HTTP and says so in the answer."),
        Cause::known("A service borrows the code for a client program that is too old, which Upgrade cannot mend."),
    ],
    duties: &[
        Duty::must(
            "Carry Upgrade with the protocols that would be accepted, the most preferred first.",
            Specification::section("RFC 9110", "7.8"),
            Test::Has("Upgrade"),
        ),
        Duty::must(
            "Name upgrade in Connection, as with every Upgrade field.",
            Specification::section("RFC 9110", "7.8"),
            Test::ConnectionOption("upgrade"),
        ),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Send the request again with Connection: upgrade and one of the protocols in Upgrade: for WebSocket, use \
               a WebSocket client.",
        retry: Retry::Changed,
    },
    author: "Send it where Upgrade can name a protocol over which the request would work, such as websocket, with \
             Upgrade and Connection: upgrade. To have https used, redirect; to have a newer program used, say so with \
             400 or 403.",
    history: "From RFC 2817 (2000), for TLS on the same port; general since RFC 7231 (2014).",
    browsers: Some(
        "A browser does not upgrade because of it: the content is shown. Only a WebSocket offers an upgrade, and does \
         so from the start.",
    ),
    confused_with: &[
        Confusion {
            code: 101,
            difference: "426 asks the client to upgrade; 101 agrees to an upgrade that it asked for.",
        },
        Confusion {
            code: 505,
            difference: "426 when the server would serve the request over another protocol; 505 when it does not \
                         support the request's HTTP version.",
        },
        Confusion {
            code: 400,
            difference: "426 when a handshake is missing or of another version; 400 when it is malformed.",
        },
        Confusion {
            code: 501,
            difference: "426 when another protocol would help; 501 when the server cannot do it at all.",
        },
    ],
    elsewhere: &[Elsewhere { cause: "a WebSocket handshake of an unknown version", answers: &[("axum 0.8", "400")] }],
    caching: Caching::Explicit,
    versions: Versions {
        http2: Carried::No {
            why: "What a connection speaks is settled in the handshake, and a message with Upgrade, which a 426 has to \
                  carry, is malformed (RFC 9113 §8.2.2).",
            instead: "GET on the address of a WebSocket, such as /lab/echo, is answered with 405: it is opened with \
                      CONNECT (RFC 8441).",
        },
        http3: Carried::No {
            why: "What a connection speaks is settled in the handshake, and a message with Upgrade, which a 426 has to \
                  carry, is malformed (RFC 9114 §4.2).",
            instead: "GET on the address of a WebSocket, such as /lab/echo, is answered with 405: the lab opens none \
                      over HTTP/3.",
        },
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si http://127.0.0.1:8080/lab/echo"),
    transcript: Some(include_str!("../../transcripts/426.http")),
};
