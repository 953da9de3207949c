//! One connection of HTTP/2: takes requests from the `h2` crate, lets the service answer them side by side, and ends it
//! when it is idle, asked to stop, or abused.

use super::Stream;
use super::account::Claimed;
use super::ledger::Ledger;
use super::watched::{PREFACE, Watched};
use super::wire::H2;
use crate::message::Request;
use crate::message::assembled::ControlData;
use crate::streams::Shared;
use crate::transport::{self, Deadline, Ends, Stop, Tap};
use crate::{Clock, Exchange, Limits, Service, Version, unwinding};
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use h2::server::SendResponse;
use h2::{Reason, RecvStream};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

/// How long a connection that says goodbye waits for requests that were on their way (RFC 9113 §6.8).
const GOODBYE: Duration = Duration::from_secs(1);

/// A connection of HTTP/2 before it is served.
pub struct Connection {
    stream: transport::Stream,
    ends: Ends,
    early: Vec<u8>,
    limits: Limits,
    clock: Clock,
    tap: Tap,
    stop: Stop,
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection").field("stream", &self.stream).finish_non_exhaustive()
    }
}

/// What came of looking at a connection.
#[expect(clippy::large_enum_variant, reason = "it lives from one look to the next line")]
enum Turn {
    Request(http::Request<RecvStream>, SendResponse<Bytes>),
    Over,
}

impl Connection {
    /// A connection on a stream, of which `early` was read already; it ends soon after `stop` becomes true.
    pub fn new(
        stream: transport::Stream,
        ends: Ends,
        early: Vec<u8>,
        limits: Limits,
        clock: Clock,
        tap: Tap,
        stop: watch::Receiver<bool>,
    ) -> Self {
        Self::until(stream, ends, early, limits, clock, tap, Stop::new(stop))
    }

    /// The same, with what tells it to stop.
    pub(crate) fn until(
        stream: transport::Stream,
        ends: Ends,
        early: Vec<u8>,
        limits: Limits,
        clock: Clock,
        tap: Tap,
        stop: Stop,
    ) -> Self {
        Self { stream, ends, early, limits, clock, tap, stop }
    }

    /// Serves the connection until it ends; a crowded one is told so.
    pub async fn run(mut self, service: &impl Service, crowded: bool) {
        let began = Instant::now();
        if !self.preface(began + self.limits.head_timeout).await {
            return;
        }
        let Self { stream, ends, early, limits, clock, tap, stop } = self;
        let ledger = Ledger::new(&limits, tap != Tap::Off);
        let shared = Arc::new(Shared { ends, limits, clock, tap, session: stream.session().cloned() });
        let handshake = builder(&limits).handshake::<_, Bytes>(Watched::new(stream, early, ledger.clone(), limits));
        // The preface is there: all that this waits for is that our SETTINGS are written.
        let Ok(connection) = handshake.await else { return };
        let mut serving = Serving {
            connection,
            ledger: ledger.clone(),
            limits,
            stop,
            began,
            idle_since: began,
            answered: false,
            deadline: Deadline::new(began + limits.head_timeout),
            goodbye: None,
            ending: false,
        };
        let mut running = FuturesUnordered::new();
        while let Turn::Request(request, respond) = poll_fn(|context| serving.poll(&mut running, context)).await {
            let with = (shared.clone(), ledger.clone(), request, respond);
            let mut exchange = Box::pin(exchange(service, with, crowded));
            // Most are over at once, and need no place among those that are not.
            match poll_fn(|context| Poll::Ready(exchange.as_mut().poll(context))).await {
                Poll::Ready(()) => serving.answered = true,
                Poll::Pending => running.push(exchange),
            }
            if crowded && serving.goodbye.is_none() {
                serving.say_goodbye();
            }
            // Requests that were cancelled are still worked on, and are more than may be open.
            if running.len() > 2 * limits.streams as usize && !serving.ending {
                serving.end(Reason::ENHANCE_YOUR_CALM);
            }
        }
        serving.ledger.close();
        drop(serving);
        // Nobody can be answered any more, but what was begun is brought to its end.
        while running.next().await.is_some() {}
    }

    /// Reads the preface, as far as it was not read already. What is none is answered with GOAWAY.
    async fn preface(&mut self, until: Instant) -> bool {
        loop {
            let have = self.early.len().min(PREFACE.len());
            if self.early[..have] != PREFACE[..have] {
                // An empty SETTINGS frame, which has to come first, and GOAWAY with PROTOCOL_ERROR (RFC 9113 §3.4).
                let _ = self.stream.write_all(b"\0\0\0\x04\0\0\0\0\0\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0\x01").await;
                let _ = self.stream.shutdown().await;
                let mut rest = [0; 1024];
                let linger = Instant::now() + self.limits.linger;
                while let Ok(Ok(1..)) = timeout_at(linger, self.stream.read(&mut rest)).await {}
                return false;
            }
            if have == PREFACE.len() {
                return true;
            }
            match timeout_at(until, self.stream.read_buf(&mut self.early)).await {
                Ok(Ok(1..)) => {}
                _ => return false,
            }
        }
    }
}

/// The settings that are announced. Larger heads than ours are let through, so that they can be answered with what was
/// wrong: 414, 431.
fn builder(limits: &Limits) -> h2::server::Builder {
    let list = u32::try_from(2 * (limits.fields + limits.target)).unwrap_or(u32::MAX);
    let mut builder = h2::server::Builder::new();
    builder
        .max_concurrent_streams(limits.streams)
        .max_header_list_size(list)
        .initial_window_size(limits.stream_window)
        .initial_connection_window_size(limits.connection_window)
        .max_frame_size(16 * 1024)
        .enable_connect_protocol();
    builder
}

