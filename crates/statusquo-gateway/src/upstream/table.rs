//! The table of behaviours: a name, a sentence, and what the upstream does with a request.

use std::time::Duration;

/// The names of all upstreams, in the order of the table.
pub const NAMES: [&str; TABLE.len()] = {
    let mut names = [""; TABLE.len()];
    let mut row = 0;
    while row < TABLE.len() {
        names[row] = TABLE[row].name;
        row += 1;
    }
    names
};

/// One upstream: what it is called and how it behaves.
#[derive(Clone, Copy, Debug)]
pub struct Behaviour {
    /// Its name.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub sentence: &'static str,
    pub(super) act: Act,
}

/// What is done with a connection.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    /// The port is taken but nobody listens.
    Refuse,
    /// Answers as a server should; this is what it says to caches.
    Serve { cache_control: Option<&'static str> },
    /// Reads the request, sends these octets and closes.
    Say(&'static [u8]),
    /// Reads the request, announces a length, sends all of it or three quarters, and closes.
    Long { cut: bool },
    /// Reads the request and serves it only after this long.
    Stall(Duration),
    /// Reads the request, sends these octets and resets the connection.
    Reset(&'static [u8]),
}

/// All upstreams.
pub fn behaviours() -> &'static [Behaviour] {
    &TABLE
}

const TABLE: [Behaviour; 12] = [
    Behaviour {
        name: "healthy",
        sentence: "a small honest server: GET and HEAD, validators, one range",
        act: Act::Serve { cache_control: None },
    },
    Behaviour {
        name: "fresh",
        sentence: "the same, and says that its answer stays fresh for a minute (or what ?cache-control= says)",
        act: Act::Serve { cache_control: Some("max-age=60") },
    },
    Behaviour {
        name: "refused",
        sentence: "holds its port but does not listen: connecting is refused",
        act: Act::Refuse,
    },
    Behaviour {
        name: "garbage",
        sentence: "answers with octets that are no HTTP",
        act: Act::Say(b"\x03\x00\xffthis is not a status line\r\nnor is this\r\n\r\n"),
    },
    Behaviour {
        name: "closing",
        sentence: "accepts, reads the request, and closes without an octet",
        act: Act::Say(b""),
    },
    Behaviour {
        name: "two-lengths",
        sentence: "gives Content-Length twice, with different numbers",
        act: Act::Say(
            b"HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Type: text/plain\r\n\
              Content-Length: 5\r\nContent-Length: 7\r\n\r\nhello\r\n",
        ),
    },
    Behaviour {
        name: "truncated",
        sentence: "announces 1000 octets (or ?size=N), sends three quarters of them (400 of the 1000) and closes",
        act: Act::Long { cut: true },
    },
    Behaviour {
        name: "large",
        sentence: "sends 2 MiB (or ?size=N), more than a gateway buffers",
        act: Act::Long { cut: false },
    },
    Behaviour { name: "slow", sentence: "answers only after 30 seconds", act: Act::Stall(Duration::from_secs(30)) },
    Behaviour {
        name: "unhurried",
        sentence: "answers only after half a second",
        act: Act::Stall(Duration::from_millis(500)),
    },
    Behaviour {
        name: "hints",
        sentence: "sends 103 (Early Hints) with a Link, then the final answer",
        act: Act::Say(
            b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload; as=style\r\n\r\n\
              HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Type: text/plain\r\n\
              Link: </style.css>; rel=preload; as=style\r\nContent-Length: 29\r\nConnection: close\r\n\r\n\
              The hint came before the end\n",
        ),
    },
    Behaviour {
        name: "reset",
        sentence: "resets the connection in the middle of its head",
        act: Act::Reset(b"HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Ty"),
    },
];
