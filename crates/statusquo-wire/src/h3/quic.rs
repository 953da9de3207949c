//! A `quinn` connection and its streams, as `h3` wants them.

use super::ending::{Ending, code_of, connection_error, of_connection};
use super::guard::Guard;
use super::ledger::Ledger;
use super::receiving::Receiving;
use super::sending::Sending;
use crate::Limits;
use bytes::Bytes;
use h3::error::Code;
use h3::quic::{self, ConnectionErrorIncoming, StreamErrorIncoming, StreamId, WriteBuf};
use quinn::{ConnectionError, RecvStream, SendStream};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

type Coming<T> = Pin<Box<dyn Future<Output = Result<T, ConnectionError>> + Send>>;

/// A connection, as `h3` wants it.
pub(super) struct Connection {
    quic: quinn::Connection,
    ledger: Ledger,
    limits: Limits,
    requests: Option<Coming<(SendStream, RecvStream)>>,
    others: Option<Coming<RecvStream>>,
    opening: Option<Coming<SendStream>>,
}

impl Connection {
    pub(super) fn new(quic: quinn::Connection, ledger: Ledger, limits: Limits) -> Self {
        Self { quic, ledger, limits, requests: None, others: None, opening: None }
    }

    fn ending(&self) -> Ending {
        Ending { quic: self.quic.clone(), ledger: self.ledger.clone() }
    }
}

/// Goes on with what comes once, and forgets it when it has come.
fn poll_coming<T>(
    coming: &mut Option<Coming<T>>,
    context: &mut Context<'_>,
    begin: impl FnOnce() -> Coming<T>,
) -> Poll<Result<T, ConnectionErrorIncoming>> {
    let came = ready!(coming.get_or_insert_with(begin).as_mut().poll(context));
    *coming = None;
    Poll::Ready(came.map_err(connection_error))
}

impl quic::Connection<Bytes> for Connection {
    type RecvStream = Receiving;
    type OpenStreams = Self;

    fn poll_accept_recv(&mut self, context: &mut Context<'_>) -> Poll<Result<Receiving, ConnectionErrorIncoming>> {
        let quic = &self.quic;
        let begin = || -> Coming<RecvStream> {
            let quic = quic.clone();
            Box::pin(async move { quic.accept_uni().await })
        };
        let stream = ready!(poll_coming(&mut self.others, context, begin))?;
        let ending = self.ending();
        if !ending.ledger.spend() {
            ending.calm();
        }
        Poll::Ready(Ok(Receiving::new(stream, ending, Guard::unidirectional(), false)))
    }

    fn poll_accept_bidi(&mut self, context: &mut Context<'_>) -> Poll<Result<Both, ConnectionErrorIncoming>> {
        let quic = &self.quic;
        let begin = || -> Coming<(SendStream, RecvStream)> {
            let quic = quic.clone();
            Box::pin(async move { quic.accept_bi().await })
        };
        let (sending, receiving) = ready!(poll_coming(&mut self.requests, context, begin))?;
        let taken = sending.stopped();
        self.ledger.open(sending.id().into(), Box::pin(async move { drop(taken.await) }));
        let guard = Guard::request(section_length(&self.limits));
        Poll::Ready(Ok(Both {
            sending: Sending::new(sending, self.ending(), self.limits.write_timeout, true),
            receiving: Receiving::new(receiving, self.ending(), guard, true),
        }))
    }

    fn opener(&self) -> Self {
        Self::new(self.quic.clone(), self.ledger.clone(), self.limits)
    }
}

/// The largest field section, decoded, that `h3` hands on: larger than ours, so that it can be answered with what was
/// wrong (414, 431).
pub(super) fn section_size(limits: &Limits) -> u64 {
    2 * (limits.fields + limits.target) as u64
}

/// The largest field section in its encoded form: no sensible encoder makes one longer than it was.
fn section_length(limits: &Limits) -> u64 {
    2 * section_size(limits)
}

impl quic::OpenStreams<Bytes> for Connection {
    type BidiStream = Both;
    type SendStream = Sending;

    fn poll_open_bidi(&mut self, _: &mut Context<'_>) -> Poll<Result<Both, StreamErrorIncoming>> {
        Poll::Ready(Err(StreamErrorIncoming::Unknown("a server opens no streams for requests".into())))
    }

    fn poll_open_send(&mut self, context: &mut Context<'_>) -> Poll<Result<Sending, StreamErrorIncoming>> {
        let quic = &self.quic;
        let begin = || -> Coming<SendStream> {
            let quic = quic.clone();
            Box::pin(async move { quic.open_uni().await })
        };
        let stream = ready!(poll_coming(&mut self.opening, context, begin)).map_err(of_connection)?;
        Poll::Ready(Ok(Sending::new(stream, self.ending(), self.limits.write_timeout, false)))
    }

    fn close(&mut self, code: Code, reason: &[u8]) {
        self.quic.close(code_of(code), reason);
    }
}

/// Both directions of a stream with a request.
pub(super) struct Both {
    sending: Sending,
    receiving: Receiving,
}

impl quic::SendStream<Bytes> for Both {
    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), StreamErrorIncoming>> {
        self.sending.poll_ready(context)
    }

    fn send_data<T: Into<WriteBuf<Bytes>>>(&mut self, data: T) -> Result<(), StreamErrorIncoming> {
        self.sending.send_data(data)
    }

    fn poll_finish(&mut self, context: &mut Context<'_>) -> Poll<Result<(), StreamErrorIncoming>> {
        self.sending.poll_finish(context)
    }

    fn reset(&mut self, code: u64) {
        self.sending.reset(code);
    }

    fn send_id(&self) -> StreamId {
        self.sending.send_id()
    }
}

impl quic::RecvStream for Both {
    type Buf = Bytes;

    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>, StreamErrorIncoming>> {
        self.receiving.poll_data(context)
    }

    fn stop_sending(&mut self, code: u64) {
        self.receiving.stop_sending(code);
    }

    fn recv_id(&self) -> StreamId {
        self.receiving.recv_id()
    }
}
