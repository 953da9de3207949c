//! One HTTP/1.1 connection: reads a request, lets the service answer, decides whether it can go on.

use super::write::Frame;
use super::{ContentReader, HeadReader, spare};
use crate::message::{Expectation, Framing, Request, Rule, Version, Violation};
use crate::transport::{Deadline, Direction, Ends, Recording, Security, Stop, Stream, Tap};
use crate::{Broken, Clock, Exchange, Limits, Service, Unread, unwinding};
use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::watch;
use tokio::time::Instant;

/// Pipelined answers are written together up to this size.
const TOGETHER: usize = 64 * 1024;

thread_local! {
    /// Counts how often exchanges were given their turn on this thread.
    pub(super) static TURN: Cell<u64> = const { Cell::new(0) };
}

/// How far the final answer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Owed,
    Begun(Frame),
    Done,
    Switched,
}

/// What came of waiting for more input.
pub(super) enum Fill {
    Some,
    End,
    TimedOut,
    Stopping,
}

/// A connection and the buffers that all its exchanges share.
pub struct Connection {
    pub(super) stream: Stream,
    pub(crate) ends: Ends,
    security: Security,
    pub(super) limits: Limits,
    pub(super) clock: Clock,
    pub(super) tap: Tap,
    pub(super) input: Vec<u8>,
    pub(super) start: usize,
    /// When input came last.
    pub(super) came: Instant,
    /// The turn in which the exchange under way began: while it lasts, nothing was waited for.
    pub(super) turn: u64,
    /// When the exchange before was over.
    answered: Instant,
    pub(super) out: Vec<u8>,
    pub(super) deadline: Deadline,
    pub(super) stop: Stop,
    stopping: bool,
    // Of the exchange under way:
    pub(super) reader: ContentReader,
    pub(super) content_at: u64,
    pub(super) waits_for_go_ahead: bool,
    pub(super) version: Version,
    pub(super) head_only: bool,
    pub(super) close: bool,
    pub(super) lost: bool,
    pub(super) answer: Answer,
    pub(super) recording: Recording,
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection").field("ends", &self.ends).field("answer", &self.answer).finish_non_exhaustive()
    }
}

impl Connection {
    /// A connection on a stream; it ends soon after `stop` changes.
    pub fn new(
        stream: Stream,
        ends: Ends,
        limits: Limits,
        clock: Clock,
        tap: Tap,
        stop: watch::Receiver<bool>,
    ) -> Self {
        let now = Instant::now();
        Self {
            ends,
            security: if stream.session().is_some() { Security::Tls } else { Security::None },
            stream,
            limits,
            clock,
            tap,
            input: Vec::new(),
            start: 0,
            came: now,
            turn: 0,
            answered: now,
            out: Vec::new(),
            deadline: Deadline::new(now + limits.idle_timeout),
            stop: Stop::new(stop),
            stopping: false,
            reader: ContentReader::new(Framing::None),
            content_at: 0,
            waits_for_go_ahead: false,
            version: Version::Http11,
            head_only: false,
            close: false,
            lost: false,
            answer: Answer::Owed,
            recording: Recording::default(),
        }
    }

    /// The same, if it is not what its stream shows.
    pub(crate) fn secured_by(self, security: Security) -> Self {
        Self { security, ..self }
    }

    /// Serves the connection until it ends; a crowded one is told so once.
    pub async fn run(mut self, service: &impl Service, crowded: bool) {
        let mut request = spare::take_request();
        request.crowded = crowded;
        let mut first = true;
        while self.head(&mut request).await {
            if request.violation.is_some() && first && self.begins_http2(&request).await {
                // In a box: an idle connection of HTTP/1.1 is not to be larger for it.
                return Box::pin(self.into_http2().run(service, crowded)).await;
            }
            first = false;
            self.begin_exchange(&request);
            // A service that panics leaves its own answer owed or cut, but not those to the requests before it.
            let mut waited = false;
            let panicked = {
                let mut exchange = Exchange::http1(&mut self);
                let work = pin!(service.exchange(&request, &mut exchange));
                let mut work = pin!(unwinding(work));
                poll_fn(|context| {
                    TURN.set(TURN.get() + 1);
                    let done = work.as_mut().poll(context);
                    waited |= done.is_pending();
                    done
                })
                .await
                .is_err()
            };
            // An exchange that waited for nothing has taken no time that a deadline would notice.
            self.answered = if waited { Instant::now() } else { self.came };
            if !self.settle().await || panicked {
                break;
            }
        }
        spare::give_request(request);
        self.end().await;
    }

    /// Reads a head, whole or broken; false if the connection ended in silence.
    async fn head(&mut self, request: &mut Request) -> bool {
        let mut reader = HeadReader::over(self.security);
        request.clear();
        // What came together with the request before has come already; else it is from now on that the client is idle.
        let mut began = if self.start < self.input.len() { self.came } else { self.answered };
        let idle_since = began;
        loop {
            if self.start < self.input.len()
                && let Some(used) = reader.advance(&self.input[self.start..], &self.limits, request)
            {
                request.early = self.stream.was_early(self.input.len() - self.start);
                self.consume(used);
                request.began = began.into_std();
                return true;
            }
            if !self.out.is_empty() && self.flush().await.is_err() {
                return false;
            }
            let idle = !reader.has_begun();
            self.deadline.set(match idle {
                true => idle_since + self.limits.idle_timeout,
                false => began + self.limits.head_timeout,
            });
            let filled = self.fill(idle).await;
            let at = self.input.len() - self.start;
            let violation = match filled {
                Fill::Some => {
                    if idle {
                        began = self.came;
                    }
                    continue;
                }
                Fill::End | Fill::TimedOut | Fill::Stopping if idle => return false,
                Fill::TimedOut => Violation::head(Rule::HeadInTime, at).limit(millis(self.limits.head_timeout)),
                Fill::End | Fill::Stopping => Violation::head(Rule::HeadWhole, at),
            };
            reader.give_up(&self.input[self.start..], request, violation);
            request.began = began.into_std();
            return true;
        }
    }

