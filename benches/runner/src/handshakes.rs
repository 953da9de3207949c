//! A load of TLS handshakes: a new connection for every request, nothing resumed, several at a time.

use crate::certificate::Certificate;
use crate::load::Report;
use crate::work::PATH;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::client::Resumption;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, HandshakeKind, SignatureScheme, version,
};

/// How many connections there are at a time: enough that a server always finds one waiting.
const CONNECTIONS: usize = 32;

/// How long one connection may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// The load, ready to begin.
pub(crate) struct Load {
    connector: TlsConnector,
    runtime: Runtime,
}

/// When a load ends; connections that are under way then are brought to their end.
#[derive(Clone, Copy, Debug)]
enum Until {
    Times(usize),
    Time(Instant),
}

impl Load {
    /// For servers that present this certificate.
    pub(crate) fn new(certificate: &Certificate) -> Result<Self, String> {
        let failed = |error: &dyn std::fmt::Display| format!("the load of handshakes cannot be prepared: {error}");
        let provider = Arc::new(ring::default_provider());
        let expected = Expected { certificate: certificate.octets.clone(), provider: provider.clone() };
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&version::TLS13])
            .map_err(|error| failed(&error))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(expected))
            .with_no_client_auth();
        config.resumption = Resumption::disabled();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        Ok(Self { connector: Arc::new(config).into(), runtime: runtime.map_err(|error| failed(&error))? })
    }

    /// So many handshakes, a few more than are asked for.
    pub(crate) fn times(&self, port: u16, times: usize) -> Result<Report, String> {
        self.run(port, Until::Times(times.div_ceil(CONNECTIONS)))
    }

    /// As many as there is time for.
    pub(crate) fn seconds(&self, port: u16, seconds: u64) -> Result<Report, String> {
        self.run(port, Until::Time(Instant::now() + Duration::from_secs(seconds)))
    }

    fn run(&self, port: u16, until: Until) -> Result<Report, String> {
        let began = Instant::now();
        let requests = self.runtime.block_on(async {
            let mut running = JoinSet::new();
            for _ in 0..CONNECTIONS {
                running.spawn(one_after_the_other(self.connector.clone(), port, until));
            }
            let mut sum = 0;
            for done in running.join_all().await {
                sum += done.map_err(|error| format!("a connection failed: {error}"))?;
            }
            Ok::<u32, String>(sum)
        })?;
        Ok(Report { requests, rate: f64::from(requests) / began.elapsed().as_secs_f64(), refused: 0 })
    }
}

/// Connects, asks and closes until it is time; how often.
async fn one_after_the_other(connector: TlsConnector, port: u16, until: Until) -> io::Result<u32> {
    let mut done = 0;
    loop {
        let enough = match until {
            Until::Times(times) => done as usize >= times,
            Until::Time(until) => Instant::now() >= until,
        };
        if enough {
            return Ok(done);
        }
        tokio::time::timeout(PATIENCE, once(&connector, port)).await??;
        done += 1;
    }
}

async fn once(connector: &TlsConnector, port: u16) -> io::Result<()> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
    stream.set_nodelay(true)?;
    let mut stream = connector.connect(ServerName::IpAddress(Ipv4Addr::LOCALHOST.into()), stream).await?;
    let request = format!("GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    stream.flush().await?;
    let mut answer = Vec::with_capacity(1024);
    match stream.read_to_end(&mut answer).await {
        // Who closes without saying goodbye has answered all the same.
        Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => return Err(error),
        _ => {}
    }
    if !answer.starts_with(b"HTTP/1.1 200") {
        return Err(io::Error::other(format!("no answer with 200: {:?}", String::from_utf8_lossy(&answer))));
    }
    match stream.get_ref().1.handshake_kind() {
        Some(HandshakeKind::Full | HandshakeKind::FullWithHelloRetryRequest) => Ok(()),
        other => Err(io::Error::other(format!("the handshake was not a full one: {other:?}"))),
    }
}

/// Takes the one certificate that was made for this run. Signatures are not checked: the load is not to take longer than
/// the servers do.
#[derive(Debug)]
struct Expected {
    certificate: Vec<u8>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Expected {
    fn verify_server_cert(
        &self,
        presented: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if presented.as_ref() == self.certificate {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(CertificateError::ApplicationVerificationFailure.into())
        }
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
