//! The forward proxy: what is for another authority is passed on for those who may, and only to listeners of the lab's
//! own, told by literal address. Here 407 has its cause, and 403 and 502 have theirs once more.

mod authority;
mod credentials;
mod tunnel;

use crate::reason::Reason;
use crate::visit::Visit;
use crate::world::gateway::GatewayVisit;
use authority::{Destination, is_own};
use statusquo_decision::Question;
use statusquo_gateway::PSEUDONYM;
use statusquo_wire::message::Form;
use statusquo_wire::{Broken, Exchange, Framing, Version};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// What each refusal for want of credentials asks for (RFC 9110 §11.7.1).
const CHALLENGE: &str = "Basic realm=\"proxy\", charset=\"UTF-8\"";

/// How long opening a connection may take.
const CONNECT: Duration = Duration::from_secs(1);

/// A request that is for somebody else.
#[derive(Debug)]
pub(crate) struct ForwardVisit {
    /// The listener, once it is known that it may be reached.
    to: Option<SocketAddr>,
    /// The way there and back of a message.
    pub(crate) road: Option<GatewayVisit>,
    /// The other end of a tunnel.
    end: Option<TcpStream>,
}

/// Whether a request takes this server for a proxy. An absolute target that names the authority that the client has
/// connected to is an origin server's own (RFC 9110 §7.6), and so is an OPTIONS or TRACE that may go no further (§7.6.2).
///
/// In HTTP/2 and HTTP/3 a request to a proxy reads like one to an origin server that is known by another name, and is taken
/// for that, unless it is CONNECT, or asks over TLS for an `http` URI: that no origin server speaks TLS for.
pub(crate) fn is_asked(visit: &Visit<'_>) -> bool {
    match visit.target.form {
        Form::Authority => true,
        Form::Origin if !visit.request.plain || visit.request.protocol().is_some() => false,
        Form::Origin | Form::Absolute => !is_own(visit) && max_forwards(visit) != Some(Ok(0)),
        Form::Asterisk => false,
    }
}

/// `Max-Forwards`, where it counts.
fn max_forwards(visit: &Visit<'_>) -> Option<Result<u32, ()>> {
    let value = visit.request.fields().get("Max-Forwards").filter(|_| matches!(visit.method(), "OPTIONS" | "TRACE"))?;
    Some(std::str::from_utf8(value).ok().and_then(|digits| digits.parse().ok()).ok_or(()))
}

/// Gives a refusal the name that RFC 9209 has for it.
fn named(reason: Reason, error: &'static str) -> Reason {
    reason.member("proxy_error", error).field("Proxy-Status", format!("{PSEUDONYM}; error={error}"))
}

impl ForwardVisit {
    pub(crate) fn new() -> Self {
        Self { to: None, road: None, end: None }
    }

    /// Makes known who asks, and whether it may be passed on.
    pub(crate) fn admit(&mut self, visit: &mut Visit<'_>) {
        visit.know(Question::AsksProxy, true);
        if let Err(detail) = credentials::judge(visit.request.fields()) {
            let reason = Reason::new(Question::ProxyCredentials, detail);
            visit.object(reason.field("Proxy-Authenticate", CHALLENGE));
        }
        if visit.state.proxy.forward().has_passed(visit.request) {
            let detail =
                "Via names this proxy already: the request went round in a circle, and is not sent round again.";
            visit.object(named(Reason::new(Question::PassedBefore, detail), "proxy_loop_detected"));
        }
        if visit.request.version == Version::Http3 && visit.target.form == Form::Authority {
            let detail = "Tunnels are not implemented over HTTP/3; over HTTP/1.1 and HTTP/2 they are.";
            visit.refuse(Question::MethodImplemented, detail);
        }
        match Destination::of(visit) {
            Ok(Destination(address)) => self.to = Some(address),
            Err(refusal) => {
                let reason = Reason::new(Question::MayBeReached, refusal);
                let reason = reason.member("reachable", authority::reachable(visit));
                visit.object(named(reason, "http_request_denied"));
            }
        }
    }

    /// Makes known what the head says of the content, which is for the other side to judge but for its length.
    pub(crate) fn find(&self, visit: &mut Visit<'_>) {
        if visit.target.form == Form::Authority {
            if visit.request.framing != Framing::None {
                visit.refuse(
                    Question::Understood,
                    "CONNECT has no content, and this one announces some (RFC 9110 §9.3.6).",
                );
            }
            return;
        }
        if max_forwards(visit) == Some(Err(())) {
            visit.refuse(Question::Understood, "Max-Forwards is no number that can be counted down (RFC 9110 §7.6.2).");
        }
        visit.judge_declared_length(Self::limit(visit));
    }

    /// The most octets of content that are passed on.
    pub(crate) fn limit(visit: &Visit<'_>) -> u64 {
        visit.state.settings.document_bytes
    }

    /// Opens the tunnel, or asks in the client's place.
    pub(crate) async fn perform(&mut self, visit: &mut Visit<'_>, exchange: &mut Exchange<'_>) {
        let Some(to) = self.to else { return visit.refuse(Question::EndedWell, "There is nowhere to go.") };
        let places = &visit.state.proxy.places;
        let Ok(place) = places.clone().try_acquire_owned() else {
            let detail = format!("{} requests are being passed on, the most at a time.", crate::state::proxy::PLACES);
            return visit.object(Reason::new(Question::PlaceFree, detail).retry_after(Duration::from_secs(1)));
        };
        visit.permit = Some(place);
        if visit.target.form != Form::Authority {
            let target = target(visit);
            let road = self.road.insert(GatewayVisit::to(to, target));
            return Box::pin(road.perform(visit, exchange)).await;
        }
        let (question, error, detail) = match timeout(CONNECT, TcpStream::connect(to)).await {
            Ok(Ok(stream)) => {
                // Best effort: without it all arrives the same, only later.
                let _ = stream.set_nodelay(true);
                self.end = Some(stream);
                visit.tunnels = true;
                return;
            }
            Ok(Err(_)) => (Question::UpstreamReached, "connection_refused", "takes no connection"),
            Err(_) => (Question::UpstreamInTime, "connection_timeout", "took no connection in time"),
        };
        visit.know(Question::FromUpstream, true);
        visit.object(named(Reason::new(question, format!("The listener at {to} {detail}.")), error));
    }

    /// Says that the tunnel is there, and carries octets both ways until it ends.
    pub(crate) async fn tunnel(&mut self, visit: &Visit<'_>, exchange: &mut Exchange<'_>) -> Result<(), Broken> {
        let Some(end) = self.end.take() else { return Err(Broken) };
        let limits = &visit.state.settings.limits;
        let client = exchange.connect("Connection Established", &visit.fields).await?;
        tunnel::carry(client, end, limits.idle_timeout, limits.linger).await;
        Ok(())
    }
}

/// The target as the last proxy sends it: OPTIONS of a URI without a path is of the whole server (RFC 9112 §3.2.4).
fn target(visit: &Visit<'_>) -> String {
    let (path, query) = (visit.target.path, visit.target.query);
    match query {
        Some(query) => format!("{path}?{query}"),
        None if visit.method() == "OPTIONS" && !visit.request.target().ends_with('/') && path == "/" => "*".to_owned(),
        None => path.to_owned(),
    }
}
