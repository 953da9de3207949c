//! The stream of an extended CONNECT after 200: its DATA frames as a stream of bytes (RFC 8441 §5).

use super::Stream;
use crate::streams::{Answer, Reset, Wire};
use bytes::{Buf, Bytes};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A stream that carries another protocol. Unless it is shut down, the stream is cancelled when the exchange ends.
#[derive(Debug)]
pub(crate) struct Tunnel<'s> {
    stream: &'s mut Stream,
    /// What came and was not read yet.
    came: Bytes,
}

impl<'s> Tunnel<'s> {
    pub(crate) fn new(stream: &'s mut Stream) -> Self {
        Self { stream, came: Bytes::new() }
    }

    pub(crate) fn break_off(self) {
        if self.stream.answer == Answer::Switched {
            self.stream.answer = Answer::Done;
            self.stream.wire.reset(Reset::Connect);
        }
    }
}

impl AsyncRead for Tunnel<'_> {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let Self { stream, came } = self.get_mut();
        while came.is_empty() {
            match ready!(stream.wire.content.poll_data(context)) {
                Some(Ok(data)) => *came = data,
                Some(Err(error)) => return Poll::Ready(Err(io::Error::other(error))),
                None => return Poll::Ready(Ok(())),
            }
        }
        let take = came.len().min(buffer.remaining());
        buffer.put_slice(&came[..take]);
        came.advance(take);
        // If the stream is over by now, nobody has to know that there is room again.
        let _ = stream.wire.content.flow_control().release_capacity(take);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Tunnel<'_> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if bytes.is_empty() {
            return Poll::Ready(Ok(0));
        }
        let stream = &mut self.get_mut().stream;
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        let room = ready!(stream.wire.poll_room(bytes.len(), context)).map_err(gone)?.min(bytes.len());
        stream.wire.send_now(&bytes[..room], false).map_err(gone)?;
        Poll::Ready(Ok(room))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        let stream = &mut self.get_mut().stream;
        if stream.answer == Answer::Switched {
            stream.answer = Answer::Done;
            return Poll::Ready(stream.wire.send_now(&[], true).map_err(|_| io::ErrorKind::BrokenPipe.into()));
        }
        Poll::Ready(Ok(()))
    }
}