    fn begin_exchange(&mut self, request: &Request) {
        self.turn = TURN.get() + 1;
        self.reader = ContentReader::new(request.framing);
        self.content_at = 0;
        let waits = match request.expectation {
            Expectation::None => false,
            Expectation::Continue => true,
            Expectation::Unknown => request.fields().lists("Expect", "100-continue"),
        };
        self.waits_for_go_ahead = waits && !self.reader.is_done();
        self.version = request.version;
        self.head_only = request.is_head();
        self.lost = request.violation.is_some();
        self.close = self.lost
            || self.stopping
            || request.crowded
            || request.close
            || request.version < Version::Http11 && !request.keep_alive;
        self.answer = Answer::Owed;
        if self.tap != Tap::Off {
            self.recording = Recording::begin();
            // When the head's last octets came, it was whole.
            let came = || self.came.into_std();
            self.recording.note_at(self.tap, Direction::Received, request.bytes(), true, came);
        }
    }

    /// After the service: is the connection in a state to carry another request?
    async fn settle(&mut self) -> bool {
        if self.answer != Answer::Done {
            // No answer, or one that was cut: what is owed cannot be made good, so the client must see the end.
            self.close = true;
            let _ = self.flush().await;
            return false;
        }
        if !self.close && !self.reader.is_done() {
            self.close = self.flush().await.is_err() || self.drain().await.is_err();
        }
        if self.close || self.out.len() > TOGETHER {
            self.close |= self.flush().await.is_err();
        }
        if self.input.capacity() > 4 * spare::SIZE && self.start == self.input.len() {
            self.input = Vec::new();
            self.start = 0;
        }
        !self.close
    }

    /// Reads the rest of a content that nobody wanted, within the limit.
    async fn drain(&mut self) -> Result<(), Unread> {
        self.read_content(self.limits.drain, |_| {}).await
    }

    /// Closes so that the client can still read the answer (RFC 9112 §9.6): first our direction, then, after what it
    /// is still sending has been thrown away, the other.
    async fn end(&mut self) {
        if self.flush().await.is_err() {
            return;
        }
        // Where nothing more is to be read, closing says as much as saying so first.
        let nothing_more =
            self.stream.is_bare() && !self.lost && self.reader.is_done() && self.start == self.input.len();
        if self.answer == Answer::Done && nothing_more
            || self.stream.shutdown().await.is_err()
            || self.answer != Answer::Done
        {
            return;
        }
        self.deadline.set(Instant::now() + self.limits.linger);
        loop {
            self.input.clear();
            self.start = 0;
            match self.fill(true).await {
                Fill::Some => {}
                Fill::End | Fill::TimedOut | Fill::Stopping => return,
            }
        }
    }

    /// Reads more into the input buffer, until the deadline.
    pub(super) async fn fill(&mut self, until_stop: bool) -> Fill {
        if self.start == self.input.len() {
            self.input.clear();
            self.start = 0;
        } else if self.start >= spare::SIZE {
            self.input.drain(..self.start);
            self.start = 0;
        }
        if self.input.capacity() > 0 && self.input.capacity() - self.input.len() < spare::SIZE / 4 {
            self.input.reserve(spare::SIZE);
        }
        let Self { stream, input, came, deadline, stop, stopping, .. } = self;
        poll_fn(|context| {
            if input.capacity() == 0 {
                *input = spare::take();
            }
            let read = pin!(stream.read_buf(input));
            if let Poll::Ready(read) = read.poll(context) {
                return Poll::Ready(match read {
                    Ok(1..) => {
                        *came = Instant::now();
                        Fill::Some
                    }
                    Ok(0) | Err(_) => Fill::End,
                });
            }
            if deadline.poll(context).is_ready() {
                return Poll::Ready(Fill::TimedOut);
            }
            *stopping = *stopping || stop.poll(context);
            if *stopping && until_stop {
                return Poll::Ready(Fill::Stopping);
            }
            // A connection that only waits needs no memory to read into.
            if input.is_empty() {
                spare::give(std::mem::take(input));
            }
            Poll::Pending
        })
        .await
    }

    /// Writes all that waits to be written, as long as the client keeps reading.
    pub(crate) async fn flush(&mut self) -> Result<(), Broken> {
        let out = std::mem::take(&mut self.out);
        let written = self.write_all(&out).await;
        spare::give(out);
        written
    }

    pub(super) async fn write_all(&mut self, mut bytes: &[u8]) -> Result<(), Broken> {
        while !bytes.is_empty() {
            let Self { stream, deadline, limits, .. } = self;
            let mut armed = false;
            let wrote = poll_fn(|context| {
                if let Poll::Ready(wrote) = Pin::new(&mut *stream).poll_write(context, bytes) {
                    return Poll::Ready(wrote.map_err(|_| Broken));
                }
                if !armed {
                    deadline.set(Instant::now() + limits.write_timeout);
                    armed = true;
                }
                deadline.poll(context).map(|()| Err(Broken))
            });
            match wrote.await {
                Ok(count @ 1..) => bytes = &bytes[count..],
                Ok(0) | Err(Broken) => {
                    self.close = true;
                    self.answer = Answer::Begun(Frame::Close);
                    self.stream.abandon();
                    return Err(Broken);
                }
            }
        }
        Ok(())
    }
}

pub(crate) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
