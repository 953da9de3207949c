//! A request that was sent and waits for its answer: interim answers first, then the final head.

use crate::hop::{Fill, Hop};
use crate::{Failure, Gateway, ProxyError, Reply, fields};
use statusquo_wire::h1::{ResponseHead, ResponseReader};
use statusquo_wire::message::Part;
use statusquo_wire::{Fields, Rule, Violation};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::Instant;

/// An interim answer (1xx) of the upstream, to be sent on at once (RFC 9110 §15.2).
#[derive(Clone, Debug)]
pub struct Interim {
    /// The three digits; never 101.
    pub status: u16,
    /// The reason phrase.
    pub reason: String,
    /// The fields for the client.
    pub fields: Fields,
}

/// A request on its way. Dropping it closes the connection.
#[derive(Debug)]
pub struct Asked<S = TcpStream> {
    gateway: Gateway,
    hop: Hop<S>,
    method: String,
    until: Instant,
    reader: ResponseReader,
    last: Option<ResponseHead>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Asked<S> {
    pub(crate) fn new(gateway: Gateway, hop: Hop<S>, method: &str) -> Self {
        Self {
            gateway,
            hop,
            method: method.to_owned(),
            until: Instant::now() + gateway.response_timeout,
            reader: ResponseReader::new(method),
            last: None,
        }
    }

    /// The next interim answer as soon as it comes; `None` once the final head is here.
    ///
    /// The gateway sends no `Expect`, so it causes no 100 itself: one that comes is the upstream's own and is passed on
    /// like any other. After a failure there is nothing more to be had.
    pub async fn interim(&mut self) -> Result<Option<Interim>, Failure> {
        if self.last.is_some() {
            return Ok(None);
        }
        let head = self.head().await?;
        match head.status {
            101 => Err(Failure::new(
                ProxyError::HttpProtocolError,
                "RFC 9110 §7.8: the upstream switched protocols (101), but was not asked to",
            )),
            100..=199 => {
                self.reader = ResponseReader::new(&self.method);
                Ok(Some(Interim {
                    status: head.status,
                    reason: fields::reason(&head),
                    fields: fields::for_client(&self.gateway, &head),
                }))
            }
            200..=599 => {
                self.last = Some(head);
                Ok(None)
            }
            status => Err(Failure::new(
                ProxyError::HttpProtocolError,
                format!("RFC 9110 §15: a status code lies between 100 and 599; the upstream sent {status}"),
            )),
        }
    }

    /// The final answer, with its content or the beginning of it. Interim answers that were not asked for are skipped.
    pub async fn reply(mut self) -> Result<Reply<S>, Failure> {
        while self.interim().await?.is_some() {}
        match self.last {
            Some(head) => Reply::read(self.gateway, self.hop, &head).await,
            None => Err(Failure::new(ProxyError::ProxyInternalError, "the final head was lost")),
        }
    }

    /// Reads one head, interim or final.
    async fn head(&mut self) -> Result<ResponseHead, Failure> {
        loop {
            match self.reader.advance(self.hop.input(), &self.gateway.limits) {
                Ok(Some((head, used))) => {
                    self.hop.consume(used);
                    return Ok(head);
                }
                Ok(None) => {}
                Err(violation) => return Err(Failure::violation(violation)),
            }
            let left = self.until.saturating_duration_since(Instant::now());
            match self.hop.fill(left).await {
                Fill::Some => {}
                Fill::End => return Err(self.ended()),
                Fill::Reset => {
                    let detail = "the upstream reset the connection before the head of its answer was whole";
                    return Err(Failure::new(ProxyError::ConnectionTerminated, detail));
                }
                Fill::Late => {
                    let limit = self.gateway.response_timeout.as_millis();
                    let detail = format!("the head of the answer did not come whole within {limit} ms");
                    return Err(Failure::new(ProxyError::HttpResponseTimeout, detail));
                }
            }
        }
    }

    /// The connection ended before the head did.
    fn ended(&self) -> Failure {
        let at = self.hop.input().len() as u64;
        if at == 0 {
            let detail = "the upstream closed the connection without a final answer";
            return Failure::new(ProxyError::ConnectionTerminated, detail);
        }
        Failure::violation(Violation { rule: Rule::HeadWhole, part: Part::Head, at, limit: None, field: None })
    }
}