/// Answers one request. All that is needed for it is made before, so that it lies once in what has to be kept meanwhile.
fn exchange<S: Service>(
    service: &S,
    (shared, ledger, request, respond): (Arc<Shared>, Ledger, http::Request<RecvStream>, SendResponse<Bytes>),
    crowded: bool,
) -> impl Future<Output = ()> + Send {
    let claimed = ledger.claim(respond.stream_id().as_u32());
    let (mut request, content) = assemble(request, claimed, &shared);
    request.crowded = crowded;
    let wire = H2::new(&shared, ledger, content, respond);
    let mut stream = Stream::new(shared, &request, wire);
    async move {
        // A service that panics leaves its own answer owed or cut, but not those of other streams.
        let _ = {
            let mut exchange = Exchange::http2(&mut stream);
            unwinding(pin!(service.exchange(&request, &mut exchange))).await
        };
        stream.settle().await;
    }
}

/// A request, and what its content is read from.
fn assemble(request: http::Request<RecvStream>, claimed: Claimed, shared: &Shared) -> (Request, RecvStream) {
    let (parts, content) = request.into_parts();
    let secure = shared.session.is_some();
    let authority = parts.uri.authority().map(http::uri::Authority::as_str);
    // The crate makes sure that there is a scheme, but drops it where there is no authority.
    let missing = if secure { "https" } else { "http" };
    let tunnel = parts.method == http::Method::CONNECT && parts.extensions.get::<h2::ext::Protocol>().is_none();
    let data = ControlData {
        version: Version::Http2,
        method: parts.method.as_str(),
        scheme: parts.uri.scheme_str().or((!tunnel).then_some(missing)),
        authority,
        path: parts.uri.path_and_query().map(http::uri::PathAndQuery::as_str),
        protocol: parts.extensions.get::<h2::ext::Protocol>().map(h2::ext::Protocol::as_str),
        secure,
        ended: content.is_end_stream(),
        began: claimed.began,
    };
    let fields = parts.headers.iter().map(|(name, value)| (name.as_str().as_bytes(), value.as_bytes()));
    let mut request = Request::assemble(&data, fields, &shared.limits);
    request.early = claimed.early;
    (request, content)
}

/// A connection being served.
struct Serving {
    connection: h2::server::Connection<Watched, Bytes>,
    ledger: Ledger,
    limits: Limits,
    stop: Stop,
    began: Instant,
    idle_since: Instant,
    /// Something was answered since then.
    answered: bool,
    deadline: Deadline,
    /// Since when no new requests are wanted.
    goodbye: Option<Instant>,
    /// GOAWAY is on its way, and nothing comes after it.
    ending: bool,
}

impl Serving {
    /// Goes on with everything, until there is something to tell.
    fn poll<F: Future<Output = ()>>(
        &mut self,
        running: &mut FuturesUnordered<F>,
        context: &mut Context<'_>,
    ) -> Poll<Turn> {
        loop {
            // What can be answered now is answered before anything is written, so that it goes out together; and before the
            // next request is looked at, so that its memory is used again.
            while let Poll::Ready(Some(())) = running.poll_next_unpin(context) {
                self.answered = true;
            }
            self.ledger.hold_back(true);
            let mut next = self.connection.poll_accept(context);
            if next.is_pending() {
                self.ledger.hold_back(false);
                next = self.connection.poll_accept(context);
            }
            match next {
                Poll::Ready(Some(Ok((request, respond)))) => return Poll::Ready(Turn::Request(request, respond)),
                Poll::Ready(Some(Err(_)) | None) => return Poll::Ready(Turn::Over),
                Poll::Pending => {}
            }
            if let Some(reason) = self.ledger.fatal()
                && !self.ending
            {
                self.end(reason);
                continue;
            }
            if !self.poll_time(running.is_empty(), context) {
                return Poll::Pending;
            }
        }
    }

    /// Looks at the clock and at the wish to stop; whether that changed anything.
    fn poll_time(&mut self, idle: bool, context: &mut Context<'_>) -> bool {
        if std::mem::take(&mut self.answered) {
            self.idle_since = Instant::now();
        }
        if self.ending {
            return false;
        }
        if self.goodbye.is_none() && self.stop.poll(context) {
            self.say_goodbye();
            return true;
        }
        let hurry = match self.ledger.settings_seen() {
            true => self.ledger.under_way_since().map(Instant::from_std),
            false => Some(self.began),
        };
        let late = hurry.map(|since| since + self.limits.head_timeout);
        let quiet = idle.then(|| match self.goodbye {
            None => self.idle_since + self.limits.idle_timeout,
            Some(since) => since.max(self.idle_since) + GOODBYE,
        });
        let Some(next) = late.into_iter().chain(quiet).min() else { return false };
        self.deadline.set(next);
        if self.deadline.poll(context).is_pending() {
            return false;
        }
        match self.goodbye {
            _ if late == Some(next) => self.end(Reason::ENHANCE_YOUR_CALM),
            None => self.say_goodbye(),
            Some(_) => self.end(Reason::NO_ERROR),
        }
        true
    }

    /// No new requests; those that are here are answered.
    fn say_goodbye(&mut self) {
        self.goodbye = Some(Instant::now());
        self.connection.graceful_shutdown();
    }

    /// Ends the connection at once.
    fn end(&mut self, reason: Reason) {
        self.ending = true;
        self.connection.abrupt_shutdown(reason);
    }
}
