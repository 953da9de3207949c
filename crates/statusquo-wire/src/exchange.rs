//! One request and all its responses, whatever the version of HTTP: what a service is given.

use crate::Tunnel;
use crate::message::{Fields, Request, Violation};
use crate::tls::{HandshakeError, Session};
use crate::transport::Recording;
use crate::{h1, h2, h3};
use std::future::Future;
use std::net::SocketAddr;
use std::time::Instant;

/// What answers the requests of a server.
///
/// It is given every request head, and every head that broke a rule ([`Request::violation`]); it answers through the
/// exchange. A service that ends without an answer leaves the client with a closed connection.
pub trait Service: Send + Sync + 'static {
    /// Answers one request.
    fn exchange(&self, request: &Request, exchange: &mut Exchange<'_>) -> impl Future<Output = ()> + Send;

    /// Is told of a connection whose handshake came to nothing, so that no request came.
    fn handshake_failed(&self, peer: SocketAddr, error: &HandshakeError) {
        let _ = (peer, error);
    }
}

/// The content of an answer that is whole before it is sent.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// None, where the status allows content: a length of 0.
    Empty,
    /// These octets. To HEAD only their number is sent.
    Bytes(&'a [u8]),
}

impl<'a> Content<'a> {
    /// The octets.
    pub fn bytes(self) -> &'a [u8] {
        match self {
            Content::Empty => &[],
            Content::Bytes(bytes) => bytes,
        }
    }
}

/// The content of a request could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It broke a rule: framing, time, or it did not come whole.
    Violation(Violation),
    /// It is larger than was asked for: the limit in octets.
    TooLarge(u64),
    /// The connection is gone.
    Gone,
}

/// The answer could not be written: the client is gone, or does not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

/// One request being answered. Interim answers first, then one final answer, whole or in pieces.
#[derive(Debug)]
pub struct Exchange<'c> {
    carrier: Carrier<'c>,
}

