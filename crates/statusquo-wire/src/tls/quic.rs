//! TLS as it stands in QUIC (RFC 9001): the same certificates, HTTP/3 alone, and no early data.

use super::acceptor::Presented;
use super::{Certificates, Protocol, Session};
use quinn::crypto::rustls::{HandshakeData, NoInitialCipherSuite, QuicServerConfig};
use rustls::crypto::ring::default_provider;
use rustls::server::ServerSessionMemoryCache;
use rustls::version::TLS13;
use rustls::{Error, ServerConfig};
use std::net::IpAddr;
use std::sync::Arc;

/// How many sessions are remembered so that they can be resumed.
const SESSIONS: usize = 1024;

/// Sets the TLS side of QUIC connections up.
#[derive(Clone, Debug)]
pub(crate) struct QuicAcceptor {
    config: Arc<ServerConfig>,
    certificates: Arc<Certificates>,
}

impl QuicAcceptor {
    pub(crate) fn new(certificates: Arc<Certificates>) -> Result<Self, Error> {
        let builder = ServerConfig::builder_with_provider(Arc::new(default_provider()));
        let nothing = Presented::new(certificates.clone(), IpAddr::from([127, 0, 0, 1]));
        let mut config =
            builder.with_protocol_versions(&[&TLS13])?.with_no_client_auth().with_cert_resolver(Arc::new(nothing));
        config.session_storage = ServerSessionMemoryCache::new(SESSIONS);
        config.alpn_protocols = vec![Protocol::Http3.name().into()];
        Ok(Self { config: Arc::new(config), certificates })
    }

    /// For a client that connected to this address, and where it will be known what was presented.
    pub(crate) fn connection(&self, local: IpAddr) -> Result<(QuicServerConfig, Arc<Presented>), NoInitialCipherSuite> {
        let presented = Arc::new(Presented::new(self.certificates.clone(), local));
        let mut config = (*self.config).clone();
        config.cert_resolver = presented.clone();
        Ok((QuicServerConfig::try_from(config)?, presented))
    }
}

impl Session {
    /// What a connection of QUIC has agreed on.
    pub(crate) fn of_quic(connection: &quinn::Connection, presented: &Presented) -> Option<Self> {
        let agreed = connection.handshake_data()?.downcast::<HandshakeData>().ok()?;
        let leaf = presented.leaf()?.clone();
        Some(Self::new(leaf, agreed.server_name.as_deref(), "TLS 1.3").agreed(Some(Protocol::Http3), false, false))
    }
}
