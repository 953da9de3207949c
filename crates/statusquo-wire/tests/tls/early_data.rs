//! Early data: handed out as what it is, answered before the handshake is complete, taken once.

use super::client::{ask, connect, connection, get, readable, receive, tcp, usual};
use super::service::{PATIENCE, Running, until};
use rustls::client::ClientConfig;
use statusquo_wire::Limits;
use std::io::{Read, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A client that has been there before, and so has tickets.
fn returning(running: &Running) -> Arc<ClientConfig> {
    let client = usual(running);
    ask(&client, "localhost", running.address, &get("/first", "localhost"));
    client
}

const LATER: &str = "GET /later HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

fn keeping(target: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n")
}

#[test]
fn a_request_knows_whether_its_head_began_in_early_data() {
    let running = Running::start();
    let mut stream = connect(&returning(&running), "localhost", running.address);
    let (begun, rest) = LATER.split_at(10);
    let early = keeping("/early") + &keeping("/early-too") + begun;
    let written =
        stream.conn.early_data().expect("a ticket that allows it").write(early.as_bytes()).expect("it is taken");
    assert_eq!(written, early.len());
    stream.write_all(rest.as_bytes()).expect("it is sent");
    let mut answers = String::new();
    stream.read_to_string(&mut answers).expect("answers and their end");
    assert!(stream.conn.is_early_data_accepted());
    for (target, early) in [("/early", true), ("/early-too", true), ("/later", true)] {
        assert!(answers.contains(&format!("TLS 1.3 early={early} name=localhost")), "{answers}");
        assert!(answers.contains(target), "{answers}");
    }
    assert_eq!(running.requests().iter().filter(|told| told.contains("early=true")).count(), 3);
}

#[test]
fn after_the_handshake_a_request_on_the_same_connection_is_not_early() {
    let running = Running::start();
    let mut stream = connect(&returning(&running), "localhost", running.address);
    stream.conn.early_data().expect("a ticket").write_all(keeping("/early").as_bytes()).expect("it is taken");
    stream.write_all(LATER.as_bytes()).expect("it is sent");
    stream.read_to_end(&mut Vec::new()).expect("answers and their end");
    let told = running.requests();
    assert!(told[1].contains("early=true") && told[1].ends_with("resumed=true /early"), "{told:?}");
    assert!(told[2].contains("early=false") && told[2].ends_with("/later"), "{told:?}");
}

#[test]
fn the_answer_comes_before_the_handshake_is_complete_and_a_handshake_that_never_ends_has_an_end() {
    let running = Running::with(Limits { head_timeout: Duration::from_millis(300), ..Limits::default() });
    let client = returning(&running);
    let (mut connection, mut stream) = (connection(&client, "localhost"), tcp(running.address));
    connection.early_data().expect("a ticket").write_all(keeping("/early").as_bytes()).expect("it is taken");
    while connection.wants_write() {
        connection.write_tls(&mut stream).expect("it is sent");
    }
    // Nothing more is ever sent: no Finished.
    let began = Instant::now();
    let mut answer = Vec::new();
    while !answer.ends_with(b"/early") {
        assert!(receive(&mut connection, &mut stream), "it ended after {answer:?}");
        answer.extend(readable(&mut connection));
    }
    assert!(answer.starts_with(b"HTTP/1.1 200 OK\r\n"));
    while receive(&mut connection, &mut stream) {}
    assert!(began.elapsed() < PATIENCE / 2, "the deadline of the handshake goes on");
}

#[test]
fn a_replayed_first_flight_is_not_served_again() {
    let running = Running::start();
    let client = returning(&running);
    let (mut connection, mut stream) = (connection(&client, "localhost"), tcp(running.address));
    connection.early_data().expect("a ticket").write_all(keeping("/once").as_bytes()).expect("it is taken");
    let mut flight = Vec::new();
    while connection.wants_write() {
        connection.write_tls(&mut flight).expect("it is kept");
    }
    stream.write_all(&flight).expect("it is sent");
    let mut answer = Vec::new();
    while !answer.ends_with(b"/once") {
        assert!(receive(&mut connection, &mut stream), "it ended after {answer:?}");
        answer.extend(readable(&mut connection));
    }
    // An attacker who has seen it sends it again, to the same server.
    let mut again = tcp(running.address);
    again.write_all(&flight).expect("it is sent");
    let mut octet = [0];
    again.read_exact(&mut octet).expect("the server's side of a whole handshake");
    again.shutdown(std::net::Shutdown::Write).expect("it closes");
    again.read_to_end(&mut Vec::new()).expect("its end");
    until("it came to nothing", || running.failed().first().cloned());
    assert_eq!(running.requests().iter().filter(|told| told.ends_with("/once")).count(), 1);
}

#[test]
fn a_ticket_allows_early_data_once() {
    let running = Running::start();
    let client = returning(&running);
    // As many tickets as the client was given are used up at the same time.
    let mut early: Vec<bool> = Vec::new();
    for _ in 0..4 {
        let (mut connection, mut stream) = (connection(&client, "localhost"), tcp(running.address));
        if let Some(mut data) = connection.early_data() {
            data.write_all(keeping("/early").as_bytes()).expect("it is taken");
        }
        while connection.is_handshaking() {
            while connection.wants_write() {
                connection.write_tls(&mut stream).expect("it is sent");
            }
            assert!(receive(&mut connection, &mut stream));
        }
        early.push(connection.is_early_data_accepted());
    }
    assert!(early[0] && !early[3], "{early:?}");
}
