//! A lab with a port for TLS, and connections to it over which HTTP/2 is agreed on.

use super::client::{Transport, socket};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use statusquo_lab::{Lab, Running, Settings};
use statusquo_wire::Limits;
use statusquo_wire::tls::{Authority, Certificates};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// Who trusts an authority, which signs for every lab that is started here.
pub(crate) struct Trusting {
    certificates: Arc<Certificates>,
    config: Arc<ClientConfig>,
}

impl Trusting {
    pub(crate) fn new() -> Self {
        let certificates = Certificates::signed_by(Authority::for_this_run().expect("an authority"));
        let pem = certificates.authority().expect("an authority").pem();
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(pem.as_bytes()).expect("a certificate")).expect("a root");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let mut config = builder.expect("versions").with_root_certificates(roots).with_no_client_auth();
        config.alpn_protocols = vec![b"h2".to_vec()];
        Self { certificates: Arc::new(certificates), config: Arc::new(config) }
    }

    pub(crate) fn lab(&self) -> Running {
        // How long a content that nobody wants is thrown away.
        let limits = Limits { linger: Duration::from_millis(100), ..Limits::default() };
        let certificates = Some(Arc::clone(&self.certificates));
        // An http URI over TLS is for a proxy, unless its host is the lab's own: two rows name their scheme by its index.
        let admin_hosts = vec!["lab".to_owned(), "www.example.com".to_owned()];
        let settings = Settings { threads: 1, limits, certificates, admin_hosts, ..Settings::on_free_ports() };
        Lab::start(settings, None).expect("a lab")
    }

    /// A connection without a server name, so that any authority may be asked for.
    pub(crate) fn connect(&self, address: SocketAddr) -> Transport {
        let session = ClientConnection::new(Arc::clone(&self.config), address.ip().into()).expect("a session");
        Transport::Tls(Box::new(StreamOwned::new(session, socket(address))))
    }
}
