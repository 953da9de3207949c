//! A server of HTTP/3 whose service does what its target says, and what a client needs to trust it.

use quinn::crypto::rustls::QuicClientConfig;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use statusquo_wire::tls::{Acceptor, Authority, Certificates, Protocol};
use statusquo_wire::transport::{Bound, Frame, Server, Tap};
use statusquo_wire::{Clock, Content, Exchange, Fields, Limits, Request, Service, Unread};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How long anything may take before its test fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// What the server saw of one request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    pub(crate) head: String,
    pub(crate) told: String,
    pub(crate) frames: Vec<Frame>,
    pub(crate) refused: Vec<&'static str>,
}

#[derive(Default)]
pub(crate) struct Playing {
    seen: Mutex<Vec<Seen>>,
}

impl Service for Playing {
    async fn exchange(&self, request: &Request, exchange: &mut Exchange<'_>) {
        let session = exchange.session().expect("it is over TLS");
        let (name, protocol) = (session.server_name().unwrap_or("none"), session.protocol().map_or("", Protocol::name));
        let told = format!(
            "{} {} {name} {protocol} covered={}",
            request.version.name(),
            request.framing_text(),
            session.covers(request.authority().unwrap_or(""))
        );
        let mut seen = Seen { head: String::from_utf8_lossy(request.bytes()).into_owned(), told, ..Seen::default() };
        self.play(request, exchange, &mut seen).await;
        seen.frames = exchange.take_recording().frames;
        self.seen.lock().expect("no panic").push(seen);
    }
}

/// How the content of a request is delimited, as text.
trait FramingText {
    fn framing_text(&self) -> String;
}

impl FramingText for Request {
    fn framing_text(&self) -> String {
        format!("{:?}", self.framing)
    }
}

impl Playing {
    async fn play(&self, request: &Request, exchange: &mut Exchange<'_>, seen: &mut Seen) {
        let none = Fields::default();
        if let Some(violation) = &request.violation {
            let status = match violation.rule {
                statusquo_wire::Rule::TargetLength => 414,
                statusquo_wire::Rule::FieldsLength | statusquo_wire::Rule::FieldsCount => 431,
                _ => 400,
            };
            let _ = exchange.respond(status, "", &none, Content::Bytes(violation.to_string().as_bytes())).await;
            return;
        }
        let mut fields = Fields::default();
        for (name, value) in [("Connection", "close"), ("Keep-Alive", "5"), ("Upgrade", "x"), ("X-Kept", "yes")] {
            fields.push(name, value);
        }
        match request.target() {
            "/interim" => {
                for status in [100, 102, 103] {
                    exchange.interim(status, "", &fields).await.expect("an interim answer");
                }
                let mut refuse = async |status, what| {
                    if exchange.interim(status, "", &none).await.is_err() {
                        seen.refused.push(what);
                    }
                };
                refuse(101, "101").await;
                refuse(200, "200").await;
                let _ = exchange.respond(200, "", &fields, Content::Bytes(b"whole")).await;
                if exchange.interim(103, "", &none).await.is_err() {
                    seen.refused.push("after the final answer");
                }
                if exchange.upgrade("", &none).await.is_err() {
                    seen.refused.push("a switch");
                }
            }
            "/nothing" => {}
            "/panic" => panic!("as it was asked to"),
            "/begun" => {
                let _ = exchange.begin(200, "", &none, None).await;
                let _ = exchange.write(b"beg").await;
            }
            "/short" => {
                let _ = exchange.begin(200, "", &none, Some(5)).await;
                let _ = exchange.write(b"beg").await;
                assert!(exchange.finish().await.is_err(), "not all was written");
            }
            "/pieces" => {
                let _ = exchange.begin(200, "", &none, None).await;
                for piece in ["one ", "two ", "three"] {
                    let _ = exchange.write(piece.as_bytes()).await;
                }
                let _ = exchange.finish().await;
            }
            path @ ("/trailers" | "/trailers-announced") => {
                let _ = exchange.begin(200, "", &none, (path == "/trailers-announced").then_some(4)).await;
                let _ = exchange.write(b"body").await;
                let mut trailers = Fields::default();
                for (name, value) in [("X-Sum", "1"), ("Connection", "close"), ("X-Sum", "2")] {
                    trailers.push(name, value);
                }
                let _ = exchange.finish_with(&trailers).await;
                assert!(exchange.finish_with(&trailers).await.is_err(), "it is over");
            }
            "/large" => {
                let content = vec![b'x'; 3_000_000];
                let _ = exchange.respond(200, "", &none, Content::Bytes(&content)).await;
            }
            "/304" => drop(exchange.respond(304, "", &none, Content::Bytes(b"none of this")).await),
            "/slow" => {
                tokio::time::sleep(Duration::from_millis(400)).await;
                let _ = exchange.respond(200, "", &none, Content::Bytes(b"late")).await;
            }
            "/unread" => drop(exchange.respond(200, "", &none, Content::Bytes(b"did not read")).await),
            _ => {
                let (status, content) = match exchange.content(1000).await {
                    Ok(content) => (200, content),
                    Err(Unread::Violation(violation)) => (400, violation.to_string().into_bytes()),
                    Err(Unread::TooLarge(limit)) => (413, format!("more than {limit}").into_bytes()),
                    Err(Unread::Gone) => return,
                };
                let _ = exchange.respond(status, "", &none, Content::Bytes(&content)).await;
            }
        }
    }
}

