//! What an exchange does on its connection: reads content, sends interim answers and one final answer.

use super::connection::{Answer, Connection, Fill, TURN, millis};
use super::write::{Frame, encode_chunk, encode_head, encode_last_chunk};
use super::{Progress, Tunnel, spare};
use crate::message::{Fields, Rule, Version, Violation};
use crate::tls::Session;
use crate::transport::{Direction, Recording, Stream, Tap};
use crate::{Broken, Content, Unread};
use std::io;
use std::task::{Context, Poll};
use tokio::time::Instant;

/// Content up to this size is copied behind its head; larger content is written from where it is.
const COPIED: usize = 16 * 1024;

impl Connection {
    pub(crate) async fn interim(&mut self, status: u16, reason: &str, fields: &Fields) -> Result<(), Broken> {
        if self.answer != Answer::Owed || !(100..200).contains(&status) || status == 101 {
            return Err(Broken);
        }
        if self.version < Version::Http11 {
            return Ok(());
        }
        self.waits_for_go_ahead &= status != 100;
        self.write_head(status, reason, fields, Frame::Nothing, None);
        self.flush().await
    }

    pub(crate) async fn content(&mut self, limit: u64) -> Result<Vec<u8>, Unread> {
        if let Some(left) = self.reader.left()
            && left > limit
        {
            return Err(Unread::TooLarge(limit));
        }
        let mut content = Vec::new();
        self.read_content(limit, |data| content.extend_from_slice(data)).await?;
        Ok(content)
    }

    /// Reads the whole content as it is framed: its chunks, with their extensions, and the trailer section.
    pub(crate) async fn framed_content(&mut self, limit: u64) -> Result<Vec<u8>, Unread> {
        if self.reader.left().is_some_and(|left| left > limit) {
            return Err(Unread::TooLarge(limit));
        }
        self.begin_reading().await?;
        let until = Instant::now() + self.limits.content_timeout;
        let mut framed = Vec::new();
        while !self.reader.is_done() {
            let progress = self.decode_content(|_| {})?;
            framed.extend_from_slice(&self.input[self.start..self.start + progress.used]);
            self.consume(progress.used);
            if framed.len() as u64 > limit {
                return Err(self.take_no_more(limit));
            }
            if progress.done {
                break;
            }
            self.await_content(until).await?;
        }
        Ok(framed)
    }

    /// Reads content up to a limit and its deadline; framing that is lost on the way stays lost.
    pub(super) async fn read_content(&mut self, limit: u64, mut take: impl FnMut(&[u8])) -> Result<(), Unread> {
        self.begin_reading().await?;
        let until = Instant::now() + self.limits.content_timeout;
        let mut taken = 0;
        while !self.reader.is_done() {
            let done = self.advance_content(|data| {
                taken += data.len() as u64;
                if taken <= limit {
                    take(data);
                }
            })?;
            if taken > limit {
                return Err(self.take_no_more(limit));
            }
            if done {
                break;
            }
            self.await_content(until).await?;
        }
        Ok(())
    }

    /// Reads what has come of the content, or waits until there is some; false if there is no more. May be given up and
    /// called again: nothing is lost by that.
    pub(crate) async fn piece(&mut self, until: Instant, piece: &mut Vec<u8>) -> Result<bool, Unread> {
        self.begin_reading().await?;
        let before = piece.len();
        while !self.reader.is_done() {
            let done = self.advance_content(|data| piece.extend_from_slice(data))?;
            if piece.len() > before {
                return Ok(true);
            }
            if done {
                break;
            }
            self.await_content(until).await?;
        }
        Ok(false)
    }

    async fn begin_reading(&mut self) -> Result<(), Unread> {
        if self.lost {
            return Err(Unread::Gone);
        }
        if !self.out.is_empty() {
            self.flush().await.map_err(|Broken| Unread::Gone)?;
        }
        Ok(())
    }

    /// More came than is taken: what follows of it is not read, so nothing is after it.
    fn take_no_more(&mut self, limit: u64) -> Unread {
        self.lost = true;
        self.close = true;
        Unread::TooLarge(limit)
    }

    /// Decodes what has come of the content; whether that is all of it.
    fn advance_content(&mut self, take: impl FnMut(&[u8])) -> Result<bool, Unread> {
        let progress = self.decode_content(take)?;
        self.consume(progress.used);
        Ok(progress.done)
    }

