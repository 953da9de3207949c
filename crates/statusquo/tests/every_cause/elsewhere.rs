//! What the steps of a cause, which are written as HTTP/1.1, come to over other versions, where that is not the same.

use crate::playing::Outcome;
use statusquo_wire::Version;

/// The versions that say a request in frames.
const FRAMES: &[Version] = &[Version::Http2, Version::Http3];

/// How the player says that it cannot.
const UNREADABLE: &str = "this cannot be said in frames";

/// How the player says that it has no CONNECT.
const NO_CONNECT: &str = "the client of HTTP/3 sends no CONNECT without a :path";

const NO_TUNNEL: &str = "Tunnels are not to be had over HTTP/3, neither from the player's client nor in the lab.";
const NO_LINES: &str = "The grammar of field lines is what it breaks, and in frames there are no lines.";
const NO_FRAMING: &str =
    "Frames tell where a content ends: there is no chunk, and no coding of them that could be unknown.";
const NO_PROXY: &str =
    "In cleartext a request to a proxy reads like one to an origin server of that name, and is taken for it.";

/// A cause that is another matter over some versions.
pub(crate) struct Row {
    pub(crate) code: u16,
    pub(crate) hint: &'static str,
    pub(crate) versions: &'static [Version],
    pub(crate) instead: Instead,
    pub(crate) why: &'static str,
}

/// What happens in its place.
pub(crate) enum Instead {
    /// Nothing is sent: the player says that it cannot be said, beginning so.
    Unsaid(&'static str),
    /// These codes come.
    Codes(&'static [u16]),
}

impl Row {
    /// What is written of a cause over a version.
    pub(crate) fn of(code: u16, hint: &str, version: Version) -> Option<&'static Self> {
        ELSEWHERE.iter().find(|row| (row.code, row.hint) == (code, hint) && row.versions.contains(&version))
    }
}

impl Instead {
    /// Whether this is what came of it.
    pub(crate) fn is(&self, outcome: &Outcome) -> bool {
        match (self, outcome) {
            (Instead::Unsaid(beginning), Outcome::Unsaid(why)) => why.starts_with(beginning),
            (Instead::Codes(codes), Outcome::Others(others)) => codes == others,
            _ => false,
        }
    }
}

/// All of them.
pub(crate) const ELSEWHERE: &[Row] = &[
    Row {
        code: 200,
        hint: "CONNECT 127.0.0.1:8080 with Proxy-Authorization for proxy:proxy",
        versions: &[Version::Http3],
        instead: Instead::Unsaid(NO_CONNECT),
        why: NO_TUNNEL,
    },
    Row {
        code: 400,
        hint: "GET / HTTP/1.1 without a Host field",
        versions: &[Version::Http3],
        instead: Instead::Unsaid("the client of HTTP/3 sends no request without an :authority"),
        why: "What names no authority is refused below the lab there, so the player's own client refuses to send it.",
    },
    Row {
        code: 400,
        hint: "GET / with Host: a b",
        versions: FRAMES,
        instead: Instead::Unsaid(UNREADABLE),
        why: "The libraries make a URI of authority and path, and cannot of this.",
    },
    Row {
        code: 400,
        hint: "curl -sk https:// to the lab's HTTP port",
        versions: FRAMES,
        instead: Instead::Unsaid(UNREADABLE),
        why: "It is the cleartext port of HTTP/1.1 that takes a handshake for a request.",
    },
    Row {
        code: 400,
        hint: "GET /a%zz",
        versions: FRAMES,
        instead: Instead::Unsaid(UNREADABLE),
        why: "The player reads what it says in frames, and this target is none.",
    },
    Row {
        code: 400,
        hint: "GARBAGE as the first line",
        versions: FRAMES,
        instead: Instead::Unsaid(UNREADABLE),
        why: "There is no request line there, but a field for each of its parts.",
    },
    Row {
        code: 400,
        hint: "GET / with X-A : 1",
        versions: FRAMES,
        instead: Instead::Unsaid(UNREADABLE),
        why: NO_LINES,
    },
    Row {
        code: 400,
        hint: "GET / with a field line that begins with a space",
        versions: FRAMES,
        instead: Instead::Unsaid(UNREADABLE),
        why: NO_LINES,
    },
    Row {
        code: 400,
        hint: "GET / with a NUL in a field value",
        versions: FRAMES,
        instead: Instead::Unsaid(UNREADABLE),
        why: NO_LINES,
    },
    Row {
        code: 400,
        hint: "POST /lab/users with Content-Length: 3 and Content-Length: 4",
        versions: FRAMES,
        instead: Instead::Unsaid(UNREADABLE),
        why: NO_FRAMING,
    },
    Row {
        code: 400,
        hint: "POST /lab/users with both framing fields",
        versions: FRAMES,
        instead: Instead::Unsaid(UNREADABLE),
        why: NO_FRAMING,
    },
    Row {
        code: 400,
        hint: "POST /lab/users with Transfer-Encoding: chunked, gzip",
        versions: FRAMES,
        instead: Instead::Unsaid(UNREADABLE),
        why: NO_FRAMING,
    },
    Row {
        code: 400,
        hint: "POST /lab/users with Transfer-Encoding: chunked and a chunk size of zz",
        versions: FRAMES,
        instead: Instead::Unsaid(UNREADABLE),
        why: NO_FRAMING,
    },
    Row {
        code: 403,
        hint: "GET http://example.com/, the whole URI as the target, with Proxy-Authorization for proxy:proxy",
        versions: &[Version::Http2],
        instead: Instead::Codes(&[200]),
        why: NO_PROXY,
    },
    Row {
        code: 407,
        hint: "GET http://example.com/, the whole URI as the target: the lab is a forward proxy for what is not its own",
        versions: &[Version::Http2],
        instead: Instead::Codes(&[200]),
        why: NO_PROXY,
    },
    Row {
        code: 407,
        hint: "the same with Proxy-Authorization: Basic and other credentials than proxy:proxy",
        versions: &[Version::Http2],
        instead: Instead::Codes(&[200]),
        why: NO_PROXY,
    },
    Row {
        code: 407,
        hint: "CONNECT example.com:443",
        versions: &[Version::Http3],
        instead: Instead::Unsaid(NO_CONNECT),
        why: NO_TUNNEL,
    },
    Row {
        code: 408,
        hint: "nc to the lab's port, then GET / HTTP/1.1 and no empty line for ten seconds",
        versions: FRAMES,
        instead: Instead::Unsaid(UNREADABLE),
        why: "A head goes whole there: half of one is no request that could be answered.",
    },
    Row {
        code: 501,
        hint: "POST /lab/users with Transfer-Encoding: foo, chunked",
        versions: FRAMES,
        instead: Instead::Unsaid(UNREADABLE),
        why: NO_FRAMING,
    },
    Row {
        code: 502,
        hint: "a request to the lab as a proxy, proxy:proxy, with the Via that an answer through it carries",
        versions: &[Version::Http3],
        instead: Instead::Codes(&[200, 200, 200]),
        why: "All goes to the one address that speaks QUIC, and what is its own a proxy does not pass on.",
    },
];
