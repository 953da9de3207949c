//! A blocking TLS client, whole or step by step.

use super::service::{PATIENCE, Running};
use rustls::client::ClientConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConnection, RootCertStore, StreamOwned, SupportedProtocolVersion};
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

/// A client that trusts these certificates, speaks these versions, and offers these protocols.
pub(crate) fn config(
    pem: &str,
    versions: &[&'static SupportedProtocolVersion],
    protocols: &[&str],
) -> Arc<ClientConfig> {
    let mut trusted = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
        trusted.add(certificate.expect("PEM")).expect("a certificate");
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()));
    let builder = builder.with_protocol_versions(versions).expect("versions");
    let mut config = builder.with_root_certificates(trusted).with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    config.enable_early_data = true;
    Arc::new(config)
}

/// The usual client of a server.
pub(crate) fn usual(running: &Running) -> Arc<ClientConfig> {
    config(&running.pem, rustls::ALL_VERSIONS, &["http/1.1"])
}

/// A connection of plain TCP.
pub(crate) fn tcp(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a deadline");
    stream.set_write_timeout(Some(PATIENCE)).expect("a deadline");
    stream.set_nodelay(true).expect("no delay");
    stream
}

pub(crate) fn connection(config: &Arc<ClientConfig>, host: &str) -> ClientConnection {
    let name = ServerName::try_from(host.to_owned()).expect("a name");
    ClientConnection::new(config.clone(), name).expect("a connection")
}

pub(crate) fn connect(
    config: &Arc<ClientConfig>,
    host: &str,
    to: SocketAddr,
) -> StreamOwned<ClientConnection, TcpStream> {
    StreamOwned::new(connection(config, host), tcp(to))
}

pub(crate) fn get(target: &str, host: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
}

/// One request on a connection of its own; the whole answer, which ends with close_notify.
pub(crate) fn ask(config: &Arc<ClientConfig>, host: &str, to: SocketAddr, request: &str) -> String {
    let mut stream = connect(config, host, to);
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer and its end");
    answer
}

/// The same, if it fails: why.
pub(crate) fn refused(config: &Arc<ClientConfig>, host: &str, to: SocketAddr) -> String {
    let mut stream = connect(config, host, to);
    let request = get("/", host);
    let failed = stream.write_all(request.as_bytes()).and_then(|()| stream.read_to_end(&mut Vec::new()));
    failed.expect_err("it is refused").to_string()
}

/// Moves what the server has sent into a connection, until there is something to be read; false at its end.
pub(crate) fn receive(connection: &mut ClientConnection, stream: &mut TcpStream) -> bool {
    match connection.read_tls(stream) {
        Ok(0) => return false,
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::ConnectionReset => return false,
        Err(error) => panic!("nothing came: {error}"),
    }
    connection.process_new_packets().expect("TLS");
    true
}

/// What can be read now.
pub(crate) fn readable(connection: &mut ClientConnection) -> Vec<u8> {
    let mut bytes = [0; 4096];
    match connection.reader().read(&mut bytes) {
        Ok(count) => bytes[..count].to_vec(),
        Err(_) => Vec::new(),
    }
}
