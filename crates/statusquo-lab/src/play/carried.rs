//! What versions with streams cannot carry, or carry in another way: codes, why, and what happens instead.

use statusquo_catalog::{Entry, Step, Trigger};
use statusquo_wire::Version;

/// A code that cannot be caused in HTTP/2 and HTTP/3.
#[derive(Clone, Copy, Debug)]
pub struct NotCarried {
    /// The code.
    pub code: u16,
    /// Why.
    pub why: &'static str,
    /// What the lab does instead.
    pub instead: &'static str,
}

/// The codes whose causes belong to HTTP/1.1 alone.
pub const NOT_CARRIED: [NotCarried; 3] = [
    NotCarried {
        code: 101,
        why: "there is no switching where streams share a connection (RFC 9113 §8.6, RFC 9114 §4.5)",
        instead: "CONNECT with :protocol websocket (RFC 8441, RFC 9220) is answered with 200, and the stream becomes a tunnel",
    },
    NotCarried {
        code: 426,
        why: "it has to name a protocol in Upgrade, a field that may not be sent there (RFC 9113 §8.2.2, RFC 9114 §4.2)",
        instead: "GET on the echo is 405: it offers CONNECT",
    },
    NotCarried {
        code: 505,
        why: "requests carry no version there (RFC 9113 §8.3.1, RFC 9114 §4.3.1)",
        instead: "what does not begin as the version does is answered as HTTP/1.1, or ends the connection",
    },
];

/// 408 has its cause in a slow head in HTTP/1.1. There a connection waits for it alone; where streams share one, a head
/// that does not come ends them all, without an answer. A content that does not come has one.
const SLOW_CONTENT: Trigger = Trigger {
    steps: &[Step::send(
        "PUT /lab/documents/slow HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n",
    )],
};

/// How an entry's code is made to happen over a version; why not, where it cannot be.
pub fn trigger(entry: &Entry, version: Version) -> Result<Trigger, &'static str> {
    if version.has_streams() {
        if let Some(not) = NOT_CARRIED.iter().find(|not| not.code == entry.code) {
            return Err(not.why);
        }
        if entry.code == 408 {
            return Ok(SLOW_CONTENT);
        }
    }
    entry.trigger.ok_or("the lab has no cause for it yet")
}
