//! The connection after 101: a stream of bytes that begins with what was read too far.

use super::Connection;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A connection that has switched protocols. It closes when the exchange ends.
#[derive(Debug)]
pub(crate) struct Tunnel<'c> {
    connection: &'c mut Connection,
    /// A write waits for the client, until the connection's deadline.
    waits: bool,
}

impl<'c> Tunnel<'c> {
    pub(crate) fn new(connection: &'c mut Connection) -> Self {
        Self { connection, waits: false }
    }
}

impl AsyncRead for Tunnel<'_> {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let connection = &mut self.get_mut().connection;
        let early = connection.unread();
        if !early.is_empty() {
            let take = early.len().min(buffer.remaining());
            buffer.put_slice(&early[..take]);
            connection.consume(take);
            return Poll::Ready(Ok(()));
        }
        Pin::new(connection.stream()).poll_read(context, buffer)
    }
}

impl AsyncWrite for Tunnel<'_> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let Self { connection, waits } = self.get_mut();
        if let Poll::Ready(written) = Pin::new(connection.stream()).poll_write(context, bytes) {
            *waits = false;
            return Poll::Ready(written);
        }
        if !std::mem::replace(waits, true) {
            connection.expect_progress();
        }
        connection.poll_progress(context).map(Err)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(self.get_mut().connection.stream()).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(self.get_mut().connection.stream()).poll_shutdown(context)
    }
}
