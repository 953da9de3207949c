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
    /// Whether HTTP/2 is spoken.
    pub http2: bool,
    /// Whether HTTP/3 is spoken, on the UDP port of each address for TLS.
    pub http3: bool,
    /// The most streams of a connection that are open at a time (HTTP/2, HTTP/3).
    pub streams: u32,
    /// The most content that a client may send on a stream before it is read.
    pub stream_window: u32,
    /// The same over all streams of a connection.
    pub connection_window: u32,
    /// The most frames that carry nothing which a client may send in a second: pings, settings, priorities, windows beyond
    /// what its answers need, empty data. Cancelling a stream counts as five.
    pub control_frames: u32,
    /// How long a closed connection is still read, so that the client can read the answer (RFC 9112 §9.6).
    pub linger: Duration,
}

impl Limits {
    /// What is taken unless something else is asked for.
    pub const USUAL: Self = Self {
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
        http2: true,
        http3: true,
        streams: 100,
        stream_window: 64 * 1024,
        connection_window: 1024 * 1024,
        control_frames: 1000,
        linger: Duration::from_secs(5),
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::USUAL
    }
}