    /// The same, and leaves it where it is: [`Connection::consume`] is up to the caller.
    fn decode_content(&mut self, take: impl FnMut(&[u8])) -> Result<Progress, Unread> {
        let progress = self.reader.advance(&self.input[self.start..], &self.limits, take);
        let progress = progress.map_err(|violation| self.lose(violation))?;
        if self.tap != Tap::Off {
            let used = &self.input[self.start..self.start + progress.used];
            self.recording.note(self.tap, Direction::Received, used, false);
        }
        self.content_at += progress.used as u64;
        Ok(progress)
    }

    /// Waits until more of the content has come.
    async fn await_content(&mut self, until: Instant) -> Result<(), Unread> {
        self.deadline.set(until);
        let violation = match self.fill(false).await {
            Fill::Some => return Ok(()),
            Fill::TimedOut => {
                let violation = Violation::content(Rule::ContentInTime, self.content_at);
                violation.limit(millis(self.limits.content_timeout))
            }
            Fill::End | Fill::Stopping => Violation::content(Rule::ContentWhole, self.content_at),
        };
        Err(self.lose(violation))
    }

    /// The end of the message can no longer be found: after the answer the connection must close.
    fn lose(&mut self, violation: Violation) -> Unread {
        self.lost = true;
        self.close = true;
        if self.tap != Tap::Off {
            // What follows the octet at fault may be anything, the next request's credentials too: it is only counted.
            let rest = &self.input[self.start..];
            let fault = usize::try_from(violation.at.saturating_sub(self.content_at)).unwrap_or(usize::MAX);
            let kept = rest.len().min(fault.saturating_add(1));
            self.recording.note(self.tap, Direction::Received, &rest[..kept], false);
            self.recording.received_omitted += (rest.len() - kept) as u64;
        }
        Unread::Violation(violation)
    }

    pub(crate) async fn respond(
        &mut self,
        status: u16,
        reason: &str,
        fields: &Fields,
        content: Content<'_>,
    ) -> Result<(), Broken> {
        let content = content.bytes();
        let frame = match status {
            204 | 304 => Frame::Nothing,
            _ => Frame::Length(content.len() as u64),
        };
        self.final_head(status, reason, fields, frame)?;
        self.answer = Answer::Done;
        if self.head_only || frame == Frame::Nothing || content.is_empty() {
            return Ok(());
        }
        if self.tap != Tap::Off {
            self.recording.note(self.tap, Direction::Sent, content, false);
        }
        if content.len() <= COPIED {
            self.out.extend_from_slice(content);
            return Ok(());
        }
        self.flush().await?;
        self.write_all(content).await
    }

    pub(crate) async fn begin(
        &mut self,
        status: u16,
        reason: &str,
        fields: &Fields,
        length: Option<u64>,
    ) -> Result<(), Broken> {
        let frame = match (status, length) {
            (204 | 304, _) => Frame::Nothing,
            (_, Some(length)) => Frame::Length(length),
            (_, None) if self.version < Version::Http11 => {
                self.close = true;
                Frame::Close
            }
            (_, None) => Frame::Chunked,
        };
        self.final_head(status, reason, fields, frame)?;
        self.answer = Answer::Begun(frame);
        self.flush().await
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        let Answer::Begun(frame) = &mut self.answer else { return Err(Broken) };
        match frame {
            // More than was announced would be read as the next answer.
            Frame::Length(left) if *left < bytes.len() as u64 => return Err(Broken),
            Frame::Length(left) => *left -= bytes.len() as u64,
            Frame::Nothing | Frame::Chunked | Frame::Close => {}
        }
        let frame = *frame;
        if self.head_only || frame == Frame::Nothing {
            return Ok(());
        }
        if frame != Frame::Chunked && bytes.len() > COPIED {
            if self.tap != Tap::Off {
                self.recording.note(self.tap, Direction::Sent, bytes, false);
            }
            self.flush().await?;
            return self.write_all(bytes).await;
        }
        let from = self.out.len();
        match frame {
            Frame::Chunked => encode_chunk(&mut self.out, bytes),
            _ => self.out.extend_from_slice(bytes),
        }
        if self.tap != Tap::Off {
            self.recording.note(self.tap, Direction::Sent, &self.out[from..], false);
        }
        self.flush().await
    }

