//! The content that a client sends on a stream: within a limit and a time, and as long as was announced.

use super::stream::Stream;
use super::wire::{Lost, Wire};
use crate::Unread;
use crate::h1::{NOT_IN_TRAILERS, millis};
use crate::message::{Rule, Violation};
use crate::transport::Direction;
use bytes::Bytes;
use http::HeaderName;
use std::future::poll_fn;
use std::task::Poll;
use tokio::time::Instant;

impl<W: Wire> Stream<W> {
    pub(crate) async fn content(&mut self, limit: u64) -> Result<Vec<u8>, Unread> {
        if self.declared.is_some_and(|length| length.saturating_sub(self.read) > limit) {
            return Err(Unread::TooLarge(limit));
        }
        let mut content = Vec::new();
        let until = Instant::now() + self.shared.limits.content_timeout;
        while let Some(data) = self.next_content(until).await? {
            if (content.len() + data.len()) as u64 > limit {
                self.lost = true;
                return Err(Unread::TooLarge(limit));
            }
            content.extend_from_slice(&data);
        }
        Ok(content)
    }

    /// Reads what has come of the content, or waits until there is some; false if there is no more. May be given up and
    /// called again: nothing is lost by that.
    pub(crate) async fn piece(&mut self, until: Instant, piece: &mut Vec<u8>) -> Result<bool, Unread> {
        let Some(data) = self.next_content(until).await? else { return Ok(false) };
        piece.extend_from_slice(&data);
        Ok(true)
    }

    /// The next piece of content, until a deadline; none after the last.
    async fn next_content(&mut self, until: Instant) -> Result<Option<Bytes>, Unread> {
        if self.lost {
            return Err(Unread::Gone);
        }
        self.deadline.set(until);
        let piece = poll_fn(|context| {
            if let Poll::Ready(piece) = self.wire.poll_content(context) {
                return Poll::Ready(Ok(piece));
            }
            self.deadline.poll(context).map(Err)
        });
        let violation = match piece.await {
            Ok(None) if self.declared.is_some_and(|length| length != self.read) => {
                Violation::content(Rule::LengthHeld, self.read)
            }
            Ok(None) => return self.read_trailers(until).await.map(|()| None),
            Ok(Some(Ok(data))) => {
                self.read += data.len() as u64;
                self.note(Direction::Received, &data, false);
                if self.declared.is_none_or(|length| length >= self.read) {
                    return Ok(Some(data));
                }
                Violation::content(Rule::LengthHeld, self.read)
            }
            Ok(Some(Err(Lost::Length))) => Violation::content(Rule::LengthHeld, self.read),
            Ok(Some(Err(Lost::Gone))) => {
                self.lost = true;
                return Err(Unread::Gone);
            }
            Err(()) => {
                Violation::content(Rule::ContentInTime, self.read).limit(millis(self.shared.limits.content_timeout))
            }
        };
        Err(self.lose(violation))
    }

    /// Reads what nobody wants any more, until a deadline.
    pub(super) async fn throw_away(&mut self, until: Instant) {
        self.deadline.set(until);
        while !self.wire.content_ended() {
            let piece = poll_fn(|context| match self.wire.poll_content(context) {
                Poll::Ready(piece) => Poll::Ready(piece.is_some_and(|piece| piece.is_ok())),
                Poll::Pending if self.wire.poll_objection(context).is_ready() => Poll::Ready(false),
                Poll::Pending => self.deadline.poll(context).map(|()| false),
            });
            if !piece.await {
                return;
            }
        }
    }

    /// Trailers are not used, but a trailer that frames or routes the message is no trailer (RFC 9110 §6.5.1).
    async fn read_trailers(&mut self, until: Instant) -> Result<(), Unread> {
        if self.wire.is_malformed() {
            return Err(self.lose(Violation::content(Rule::TrailerControl, self.read)));
        }
        self.deadline.set(until);
        let trailers = poll_fn(|context| match self.wire.poll_trailers(context) {
            Poll::Ready(trailers) => Poll::Ready(trailers),
            Poll::Pending => self.deadline.poll(context).map(|()| None),
        });
        let trailers = trailers.await.unwrap_or_default();
        let frames = |name: &str| NOT_IN_TRAILERS.iter().any(|never| never.eq_ignore_ascii_case(name));
        if let Some(name) = trailers.keys().map(HeaderName::as_str).find(|name| frames(name)) {
            let violation = Violation::content(Rule::TrailerFraming, self.read).field(name.as_bytes());
            return Err(self.lose(violation));
        }
        Ok(())
    }

    fn lose(&mut self, violation: Violation) -> Unread {
        self.lost = true;
        self.malformed |= violation.rule.malforms();
        Unread::Violation(violation)
    }
}
