//! Where triggers are played: a server's address, and the one for TLS with what has to be trusted there.

use super::failed::{Failed, failed};
use quinn::crypto::rustls::QuicClientConfig;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

const ANY_IPV4: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
const ANY_IPV6: IpAddr = IpAddr::V6(Ipv6Addr::UNSPECIFIED);

/// A server that triggers are played against.
#[derive(Debug)]
pub struct Place {
    pub(super) cleartext: SocketAddr,
    pub(super) tls: Option<Secured>,
}

/// The address for TLS, and a client that trusts the server there.
#[derive(Debug)]
pub(super) struct Secured {
    pub(super) address: SocketAddr,
    client: ClientConfig,
}

impl Secured {
    /// With a client that trusts this authority alone; none if it cannot be read.
    fn new(address: SocketAddr, authority: &str) -> Option<Self> {
        let mut trusted = RootCertStore::empty();
        trusted.add(CertificateDer::from_pem_slice(authority.as_bytes()).ok()?).ok()?;
        let builder = ClientConfig::builder_with_provider(Arc::new(default_provider()));
        let builder = builder.with_safe_default_protocol_versions().ok()?;
        Some(Self { address, client: builder.with_root_certificates(trusted).with_no_client_auth() })
    }

    /// A connection to a server that is asked for by name, over which this protocol is to be spoken (ALPN).
    pub(super) async fn connect(&self, server: &'static str, protocol: &str) -> Result<TlsStream<TcpStream>, Failed> {
        let name =
            ServerName::try_from(server).map_err(|_| Failed::Broken(format!("{server:?} is no name of a server")))?;
        let mut client = self.client.clone();
        client.alpn_protocols = vec![protocol.into()];
        let stream = tcp(self.address).await?;
        TlsConnector::from(Arc::new(client)).connect(name, stream).await.map_err(failed("no TLS"))
    }

    /// A connection of QUIC, for HTTP/3, to a server that is asked for by name, or by its address.
    pub(super) async fn connect_quic(&self, server: Option<&str>) -> Result<quinn::Connection, Failed> {
        let no_quic = |error: &dyn std::error::Error| Failed::Broken(format!("no QUIC: {error}"));
        let mut client = self.client.clone();
        client.alpn_protocols = vec![b"h3".to_vec()];
        let config = QuicClientConfig::try_from(client).map_err(|error| no_quic(&error))?;
        let any = SocketAddr::from((if self.address.is_ipv4() { ANY_IPV4 } else { ANY_IPV6 }, 0));
        let endpoint = quinn::Endpoint::client(any).map_err(|error| no_quic(&error))?;
        let config = quinn::ClientConfig::new(Arc::new(config));
        let address = self.address.ip().to_string();
        let connecting = endpoint.connect_with(config, self.address, server.unwrap_or(&address));
        connecting.map_err(|error| no_quic(&error))?.await.map_err(|error| no_quic(&error))
    }
}

/// A connection in cleartext.
pub(super) async fn tcp(address: SocketAddr) -> Result<TcpStream, Failed> {
    let stream = TcpStream::connect(address).await.map_err(failed("cannot connect"))?;
    stream.set_nodelay(true).map_err(failed("cannot set up the connection"))?;
    Ok(stream)
}

impl From<SocketAddr> for Place {
    fn from(cleartext: SocketAddr) -> Self {
        Self { cleartext, tls: None }
    }
}

impl Place {
    /// A server at this address; where it speaks TLS, the address for that, and the authority to trust there, as PEM.
    pub(crate) fn new(cleartext: SocketAddr, tls: Option<(SocketAddr, &str)>) -> Self {
        Self { cleartext, tls: tls.and_then(|(address, authority)| Secured::new(address, authority)) }
    }
}
