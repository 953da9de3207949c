//! What a connection has to do with an answer: early data and its mark (425), names and certificates (421), the authority.

mod support;

use statusquo_decision::Question;
use statusquo_lab::Settings;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use support::{PATIENCE, TestLab, lab, lab_with};
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

const WELCOME: &str = "/lab/documents/welcome";
const MARK: &str = "Early-Data: 1";

fn with_tls() -> TestLab {
    lab_with(|settings| settings.tls_listen = Settings::on_free_ports().tls_listen)
}

/// A client that trusts the lab's authority, and remembers sessions.
fn client(lab: &TestLab) -> Arc<ClientConfig> {
    let authority = lab.certificates().and_then(|certificates| certificates.authority()).expect("its own authority");
    let mut trusted = RootCertStore::empty();
    trusted.add(CertificateDer::from_pem_slice(authority.pem().as_bytes()).expect("PEM")).expect("a certificate");
    let builder = ClientConfig::builder_with_provider(Arc::new(default_provider()));
    let builder = builder.with_safe_default_protocol_versions().expect("versions");
    let mut config = builder.with_root_certificates(trusted).with_no_client_auth();
    config.enable_early_data = true;
    Arc::new(config)
}

fn request(line: &str, host: &str, fields: &str) -> String {
    format!("{line} HTTP/1.1\r\nHost: {host}\r\n{fields}Content-Length: 0\r\n\r\n")
}

/// What is sent early, if anything, and what after the handshake; all that comes back.
fn over_tls(lab: &TestLab, client: &Arc<ClientConfig>, server: &str, early: &str, late: &str) -> String {
    let name = ServerName::try_from(server.to_owned()).expect("a name");
    let connection = ClientConnection::new(client.clone(), name).expect("a connection");
    let stream = TcpStream::connect(lab.tls_addresses()[0]).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a deadline");
    let mut stream = StreamOwned::new(connection, stream);
    if !early.is_empty() {
        stream.conn.early_data().expect("a ticket").write_all(early.as_bytes()).expect("it is taken");
    }
    stream.write_all(late.as_bytes()).expect("it is sent");
    let mut answers = String::new();
    stream.read_to_string(&mut answers).expect("answers, and their end");
    assert!(early.is_empty() || stream.conn.is_early_data_accepted());
    answers
}

fn codes(answers: &str) -> Vec<&str> {
    answers.split("HTTP/1.1 ").skip(1).map(|answer| &answer[..3]).collect()
}

#[test]
fn what_is_marked_as_early_is_done_only_if_it_does_no_harm() {
    let lab = lab();
    for (line, code) in [
        ("DELETE /lab/documents/welcome", 425),
        ("PUT /lab/documents/new", 425),
        ("POST /lab/users", 425),
        ("POST /lab/nowhere", 425),
        ("INVENT /lab/anything", 425),
        ("PUT /_/maintenance", 425),
        ("GET /lab/documents/welcome", 200),
        ("HEAD /lab/documents/welcome", 200),
        ("OPTIONS /lab/users", 204),
        ("TRACE /lab/documents/welcome", 405),
        ("POST /409", 405),
        ("POST /status/201", 201),
    ] {
        let answer = lab.plain(line, &[MARK]);
        assert_eq!(answer.code(), code, "{line}");
        if code == 425 {
            assert_eq!(lab.decided(&answer), (Question::ReplayHarmless, false), "{line}");
        }
    }
    assert_eq!(lab.get(WELCOME).code(), 200, "nothing was done");
    assert_eq!(lab.plain(&format!("DELETE {WELCOME}"), &[]).code(), 204, "and it is, without the mark");
}

#[test]
fn any_mark_is_a_mark() {
    let lab = lab();
    let line = format!("DELETE {WELCOME}");
    for fields in [&["Early-Data: 0"][..], &["Early-Data:"], &["early-data: 1, 1"], &[MARK, MARK], &["EARLY-DATA: yes"]]
    {
        assert_eq!(lab.plain(&line, fields).code(), 425, "{fields:?}");
    }
    for fields in [&["X-Early-Data: 1"][..], &["Early: 1"], &["Connection: Early-Data"]] {
        let answer = lab.plain(&format!("DELETE {WELCOME}-not"), fields);
        assert_eq!(answer.code(), 404, "{fields:?}");
    }
}

#[test]
fn what_is_too_early_is_not_waited_for() {
    let lab = lab();
    let mut client = lab.connect();
    client.send_head("PUT /lab/documents/a", &[MARK, "Content-Length: 5", "Expect: 100-continue"]);
    let answer = client.answer("PUT /lab/documents/a");
    assert_eq!((answer.code(), answer.interim.len()), (425, 0));
}

