//! What a connection runs on: a TCP socket, TLS on one, or a pipe inside the process for tests.

use super::Tcp;
use crate::tls::{Session, TlsStream};
use std::io::{self, IoSlice};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, DuplexStream, ReadBuf};

/// Whether TLS protects a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Security {
    /// It speaks cleartext, as it should.
    #[default]
    None,
    /// It speaks TLS.
    Tls,
    /// It speaks cleartext to a port for TLS.
    Missing,
}

/// A connected stream of bytes, both ways.
#[derive(Debug)]
pub enum Stream {
    /// A TCP connection.
    Tcp(Tcp),
    /// TLS on another stream.
    Tls(Box<TlsStream>),
    /// One end of a pipe inside the process.
    Pipe(DuplexStream),
}

/// The addresses at the two ends of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    /// The client's.
    pub peer: SocketAddr,
    /// The one that the client connected to.
    pub local: SocketAddr,
}

impl Ends {
    /// Of a stream; a pipe has addresses that no network has.
    pub fn of(stream: &Stream) -> Self {
        match stream {
            Stream::Tcp(stream) => {
                Self { peer: stream.peer_addr().unwrap_or(NOWHERE), local: stream.local_addr().unwrap_or(NOWHERE) }
            }
            Stream::Tls(stream) => Self::of(stream.carrier()),
            Stream::Pipe(_) => Self { peer: NOWHERE, local: NOWHERE },
        }
    }
}

impl Stream {
    /// Whether the end of the stream is all that its end says; a layer upon it may have a farewell of its own.
    pub(crate) fn is_bare(&self) -> bool {
        match self {
            Stream::Tcp(_) | Stream::Pipe(_) => true,
            Stream::Tls(_) => false,
        }
    }

    /// Gives up what the other side has not taken: closing then resets the connection. Else the system would go on
    /// holding megabytes for a client that does not read, long after we have let go of it.
    pub(crate) fn abandon(&mut self) {
        match self {
            Stream::Tcp(stream) => stream.abandon(),
            Stream::Tls(stream) => stream.abandon(),
            Stream::Pipe(_) => {}
        }
    }

    /// What was agreed on, if it is TLS.
    pub fn session(&self) -> Option<&Arc<Session>> {
        match self {
            Stream::Tls(stream) => Some(stream.session()),
            Stream::Tcp(_) | Stream::Pipe(_) => None,
        }
    }

    /// Whether the octet that was read so many octets ago came as TLS early data.
    pub(crate) fn was_early(&self, ago: usize) -> bool {
        match self {
            Stream::Tls(stream) => stream.was_early(ago as u64),
            Stream::Tcp(_) | Stream::Pipe(_) => false,
        }
    }
}

const NOWHERE: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), 0);

impl AsyncRead for Stream {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Stream::Tcp(stream) => Pin::new(stream).poll_read(context, buffer),
            Stream::Tls(stream) => Pin::new(stream).poll_read(context, buffer),
            Stream::Pipe(stream) => Pin::new(stream).poll_read(context, buffer),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Stream::Tcp(stream) => Pin::new(stream).poll_write(context, bytes),
            Stream::Tls(stream) => Pin::new(stream).poll_write(context, bytes),
            Stream::Pipe(stream) => Pin::new(stream).poll_write(context, bytes),
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Stream::Tcp(stream) => Pin::new(stream).poll_write_vectored(context, slices),
            Stream::Tls(stream) => Pin::new(stream).poll_write_vectored(context, slices),
            Stream::Pipe(stream) => Pin::new(stream).poll_write_vectored(context, slices),
        }
    }

    fn is_write_vectored(&self) -> bool {
        match self {
            Stream::Tcp(stream) => stream.is_write_vectored(),
            Stream::Tls(stream) => stream.is_write_vectored(),
            Stream::Pipe(stream) => stream.is_write_vectored(),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Stream::Tcp(stream) => Pin::new(stream).poll_flush(context),
            Stream::Tls(stream) => Pin::new(stream).poll_flush(context),
            Stream::Pipe(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Stream::Tcp(stream) => Pin::new(stream).poll_shutdown(context),
            Stream::Tls(stream) => Pin::new(stream).poll_shutdown(context),
            Stream::Pipe(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }
}
