//! A service that tells what it knows of a request and its connection, and notes handshakes that failed.

use statusquo_wire::tls::{Acceptor, Authority, Certificates, HandshakeError, Protocol};
use statusquo_wire::transport::{Bound, Server, Tap};
use statusquo_wire::{Clock, Content, Exchange, Fields, Limits, Request, Service};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long anything may take before its test fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Default)]
pub(crate) struct Telling {
    requests: Mutex<Vec<String>>,
    failed: Mutex<Vec<String>>,
}

impl Service for Telling {
    async fn exchange(&self, request: &Request, exchange: &mut Exchange<'_>) {
        let told = match (&request.violation, exchange.session()) {
            (Some(violation), _) => violation.to_string(),
            (None, None) => "cleartext".to_owned(),
            (None, Some(session)) => format!(
                "{} early={} name={} covered={} {} {} resumed={} {}",
                session.version(),
                request.early,
                session.server_name().unwrap_or("none"),
                session.covers(request.authority().unwrap_or("")),
                session.protocol().map_or("no protocol", Protocol::name),
                session.leaf().names().join("+"),
                session.resumed(),
                request.target(),
            ),
        };
        self.requests.lock().expect("no panic").push(told.clone());
        if request.method() == "POST" {
            let Ok(content) = exchange.content(u64::MAX).await else { return };
            let _ = exchange.respond(200, "OK", &Fields::default(), Content::Bytes(&content)).await;
            return;
        }
        let _ = exchange.respond(200, "OK", &Fields::default(), Content::Bytes(told.as_bytes())).await;
    }

    fn handshake_failed(&self, _: SocketAddr, error: &HandshakeError) {
        self.failed.lock().expect("no panic").push(error.to_string());
    }
}

/// A running server with a cleartext address and one for TLS.
pub(crate) struct Running {
    pub(crate) server: Server,
    pub(crate) address: SocketAddr,
    /// The certificate of the authority.
    pub(crate) pem: String,
    service: Arc<Telling>,
}

impl Running {
    pub(crate) fn start() -> Self {
        Self::with(Limits::default())
    }

    pub(crate) fn with(limits: Limits) -> Self {
        let certificates = Certificates::signed_by(Authority::for_this_run().expect("an authority"));
        let pem = certificates.authority().expect("its own").pem().to_owned();
        Self::presenting(certificates, pem, limits)
    }

    pub(crate) fn presenting(certificates: Certificates, pem: String, limits: Limits) -> Self {
        let acceptor =
            Acceptor::new(Arc::new(certificates), &[Protocol::Http2, Protocol::Http11]).expect("an acceptor");
        let free = [SocketAddr::from(([127, 0, 0, 1], 0))];
        let bound = Bound::bind(&free, 2).and_then(|bound| bound.with_tls(&free, acceptor, false)).expect("free ports");
        let service = Arc::new(Telling::default());
        let server = Server::start(bound, limits, Clock::System, Tap::Off, service.clone()).expect("it starts");
        Self { address: server.tls_addresses()[0], server, pem, service }
    }

    /// What was told of each request so far.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.service.requests.lock().expect("no panic").clone()
    }

    /// Why handshakes failed so far.
    pub(crate) fn failed(&self) -> Vec<String> {
        self.service.failed.lock().expect("no panic").clone()
    }

    /// Waits for a handshake to fail.
    pub(crate) fn failure(&self) -> String {
        until("a handshake failed", || self.failed().first().cloned())
    }
}

/// Waits until there is something to be had.
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}
