//! A stream of bytes over TLS: drives rustls by hand, so that early data can be read, and answered, before the handshake
//! is complete.

use super::acceptor::Presented;
use super::{Acceptor, Session};
use crate::Limits;
use crate::transport::{Deadline, Ends, Stream};
use rustls::{AlertDescription, ServerConnection};
use std::fmt;
use std::future::poll_fn;
use std::io::{self, BufRead, Read, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;

/// How much early data is moved at a time.
const PIECE: usize = 4096;

/// A handshake that came to nothing, and why, for the operator's log.
#[derive(Debug)]
pub struct HandshakeError {
    what: String,
}

impl HandshakeError {
    pub(crate) fn new(what: String) -> Self {
        Self { what }
    }
}

impl fmt::Display for HandshakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for HandshakeError {}

impl From<io::Error> for HandshakeError {
    fn from(error: io::Error) -> Self {
        let rustls = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
        let what = match rustls {
            Some(rustls::Error::AlertReceived(
                AlertDescription::UnknownCA | AlertDescription::BadCertificate | AlertDescription::CertificateUnknown,
            )) => "the client does not trust the certificate".to_owned(),
            Some(rustls::Error::AlertReceived(alert)) => format!("the client ended it with the alert {alert:?}"),
            Some(error) => format!("what the client sent was refused: {error}"),
            None if error.kind() == io::ErrorKind::UnexpectedEof => "the client left in the middle of it".to_owned(),
            None => error.to_string(),
        };
        Self { what }
    }
}

/// The server's side of a TLS connection, whose handshake is complete or whose early data was accepted.
pub struct TlsStream {
    io: Stream,
    connection: ServerConnection,
    session: Arc<Session>,
    /// Of the handshake as long as it lasts, then of closing.
    deadline: Deadline,
    closing: bool,
    /// Nothing more is sent, not even that it ends.
    abandoned: bool,
    limits: Limits,
    /// Octets handed out so far, and how many of them came as early data.
    read: u64,
    early: u64,
}

impl fmt::Debug for TlsStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsStream").field("io", &self.io).field("session", &self.session).finish_non_exhaustive()
    }
}

impl TlsStream {
    /// Shakes hands, as far as needed before the client's first octet can be read.
    ///
    /// # Errors
    ///
    /// When the client sends no TLS, agrees to nothing that is offered here, leaves, or is not done within the time for a
    /// head. It was told by an alert what was wrong, as far as it could be.
    pub async fn accept(io: Stream, acceptor: &Acceptor, limits: &Limits) -> Result<Self, HandshakeError> {
        let setting_up = |error: rustls::Error| HandshakeError { what: format!("it could not be set up: {error}") };
        let (connection, presented) = acceptor.connection(Ends::of(&io).local.ip()).map_err(setting_up)?;
        let patience = limits.head_timeout;
        let deadline = Deadline::new(Instant::now() + patience);
        let mut shaking = Shaking { io, connection, presented, deadline, patience };
        poll_fn(|context| shaking.poll(context)).await?;
        let Shaking { io, mut connection, presented, deadline, .. } = shaking;
        let leaf = presented.leaf().cloned();
        let leaf = leaf.ok_or_else(|| HandshakeError { what: "no certificate was presented".to_owned() })?;
        let http3_port = acceptor.is_beside_http3().then(|| Ends::of(&io).local.port());
        let session = Arc::new(Session::of(&mut connection, leaf).beside(http3_port));
        let (closing, abandoned, limits) = (false, false, *limits);
        Ok(Self { io, connection, session, deadline, closing, abandoned, limits, read: 0, early: 0 })
    }

    /// What both sides agreed on.
    pub fn session(&self) -> &Arc<Session> {
        &self.session
    }

    /// Whether the octet that was handed out so many octets ago came as early data; 0 is the next one.
    pub fn was_early(&self, ago: u64) -> bool {
        self.read.saturating_sub(ago) < self.early
    }

    /// Gives up what the other side has not taken.
    pub(crate) fn abandon(&mut self) {
        self.abandoned = true;
        self.io.abandon();
    }

    /// What carries it.
    pub(crate) fn carrier(&self) -> &Stream {
        &self.io
    }

    /// Hands out early data that has come; the number of octets.
    fn take_early(&mut self, buffer: &mut ReadBuf<'_>) -> usize {
        let Some(mut early) = self.connection.early_data() else { return 0 };
        let mut piece = [0; PIECE];
        let room = buffer.remaining().min(PIECE);
        let count = early.read(&mut piece[..room]).unwrap_or(0);
        buffer.put_slice(&piece[..count]);
        self.early += count as u64;
        count
    }

    /// Hands out data that came after the handshake; nothing at the end.
    fn take(&mut self, buffer: &mut ReadBuf<'_>) -> io::Result<usize> {
        let mut reader = self.connection.reader();
        let data = reader.fill_buf()?;
        let count = data.len().min(buffer.remaining());
        buffer.put_slice(&data[..count]);
        reader.consume(count);
        Ok(count)
    }
}

