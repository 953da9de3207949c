//! One stream of HTTP/2 as a carrier: reads content, sends interim answers and one final answer.

use super::fields;
use super::ledger::Ledger;
use super::tunnel::Tunnel;
use crate::message::{Expectation, Fields, Framing, Request};
use crate::transport::{Deadline, Direction, Ends, Recording, Tap};
use crate::{Broken, Clock, Content, Limits};
use bytes::Bytes;
use h2::server::SendResponse;
use h2::{Reason, RecvStream, SendStream};
use http::Response;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::task::Poll;
use tokio::time::Instant;

/// How far the final answer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Owed,
    /// So many octets are announced and not written, if the length is known.
    Begun(Option<u64>),
    Done,
    Switched,
    /// It was given up.
    Cut,
}

/// What the streams of a connection share.
#[derive(Clone, Debug)]
pub(super) struct Shared {
    pub(super) ends: Ends,
    pub(super) limits: Limits,
    pub(super) clock: Clock,
    pub(super) tap: Tap,
    pub(super) ledger: Ledger,
}

/// A stream with one request and its answer.
pub(crate) struct Stream {
    pub(super) shared: Shared,
    id: u32,
    pub(super) content: RecvStream,
    respond: SendResponse<Bytes>,
    pub(super) send: Option<SendStream<Bytes>>,
    pub(super) answer: Answer,
    /// The answer has no content, whatever it says of its length.
    head_only: bool,
    /// It is an extended CONNECT, which may become a tunnel.
    extended: bool,
    /// The request broke a rule: the stream ends with an error (RFC 9113 §8.1.1).
    pub(super) malformed: bool,
    /// The client sends nothing before it gets a certain answer: a go-ahead, or a tunnel.
    holds_back: bool,
    pub(super) declared: Option<u64>,
    /// Octets of content read.
    pub(super) read: u64,
    /// The content cannot be read on.
    pub(super) lost: bool,
    /// Field sections and octets of content handed to the crate.
    heads: u32,
    pub(super) sent: u64,
    pub(super) deadline: Deadline,
    /// Content waits for the client to open a window, until the deadline.
    pub(super) waits_for_room: bool,
    recording: Recording,
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stream").field("id", &self.id).field("answer", &self.answer).finish_non_exhaustive()
    }
}

impl Stream {
    pub(super) fn new(shared: Shared, request: &Request, content: RecvStream, respond: SendResponse<Bytes>) -> Self {
        let mut recording = Recording::default();
        if shared.tap != Tap::Off {
            recording = Recording::begin();
            recording.note(shared.tap, Direction::Received, request.bytes(), true);
        }
        let waits = match request.expectation {
            Expectation::None => false,
            Expectation::Continue => true,
            Expectation::Unknown => request.fields().lists("Expect", "100-continue"),
        };
        let declared = match request.framing {
            Framing::None => Some(0),
            Framing::Length(length) => Some(length),
            Framing::Chunked | Framing::Close => None,
        };
        Self {
            id: respond.stream_id().as_u32(),
            content,
            respond,
            send: None,
            answer: Answer::Owed,
            head_only: request.is_head(),
            extended: request.protocol().is_some(),
            malformed: request.violation.as_ref().is_some_and(|violation| violation.rule.malforms()),
            holds_back: waits && request.framing != Framing::None || request.method() == "CONNECT",
            declared,
            read: 0,
            lost: request.violation.is_some(),
            heads: 0,
            sent: 0,
            deadline: Deadline::new(Instant::now()),
            waits_for_room: false,
            recording,
            shared,
        }
    }

    pub(crate) fn peer(&self) -> SocketAddr {
        self.shared.ends.peer
    }

    pub(crate) fn local(&self) -> SocketAddr {
        self.shared.ends.local
    }

    /// The crate below would send an interim answer at any time, 101 too, and even after the end of the stream.
    pub(crate) fn interim(&mut self, status: u16, fields: &Fields) -> Result<(), Broken> {
        if self.answer != Answer::Owed || !(100..200).contains(&status) || status == 101 || self.is_reset() {
            return Err(Broken);
        }
        self.holds_back &= status != 100;
        let head = fields::response(status, fields, self.shared.clock, None)?;
        self.note_head(&head);
        self.respond.send_informational(head).map_err(|_| Broken)
    }

    pub(crate) async fn respond(&mut self, status: u16, fields: &Fields, content: Content<'_>) -> Result<(), Broken> {
        let content = content.bytes();
        let nothing = matches!(status, 204 | 304);
        let length = (!nothing).then_some(content.len() as u64);
        let content = if nothing || self.head_only { &[] } else { content };
        self.final_head(status, fields, length, content.is_empty())?;
        self.answer = Answer::Begun(None);
        self.note(Direction::Sent, content, false);
        self.send(content, true).await?;
        self.end().await
    }

