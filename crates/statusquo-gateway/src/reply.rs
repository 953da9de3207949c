//! The final answer of the upstream, judged: whole up to the buffer's size, open and in pieces beyond it.

use crate::fields::{for_client, reason};
use crate::hop::{Fill, Hop};
use crate::{Failure, Gateway, ProxyError};
use statusquo_wire::h1::{ContentReader, ResponseHead};
use statusquo_wire::message::Part;
use statusquo_wire::{Fields, Framing, Rule, Violation};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::Instant;

/// A final answer. Dropping it closes the connection.
#[derive(Debug)]
pub struct Reply<S = TcpStream> {
    /// The three digits, 200 to 599.
    pub status: u16,
    /// The reason phrase.
    pub reason: String,
    /// The fields for the client, without those that frame the content.
    pub fields: Fields,
    length: Option<u64>,
    content: Vec<u8>,
    whole: bool,
    gateway: Gateway,
    hop: Hop<S>,
    reader: ContentReader,
    /// Octets of the content as it is on the wire.
    at: u64,
    /// How much longer the upstream is waited for.
    patience: Duration,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Reply<S> {
    /// Reads the content until it is whole or more than the buffer holds.
    pub(crate) async fn read(gateway: Gateway, hop: Hop<S>, head: &ResponseHead) -> Result<Self, Failure> {
        let reader = ContentReader::new(head.framing);
        let mut reply = Self {
            status: head.status,
            reason: reason(head),
            fields: for_client(&gateway, head),
            length: head.fields().text("Content-Length").and_then(|digits| digits.parse().ok()),
            content: Vec::new(),
            whole: reader.is_done(),
            gateway,
            hop,
            reader,
            at: 0,
            patience: gateway.content_timeout,
        };
        while !reply.whole && reply.content.len() <= gateway.buffer {
            reply.more().await?;
        }
        // An answer without content says nothing of the length that the content would have had.
        if reply.whole && reply.length.is_none() && head.framing != Framing::None {
            reply.length = Some(reply.content.len() as u64);
        }
        Ok(reply)
    }

    /// Whether all of the content is here. If not, the reply is open: it can still fail on the way.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The content that is here and was not taken yet.
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// Changes the content, if all of it is here and there is some; whether it was changed. The length follows it.
    pub fn change_content(&mut self, change: impl FnOnce(&mut Vec<u8>)) -> bool {
        if !self.whole || self.content.is_empty() {
            return false;
        }
        change(&mut self.content);
        self.length = Some(self.content.len() as u64);
        true
    }

    /// The length of the content, where it is known: what was announced (to HEAD, and in a 304, that is the length that
    /// the content of a 200 would have), or what was counted.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The next piece of the content: first all that [`content`](Self::content) shows, then what comes; `None` at its end.
    ///
    /// On a failure the answer that was begun cannot be made good: the caller cuts it.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        while self.content.is_empty() && !self.whole {
            self.more().await?;
        }
        let piece = std::mem::take(&mut self.content);
        Ok((!piece.is_empty()).then_some(piece))
    }

    /// Reads on until there is something new: data, the end, or a part of the coding.
    async fn more(&mut self) -> Result<(), Failure> {
        if self.hop.has_input() {
            let content = &mut self.content;
            let read =
                self.reader.advance(self.hop.input(), &self.gateway.limits, |data| content.extend_from_slice(data));
            let progress = read.map_err(Failure::violation)?;
            self.hop.consume(progress.used);
            self.at += progress.used as u64;
            self.whole = progress.done;
            return Ok(());
        }
        let began = Instant::now();
        let fill = self.hop.fill(self.gateway.read_timeout.min(self.patience)).await;
        self.patience = self.patience.saturating_sub(began.elapsed());
        match fill {
            Fill::Some => Ok(()),
            Fill::End if self.reader.ends_with_connection() => {
                self.whole = true;
                Ok(())
            }
            Fill::End => {
                let (rule, part) = (Rule::ContentWhole, Part::Content);
                Err(Failure::violation(Violation { rule, part, at: self.at, limit: None, field: None }))
            }
            Fill::Reset => {
                let detail = format!("the upstream reset the connection at byte {} of the content", self.at);
                Err(Failure::new(ProxyError::ConnectionTerminated, detail))
            }
            Fill::Late if self.patience.is_zero() => {
                let limit = self.gateway.content_timeout.as_millis();
                let detail = format!("the content was waited for longer than {limit} ms in all");
                Err(Failure::new(ProxyError::HttpResponseTimeout, detail))
            }
            Fill::Late => {
                let limit = self.gateway.read_timeout.as_millis();
                let detail = format!("no more of the content came within {limit} ms, at byte {}", self.at);
                Err(Failure::new(ProxyError::ConnectionReadTimeout, detail))
            }
        }
    }
}
