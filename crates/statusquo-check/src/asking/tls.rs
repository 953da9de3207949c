//! TLS for the client: whom to trust, the handshake, and its failures in words.

use super::failure::seconds;
use super::{Failure, Step, Url};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// Whose certificates are believed.
#[derive(Clone, Debug)]
pub struct Trust(Arc<ClientConfig>);

impl Trust {
    /// Certificates that the system's own authorities have issued.
    ///
    /// # Errors
    ///
    /// A sentence, if the system has none.
    pub fn of_the_system() -> Result<Self, String> {
        let found = rustls_native_certs::load_native_certs();
        let mut roots = RootCertStore::empty();
        // Some stores hold certificates that nobody can use any more; the others count.
        roots.add_parsable_certificates(found.certs);
        if roots.is_empty() {
            let why = found.errors.first().map(|error| format!(": {error}")).unwrap_or_default();
            return Err(format!("this system names no certificate authorities{why}; --cacert FILE names one"));
        }
        Self::in_roots(roots)
    }

    /// Certificates that the authorities in a PEM file have issued, and no others.
    ///
    /// # Errors
    ///
    /// A sentence, if it cannot be read or holds none.
    pub fn in_file(path: &Path) -> Result<Self, String> {
        let shown = path.display();
        let found = CertificateDer::pem_file_iter(path).map_err(|error| format!("{shown} cannot be read: {error}"))?;
        let mut roots = RootCertStore::empty();
        for certificate in found {
            let certificate = certificate.map_err(|error| format!("{shown} is no PEM: {error}"))?;
            roots
                .add(certificate)
                .map_err(|error| format!("{shown} holds a certificate that cannot be used: {error}"))?;
        }
        match roots.is_empty() {
            true => Err(format!("{shown} holds no certificate; one begins with -----BEGIN CERTIFICATE-----")),
            false => Self::in_roots(roots),
        }
    }

    /// Any certificate at all.
    ///
    /// # Errors
    ///
    /// A sentence, if the cryptography does not do what TLS needs.
    pub fn of_anyone() -> Result<Self, String> {
        let provider = Arc::new(ring::default_provider());
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?;
        let config = builder.dangerous().with_custom_certificate_verifier(Arc::new(Anyone(provider)));
        Ok(Self::with(config.with_no_client_auth()))
    }

    fn in_roots(roots: RootCertStore) -> Result<Self, String> {
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?;
        Ok(Self::with(builder.with_root_certificates(roots).with_no_client_auth()))
    }

    fn with(mut config: ClientConfig) -> Self {
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Self(Arc::new(config))
    }
}

pub(super) async fn secure(
    stream: TcpStream,
    url: &Url,
    trust: &Trust,
    patience: Duration,
) -> Result<TlsStream<TcpStream>, Failure> {
    let host = url.host().trim_end_matches('.');
    let name = ServerName::try_from(host.to_owned())
        .map_err(|_| Failure::new(Step::Tls, format!("{host} is no name that a certificate can have")))?;
    let shaken = timeout(patience, TlsConnector::from(Arc::clone(&trust.0)).connect(name, stream)).await;
    match shaken {
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(error)) => Err(Failure::new(Step::Tls, words(&error, url))),
        Err(_) => {
            let what = format!("the handshake of TLS was not done within {}", seconds(patience));
            Err(Failure::new(Step::Tls, what))
        }
    }
}

/// Why a handshake failed, and what may help.
fn words(error: &io::Error, url: &Url) -> String {
    let host = url.host();
    let Some(cause) = error.get_ref().and_then(|cause| cause.downcast_ref::<rustls::Error>()) else {
        return match error.kind() {
            io::ErrorKind::UnexpectedEof => "the server closed the connection in the handshake of TLS".to_owned(),
            _ => format!("the handshake of TLS failed: {error}"),
        };
    };
    match cause {
        rustls::Error::InvalidCertificate(why) => format!("{}; --insecure asks for no proof", certificate(why, host)),
        rustls::Error::InvalidMessage(_) => {
            format!("the port does not speak TLS: what came is no handshake ({cause}); try http")
        }
        rustls::Error::AlertReceived(alert) => format!("the server refused the handshake of TLS: {alert:?}"),
        cause => format!("the handshake of TLS failed: {cause}"),
    }
}

fn certificate(why: &CertificateError, host: &str) -> String {
    match why {
        CertificateError::UnknownIssuer => {
            "the certificate was issued by nobody who is trusted here; --cacert FILE names whom to trust".to_owned()
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            format!("the certificate is not for {host}: {why}")
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            format!("the certificate has expired: {why}")
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            format!("the certificate is not valid yet: {why}")
        }
        CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => {
            "the certificate says that it is an authority's (CA:TRUE), so that no server can be shown by it".to_owned()
        }
        why => format!("the certificate is not to be believed: {why}"),
    }
}

/// Believes every certificate, and yet that the server has its key.
#[derive(Debug)]
struct Anyone(Arc<CryptoProvider>);

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls12_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Many certificates that people sign for themselves are those of an authority: OpenSSL makes them so.
    #[test]
    fn a_certificate_of_an_authority_is_said_to_be_one() {
        let why = CertificateError::Other(rustls::OtherError(Arc::new(io::Error::other("CaUsedAsEndEntity"))));
        assert!(certificate(&why, "localhost").contains("CA:TRUE"));
    }
}
