//! The direction of a stream from the client: what passes is looked at before `h3` sees it.

use super::ending::{Ending, code_of, connection_error, of_connection, stream_id};
use super::guard::{Guard, Wrong};
use crate::transport::Direction;
use bytes::{Bytes, BytesMut};
use h3::error::Code;
use h3::quic::{self, StreamErrorIncoming, StreamId};
use quinn::{ConnectionError, ReadError, RecvStream, VarInt};
use std::pin::pin;
use std::task::{Context, Poll};

/// See the module.
pub(super) struct Receiving {
    stream: RecvStream,
    ending: Ending,
    guard: Guard,
    /// What may be handed on.
    ready: BytesMut,
    /// How reading ended, if it did.
    over: Option<Result<(), StreamErrorIncoming>>,
    /// It carries a request.
    asks: bool,
    /// Whether it was looked for the end of the stream right behind the field section.
    looked: bool,
}

impl Receiving {
    pub(super) fn new(stream: RecvStream, ending: Ending, guard: Guard, asks: bool) -> Self {
        Self { stream, ending, guard, ready: BytesMut::new(), over: None, asks, looked: !asks }
    }

    fn id(&self) -> u64 {
        self.stream.id().into()
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), StreamErrorIncoming> {
        let id = self.id();
        let Self { guard, ready, ending, asks, .. } = self;
        let passed = guard.pass(bytes, ready, |found| {
            if *asks {
                ending.ledger.frame(id, Direction::Received, found.head);
            }
            if (found.control || found.swallowed) && !ending.ledger.spend() {
                return Err(Wrong::Connection(Code::H3_EXCESSIVE_LOAD, "too many frames that are no request"));
            }
            Ok(())
        });
        match passed {
            Ok(()) => Ok(()),
            Err(Wrong::Connection(code, why)) => {
                self.ending.quic.close(code_of(code), why.as_bytes());
                Err(of_connection(connection_error(ConnectionError::LocallyClosed)))
            }
            Err(Wrong::Stream(code, why)) => {
                let _ = self.stream.stop(code_of(code));
                Err(StreamErrorIncoming::Unknown(why.into()))
            }
        }
    }

    fn end(&mut self) -> Result<(), StreamErrorIncoming> {
        if !self.guard.has_content() {
            self.ending.ledger.ended(self.id());
        }
        if let Some(rest) = self.guard.end() {
            self.ready.extend_from_slice(&rest);
        }
        Ok(())
    }

    fn lose(&mut self, error: ReadError) -> Result<(), StreamErrorIncoming> {
        if self.asks && matches!(error, ReadError::Reset(_)) {
            self.ending.ledger.reset(self.id());
            if !self.ending.ledger.spend_reset() {
                self.ending.calm();
            }
        }
        Err(read_error(error))
    }
}

impl quic::RecvStream for Receiving {
    type Buf = Bytes;

    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>, StreamErrorIncoming>> {
        loop {
            if !self.ready.is_empty() && (self.looked || self.over.is_some() || !self.guard.has_section()) {
                return Poll::Ready(Ok(Some(self.ready.split().freeze())));
            }
            if let Some(over) = &mut self.over {
                let over = std::mem::replace(over, Ok(()));
                return Poll::Ready(over.map(|()| None));
            }
            let looks = !self.ready.is_empty();
            self.looked |= looks;
            let read = match pin!(self.stream.read_chunk(usize::MAX, true)).poll(context) {
                Poll::Ready(read) => read,
                Poll::Pending if looks => continue,
                Poll::Pending => return Poll::Pending,
            };
            let went = match read {
                Ok(Some(chunk)) => self.take(&chunk.bytes),
                Ok(None) => {
                    self.over = Some(Ok(()));
                    self.end()
                }
                Err(error) => self.lose(error),
            };
            if went.is_err() {
                self.over = Some(went);
            }
        }
    }

    fn stop_sending(&mut self, code: u64) {
        let _ = self.stream.stop(VarInt::from_u64(code).unwrap_or(VarInt::MAX));
    }

    fn recv_id(&self) -> StreamId {
        stream_id(self.id())
    }
}

impl Drop for Receiving {
    /// The client need not send the rest (RFC 9114 §4.1); left alone, `quinn` would say so with a code of its own.
    fn drop(&mut self) {
        if self.asks {
            let claimed = self.ending.ledger.state(self.id()).0;
            let code = if claimed { Code::H3_NO_ERROR } else { Code::H3_REQUEST_REJECTED };
            let _ = self.stream.stop(code_of(code));
        }
    }
}

fn read_error(error: ReadError) -> StreamErrorIncoming {
    match error {
        ReadError::Reset(code) => StreamErrorIncoming::StreamTerminated { error_code: code.into_inner() },
        ReadError::ConnectionLost(error) => of_connection(connection_error(error)),
        other => StreamErrorIncoming::Unknown(Box::new(other)),
    }
}
