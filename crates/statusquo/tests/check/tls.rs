//! https: certificates are proven, by whom the user trusts, or not at all where that is asked for.

use super::server::Server;
use super::{Said, check, command};
use statusquo_lab::{Lab, Running, Settings};
use std::net::TcpListener;
use std::process::Stdio;
use tempfile::NamedTempFile;

struct Secured {
    lab: Running,
    authority: NamedTempFile,
}

impl Secured {
    fn start() -> Self {
        let lab = Lab::start(Settings { threads: 1, ..Settings::on_free_ports() }, None).expect("a lab");
        let authority = NamedTempFile::new().expect("a temporary file");
        let own = lab.certificates().and_then(|certificates| certificates.authority()).expect("an authority");
        std::fs::write(authority.path(), own.pem()).expect("the file can be written");
        Self { lab, authority }
    }

    fn url(&self, host: &str, target: &str) -> String {
        format!("https://{host}:{}{target}", self.lab.tls_addresses()[0].port())
    }

    fn file(&self) -> &str {
        self.authority.path().to_str().expect("text")
    }
}

#[test]
fn a_certificate_is_believed_if_its_authority_is() {
    let secured = Secured::start();
    for host in ["127.0.0.1", "localhost"] {
        let url = secured.url(host, "/lab/vault");
        let said = check(&["--cacert", secured.file(), &url]);
        assert_eq!(said.code, Some(0), "{said:?}");
        assert!(said.words().contains("It asks for credentials: Basic for"), "{}", said.out);
        let refused = check(&[&url]);
        assert_eq!((refused.code, &*refused.out), (Some(2), ""), "{refused:?}");
        assert!(refused.err.contains("issued by nobody who is trusted here; --cacert FILE"), "{}", refused.err);
        assert_eq!(check(&["--insecure", &url]).code, Some(0));
        assert_eq!(check(&["-k", &url]).code, Some(0));
    }
}

#[test]
fn the_systems_authorities_are_asked() {
    let secured = Secured::start();
    let url = secured.url("localhost", "/");
    // The variable that tells programs where the system's authorities are.
    let mut command = command(&[&url]);
    let output = command.env("SSL_CERT_FILE", secured.file()).env_remove("SSL_CERT_DIR").stdin(Stdio::null()).output();
    let said = Said::of(output.expect("the command runs"));
    assert_eq!(said.code, Some(0), "{said:?}");
}

#[test]
fn what_is_no_tls_is_said_to_be_none() {
    let server = Server::sends("HTTP/1.1 400 Bad Request\r\n\r\n");
    let said = check(&["-k", &server.url("/").replace("http://", "https://")]);
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.err.contains("the port does not speak TLS") && said.err.contains("try http"), "{}", said.err);
    let closing = Server::sends("");
    let said = check(&["-k", &closing.url("/").replace("http://", "https://")]);
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.err.contains("closed the connection in the handshake of TLS"), "{}", said.err);
    // Taken by the system, and by nobody behind it.
    let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("https://{}/", silent.local_addr().expect("an address"));
    let said = check(&["-k", "--timeout", "0.3", &url]);
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.err.contains("the handshake of TLS was not done within 0.3 seconds"), "{}", said.err);
}

#[test]
fn a_file_without_a_certificate_is_refused() {
    let empty = NamedTempFile::new().expect("a temporary file");
    let said = check(&["--cacert", empty.path().to_str().expect("text"), "https://localhost:1/"]);
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.err.contains("holds no certificate"), "{}", said.err);
}
