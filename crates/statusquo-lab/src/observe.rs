//! Who is told what happens in a lab, and what of it.

use statusquo_decision::Way;
use statusquo_wire::tls::HandshakeError;
use std::net::SocketAddr;
use std::time::Duration;

/// What an observer is told of each exchange, once it is over.
#[derive(Debug)]
pub struct Seen<'s> {
    /// The exchange's number, as in `/_/exchanges/{id}`.
    pub id: u64,
    /// The method, empty if it could not be read.
    pub method: &'s str,
    /// The target, empty if it could not be read.
    pub target: &'s str,
    /// The code of the final answer.
    pub code: u16,
    /// Whether the code was asked for by number.
    pub forced: bool,
    /// The questions asked and their answers.
    pub way: Way,
    /// From the first octet of the request to the answer.
    pub took: Duration,
    /// The client.
    pub peer: SocketAddr,
}

/// Who is told what happens.
pub trait Observe: Send + Sync {
    /// An exchange is over.
    fn exchange(&self, seen: &Seen<'_>);

    /// A TLS handshake came to nothing, so that no request came.
    fn handshake_failed(&self, peer: SocketAddr, error: &HandshakeError) {
        let _ = (peer, error);
    }
}

/// What is told of each exchange once it is over, and of each handshake that failed.
pub type Observer = Box<dyn Observe>;
