//! One stream as a carrier: reads content, sends interim answers and one final answer.

use super::fields;
use super::wire::{Reset, Wire};
use crate::message::{Expectation, Fields, Framing, Request};
use crate::tls::Session;
use crate::transport::{Deadline, Direction, Ends, Recording, Tap};
use crate::{Broken, Clock, Content, Limits};
use http::Response;
use http::header::{ALT_SVC, HeaderValue};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::time::Instant;

/// How far the final answer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
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
pub(crate) struct Shared {
    pub(crate) ends: Ends,
    pub(crate) limits: Limits,
    pub(crate) clock: Clock,
    pub(crate) tap: Tap,
    /// What was agreed on, if it is over TLS.
    pub(crate) session: Option<Arc<Session>>,
}

/// A stream with one request and its answer.
#[derive(Debug)]
pub(crate) struct Stream<W> {
    pub(super) shared: Arc<Shared>,
    pub(crate) wire: W,
    pub(crate) answer: Answer,
    /// The answer has no content, whatever it says of its length.
    head_only: bool,
    /// It is CONNECT, extended or not, which may become a tunnel.
    connects: bool,
    /// The request broke a rule: the stream ends with an error (RFC 9113 §8.1.1, RFC 9114 §4.1.2).
    pub(super) malformed: bool,
    /// The client waits for an answer before it sends content.
    holds_back: bool,
    pub(super) declared: Option<u64>,
    /// Octets of content read.
    pub(super) read: u64,
    /// The content cannot be read on.
    pub(super) lost: bool,
    pub(super) deadline: Deadline,
    recording: Recording,
}