/// A running server.
pub(crate) struct Running {
    pub(crate) server: Option<Server>,
    pub(crate) address: SocketAddr,
    pem: String,
    service: Arc<Playing>,
}

impl Running {
    pub(crate) fn start() -> Self {
        Self::with(Limits::default())
    }

    pub(crate) fn with(limits: Limits) -> Self {
        let certificates = Certificates::signed_by(Authority::for_this_run().expect("an authority"));
        let pem = certificates.authority().expect("its own").pem().to_owned();
        let acceptor = Acceptor::new(Arc::new(certificates), &[Protocol::Http11]).expect("an acceptor");
        let free = [SocketAddr::from(([127, 0, 0, 1], 0))];
        let bound = Bound::bind(&[], 2).and_then(|bound| bound.with_tls(&free, acceptor, true)).expect("free ports");
        let service = Arc::new(Playing::default());
        let server = Server::start(bound, limits, Clock::Fixed(784_111_777), Tap::All(1000), service.clone());
        let server = server.expect("it starts");
        assert_eq!(server.http3_addresses(), server.tls_addresses());
        Self { address: server.http3_addresses()[0], server: Some(server), pem, service }
    }

    /// What was seen of each request so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.service.seen.lock().expect("no panic").clone()
    }

    pub(crate) fn connections(&self) -> usize {
        self.server.as_ref().expect("it runs").connections()
    }

    /// An endpoint for clients that trust the server.
    pub(crate) fn client(&self) -> quinn::Endpoint {
        self.offering(&["h3"])
    }

    /// The same, with other protocols on offer.
    pub(crate) fn offering(&self, protocols: &[&str]) -> quinn::Endpoint {
        let mut trusted = RootCertStore::empty();
        trusted.add(CertificateDer::from_pem_slice(self.pem.as_bytes()).expect("PEM")).expect("a certificate");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder =
            rustls::ClientConfig::builder_with_provider(provider).with_protocol_versions(&[&rustls::version::TLS13]);
        let mut tls = builder.expect("TLS 1.3").with_root_certificates(trusted).with_no_client_auth();
        tls.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
        let config = QuicClientConfig::try_from(tls).expect("a client");
        let mut endpoint = quinn::Endpoint::client(([127, 0, 0, 1], 0).into()).expect("a socket");
        endpoint.set_default_client_config(quinn::ClientConfig::new(Arc::new(config)));
        endpoint
    }

    pub(crate) async fn connect(&self) -> quinn::Connection {
        self.client().connect(self.address, "localhost").expect("an attempt").await.expect("a connection")
    }
}

/// Waits until something is so.
pub(crate) async fn until(what: &str, mut look: impl FnMut() -> bool) {
    let end = tokio::time::Instant::now() + PATIENCE;
    while !look() {
        assert!(tokio::time::Instant::now() < end, "waited in vain until {what}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}