/// What carries an exchange: an enum and not a trait object, so that a plain request pays one branch.
#[derive(Debug)]
enum Carrier<'c> {
    Http1(&'c mut h1::Connection),
    Http2(&'c mut h2::Stream),
    Http3(&'c mut h3::Stream),
}

impl<'c> Exchange<'c> {
    pub(crate) fn http1(connection: &'c mut h1::Connection) -> Self {
        Self { carrier: Carrier::Http1(connection) }
    }

    pub(crate) fn http2(stream: &'c mut h2::Stream) -> Self {
        Self { carrier: Carrier::Http2(stream) }
    }

    pub(crate) fn http3(stream: &'c mut h3::Stream) -> Self {
        Self { carrier: Carrier::Http3(stream) }
    }

    /// The client's address.
    pub fn peer(&self) -> SocketAddr {
        match &self.carrier {
            Carrier::Http1(connection) => connection.ends.peer,
            Carrier::Http2(stream) => stream.peer(),
            Carrier::Http3(stream) => stream.peer(),
        }
    }

    /// The address that the client connected to.
    pub fn local(&self) -> SocketAddr {
        match &self.carrier {
            Carrier::Http1(connection) => connection.ends.local,
            Carrier::Http2(stream) => stream.local(),
            Carrier::Http3(stream) => stream.local(),
        }
    }

    /// The TLS side of the connection, if it has one.
    pub fn session(&self) -> Option<&Session> {
        match &self.carrier {
            Carrier::Http1(connection) => connection.session(),
            Carrier::Http2(stream) => stream.session(),
            Carrier::Http3(stream) => stream.session(),
        }
    }

    /// Sends an interim answer (1xx) at once. Nothing is sent to an HTTP/1.0 client (RFC 9110 §15.2).
    pub async fn interim(&mut self, status: u16, reason: &str, fields: &Fields) -> Result<(), Broken> {
        match &mut self.carrier {
            Carrier::Http1(connection) => connection.interim(status, reason, fields).await,
            Carrier::Http2(stream) => stream.interim(status, fields).await,
            Carrier::Http3(stream) => stream.interim(status, fields).await,
        }
    }

    /// Reads the whole content, up to `limit` octets.
    pub async fn content(&mut self, limit: u64) -> Result<Vec<u8>, Unread> {
        match &mut self.carrier {
            Carrier::Http1(connection) => connection.content(limit).await,
            Carrier::Http2(stream) => stream.content(limit).await,
            Carrier::Http3(stream) => stream.content(limit).await,
        }
    }

    /// Reads the whole content as it is framed on the wire, up to `limit` octets of that: in HTTP/1.1 its chunks with their
    /// extensions, and the trailer section. In HTTP/2 and HTTP/3 frames are not the message's, so there it is
    /// [`Exchange::content`].
    pub async fn framed_content(&mut self, limit: u64) -> Result<Vec<u8>, Unread> {
        match &mut self.carrier {
            Carrier::Http1(connection) => connection.framed_content(limit).await,
            Carrier::Http2(stream) => stream.content(limit).await,
            Carrier::Http3(stream) => stream.content(limit).await,
        }
    }

    /// Reads what has come of the content and adds it to `piece`, or waits until there is some; false after the last of it.
    ///
    /// For a service that keeps content as it comes, so that what came is not lost if the rest does not. `until` is when
    /// it has to be whole; the engine's own limit is [`Limits::content_timeout`](crate::Limits::content_timeout) after the
    /// head. How much is taken is the service's to limit: what it leaves unread is the engine's business. To give up
    /// waiting, and to ask again later, loses nothing.
    pub async fn piece(&mut self, until: Instant, piece: &mut Vec<u8>) -> Result<bool, Unread> {
        let until = until.into();
        match &mut self.carrier {
            Carrier::Http1(connection) => connection.piece(until, piece).await,
            Carrier::Http2(stream) => stream.piece(until, piece).await,
            Carrier::Http3(stream) => stream.piece(until, piece).await,
        }
    }

    /// Sends the final answer: head and content. Framing, `Date` and `Connection` are added here.
    pub async fn respond(
        &mut self,
        status: u16,
        reason: &str,
        fields: &Fields,
        content: Content<'_>,
    ) -> Result<(), Broken> {
        match &mut self.carrier {
            Carrier::Http1(connection) => connection.respond(status, reason, fields, content).await,
            Carrier::Http2(stream) => stream.respond(status, fields, content).await,
            Carrier::Http3(stream) => stream.respond(status, fields, content).await,
        }
    }

    /// Sends the head of a final answer whose content follows in pieces; `length` if it is known, else it goes in chunks.
    pub async fn begin(
        &mut self,
        status: u16,
        reason: &str,
        fields: &Fields,
        length: Option<u64>,
    ) -> Result<(), Broken> {
        match &mut self.carrier {
            Carrier::Http1(connection) => connection.begin(status, reason, fields, length).await,
            Carrier::Http2(stream) => stream.begin(status, fields, length).await,
            Carrier::Http3(stream) => stream.begin(status, fields, length).await,
        }
    }

    /// Sends a piece of the content that was begun.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        match &mut self.carrier {
            Carrier::Http1(connection) => connection.write(bytes).await,
            Carrier::Http2(stream) => stream.write(bytes).await,
            Carrier::Http3(stream) => stream.write(bytes).await,
        }
    }

    /// Ends the content that was begun. An answer that is not ended is cut, so that the client sees it as incomplete.
    pub async fn finish(&mut self) -> Result<(), Broken> {
        self.finish_with(&Fields::default()).await
    }

    /// Ends the content that was begun, with these fields as its trailer section (RFC 9110 §6.5). Where the version or the
    /// framing has no place for one, and after HEAD, they are left out; which fields may stand there is the caller's to know
    /// (§6.5.1).
    pub async fn finish_with(&mut self, trailers: &Fields) -> Result<(), Broken> {
        match &mut self.carrier {
            Carrier::Http1(connection) => connection.finish(trailers).await,
            Carrier::Http2(stream) => stream.finish(trailers).await,
            Carrier::Http3(stream) => stream.finish(trailers).await,
        }
    }

    /// Sends 101 with these fields (which name the new protocol) and hands the connection over; in HTTP/2 and HTTP/3,
    /// which have no 101, 200, and the stream of an extended CONNECT is handed over (RFC 8441 §5).
    pub async fn upgrade(&mut self, reason: &str, fields: &Fields) -> Result<Tunnel<'_>, Broken> {
        match &mut self.carrier {
            Carrier::Http1(connection) => Ok(Tunnel::http1(connection.upgrade(reason, fields).await?)),
            Carrier::Http2(stream) => {
                stream.switch(fields).await?;
                Ok(Tunnel::http2(h2::Tunnel::new(stream)))
            }
            // The crate below knows no protocol that is spoken here, so no such request comes (RFC 9220).
            Carrier::Http3(_) => Err(Broken),
        }
    }

    /// Sends 200 to CONNECT and hands the connection, or the stream, over as a tunnel (RFC 9110 §9.3.6, RFC 9113 §8.5).
    ///
    /// In HTTP/3 it is not to be had: the crate below sends no data without waiting for it, so two directions cannot go on
    /// side by side.
    pub async fn connect(&mut self, reason: &str, fields: &Fields) -> Result<Tunnel<'_>, Broken> {
        match &mut self.carrier {
            Carrier::Http1(connection) => Ok(Tunnel::http1(connection.connect(reason, fields).await?)),
            Carrier::Http2(stream) => {
                stream.switch(fields).await?;
                Ok(Tunnel::http2(h2::Tunnel::new(stream)))
            }
            Carrier::Http3(_) => Err(Broken),
        }
    }

    /// Sends earlier answers that still wait for company. A service calls it before it waits for anything but the client:
    /// pipelined answers go out together, but none should wait for slow work on a later request.
    pub async fn flush(&mut self) -> Result<(), Broken> {
        match &mut self.carrier {
            Carrier::Http1(connection) => connection.flush().await,
            // Streams do not wait for one another.
            Carrier::Http2(_) | Carrier::Http3(_) => Ok(()),
        }
    }

    /// Whether the client is known to have given the answer up. In HTTP/1.1 only writing tells: a client that has ended its
    /// own direction may well be waiting for the answer.
    pub fn is_given_up(&mut self) -> bool {
        match &mut self.carrier {
            Carrier::Http1(_) => false,
            Carrier::Http2(stream) => stream.is_given_up(),
            Carrier::Http3(stream) => stream.is_given_up(),
        }
    }

    /// Takes what the tap kept so far; empty when it is off.
    pub fn take_recording(&mut self) -> Recording {
        match &mut self.carrier {
            Carrier::Http1(connection) => connection.take_recording(),
            Carrier::Http2(stream) => stream.take_recording(),
            Carrier::Http3(stream) => stream.take_recording(),
        }
    }
}
