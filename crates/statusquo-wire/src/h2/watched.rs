//! The stream between a socket and the `h2` crate: what was read too far comes first, every frame is looked at on its
//! way, a client that does not read is given up, and closing lingers.

use super::ledger::Ledger;
use crate::Limits;
use crate::transport::{Deadline, Stream};
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;

/// The octets that begin a connection of HTTP/2 (RFC 9113 §3.4).
pub const PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// See the module.
#[derive(Debug)]
pub(super) struct Watched {
    stream: Stream,
    ledger: Ledger,
    limits: Limits,
    /// What was read before, beginning with the preface.
    early: Vec<u8>,
    /// How much of it was handed on.
    handed: usize,
    deadline: Deadline,
    /// A write, or the close, waits until the deadline.
    armed: bool,
    /// Our direction is closed.
    shut: bool,
}

impl Watched {
    /// `early` holds the preface and whatever came with it.
    pub(super) fn new(stream: Stream, early: Vec<u8>, ledger: Ledger, limits: Limits) -> Self {
        let deadline = Deadline::new(Instant::now());
        Self { stream, ledger, limits, early, handed: 0, deadline, armed: false, shut: false }
    }

    /// What a write came to; one that waits has until the deadline.
    fn wrote(&mut self, wrote: Poll<io::Result<usize>>, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        if wrote.is_ready() {
            self.armed = false;
            return wrote;
        }
        if !self.armed {
            self.armed = true;
            self.deadline.set(Instant::now() + self.limits.write_timeout);
        }
        ready!(self.deadline.poll(context));
        self.stream.abandon();
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Watched {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.ledger.fatal().is_some() {
            // What comes after is not to be acted on. The connection looks at the ledger after each reading.
            return Poll::Pending;
        }
        let before = buffer.filled().len();
        let mut ago = this.early.len() - this.handed;
        if this.handed < this.early.len() {
            // The crate reads the preface by itself, and looks at nothing else then.
            let preface = this.handed < PREFACE.len();
            let to = if preface { PREFACE.len() } else { this.early.len() };
            let take = (to - this.handed).min(buffer.remaining());
            buffer.put_slice(&this.early[this.handed..this.handed + take]);
            this.handed += take;
            if this.handed == this.early.len() {
                this.early = Vec::new();
                this.handed = 0;
            }
            if preface {
                return Poll::Ready(Ok(()));
            }
        } else {
            ready!(Pin::new(&mut this.stream).poll_read(context, buffer))?;
            ago = buffer.filled().len() - before;
        }
        // What is read at a time is all early data, or none of it.
        if !this.ledger.received(&buffer.filled()[before..], this.stream.was_early(ago)) {
            buffer.set_filled(before);
            return Poll::Pending;
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Watched {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if this.ledger.holds_back() {
            return Poll::Pending;
        }
        let wrote = Pin::new(&mut this.stream).poll_write(context, bytes);
        let wrote = ready!(this.wrote(wrote, context))?;
        this.ledger.sent(&[&bytes[..wrote]]);
        Poll::Ready(Ok(wrote))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if this.ledger.holds_back() {
            return Poll::Pending;
        }
        let wrote = Pin::new(&mut this.stream).poll_write_vectored(context, slices);
        let wrote = ready!(this.wrote(wrote, context))?;
        let mut left = wrote;
        for slice in slices {
            let take = left.min(slice.len());
            this.ledger.sent(&[&slice[..take]]);
            left -= take;
        }
        Poll::Ready(Ok(wrote))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        // Over TLS, what was written may still wait here.
        let flushed = Pin::new(&mut this.stream).poll_flush(context);
        this.wrote(flushed.map_ok(|()| 0), context).map_ok(|_| ())
    }

    /// Closes so that the client can still read what was sent last, GOAWAY above all: first our direction, then, after
    /// what it is still sending has been thrown away, the other.
    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if !this.shut {
            ready!(Pin::new(&mut this.stream).poll_shutdown(context))?;
            this.shut = true;
            this.ledger.close();
            this.deadline.set(Instant::now() + this.limits.linger);
        }
        let mut thrown_away = [0; 4096];
        loop {
            let mut buffer = ReadBuf::new(&mut thrown_away);
            match Pin::new(&mut this.stream).poll_read(context, &mut buffer) {
                Poll::Ready(Ok(())) if !buffer.filled().is_empty() => {}
                Poll::Ready(_) => return Poll::Ready(Ok(())),
                Poll::Pending => return this.deadline.poll(context).map(Ok),
            }
        }
    }
}
