//! One finished exchange: what was asked, what was answered, why, when, and the bytes.

use crate::Traffic;
use std::net::SocketAddr;
use std::time::{Duration, SystemTime};

/// A finished exchange. `W` is the reason of the answer, given by the writer and opaque here.
#[derive(Clone, Debug)]
pub struct Record<W> {
    /// Its number, given by the writer; numbers rise with time, or nearly.
    pub id: u64,
    /// The version of the request: `HTTP/1.1`.
    pub version: &'static str,
    /// The method as it was sent; empty if the request line broke before its end.
    pub method: String,
    /// The target as it was sent; empty if the request line broke before its end.
    pub target: String,
    /// The code of the final answer.
    pub code: u16,
    /// The codes of the interim answers before it, in order.
    pub interim: Vec<u16>,
    /// Whether the code was asked for by number, rather than caused.
    pub forced: bool,
    /// Why this code.
    pub way: W,
    /// The client's address.
    pub peer: SocketAddr,
    /// When it began, by the wall clock.
    pub began: SystemTime,
    /// How long it took.
    pub duration: Duration,
    /// The bytes, both ways.
    pub traffic: Traffic,
}

/// What a record costs beside itself: the two counters of its `Arc`, and its place in a ring that grows by doubling.
const OVERHEAD: usize = 4 * size_of::<usize>();

impl<W: Copy> Record<W> {
    /// The memory that it really holds once it is in the journal.
    pub(crate) fn size(&self) -> usize {
        self.without_bytes() + self.traffic.held()
    }

    fn without_bytes(&self) -> usize {
        OVERHEAD
            + size_of::<Self>()
            + self.method.capacity()
            + self.target.capacity()
            + self.interim.capacity() * size_of::<u16>()
    }

    /// Makes it fit, as far as cutting its bytes can.
    pub(crate) fn fit(&mut self, limit: usize) {
        if self.size() <= limit {
            return;
        }
        self.method.shrink_to_fit();
        self.target.shrink_to_fit();
        self.interim.shrink_to_fit();
        self.traffic.shrink();
        let over = self.size().saturating_sub(limit);
        if over > 0 {
            let bytes = self.traffic.received.len() + self.traffic.sent.len();
            self.traffic.cut(bytes.saturating_sub(over));
        }
    }
}