/// A handshake under way.
struct Shaking {
    io: Stream,
    connection: ServerConnection,
    presented: Arc<Presented>,
    deadline: Deadline,
    patience: Duration,
}

impl Shaking {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<(), HandshakeError>> {
        loop {
            let pushed = push(&mut self.io, &mut self.connection, context);
            if let Poll::Ready(Err(error)) = pushed {
                return Poll::Ready(Err(error.into()));
            }
            // Whatever could not be sent yet goes out when the stream is read or written.
            if !self.connection.is_handshaking() || self.connection.early_data().is_some() {
                return Poll::Ready(Ok(()));
            }
            if self.deadline.poll(context).is_ready() {
                let what = format!("it was not complete after {} ms", self.patience.as_millis());
                return Poll::Ready(Err(HandshakeError { what }));
            }
            match ready!(pull(&mut self.io, &mut self.connection, context)) {
                Ok(0) => return Poll::Ready(Err(io::Error::from(io::ErrorKind::UnexpectedEof).into())),
                Ok(_) => {}
                Err(error) => return Poll::Ready(Err(error.into())),
            }
        }
    }
}

/// Sends what waits to be sent, as far as the other side takes it.
fn push(io: &mut Stream, connection: &mut ServerConnection, context: &mut Context<'_>) -> Poll<io::Result<()>> {
    while connection.wants_write() {
        match connection.write_tls(&mut Wire { io, context }) {
            Ok(0) => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Poll::Pending,
            Err(error) => return Poll::Ready(Err(error)),
        }
    }
    Poll::Ready(Ok(()))
}

/// Receives once, and works out what came; the number of octets, 0 at the end.
fn pull(io: &mut Stream, connection: &mut ServerConnection, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
    let count = match connection.read_tls(&mut Wire { io, context }) {
        Ok(count) => count,
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Poll::Pending,
        Err(error) => return Poll::Ready(Err(error)),
    };
    if let Err(error) = connection.process_new_packets() {
        // The other side is told by an alert, if it still listens.
        let _ = push(io, connection, context);
        return Poll::Ready(Err(io::Error::new(io::ErrorKind::InvalidData, error)));
    }
    Poll::Ready(Ok(count))
}

/// The stream below, as rustls wants to see it: what is not ready would block.
struct Wire<'w, 'c> {
    io: &'w mut Stream,
    context: &'w mut Context<'c>,
}

fn would_block<T>(poll: Poll<io::Result<T>>) -> io::Result<T> {
    match poll {
        Poll::Ready(result) => result,
        Poll::Pending => Err(io::ErrorKind::WouldBlock.into()),
    }
}

impl Read for Wire<'_, '_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let mut buffer = ReadBuf::new(bytes);
        would_block(Pin::new(&mut *self.io).poll_read(self.context, &mut buffer))?;
        Ok(buffer.filled().len())
    }
}

impl Write for Wire<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        would_block(Pin::new(&mut *self.io).poll_write(self.context, bytes))
    }

    fn write_vectored(&mut self, slices: &[io::IoSlice<'_>]) -> io::Result<usize> {
        would_block(Pin::new(&mut *self.io).poll_write_vectored(self.context, slices))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl AsyncRead for TlsStream {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if buffer.remaining() == 0 {
            return Poll::Ready(Ok(()));
        }
        loop {
            let early = this.take_early(buffer);
            if early > 0 {
                this.read += early as u64;
                return Poll::Ready(Ok(()));
            }
            match this.take(buffer) {
                Ok(count) => {
                    this.read += count as u64;
                    return Poll::Ready(Ok(()));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
            // Who waits for an answer may be waiting for what still has to be sent.
            if let Poll::Ready(Err(error)) = push(&mut this.io, &mut this.connection, context) {
                return Poll::Ready(Err(error));
            }
            if this.connection.is_handshaking() && this.deadline.poll(context).is_ready() {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            // An end without close_notify shows when the next octet is asked for.
            ready!(pull(&mut this.io, &mut this.connection, context))?;
        }
    }
}

impl AsyncWrite for TlsStream {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        // What was taken before goes first, so that no more than one piece ever waits here.
        ready!(push(&mut this.io, &mut this.connection, context))?;
        let taken = this.connection.writer().write(bytes)?;
        if let Poll::Ready(Err(error)) = push(&mut this.io, &mut this.connection, context) {
            return Poll::Ready(Err(error));
        }
        Poll::Ready(Ok(taken))
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(push(&mut this.io, &mut this.connection, context))?;
        Pin::new(&mut this.io).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.abandoned {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        if !this.closing {
            this.closing = true;
            this.connection.send_close_notify();
            this.deadline.set(Instant::now() + this.limits.write_timeout);
        }
        if let Poll::Ready(pushed) = push(&mut this.io, &mut this.connection, context) {
            pushed?;
            return Pin::new(&mut this.io).poll_shutdown(context);
        }
        ready!(this.deadline.poll(context));
        this.abandon();
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}
