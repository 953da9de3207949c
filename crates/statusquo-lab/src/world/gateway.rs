//! The gateway's way to its upstreams: what became of the request there is told as facts; 502 and 504 have their causes.

mod cached;
mod directives;
mod transforming;

use crate::form::{EXCHANGE, phrase};
use crate::reason::Reason;
use crate::visit::Visit;
use cached::{CacheVisit, Taken};
use percent_encoding::percent_decode_str;
use statusquo_decision::Question;
use statusquo_gateway::upstream::NAMES;
use statusquo_gateway::{Failure, FieldChange, ProxyError, Reply};
use statusquo_wire::{Broken, Exchange, Version};
use std::net::SocketAddr;

/// The methods of an upstream, as they are offered through the gateway.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "OPTIONS"];

/// What a gateway does besides forwarding.
#[derive(Debug)]
enum Mode {
    /// Nothing.
    Plain,
    /// It changes what comes.
    Transforming,
    /// It keeps what comes; what there is is known once it was looked for.
    Caching(Option<Box<CacheVisit>>),
    /// It is a forward proxy: address and target are those of the request.
    Forwarding(SocketAddr, String),
}

/// A request for one upstream.
#[derive(Debug)]
pub(crate) struct GatewayVisit {
    upstream: String,
    mode: Mode,
    /// The final answer, until all of it was passed on.
    reply: Option<Reply>,
    /// Its code.
    status: u16,
}

impl GatewayVisit {
    pub(crate) fn new(upstream: &str) -> Self {
        let (upstream, mode) = match upstream {
            "transforming" => (transforming::UPSTREAM.to_owned(), Mode::Transforming),
            "cached" => (cached::UPSTREAM.to_owned(), Mode::Caching(None)),
            other => (percent_decode_str(other).decode_utf8_lossy().into_owned(), Mode::Plain),
        };
        Self { upstream, mode, reply: None, status: 0 }
    }

    /// The same road, for the forward proxy, to a listener that was found to be the lab's own.
    pub(crate) fn to(address: SocketAddr, target: String) -> Self {
        Self { upstream: address.to_string(), mode: Mode::Forwarding(address, target), reply: None, status: 0 }
    }

    /// Whether there is an answer of the upstream to send.
    pub(crate) fn has_reply(&self) -> bool {
        self.reply.is_some()
    }

    /// Makes known whether there is such an upstream. Preconditions and ranges are the upstream's business: a gateway
    /// forwards them (RFC 9110 §13.2.1), but for those that its cache can answer.
    pub(crate) async fn find(&mut self, visit: &mut Visit<'_>) {
        if visit.state.proxy.upstreams.address(&self.upstream).is_none() {
            let detail = format!("There is no upstream {:?}; there are {}.", self.upstream, NAMES.join(", "));
            visit.object(Reason::new(Question::Exists, detail).member("upstreams", NAMES.to_vec()));
        }
        if let Mode::Caching(cache) = &mut self.mode
            && visit.reads()
        {
            *cache = Some(Box::new(CacheVisit::find(visit, &target(visit)).await));
        }
    }

    /// Asks the upstream and makes known what came of it.
    pub(crate) async fn perform(&mut self, visit: &mut Visit<'_>, exchange: &mut Exchange<'_>) {
        if let Mode::Caching(Some(cache)) = &self.mode
            && cache.answer(visit)
        {
            return;
        }
        visit.know(Question::FromUpstream, true);
        let asked = match &self.mode {
            Mode::Plain | Mode::Forwarding(..) => self.ask(visit, &[], exchange).await.map(Some),
            Mode::Transforming => self.transformed(visit, exchange).await.map(Some),
            Mode::Caching(Some(cache)) if !cache.may_ask(visit) => return,
            Mode::Caching(Some(cache)) => self.kept(cache, visit, exchange).await,
            Mode::Caching(None) => Ok(None),
        };
        match asked {
            // What was stored is the answer.
            Ok(None) => visit.know(Question::FromUpstream, false),
            Ok(Some(reply)) => {
                if !reply.is_whole() {
                    let buffer = visit.state.proxy.gateway.buffer;
                    let detail = format!("The answer has more than {buffer} octets, the most that are held back.");
                    visit.object(Reason::new(Question::FitsBuffer, detail).member("limit", buffer));
                }
                self.status = reply.status;
                self.reply = Some(reply);
            }
            Err(failure) => visit.object(self.reason(question(failure.error), &failure)),
        }
    }

    /// Asks for something that may be transformed, and transforms it.
    async fn transformed(&self, visit: &mut Visit<'_>, exchange: &mut Exchange<'_>) -> Result<Reply, Failure> {
        if !transforming::is_welcome(visit.request) {
            return self.ask(visit, &[], exchange).await;
        }
        let mut reply = self.ask(visit, transforming::LEFT_OUT, exchange).await?;
        let transformed = transforming::transform(&mut reply);
        visit.know(Question::Transformed, transformed);
        Ok(reply)
    }

    /// Asks for what the cache has not, or asks whether what it has is still valid; none if that is the answer.
    async fn kept(
        &self,
        cache: &CacheVisit,
        visit: &mut Visit<'_>,
        exchange: &mut Exchange<'_>,
    ) -> Result<Option<Reply>, Failure> {
        let mut stored = cache.validators(visit);
        loop {
            let changes = stored.as_deref().map(cached::validating).unwrap_or_default();
            let mut reply = self.ask(visit, &changes, exchange).await?;
            match cache.take(visit, stored.take(), &mut reply).await {
                Taken::PassOn => return Ok(Some(reply)),
                Taken::Valid => return Ok(None),
                Taken::AskAgain => {}
            }
        }
    }

