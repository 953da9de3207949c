//! HTTP/2 over TLS: agreed on in the handshake, with early data by the frame.

use super::client::{config, connect, get, usual};
use super::service::Running;
use rustls::client::ClientConfig;
use rustls::{ClientConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const SETTINGS: &[u8] = b"\0\0\0\x04\0\0\0\0\0";

/// HEADERS of a GET for https://localhost/, which also end the stream.
fn headers(stream: u8) -> Vec<u8> {
    let block = [&[0x82, 0x87, 0x84, 0x41, 9][..], b"localhost"].concat();
    [&[0, 0, block.len() as u8, 1, 5, 0, 0, 0, stream][..], &block].concat()
}

fn client(running: &Running, protocols: &[&str]) -> Arc<ClientConfig> {
    config(&running.pem, rustls::ALL_VERSIONS, protocols)
}

/// Reads until this has come.
fn read_until(stream: &mut StreamOwned<ClientConnection, TcpStream>, wanted: &str) -> String {
    let mut octets = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&octets).into_owned();
        if text.contains(wanted) {
            return text;
        }
        let mut piece = [0; 1024];
        let count = stream.read(&mut piece).expect("more");
        assert!(count > 0, "it ended without {wanted}: {text:?}");
        octets.extend_from_slice(&piece[..count]);
    }
}

#[test]
fn it_is_spoken_where_it_is_agreed_on_or_nothing_is() {
    let running = Running::start();
    for (offered, agreed) in [(&["h2", "http/1.1"][..], "h2"), (&["http/1.1", "h2"], "h2"), (&[], "no protocol")] {
        let mut stream = connect(&client(&running, offered), "localhost", running.address);
        stream.write_all(&[PREFACE, SETTINGS, &headers(1)].concat()).expect("it is sent");
        let told = read_until(&mut stream, "resumed=false");
        assert!(
            told.contains(&format!("TLS 1.3 early=false name=localhost covered=true {agreed} localhost")),
            "{told:?}"
        );
    }
    let mut stream = connect(&usual(&running), "localhost", running.address);
    stream.write_all(&[PREFACE, SETTINGS, &headers(1)].concat()).expect("it is sent");
    let told = read_until(&mut stream, "broken at byte");
    assert!(told.starts_with("HTTP/1.1 200 OK") && told.contains("RFC 9110 §15.6.6"), "{told:?}");
}

#[test]
fn a_stream_is_as_early_as_its_first_octet() {
    let running = Running::start();
    let client = client(&running, &["h2"]);
    let mut stream = connect(&client, "localhost", running.address);
    stream.write_all(&[PREFACE, SETTINGS, &headers(1)].concat()).expect("it is sent");
    read_until(&mut stream, "resumed=false");
    for cut in [0, 1, 8, 9, 12] {
        let mut stream = connect(&client, "localhost", running.address);
        let third = headers(3);
        let early = [PREFACE, SETTINGS, &headers(1), &third[..cut]].concat();
        stream.conn.early_data().expect("a ticket").write_all(&early).expect("it is taken");
        stream.write_all(&[&third[cut..], &headers(5)].concat()).expect("it is sent");
        let mut told = read_until(&mut stream, "resumed=true");
        while told.matches("resumed=true").count() < 3 {
            told += &read_until(&mut stream, "resumed=true");
        }
        assert!(stream.conn.is_early_data_accepted());
        let expected = if cut == 0 { 1 } else { 2 };
        assert_eq!(told.matches("early=true name=localhost covered=true h2").count(), expected, "{cut}: {told:?}");
        // Each connection uses one ticket up and is given others.
        stream.conn.send_close_notify();
        let _ = stream.flush();
    }
}

#[test]
fn http_1_is_spoken_to_those_who_offer_it_alone() {
    let running = Running::start();
    let mut stream = connect(&usual(&running), "localhost", running.address);
    stream.write_all(get("/", "localhost").as_bytes()).expect("it is sent");
    assert!(read_until(&mut stream, "resumed=false").contains(" http/1.1 localhost "));
}