impl<W: Wire> Stream<W> {
    pub(crate) fn new(shared: Arc<Shared>, request: &Request, wire: W) -> Self {
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
            shared,
            wire,
            answer: Answer::Owed,
            head_only: request.is_head(),
            connects: request.method() == "CONNECT",
            malformed: request.violation.as_ref().is_some_and(|violation| violation.rule.malforms()),
            holds_back: waits && request.framing != Framing::None || request.method() == "CONNECT",
            declared,
            read: 0,
            lost: request.violation.is_some(),
            deadline: Deadline::new(Instant::now()),
            recording,
        }
    }

    pub(crate) fn peer(&self) -> SocketAddr {
        self.shared.ends.peer
    }

    pub(crate) fn local(&self) -> SocketAddr {
        self.shared.ends.local
    }

    pub(crate) fn session(&self) -> Option<&Session> {
        self.shared.session.as_deref()
    }

    /// The crates below would send an interim answer at any time, 101 too, and even after the end of the stream.
    pub(crate) async fn interim(&mut self, status: u16, fields: &Fields) -> Result<(), Broken> {
        if self.answer != Answer::Owed || !(100..200).contains(&status) || status == 101 || self.wire.is_reset() {
            return Err(Broken);
        }
        self.holds_back &= status != 100;
        let head = fields::response(status, fields, self.shared.clock, None)?;
        self.note_head(&head);
        self.wire.interim(head).await
    }

    pub(crate) async fn respond(&mut self, status: u16, fields: &Fields, content: Content<'_>) -> Result<(), Broken> {
        let content = content.bytes();
        let nothing = matches!(status, 204 | 304);
        let length = (!nothing).then_some(content.len() as u64);
        let content = if nothing || self.head_only { &[] } else { content };
        self.final_head(status, fields, length, content.is_empty()).await?;
        self.answer = Answer::Begun(None);
        self.send(content, true).await?;
        self.done().await
    }

    pub(crate) async fn begin(&mut self, status: u16, fields: &Fields, length: Option<u64>) -> Result<(), Broken> {
        self.head_only |= matches!(status, 204 | 304);
        let length = length.filter(|_| !matches!(status, 204 | 304));
        self.final_head(status, fields, length, self.head_only).await?;
        self.answer = Answer::Begun(length);
        Ok(())
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        match &mut self.answer {
            // More than was announced would make the answer malformed (RFC 9113 §8.1.1, RFC 9114 §4.1.2).
            Answer::Begun(Some(left)) => *left = left.checked_sub(bytes.len() as u64).ok_or(Broken)?,
            Answer::Begun(None) => {}
            Answer::Owed | Answer::Done | Answer::Switched | Answer::Cut => return Err(Broken),
        }
        if self.head_only {
            return Ok(());
        }
        self.send(bytes, false).await
    }

    pub(crate) async fn finish(&mut self, trailers: &Fields) -> Result<(), Broken> {
        match self.answer {
            Answer::Begun(Some(1..)) if !self.head_only => return Err(Broken),
            Answer::Begun(_) => {}
            Answer::Owed | Answer::Done | Answer::Switched | Answer::Cut => return Err(Broken),
        }
        if !self.malformed && !self.head_only {
            match trailers.section().len() {
                0 => self.wire.end().await?,
                _ => {
                    self.note(Direction::Sent, trailers.wire(), false);
                    self.wire.trailers(fields::trailers(trailers)?).await?;
                }
            }
        }
        self.done().await
    }

    /// The answer is handed over whole.
    async fn done(&mut self) -> Result<(), Broken> {
        self.answer = Answer::Done;
        if W::ERROR_OVERTAKES {
            return Ok(());
        }
        if self.malformed {
            let written = self.wire.flush().await;
            self.wire.reset(Reset::Malformed);
            return written;
        }
        if self.shared.tap != Tap::Off {
            // The frames are to stand in the recording.
            self.wire.flush().await?;
        }
        Ok(())
    }

    /// Answers CONNECT with 200: from then on the stream carries another protocol.
    pub(crate) async fn switch(&mut self, fields: &Fields) -> Result<(), Broken> {
        if !self.connects {
            return Err(Broken);
        }
        self.final_head(200, fields, None, false).await?;
        self.answer = Answer::Switched;
        Ok(())
    }

    /// Sends the final head; with `end` it ends the stream, unless an error is to end it.
    async fn final_head(&mut self, status: u16, fields: &Fields, length: Option<u64>, end: bool) -> Result<(), Broken> {
        if self.answer != Answer::Owed || status < 200 || self.wire.is_reset() {
            return Err(Broken);
        }
        self.malformed |= self.wire.is_malformed();
        let mut head = fields::response(status, fields, self.shared.clock, length)?;
        if let Some(value) = self.session().and_then(Session::alt_svc) {
            head.headers_mut().insert(ALT_SVC, HeaderValue::try_from(value).map_err(|_| Broken)?);
        }
        self.note_head(&head);
        let sent = self.wire.head(head, end && !self.malformed).await;
        self.cut_unless(sent)
    }

    /// Sends content; with `end` it ends the stream, unless an error is to end it.
    async fn send(&mut self, content: &[u8], end: bool) -> Result<(), Broken> {
        if content.is_empty() {
            return Ok(());
        }
        self.note(Direction::Sent, content, false);
        let sent = self.wire.send(content, end && !self.malformed).await;
        self.cut_unless(sent)
    }

    /// Whether the client is known to have given the stream up, or to be gone.
    pub(crate) fn is_given_up(&mut self) -> bool {
        matches!(self.answer, Answer::Owed | Answer::Begun(_)) && self.wire.is_given_up()
    }

    fn cut_unless(&mut self, sent: Result<(), Broken>) -> Result<(), Broken> {
        if sent.is_err() {
            self.answer = Answer::Cut;
        }
        sent
    }

    /// After the service: an answer that is owed or not ended cannot be made good, so the client must see an error. What the
    /// client still sends is thrown away for a while, so that it can read the answer.
    pub(crate) async fn settle(&mut self) {
        let limits = self.shared.limits;
        match self.answer {
            Answer::Done if self.malformed && W::ERROR_OVERTAKES => {
                let _ = self.wire.flush().await;
                self.wire.reset(Reset::Malformed);
            }
            Answer::Done => {
                if !self.malformed && !self.holds_back {
                    // Closing the stream will tell the client to stop (RFC 9113 §8.1, RFC 9114 §4.1). Many take that for an
                    // error if it comes before they have read the answer and stopped by themselves.
                    self.throw_away(Instant::now() + limits.linger).await;
                    self.wire.object();
                }
            }
            Answer::Owed => self.wire.reset(Reset::Internal),
            Answer::Begun(_) => {
                // What was said so far is for the client to see, as long as it reads.
                let _ = self.wire.flush().await;
                self.wire.reset(Reset::Internal);
            }
            Answer::Switched | Answer::Cut => self.wire.reset(Reset::Cancel),
        }
        self.wire.close().await;
    }

    pub(crate) fn take_recording(&mut self) -> Recording {
        let mut recording = std::mem::take(&mut self.recording);
        if self.shared.tap != Tap::Off {
            self.wire.take_frames(&mut recording);
        }
        recording
    }

    fn note_head(&mut self, head: &Response<()>) {
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
