//! The beginning of a connection to a port for TLS: a handshake, or cleartext by mistake.

use super::{Ends, Security, Stream, Tcp};
use crate::tls::{Acceptor, TlsStream};
use crate::{Limits, Service};
use tokio::time::timeout;

/// A connection on which a request can be read.
pub(super) struct Opened {
    pub(super) stream: Stream,
    pub(super) security: Security,
}

/// Opens a connection to a port for TLS; none if it ended before there was anything to answer.
pub(super) async fn open(
    mut stream: Tcp,
    ends: Ends,
    acceptor: &Acceptor,
    limits: &Limits,
    service: &impl Service,
) -> Option<Opened> {
    let mut first = [0];
    // Who connects, and leaves or stays without a word, is answered in kind.
    timeout(limits.head_timeout, stream.registered().ok()?.peek(&mut first))
        .await
        .ok()?
        .ok()
        .filter(|count| *count > 0)?;
    if first[0].is_ascii_alphabetic() {
        return Some(Opened { stream: Stream::Tcp(stream), security: Security::Missing });
    }
    match TlsStream::accept(Stream::Tcp(stream), acceptor, limits).await {
        Ok(stream) => Some(Opened { stream: Stream::Tls(Box::new(stream)), security: Security::Tls }),
        Err(error) => {
            service.handshake_failed(ends.peer, &error);
            None
        }
    }
}