#[test]
fn early_data_is_answered_425_where_it_would_change_something_and_done_after_the_handshake() {
    let lab = with_tls();
    let client = client(&lab);
    over_tls(&lab, &client, "localhost", "", &request("GET /", "localhost", "Connection: close\r\n"));
    let delete = request(&format!("DELETE {WELCOME}"), "localhost", "");
    let early = request(&format!("GET {WELCOME}"), "localhost", "") + &delete;
    let late = delete.clone() + &request(&format!("GET {WELCOME}"), "localhost", "Connection: close\r\n");
    let answers = over_tls(&lab, &client, "localhost", &early, &late);
    assert_eq!(codes(&answers), ["200", "425", "204", "410"], "{answers}");
    assert!(answers.contains("DELETE is no safe method, and the request came in TLS early data"), "{answers}");
}

#[test]
fn a_certificate_vouches_for_its_own_names_alone() {
    let lab = with_tls();
    let client = client(&lab);
    for (server, host, code) in [
        ("localhost", "localhost", "200"),
        ("localhost", "LocalHost:8443", "200"),
        ("localhost", "localhost:1", "200"),
        ("localhost", "other.localhost", "421"),
        ("localhost", "127.0.0.1", "421"),
        ("localhost", "example.test", "421"),
        ("a.localhost", "a.localhost", "200"),
        ("a.localhost", "b.localhost", "421"),
        ("a.localhost", "localhost", "421"),
        // Whoever sends no name is not asked about names.
        ("127.0.0.1", "127.0.0.1", "200"),
        ("127.0.0.1", "example.test", "200"),
    ] {
        let ask = request(&format!("GET {WELCOME}"), host, "Connection: close\r\n");
        let answer = over_tls(&lab, &client, server, "", &ask);
        assert_eq!(codes(&answer), [code], "{server} {host}: {answer}");
    }
    let whole = request("GET https://other.localhost/", "localhost", "Connection: close\r\n");
    let answer = over_tls(&lab, &client, "localhost", "", &whole);
    assert_eq!(codes(&answer), ["421"], "the target's own authority counts: {answer}");
    let connect = request("CONNECT other.localhost:443", "localhost", "Connection: close\r\n");
    assert_eq!(codes(&over_tls(&lab, &client, "localhost", "", &connect)), ["407"], "no proxy answers 421");
    let other = request("GET http://other.localhost/", "localhost", "Connection: close\r\n");
    assert_eq!(codes(&over_tls(&lab, &client, "localhost", "", &other)), ["407"], "nor for what nobody vouches for");
    let old = "GET / HTTP/1.0\r\n\r\n";
    assert_eq!(codes(&over_tls(&lab, &client, "localhost", "", old)), ["200"], "no authority, no contradiction");
    for host in ["other.localhost", "example.test"] {
        assert_eq!(lab.plain("GET /", &[&format!("Host: {host}")]).code(), 200, "in cleartext nobody vouches");
    }
}

#[test]
fn the_authority_is_shown_to_those_who_may_see_the_admin_side() {
    let lab = with_tls();
    let answer = lab.get("/_/ca.pem");
    assert_eq!((answer.code(), answer.field("Content-Type")), (200, "application/pem-certificate-chain"));
    let own = lab.certificates().and_then(|certificates| certificates.authority()).expect("its own");
    assert_eq!(answer.content, own.pem().as_bytes());
    assert_eq!(lab.plain("GET /_/ca.pem", &["Host: evil.example"]).code(), 403);
    assert_eq!(lab.plain("DELETE /_/ca.pem", &[]).code(), 405);
    let without = support::lab();
    let answer = without.get("/_/ca.pem");
    assert_eq!(answer.code(), 404);
    assert!(String::from_utf8_lossy(&answer.content).contains("--tls-listen"));
}

#[test]
fn over_tls_a_page_of_the_same_https_origin_is_no_stranger() {
    let lab = with_tls();
    let client = client(&lab);
    for (origin, code) in
        [("https://localhost:8443", "200"), ("http://localhost:8443", "403"), ("https://a.test", "403")]
    {
        let fields = format!("Origin: {origin}\r\nConnection: close\r\n");
        let ask = request("GET /_/exchanges", "localhost:8443", &fields);
        assert_eq!(codes(&over_tls(&lab, &client, "localhost", "", &ask)), [code], "{origin}");
    }
}
