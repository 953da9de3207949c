//! One finished exchange: what was asked, what was answered, why, when, and the bytes; as it is told and as it is read.

use crate::{REASON, Traffic};
use statusquo_wire::transport::Recording;
use std::net::SocketAddr;
use std::time::{Duration, Instant, SystemTime};

/// What the reason of an answer must be able to do: be written down in 32 octets, and be read from them.
pub trait Why: Copy + Into<[u8; REASON]> + From<[u8; REASON]> {}

impl<W: Copy + Into<[u8; REASON]> + From<[u8; REASON]>> Why for W {}

/// An exchange that has just finished, as the journal is told of it. `W` is the reason of the answer, given by the
/// writer and opaque here.
#[derive(Debug)]
pub struct Finished<'f, W> {
    /// Its number, given by the writer; numbers rise with time, or nearly.
    pub id: u64,
    /// The version of the request: `HTTP/1.1`.
    pub version: &'f str,
    /// The method as it was sent; empty if the request line broke before its end.
    pub method: &'f str,
    /// The target as it was sent; empty if the request line broke before its end.
    pub target: &'f str,
    /// The code of the final answer.
    pub code: u16,
    /// The codes of the interim answers before it, in order.
    pub interim: &'f [u16],
    /// Whether the code was asked for by number, rather than caused.
    pub forced: bool,
    /// Whether it came over TLS.
    pub secured: bool,
    /// Why this code.
    pub way: W,
    /// The client's address.
    pub peer: SocketAddr,
    /// When it began, by the wall clock.
    pub began: SystemTime,
    /// The same instant by the clock of the recording.
    pub start: Instant,
    /// How long it took.
    pub duration: Duration,
    /// What the tap kept: its bytes are masked and cut in place.
    pub recording: &'f mut Recording,
}

/// A finished exchange, as it is read from the journal.
#[derive(Clone, Debug)]
pub struct Record<W> {
    /// Its number, given by the writer; numbers rise with time, or nearly.
    pub id: u64,
    /// The version of the request: `HTTP/1.1`.
    pub version: String,
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
    /// Whether it came over TLS.
    pub secured: bool,
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
