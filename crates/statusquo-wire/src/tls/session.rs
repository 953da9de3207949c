//! What is known of a TLS connection once both sides have agreed: the name that was asked for, and what was presented.

use super::Leaf;
use rustls::{HandshakeKind, ProtocolVersion, ServerConnection};
use std::sync::Arc;

/// For how many seconds clients may remember that HTTP/3 is spoken: servers for tests come and go.
const ALT_SVC_AGE: u32 = 3600;

/// The TLS side of a connection.
#[derive(Debug)]
pub struct Session {
    leaf: Arc<Leaf>,
    server_name: Option<String>,
    /// Whether the certificate covers the name that was asked for: most requests are for that one.
    covers_server_name: bool,
    version: &'static str,
    protocol: Option<Protocol>,
    resumed: bool,
    early: bool,
    http3_port: Option<u16>,
}

/// The protocols that are agreed on in the handshake (ALPN, RFC 7301).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `h2`.
    Http2,
    /// `http/1.1`.
    Http11,
    /// `h3`, over QUIC alone.
    Http3,
}

impl Protocol {
    /// Its name in the handshake.
    pub const fn name(self) -> &'static str {
        match self {
            Protocol::Http2 => "h2",
            Protocol::Http11 => "http/1.1",
            Protocol::Http3 => "h3",
        }
    }
}

impl Session {
    /// What a connection of TLS over TCP has agreed on.
    pub(super) fn of(connection: &mut ServerConnection, leaf: Arc<Leaf>) -> Self {
        let early = connection.early_data().is_some();
        let version = match connection.protocol_version() {
            Some(ProtocolVersion::TLSv1_2) => "TLS 1.2",
            _ => "TLS 1.3",
        };
        let protocol = [Protocol::Http2, Protocol::Http11]
            .into_iter()
            .find(|protocol| connection.alpn_protocol() == Some(protocol.name().as_bytes()));
        let resumed = connection.handshake_kind() == Some(HandshakeKind::Resumed);
        Self::new(leaf, connection.server_name(), version).agreed(protocol, resumed, early)
    }

    /// A session in which this was presented to a client that asked for this name.
    pub fn new(leaf: Arc<Leaf>, server_name: Option<&str>, version: &'static str) -> Self {
        let covers_server_name = server_name.is_some_and(|name| leaf.covers(name));
        let server_name = server_name.map(str::to_owned);
        Self {
            leaf,
            server_name,
            covers_server_name,
            version,
            protocol: None,
            resumed: false,
            early: false,
            http3_port: None,
        }
    }

    pub(super) fn agreed(self, protocol: Option<Protocol>, resumed: bool, early: bool) -> Self {
        Self { protocol, resumed, early, ..self }
    }

    /// What is announced in `Alt-Svc`. Cleartext announces nothing: a client has to be sure of who says so (RFC 7838 §2.1).
    pub(crate) fn alt_svc(&self) -> Option<String> {
        self.http3_port.map(|port| format!("h3=\":{port}\"; ma={ALT_SVC_AGE}"))
    }

    pub(super) fn beside(self, http3_port: Option<u16>) -> Self {
        Self { http3_port, ..self }
    }

    /// The UDP port on which the same is to be had over HTTP/3, if it is and this is not it (RFC 7838).
    pub fn http3_port(&self) -> Option<u16> {
        self.http3_port
    }

    /// The name of the server that the client asked for in its handshake (SNI, RFC 6066).
    pub fn server_name(&self) -> Option<&str> {
        self.server_name.as_deref()
    }

    /// Whether the certificate that was presented covers the host of an authority, whatever its port.
    pub fn covers(&self, authority: &str) -> bool {
        let host = host(authority);
        match &self.server_name {
            Some(name) if name.eq_ignore_ascii_case(host) => self.covers_server_name,
            _ => self.leaf.covers(host),
        }
    }

    /// The certificate that was presented, or in a resumed session the one that the first handshake had.
    pub fn leaf(&self) -> &Leaf {
        &self.leaf
    }

    /// `TLS 1.2` or `TLS 1.3`.
    pub fn version(&self) -> &'static str {
        self.version
    }

    /// What was agreed on by ALPN, if anything.
    pub fn protocol(&self) -> Option<Protocol> {
        self.protocol
    }

    /// Whether an earlier session was taken up again.
    pub fn resumed(&self) -> bool {
        self.resumed
    }

    /// Whether early data was accepted (0-RTT, RFC 8446).
    pub fn early(&self) -> bool {
        self.early
    }
}

/// The host of an authority, an IP address without its brackets.
fn host(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(rest),
        None => authority.split(':').next().unwrap_or(authority),
    }
}