    pub(crate) fn begin(&mut self, status: u16, fields: &Fields, length: Option<u64>) -> Result<(), Broken> {
        self.head_only |= matches!(status, 204 | 304);
        let length = length.filter(|_| !matches!(status, 204 | 304));
        self.final_head(status, fields, length, self.head_only)?;
        self.answer = Answer::Begun(length);
        Ok(())
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        match &mut self.answer {
            // More than was announced would make the answer malformed (RFC 9113 §8.1.1).
            Answer::Begun(Some(left)) => *left = left.checked_sub(bytes.len() as u64).ok_or(Broken)?,
            Answer::Begun(None) => {}
            Answer::Owed | Answer::Done | Answer::Switched | Answer::Cut => return Err(Broken),
        }
        if self.head_only {
            return Ok(());
        }
        self.note(Direction::Sent, bytes, false);
        self.send(bytes, false).await
    }

    pub(crate) async fn finish(&mut self) -> Result<(), Broken> {
        match self.answer {
            Answer::Begun(Some(1..)) if !self.head_only => return Err(Broken),
            Answer::Begun(_) => {}
            Answer::Owed | Answer::Done | Answer::Switched | Answer::Cut => return Err(Broken),
        }
        if !self.malformed && !self.head_only {
            self.send_now(&[], true)?;
        }
        self.end().await
    }

    /// The answer is handed over whole.
    async fn end(&mut self) -> Result<(), Broken> {
        self.answer = Answer::Done;
        if self.malformed {
            // A reset would overtake what still waits to be written.
            let written = self.flush().await;
            self.reset(Reason::PROTOCOL_ERROR);
            return written;
        }
        if self.shared.tap != Tap::Off {
            // The frames are to stand in the recording.
            self.flush().await?;
        }
        Ok(())
    }

    /// Waits until all that was handed over is written.
    async fn flush(&mut self) -> Result<(), Broken> {
        self.deadline.set(Instant::now() + self.shared.limits.write_timeout);
        let Self { shared, deadline, id, heads, sent, .. } = self;
        poll_fn(|context| {
            if shared.ledger.poll_written(*id, *heads, *sent, context).is_ready() {
                return Poll::Ready(Ok(()));
            }
            deadline.poll(context).map(|()| Err(Broken))
        })
        .await
    }

    pub(crate) fn upgrade(&mut self, fields: &Fields) -> Result<Tunnel<'_>, Broken> {
        if !self.extended {
            return Err(Broken);
        }
        self.final_head(200, fields, None, false)?;
        self.answer = Answer::Switched;
        Ok(Tunnel::new(self))
    }

    /// Sends the final head; with `end` it ends the stream, unless an error is to end it.
    fn final_head(&mut self, status: u16, fields: &Fields, length: Option<u64>, end: bool) -> Result<(), Broken> {
        if self.answer != Answer::Owed || status < 200 || self.is_reset() {
            return Err(Broken);
        }
        let head = fields::response(status, fields, self.shared.clock, length)?;
        self.note_head(&head);
        let send = self.respond.send_response(head, end && !self.malformed).map_err(|_| Broken)?;
        self.send = Some(send);
        Ok(())
    }

    /// After the service: an answer that is owed or not ended cannot be made good, so the client must see an error. What is
    /// left of a small content is read, so that the client can send it before it reads the answer.
    pub(super) async fn settle(mut self) {
        let limits = self.shared.limits;
        match self.answer {
            Answer::Done => {
                let small = self.declared.is_none_or(|length| length.saturating_sub(self.read) <= limits.drain);
                if small && !self.lost && !self.malformed && !self.holds_back && !self.content.is_end_stream() {
                    // If it does not come, dropping the stream tells the client to stop (RFC 9113 §8.1).
                    let _ = self.read_content(limits.drain, Instant::now() + limits.linger, |_| {}).await;
                }
            }
            Answer::Owed => self.reset(Reason::INTERNAL_ERROR),
            Answer::Begun(_) => {
                // What was said so far is for the client to see, as long as it reads.
                let _ = self.flush().await;
                self.reset(Reason::INTERNAL_ERROR);
            }
            Answer::Switched | Answer::Cut => self.reset(Reason::CANCEL),
        }
        self.shared.ledger.forget(self.id);
    }

    fn reset(&mut self, reason: Reason) {
        match &mut self.send {
            Some(send) => send.send_reset(reason),
            None => self.respond.send_reset(reason),
        }
    }

    fn is_reset(&self) -> bool {
        self.shared.ledger.is_reset(self.id)
    }

    pub(crate) fn take_recording(&mut self) -> Recording {
        let mut recording = std::mem::take(&mut self.recording);
        if self.shared.tap != Tap::Off {
            self.shared.ledger.take_frames(self.id, &mut recording);
        }
        recording
    }

    fn note_head(&mut self, head: &Response<()>) {
        self.heads += 1;
        if self.shared.tap != Tap::Off {
            let text = fields::text(head);
            self.recording.note(self.shared.tap, Direction::Sent, &text, true);
        }
    }

    pub(super) fn note(&mut self, direction: Direction, bytes: &[u8], head: bool) {
        if self.shared.tap != Tap::Off && !bytes.is_empty() {
            self.recording.note(self.shared.tap, direction, bytes, head);
        }
    }
}
