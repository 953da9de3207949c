//! A gateway, which is its settings.

use statusquo_wire::Limits;
use std::time::Duration;

/// A gateway's settings. It keeps no state: each request takes a connection of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gateway {
    /// How long opening the connection may take.
    pub connect_timeout: Duration,
    /// How long writing the whole request may take.
    pub write_timeout: Duration,
    /// From the request sent to the whole head of the final answer.
    pub response_timeout: Duration,
    /// How long the content may pause.
    pub read_timeout: Duration,
    /// How long the upstream may be waited for in all while its content comes; time that the caller takes is not counted.
    pub content_timeout: Duration,
    /// How many octets of content are read before the first is passed on. Up to here a broken content is a clean failure.
    pub buffer: usize,
    /// The limits on response heads and trailers: `fields` and `lines`.
    pub limits: Limits,
    /// What tells it in `Via` from others of its kind, so that a request that comes back is known (RFC 9110 §7.6.3).
    pub mark: Option<u64>,
}

impl Default for Gateway {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(1),
            write_timeout: Duration::from_secs(5),
            response_timeout: Duration::from_secs(1),
            read_timeout: Duration::from_secs(1),
            content_timeout: Duration::from_secs(30),
            buffer: 1024 * 1024,
            limits: Limits::default(),
            mark: None,
        }
    }
}
