//! One connection of HTTP/3: takes requests from the `h3` crate, lets the service answer them side by side, and ends it
//! when it is idle, asked to stop, or abused.

use super::Stream;
use super::ending::code_of;
use super::ledger::Ledger;
use super::quic::{self, section_size};
use super::wire::H3;
use crate::message::Request;
use crate::message::assembled::ControlData;
use crate::streams::Shared;
use crate::transport::{Deadline, Stop, Tap};
use crate::{Exchange, Limits, Service, Version, unwinding};
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use h3::error::Code;
use h3::server::RequestResolver;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// How long a connection that says goodbye waits, so that the client hears it.
const GOODBYE: Duration = Duration::from_secs(1);

type Resolver = RequestResolver<quic::Connection, Bytes>;

/// What came of looking at a connection.
#[expect(clippy::large_enum_variant, reason = "it lives from one look to the next line")]
enum Turn {
    Request(Resolver),
    Answered,
    Over,
}

/// Serves a connection until it ends; a crowded one is told so.
pub(super) async fn serve(
    quic: quinn::Connection,
    shared: Arc<Shared>,
    stop: Stop,
    service: &impl Service,
    crowded: bool,
) {
    let limits = shared.limits;
    let ledger = Ledger::new(&limits, shared.tap != Tap::Off);
    let mut builder = h3::server::builder();
    builder.max_field_section_size(section_size(&limits)).send_grease(false);
    let built = builder.build(quic::Connection::new(quic.clone(), ledger.clone(), limits)).await;
    let Ok(connection) = built else { return };
    let now = Instant::now();
    let (deadline, idle_since) = (Deadline::new(now), now);
    let mut serving = Serving { connection, quic, ledger, limits, stop, idle_since, deadline, goodbye: None, crowded };
    let mut running = FuturesUnordered::new();
    loop {
        match poll_fn(|context| serving.poll(&mut running, context)).await {
            Turn::Request(resolver) => {
                let ledger = serving.ledger.clone();
                let id = ledger.last().unwrap_or_default();
                if serving.goodbye.is_some_and(|goodbye| id >= goodbye.limit) {
                    // It may have been on its way: the client can ask elsewhere (RFC 9114 §5.2).
                    drop(resolver);
                    ledger.forget(id);
                    continue;
                }
                running.push(exchange(service, shared.clone(), ledger, id, resolver, crowded));
            }
            Turn::Answered => serving.idle_since = Instant::now(),
            Turn::Over => break,
        }
    }
    drop(serving);
    // Nobody can be answered any more, but what was begun is brought to its end.
    while running.next().await.is_some() {}
}

/// Answers one request.
async fn exchange(
    service: &impl Service,
    shared: Arc<Shared>,
    ledger: Ledger,
    id: u64,
    resolver: Resolver,
    crowded: bool,
) {
    let resolved = timeout(shared.limits.head_timeout, resolver.resolve_request()).await;
    let Ok(Ok((request, stream))) = resolved else {
        ledger.forget(id);
        return;
    };
    let (began, ended) = ledger.claim(id);
    let (parts, ()) = request.into_parts();
    let protocol = parts.extensions.get::<h3::ext::Protocol>();
    let data = ControlData {
        version: Version::Http3,
        method: parts.method.as_str(),
        scheme: parts.uri.scheme_str(),
        authority: parts.uri.authority().map(http::uri::Authority::as_str),
        path: parts.uri.path_and_query().map(http::uri::PathAndQuery::as_str),
        protocol: protocol.map(h3::ext::Protocol::as_str),
        secure: true,
        ended,
        began,
    };
    let fields = parts.headers.iter().map(|(name, value)| (name.as_str().as_bytes(), value.as_bytes()));
    let mut request = Request::assemble(&data, fields, &shared.limits);
    request.crowded = crowded;
    let wire = H3::new(&shared, ledger, id, stream);
    let mut stream = Stream::new(shared, &request, wire);
    // A service that panics leaves its own answer owed or cut, but not those of other streams.
    let _ = {
        let mut exchange = Exchange::http3(&mut stream);
        unwinding(pin!(service.exchange(&request, &mut exchange))).await
    };
    stream.settle().await;
}

/// No new requests are wanted.
#[derive(Clone, Copy)]
struct Goodbye {
    since: Instant,
    /// Streams from this one on are not served.
    limit: u64,
}

/// A connection being served.
struct Serving {
    connection: h3::server::Connection<quic::Connection, Bytes>,
    quic: quinn::Connection,
    ledger: Ledger,
    limits: Limits,
    stop: Stop,
    idle_since: Instant,
    deadline: Deadline,
    goodbye: Option<Goodbye>,
    /// It is told that there is no room, once.
    crowded: bool,
}

impl Serving {
    /// Goes on with everything, until there is something to tell.
    fn poll<F: Future<Output = ()>>(
        &mut self,
        running: &mut FuturesUnordered<F>,
        context: &mut Context<'_>,
    ) -> Poll<Turn> {
        loop {
            if self.goodbye.is_none() && (self.crowded && self.ledger.last().is_some() || self.stop.poll(context)) {
                self.say_goodbye(context);
            }
            // Nothing is lost when this is given up before a request has come.
            match pin!(self.connection.accept()).poll(context) {
                Poll::Ready(Ok(Some(resolver))) => return Poll::Ready(Turn::Request(resolver)),
                Poll::Ready(Ok(None) | Err(_)) => return Poll::Ready(Turn::Over),
                Poll::Pending => {}
            }
            if let Poll::Ready(Some(())) = running.poll_next_unpin(context) {
                return Poll::Ready(Turn::Answered);
            }
            if !running.is_empty() {
                return Poll::Pending;
            }
            self.deadline.set(match self.goodbye {
                None => self.idle_since + self.limits.idle_timeout,
                Some(goodbye) => goodbye.since.max(self.idle_since) + GOODBYE,
            });
            if self.deadline.poll(context).is_pending() {
                return Poll::Pending;
            }
            match self.goodbye {
                None => self.say_goodbye(context),
                Some(_) => {
                    self.quic.close(code_of(Code::H3_NO_ERROR), b"");
                    return Poll::Ready(Turn::Over);
                }
            }
        }
    }

    /// No new requests; those that are here are answered.
    fn say_goodbye(&mut self, context: &mut Context<'_>) {
        let limit = self.ledger.last().map_or(0, |last| last + 4);
        self.goodbye = Some(Goodbye { since: Instant::now(), limit });
        // A few octets: if the client has no room for them, it will see the end.
        let _ = pin!(self.connection.shutdown(1)).poll(context);
    }
}
