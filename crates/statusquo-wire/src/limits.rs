//! The limits of the engine: none can be "without".

use std::time::Duration;

/// How much, how many and how long the engine takes from one connection. Sizes are in octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest method token that is read; a longer one is longer than any implemented (RFC 9112 §3).
    pub method: usize,
    /// The longest request target (RFC 9112 §3 asks for request lines of at least 8,000 octets).
    pub target: usize,
    /// The largest field section, line ends included.
    pub fields: usize,
    /// The most field lines.
    pub lines: usize,
    /// The longest content that is read only to be thrown away, so that the connection can be kept.
    pub drain: u64,
    /// The most connections served at a time; a few more are told that there is no room.
    pub connections: usize,
    /// From the first octet of a head to its last.
    pub head_timeout: Duration,
    /// From the head to the last octet of the content.
    pub content_timeout: Duration,
    /// Between two requests on a connection, and before the first.
    pub idle_timeout: Duration,
    /// How long a client may leave an answer unread while more of it waits to be written.
    pub write_timeout: Duration,
    /// How long a closed connection is still read, so that the client can read the answer (RFC 9112 §9.6).
    pub linger: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            method: 64,
            target: 8 * 1024,
            fields: 64 * 1024,
            lines: 100,
            drain: 64 * 1024,
            connections: 10_000,
            head_timeout: Duration::from_secs(10),
            content_timeout: Duration::from_secs(30),
            idle_timeout: Duration::from_secs(60),
            write_timeout: Duration::from_secs(30),
            linger: Duration::from_secs(5),
        }
    }
}