    pub(crate) async fn finish(&mut self, trailers: &Fields) -> Result<(), Broken> {
        match self.answer {
            Answer::Begun(Frame::Length(1..)) if !self.head_only => return Err(Broken),
            Answer::Begun(Frame::Chunked) if !self.head_only => {
                let from = self.out.len();
                encode_last_chunk(&mut self.out, trailers);
                if self.tap != Tap::Off {
                    self.recording.note(self.tap, Direction::Sent, &self.out[from..], false);
                }
            }
            Answer::Begun(_) => {}
            Answer::Owed | Answer::Done | Answer::Switched => return Err(Broken),
        }
        self.answer = Answer::Done;
        Ok(())
    }

    pub(crate) async fn upgrade(&mut self, reason: &str, fields: &Fields) -> Result<Tunnel<'_>, Broken> {
        if self.version < Version::Http11 {
            return Err(Broken);
        }
        self.hand_over(101, reason, fields).await
    }

    /// Answers CONNECT with 200, which says nothing of a length (RFC 9110 §9.3.6).
    pub(crate) async fn connect(&mut self, reason: &str, fields: &Fields) -> Result<Tunnel<'_>, Broken> {
        self.hand_over(200, reason, fields).await
    }

    /// What follows the head is no HTTP any more.
    async fn hand_over(&mut self, status: u16, reason: &str, fields: &Fields) -> Result<Tunnel<'_>, Broken> {
        if self.answer != Answer::Owed {
            return Err(Broken);
        }
        self.write_head(status, reason, fields, Frame::Nothing, None);
        self.answer = Answer::Switched;
        self.close = true;
        self.flush().await?;
        Ok(Tunnel::new(self))
    }

    /// Writes the final head, which says whether the connection goes on.
    fn final_head(&mut self, status: u16, reason: &str, fields: &Fields, frame: Frame) -> Result<(), Broken> {
        if self.answer != Answer::Owed || status < 200 {
            return Err(Broken);
        }
        if !self.reader.is_done() {
            // A client that was promised a go-ahead and got none may send the content or not: nobody could tell where
            // the next request begins. And a large content is not worth reading only to throw it away.
            let large = self.reader.left().is_some_and(|left| left > self.limits.drain);
            self.close |= self.waits_for_go_ahead || large;
        }
        let option = match (self.close, self.version) {
            (true, _) => Some("close"),
            (false, Version::Http10) => Some("keep-alive"),
            (false, _) => None,
        };
        self.write_head(status, reason, fields, frame, option);
        Ok(())
    }

    fn write_head(&mut self, status: u16, reason: &str, fields: &Fields, frame: Frame, option: Option<&str>) {
        if self.out.capacity() == 0 {
            self.out = spare::take();
        }
        let from = self.out.len();
        // Nothing was waited for since the input came: it has just come.
        let date = if TURN.get() == self.turn { self.clock.date_at(self.came.into_std()) } else { self.clock.date() };
        encode_head(&mut self.out, status, reason, &date, fields, frame, option);
        if status >= 200 && !self.stream.is_bare() {
            self.announce();
        }
        if self.tap != Tap::Off {
            self.recording.note(self.tap, Direction::Sent, &self.out[from..], true);
        }
    }

    /// Adds to a head that was written what else the server speaks, if it does.
    #[cold]
    fn announce(&mut self) {
        if let Some(value) = self.session().and_then(Session::alt_svc) {
            self.out.truncate(self.out.len() - 2);
            self.out.extend_from_slice(format!("Alt-Svc: {value}\r\n\r\n").as_bytes());
        }
    }

    pub(crate) fn take_recording(&mut self) -> Recording {
        std::mem::take(&mut self.recording)
    }

    pub(crate) fn unread(&self) -> &[u8] {
        &self.input[self.start..]
    }

    pub(crate) fn consume(&mut self, used: usize) {
        self.start += used;
    }

    /// From now on the client has its time to take what is written.
    pub(crate) fn expect_progress(&mut self) {
        self.deadline.set(Instant::now() + self.limits.write_timeout);
    }

    /// Ready once that time is over; then what the client has not taken is given up.
    pub(crate) fn poll_progress(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        self.deadline.poll(context).map(|()| {
            self.stream.abandon();
            io::ErrorKind::TimedOut.into()
        })
    }

    pub(crate) fn session(&self) -> Option<&Session> {
        self.stream.session().map(AsRef::as_ref)
    }

    pub(crate) fn stream(&mut self) -> &mut Stream {
        &mut self.stream
    }
}
