//! A stream of bytes in another protocol than HTTP, whatever the version of HTTP that it came from.

use crate::{h1, h2};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// What an exchange has become: the connection after 101, or the connection or stream after 200 to CONNECT (RFC 9110
/// §9.3.6, RFC 8441 §5).
///
/// It is closed when the exchange ends.
#[derive(Debug)]
pub struct Tunnel<'c> {
    carrier: Carrier<'c>,
}

#[derive(Debug)]
enum Carrier<'c> {
    Http1(h1::Tunnel<'c>),
    Http2(h2::Tunnel<'c>),
}

impl<'c> Tunnel<'c> {
    pub(crate) fn http1(tunnel: h1::Tunnel<'c>) -> Self {
        Self { carrier: Carrier::Http1(tunnel) }
    }

    pub(crate) fn http2(tunnel: h2::Tunnel<'c>) -> Self {
        Self { carrier: Carrier::Http2(tunnel) }
    }

    /// Says that the other end broke: a stream ends with CONNECT_ERROR (RFC 9113 §8.5), a connection is just closed.
    pub fn break_off(self) {
        if let Carrier::Http2(tunnel) = self.carrier {
            tunnel.break_off();
        }
    }
}

impl AsyncRead for Tunnel<'_> {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().carrier {
            Carrier::Http1(tunnel) => Pin::new(tunnel).poll_read(context, buffer),
            Carrier::Http2(tunnel) => Pin::new(tunnel).poll_read(context, buffer),
        }
    }
}

impl AsyncWrite for Tunnel<'_> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match &mut self.get_mut().carrier {
            Carrier::Http1(tunnel) => Pin::new(tunnel).poll_write(context, bytes),
            Carrier::Http2(tunnel) => Pin::new(tunnel).poll_write(context, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().carrier {
            Carrier::Http1(tunnel) => Pin::new(tunnel).poll_flush(context),
            Carrier::Http2(tunnel) => Pin::new(tunnel).poll_flush(context),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().carrier {
            Carrier::Http1(tunnel) => Pin::new(tunnel).poll_shutdown(context),
            Carrier::Http2(tunnel) => Pin::new(tunnel).poll_shutdown(context),
        }
    }
}
