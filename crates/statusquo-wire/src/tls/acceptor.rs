//! What every TLS connection of a server shares: certificates, sessions that can be resumed, and what is offered.

use super::{Certificates, Leaf, Protocol};
use rustls::crypto::ring::default_provider;
use rustls::server::{ClientHello, ResolvesServerCert, ServerSessionMemoryCache};
use rustls::sign::CertifiedKey;
use rustls::{ServerConfig, ServerConnection};
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

/// How many sessions are remembered so that they can be resumed.
const SESSIONS: usize = 4096;

/// The most early data that is taken, in octets: a few requests.
const EARLY_DATA: u32 = 16 * 1024;

/// Sets TLS connections up.
#[derive(Clone, Debug)]
pub struct Acceptor {
    config: Arc<ServerConfig>,
    certificates: Arc<Certificates>,
    http3: bool,
}

impl Acceptor {
    /// An acceptor that presents these certificates and offers these protocols, the best liked first.
    ///
    /// Sessions are kept here and not in the tickets: each is taken out when it is resumed, so that a ticket works once.
    /// That is what keeps early data from being replayed (RFC 8446), within this process.
    pub fn new(certificates: Arc<Certificates>, protocols: &[Protocol]) -> Result<Self, rustls::Error> {
        let builder = ServerConfig::builder_with_provider(Arc::new(default_provider()));
        let mut config =
            builder.with_safe_default_protocol_versions()?.with_no_client_auth().with_cert_resolver(Arc::new(Nothing));
        config.session_storage = ServerSessionMemoryCache::new(SESSIONS);
        config.max_early_data_size = EARLY_DATA;
        // An answer to a request in early data goes out before the handshake is complete.
        config.send_half_rtt_data = true;
        config.alpn_protocols = protocols.iter().map(|protocol| protocol.name().into()).collect();
        Ok(Self { config: Arc::new(config), certificates, http3: false })
    }

    /// The same, where HTTP/3 is spoken on the UDP ports of the same numbers.
    pub(crate) fn beside_http3(self, http3: bool) -> Self {
        Self { http3, ..self }
    }

    /// Whether it is.
    pub(super) fn is_beside_http3(&self) -> bool {
        self.http3
    }

    /// What it presents.
    pub(crate) fn certificates(&self) -> &Arc<Certificates> {
        &self.certificates
    }

    /// A connection to a client that connected to this address, and where it will be known what was presented.
    pub(super) fn connection(&self, local: IpAddr) -> Result<(ServerConnection, Arc<Presented>), rustls::Error> {
        let presented = Arc::new(Presented::new(self.certificates.clone(), local));
        let mut config = (*self.config).clone();
        config.cert_resolver = presented.clone();
        Ok((ServerConnection::new(Arc::new(config))?, presented))
    }
}

/// Chooses the certificate of one connection, and keeps what was chosen.
#[derive(Debug)]
pub(crate) struct Presented {
    certificates: Arc<Certificates>,
    local: IpAddr,
    leaf: OnceLock<Arc<Leaf>>,
}

impl Presented {
    pub(super) fn new(certificates: Arc<Certificates>, local: IpAddr) -> Self {
        Self { certificates, local, leaf: OnceLock::new() }
    }

    pub(super) fn leaf(&self) -> Option<&Arc<Leaf>> {
        self.leaf.get()
    }
}

impl ResolvesServerCert for Presented {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let leaf = self.certificates.choose(hello.server_name(), self.local)?;
        Some(self.leaf.get_or_init(|| leaf).key().clone())
    }
}

/// What stands in the shared configuration: each connection brings its own.
#[derive(Debug)]
struct Nothing;

impl ResolvesServerCert for Nothing {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        None
    }
}