    async fn ask(
        &self,
        visit: &mut Visit<'_>,
        changes: &[FieldChange<'_>],
        exchange: &mut Exchange<'_>,
    ) -> Result<Reply, Failure> {
        let proxy = &visit.state.proxy;
        let (gateway, address, target) = match &self.mode {
            Mode::Forwarding(address, target) => (proxy.forward(), Some(*address), target.clone()),
            _ => (proxy.gateway, proxy.upstreams.address(&self.upstream), target(visit)),
        };
        let Some(address) = address else {
            let detail = "the gateway has no such upstream".to_owned();
            return Err(Failure { error: ProxyError::ProxyInternalError, detail, violation: None });
        };
        let mut asked = gateway.ask_with(address, &target, visit.request, changes, &visit.content).await?;
        while let Some(interim) = asked.interim().await? {
            let sent = exchange.interim(interim.status, &interim.reason, &interim.fields).await;
            // To HTTP/1.0 none is sent; and if the client is gone, the final answer will find out.
            if sent.is_ok() && visit.request.version >= Version::Http11 {
                visit.interim.push(interim.status);
            }
        }
        asked.reply().await
    }

    /// Passes on what is more than the buffer holds, piece by piece. What breaks off on the way is not ended, so that
    /// the client sees it as incomplete; no code can tell it any more.
    pub(crate) async fn pass_on(&mut self, visit: &mut Visit<'_>, exchange: &mut Exchange<'_>) {
        match self.send(visit, exchange).await {
            Ok(()) => {}
            Err(Some(failure)) => visit.object(self.reason(Question::PassedOnWhole, &failure)),
            Err(None) => {
                visit.refuse(Question::PassedOnWhole, "The client left before all of the answer was passed on.");
            }
        }
    }

    /// Sends the answer that is here as a whole, unless it was passed on already; the code that it has, or is given.
    pub(crate) async fn relay(
        &mut self,
        visit: &Visit<'_>,
        code: Option<u16>,
        exchange: &mut Exchange<'_>,
    ) -> (u16, Result<(), Broken>) {
        if let (Some(code), Some(reply)) = (code, &mut self.reply) {
            (reply.status, reply.reason) = (code, phrase(code).to_owned());
            self.status = code;
        }
        let sent = self.send(visit, exchange).await;
        (self.status, sent.map_err(|_| Broken))
    }

    /// Sends what there is of the answer and what still comes, framed as the upstream told its length: to HEAD that is
    /// the length of a content that is not sent. The error is the upstream's failure, or none if the client left.
    async fn send(&mut self, visit: &Visit<'_>, exchange: &mut Exchange<'_>) -> Result<(), Option<Failure>> {
        let Some(mut reply) = self.reply.take() else { return Ok(()) };
        let left = |Broken| None;
        // Another exchange of the lab, behind the proxy, has named itself.
        if !reply.fields.section().has(EXCHANGE) {
            reply.fields.push_number(EXCHANGE, visit.id);
        }
        exchange.begin(reply.status, &reply.reason, &reply.fields, reply.length()).await.map_err(left)?;
        while let Some(piece) = reply.next().await.map_err(Some)? {
            exchange.write(&piece).await.map_err(left)?;
        }
        exchange.finish().await.map_err(left)
    }

    /// What the upstream did, in words and as a `Proxy-Status` field (RFC 9209 §2).
    fn reason(&self, question: Question, failure: &Failure) -> Reason {
        let detail = format!("The gateway asked the upstream {:?}: {}.", self.upstream, failure.detail);
        let mut reason = Reason::new(question, detail)
            .member("upstream", self.upstream.as_str())
            .member("proxy_error", failure.error.name())
            .field("Proxy-Status", failure.proxy_status());
        if let Some(violation) = &failure.violation {
            reason = reason.broken_rule(violation, Version::Http11);
        }
        reason
    }
}

/// What the upstream is asked for.
fn target(visit: &Visit<'_>) -> String {
    visit.target.query.map_or("/".to_owned(), |query| format!("/?{query}"))
}

/// The question that a failure answers.
fn question(error: ProxyError) -> Question {
    match error {
        error if error.is_timeout() => Question::UpstreamInTime,
        // It is the gateway's own fault: no upstream is to blame.
        error if error.is_internal() => Question::EndedWell,
        ProxyError::ConnectionRefused | ProxyError::DestinationIpUnroutable | ProxyError::ConnectionTerminated => {
            Question::UpstreamReached
        }
        _ => Question::UpstreamValid,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_absent_and_wrong_are_three_things_and_the_gateways_own_fault_is_a_fourth() {
        let table = [
            (ProxyError::ConnectionTimeout, Question::UpstreamInTime),
            (ProxyError::HttpResponseTimeout, Question::UpstreamInTime),
            (ProxyError::ConnectionReadTimeout, Question::UpstreamInTime),
            (ProxyError::ConnectionRefused, Question::UpstreamReached),
            (ProxyError::ConnectionTerminated, Question::UpstreamReached),
            (ProxyError::HttpResponseIncomplete, Question::UpstreamValid),
            (ProxyError::HttpProtocolError, Question::UpstreamValid),
            (ProxyError::HttpResponseTransferCoding, Question::UpstreamValid),
            (ProxyError::ProxyInternalError, Question::EndedWell),
        ];
        for (error, expected) in table {
            assert_eq!(question(error), expected, "{error}");
        }
    }
}
