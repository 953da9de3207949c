//! Content of a stream: what the client sends, within a limit and a time, and what it is sent, as its windows allow.

use super::stream::{Answer, Stream};
use crate::h1::{NOT_IN_TRAILERS, millis};
use crate::message::{Rule, Violation};
use crate::transport::Direction;
use crate::{Broken, Unread};
use bytes::Bytes;
use http::HeaderName;
use std::future::poll_fn;
use std::task::{Context, Poll, ready};
use tokio::time::Instant;

/// So much content is offered to flow control at a time.
const OFFERED: usize = 64 * 1024;

impl Stream {
    pub(crate) async fn content(&mut self, limit: u64) -> Result<Vec<u8>, Unread> {
        if self.declared.is_some_and(|length| length.saturating_sub(self.read) > limit) {
            return Err(Unread::TooLarge(limit));
        }
        let mut content = Vec::new();
        let until = Instant::now() + self.shared.limits.content_timeout;
        self.read_content(limit, until, |data| content.extend_from_slice(data)).await?;
        Ok(content)
    }

    /// Reads content up to a limit and a deadline.
    pub(super) async fn read_content(
        &mut self,
        limit: u64,
        until: Instant,
        mut take: impl FnMut(&[u8]),
    ) -> Result<(), Unread> {
        if self.lost {
            return Err(Unread::Gone);
        }
        self.deadline.set(until);
        let mut taken = 0;
        loop {
            let piece = poll_fn(|context| {
                if let Poll::Ready(piece) = self.content.poll_data(context) {
                    return Poll::Ready(Ok(piece));
                }
                self.deadline.poll(context).map(Err)
            });
            let violation = match piece.await {
                Ok(None) => return self.read_trailers(until).await,
                Ok(Some(Ok(data))) => {
                    // Its octets may be sent again by the client; if the stream is over by now, nobody has to know.
                    let _ = self.content.flow_control().release_capacity(data.len());
                    self.read += data.len() as u64;
                    taken += data.len() as u64;
                    self.note(Direction::Received, &data, false);
                    if taken > limit {
                        self.lost = true;
                        return Err(Unread::TooLarge(limit));
                    }
                    take(&data);
                    continue;
                }
                Ok(Some(Err(error))) if error.is_library() && error.is_reset() => {
                    Violation::content(Rule::LengthHeld, self.read)
                }
                Ok(Some(Err(_))) => {
                    self.lost = true;
                    return Err(Unread::Gone);
                }
                Err(()) => {
                    Violation::content(Rule::ContentInTime, self.read).limit(millis(self.shared.limits.content_timeout))
                }
            };
            return Err(self.lose(violation));
        }
    }

    /// Trailers are not used, but a trailer that frames or routes the message is no trailer (RFC 9110 §6.5.1).
    async fn read_trailers(&mut self, until: Instant) -> Result<(), Unread> {
        self.deadline.set(until);
        let trailers = poll_fn(|context| match self.content.poll_trailers(context) {
            Poll::Ready(trailers) => Poll::Ready(trailers.unwrap_or_default()),
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

    /// Sends content as fast as the client opens its windows; with `end` it ends the stream.
    pub(super) async fn send(&mut self, mut bytes: &[u8], end: bool) -> Result<(), Broken> {
        while !bytes.is_empty() {
            let room = poll_fn(|context| self.poll_room(bytes.len(), context)).await?;
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.send_now(now, end && later.is_empty() && !self.malformed)?;
            bytes = later;
        }
        Ok(())
    }

    /// Ready once there is room in the client's windows; one that leaves it waiting for too long is given up.
    pub(super) fn poll_room(&mut self, wanted: usize, context: &mut Context<'_>) -> Poll<Result<usize, Broken>> {
        let Some(send) = &mut self.send else { return Poll::Ready(Err(Broken)) };
        send.reserve_capacity(wanted.min(OFFERED));
        loop {
            let room = send.capacity();
            if room > 0 {
                self.waits_for_room = false;
                return Poll::Ready(Ok(room));
            }
            match send.poll_capacity(context) {
                Poll::Ready(Some(Ok(_))) => {}
                Poll::Ready(Some(Err(_)) | None) => break,
                Poll::Pending => {
                    if !std::mem::replace(&mut self.waits_for_room, true) {
                        self.deadline.set(Instant::now() + self.shared.limits.write_timeout);
                    }
                    ready!(self.deadline.poll(context));
                    break;
                }
            }
        }
        self.answer = Answer::Cut;
        Poll::Ready(Err(Broken))
    }

    /// Hands content over for which there is room.
    pub(super) fn send_now(&mut self, bytes: &[u8], end: bool) -> Result<(), Broken> {
        let Some(send) = &mut self.send else { return Err(Broken) };
        send.send_data(Bytes::copy_from_slice(bytes), end).map_err(|_| Broken)?;
        self.sent += bytes.len() as u64;
        Ok(())
    }
}
