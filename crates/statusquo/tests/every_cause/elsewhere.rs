//! What the steps of a cause, which are written as HTTP/1.1, come to over other versions, where that is not the same.

use crate::playing::Outcome;
use statusquo_wire::Version;

/// The versions that say a request in frames.
const FRAMES: &[Version] = &[Version::Http2, Version::Http3];

/// How the player says that it cannot.
const UNREADABLE: &str = "this cannot be said in frames";

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
        why: "The library makes a URI of authority and target, and cannot of this.",
    },
    Row {
        code: 400,
        hint: "GET /a%zz",
        versions: FRAMES,
        instead: Instead::Unsaid(UNREADABLE),
        why: "The player reads what it says in frames, and this target is none.",
    },
    Row {
        code: 407,
        hint: "GET http://example.com/, the whole URI as the target: the lab is a forward proxy for what is not its own",
        versions: &[Version::Http2],
        instead: Instead::Codes(&[200]),
        why: "In cleartext a request to a proxy reads like one to an origin server of that name, and is taken for it.",
    },
    Row {
        code: 408,
        hint: "nc to the lab's port, then GET / HTTP/1.1 and no empty line for ten seconds",
        versions: FRAMES,
        instead: Instead::Unsaid(UNREADABLE),
        why: "A head goes whole there: half of one is no request that could be answered.",
    },
];
