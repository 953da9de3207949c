//! The direction of a stream to the client: what passes is looked at, a client that takes nothing is given up, and there is
//! no end that nobody asked for.

use super::ending::{Ending, code_of, connection_error, of_connection, stream_id};
use super::frames::{Frames, Part};
use crate::transport::{Deadline, Direction};
use bytes::{Buf, Bytes};
use h3::error::Code;
use h3::quic::{self, StreamErrorIncoming, StreamId, WriteBuf};
use quinn::{SendStream, VarInt, WriteError};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::Instant;

/// See the module.
pub(super) struct Sending {
    stream: SendStream,
    ending: Ending,
    writing: Option<WriteBuf<Bytes>>,
    frames: Frames,
    write_timeout: Duration,
    deadline: Deadline,
    /// A write waits until the deadline.
    armed: bool,
    /// It carries an answer; else it is a stream that lasts as long as the connection.
    answers: bool,
    ended: bool,
}

impl Sending {
    pub(super) fn new(stream: SendStream, ending: Ending, write_timeout: Duration, answers: bool) -> Self {
        Self {
            stream,
            ending,
            writing: None,
            frames: Frames::default(),
            write_timeout,
            deadline: Deadline::new(Instant::now()),
            armed: false,
            answers,
            ended: false,
        }
    }

    fn id(&self) -> u64 {
        self.stream.id().into()
    }

    /// Notes the frames in what was written.
    fn note(&mut self, mut bytes: &[u8]) {
        if !self.answers {
            return;
        }
        let id = self.id();
        while let Some(part) = self.frames.next(&mut bytes) {
            if let Part::Head(head) = part {
                self.ending.ledger.frame(id, Direction::Sent, head);
            }
        }
    }

    fn poll_write(&mut self, context: &mut Context<'_>) -> Poll<Result<(), StreamErrorIncoming>> {
        let Some(mut data) = self.writing.take() else { return Poll::Ready(Ok(())) };
        while data.has_remaining() {
            let written = match Pin::new(&mut self.stream).poll_write(context, data.chunk()) {
                Poll::Ready(Ok(written)) => written,
                Poll::Ready(Err(error)) => {
                    self.ending.ledger.reset(self.id());
                    return Poll::Ready(Err(write_error(error)));
                }
                Poll::Pending => {
                    self.writing = Some(data);
                    if !std::mem::replace(&mut self.armed, true) {
                        self.deadline.set(Instant::now() + self.write_timeout);
                    }
                    ready!(self.deadline.poll(context));
                    let error_code = Code::H3_REQUEST_CANCELLED.value();
                    return Poll::Ready(Err(StreamErrorIncoming::StreamTerminated { error_code }));
                }
            };
            self.armed = false;
            let octets = Bytes::copy_from_slice(&data.chunk()[..written]);
            self.note(&octets);
            data.advance(written);
        }
        Poll::Ready(Ok(()))
    }
}

impl quic::SendStream<Bytes> for Sending {
    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), StreamErrorIncoming>> {
        self.poll_write(context)
    }

    fn send_data<T: Into<WriteBuf<Bytes>>>(&mut self, data: T) -> Result<(), StreamErrorIncoming> {
        if self.writing.is_some() {
            return Err(StreamErrorIncoming::Unknown("what was to be sent before still waits".into()));
        }
        self.writing = Some(data.into());
        Ok(())
    }

    fn poll_finish(&mut self, _: &mut Context<'_>) -> Poll<Result<(), StreamErrorIncoming>> {
        self.ended = true;
        Poll::Ready(self.stream.finish().map_err(|error| StreamErrorIncoming::Unknown(Box::new(error))))
    }

    fn reset(&mut self, code: u64) {
        self.ended = true;
        self.ending.ledger.reset(self.id());
        // One that has ended already cannot be reset any more.
        let _ = self.stream.reset(VarInt::from_u64(code).unwrap_or(VarInt::MAX));
    }

    fn send_id(&self) -> StreamId {
        stream_id(self.id())
    }
}

impl Drop for Sending {
    /// Left alone, `quinn` would end the stream as if all had been said.
    fn drop(&mut self) {
        if !self.answers || self.ended {
            return;
        }
        let code = match self.ending.ledger.state(self.id()) {
            // The crate's own answer to a field section that is larger than any of ours: it ends here.
            (false, true) => return,
            (false, false) => Code::H3_REQUEST_REJECTED,
            (true, _) => Code::H3_INTERNAL_ERROR,
        };
        let _ = self.stream.reset(code_of(code));
    }
}

fn write_error(error: WriteError) -> StreamErrorIncoming {
    match error {
        WriteError::Stopped(code) => StreamErrorIncoming::StreamTerminated { error_code: code.into_inner() },
        WriteError::ConnectionLost(error) => of_connection(connection_error(error)),
        other => StreamErrorIncoming::Unknown(Box::new(other)),
    }
}
