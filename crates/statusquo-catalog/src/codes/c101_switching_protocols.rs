//! 101 Switching Protocols: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send(
    "GET /lab/echo HTTP/1.1\r\nHost: {authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
     Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
)];

/// The entry for 101 Switching Protocols.
pub(super) const ENTRY: Entry = Entry {
    code: 101,
    phrase: "Switching Protocols",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.2.2"),
    standing: Standing::Standard,
    layer: Layer::Connection,
    meaning: "The client asked to change to another protocol on this connection and the server has agreed: after the \
              empty line that ends this answer, the connection speaks the new one.",
    example: None,
    rfc_says: Some(
        "The new protocol must be one that the client named in Upgrade, on the connection that is already open; and \
         the request is not used up by the switch: the server still owes its answer, now in the new protocol (RFC 9110 \
         §7.8).",
    ),
    causes: &[
        Cause::in_lab(
            "A WebSocket is opened: the client offers the websocket protocol, and the resource has one to offer.",
            "GET /lab/echo with Upgrade: websocket, Connection: Upgrade, Sec-WebSocket-Version: 13 and a \
             Sec-WebSocket-Key",
        )
        .by(STEPS),
        Cause::known("A proxy passes the upgrade on to a WebSocket server behind it and relays that server's 101."),
        Cause::known(
            "A tool turns a request into a raw stream: attaching to a container and running a command in a cluster are \
             done this way.",
        ),
        Cause::known(
            "A client moves from HTTP/1.1 to cleartext HTTP/2 with Upgrade: h2c, which RFC 9113 has deprecated.",
        ),
    ],
    duties: &[
        Duty::must(
            "Name in Upgrade the protocol or protocols that the connection is switched to.",
            Specification::section("RFC 9110", "7.8"),
            Test::Has("Upgrade"),
        ),
        Duty::must(
            "List the upgrade option in Connection, so that no intermediary forwards the field.",
            Specification::section("RFC 9110", "7.8"),
            Test::ConnectionOption("upgrade"),
        ),
        Duty::must(
            "Switch only to a protocol that the client offered.",
            Specification::section("RFC 9110", "7.8"),
            Test::Offered("Upgrade", "Upgrade"),
        ),
        Duty::must(
            "List several protocol layers in ascending order.",
            Specification::section("RFC 9110", "7.8"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Switch only if the new protocol can honour what the request means.",
            Specification::section("RFC 9110", "7.8"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Send 100 first when the request also expects 100-continue.",
            Specification::section("RFC 9110", "7.8"),
            Test::After(100),
        )
        .when(When::RequestLists("Expect", "100-continue")),
        Duty::must(
            "Ignore an Upgrade in an HTTP/1.0 request.",
            Specification::section("RFC 9110", "7.8"),
            Test::NotToHttp10,
        ),
        Duty::must(
            "Never go to an HTTP/1.0 client, which knows no interim answers.",
            Specification::section("RFC 9110", "15.2"),
            Test::NotToHttp10,
        ),
        Duty::must(
            "For a WebSocket, prove in Sec-WebSocket-Accept that the client's key was read.",
            Specification::document("RFC 6455"),
            Test::WebSocketAccept,
        )
        .when(When::RequestHas("Sec-WebSocket-Key")),
        Duty::must(
            "Carry no Content-Length: what follows the empty line is the new protocol, not content.",
            Specification::section("RFC 9110", "8.6"),
            Test::Lacks("Content-Length"),
        ),
        Duty::must(
            "Carry no Transfer-Encoding.",
            Specification::section("RFC 9112", "6.1"),
            Test::Lacks("Transfer-Encoding"),
        ),
        Duty::may(
            "Choose among the offered protocols without regard to the client's order of preference.",
            Specification::section("RFC 9110", "7.8"),
        ),
    ],
    client: Client {
        next: "Speak the new protocol from the very next octet. For a WebSocket, first check that Sec-WebSocket-Accept \
               fits the key you sent, and fail the connection if it does not.",
        retry: Retry::NotNeeded,
    },
    author: "Switch only to a protocol that was offered and that you speak; otherwise ignore Upgrade and answer as \
             usual. Check the whole handshake first (method, version, key, Origin): once the 101 is out there is no \
             status left to refuse with.",
    history: "Since HTTP/1.1 (RFC 2068, 1997). Its use for cleartext HTTP/2 (Upgrade: h2c) has been deprecated by RFC \
              9113.",
    browsers: Some(
        "A browser asks for it only to open a WebSocket, and takes any other answer, redirects too, for a failure. \
         Elsewhere Fetch skips it like any interim answer, and the page goes on waiting.",
    ),
    confused_with: &[
        Confusion {
            code: 426,
            difference: "101 grants an upgrade that the client offered; 426 refuses the request because the client did \
                         not offer one that the server insists on.",
        },
        Confusion {
            code: 200,
            difference: "101 takes the offer up; a server that would rather stay with HTTP ignores Upgrade and answers \
                         200 as usual. Over HTTP/2 and HTTP/3, 200 is also how an opened WebSocket is answered.",
        },
        Confusion {
            code: 100,
            difference: "100 asks for the rest of an HTTP request; 101 ends HTTP on this connection.",
        },
        Confusion {
            code: 307,
            difference: "101 changes the protocol on this connection; to send the client to another server or \
                         connection takes a redirect such as 307.",
        },
    ],
    elsewhere: &[
        Elsewhere {
            cause: "an offer to upgrade to a protocol that the resource does not have",
            answers: &[("nginx 1.22", "200, the offer ignored"), ("hyper 1.12", "200, the offer ignored")],
        },
        Elsewhere { cause: "an offer to upgrade to h2c, which is deprecated", answers: &[("Apache 2.4", "101")] },
        Elsewhere {
            cause: "100-continue and an upgrade to h2c in one request",
            answers: &[("Apache 2.4", "100, then the upgrade ignored")],
        },
    ],
    caching: Caching::NotApplicable,
    versions: Versions {
        http2: Carried::No {
            why: "Many streams share the connection, and none of them can change what it speaks (RFC 9113 §8.6).",
            instead: "CONNECT with :protocol websocket is answered with 200, and its stream becomes the tunnel (RFC \
                      8441).",
        },
        http3: Carried::No {
            why: "Many streams share the connection, and none of them can change what it speaks (RFC 9114 §4.5).",
            instead: "CONNECT with :protocol websocket does the same for one stream where a server announces it (RFC \
                      9220); the lab does so over HTTP/2 alone.",
        },
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some(
        "curl -si --max-time 1 -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H \
         'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' http://127.0.0.1:8080/lab/echo",
    ),
    transcript: Some(include_str!("../../transcripts/101.http")),
};
