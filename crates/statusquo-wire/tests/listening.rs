//! Listening: on shared ports and with one acceptor that hands over, connections are served alike and end alike.

use statusquo_wire::transport::{Bound, Server, Tap};
use statusquo_wire::{Clock, Content, Exchange, Fields, Limits, Request, Service};
use std::collections::HashSet;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Answers, and notes which threads did.
#[derive(Default)]
struct Noting(Mutex<HashSet<String>>);

impl Service for Noting {
    async fn exchange(&self, _request: &Request, exchange: &mut Exchange<'_>) {
        let name = std::thread::current().name().unwrap_or_default().to_owned();
        self.0.lock().expect("no panic").insert(name);
        let _ = exchange.respond(200, "OK", &Fields::default(), Content::Bytes(b"here")).await;
    }
}

fn loopback() -> [SocketAddr; 1] {
    [SocketAddr::from(([127, 0, 0, 1], 0))]
}

fn start(bound: Bound) -> (Server, Arc<Noting>) {
    let service = Arc::new(Noting::default());
    let server = Server::start(bound, Limits::default(), Clock::System, Tap::Off, service.clone()).expect("it starts");
    (server, service)
}

fn ask(address: SocketAddr) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a deadline");
    stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").expect("it is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn one_acceptor_hands_over_to_every_thread() {
    let (server, service) = start(Bound::bind_unshared(&loopback(), 3).expect("an address"));
    for _ in 0..30 {
        assert!(ask(server.addresses()[0]).ends_with("here"));
    }
    assert_eq!(service.0.lock().expect("no panic").len(), 3, "every thread serves");
    let began = Instant::now();
    server.stop(Duration::from_secs(5));
    assert!(began.elapsed() < Duration::from_secs(4), "nothing was under way");
}

#[test]
fn threads_with_sockets_of_their_own_serve_one_port() {
    let (server, service) = start(Bound::bind(&loopback(), 3).expect("an address"));
    for _ in 0..60 {
        assert!(ask(server.addresses()[0]).ends_with("here"));
    }
    assert!(!service.0.lock().expect("no panic").is_empty());
    drop(server);
}

#[test]
fn an_address_that_is_taken_is_refused_with_its_name() {
    for bind in [Bound::bind, Bound::bind_unshared] {
        let (server, _service) = start(bind(&loopback(), 2).expect("an address"));
        let taken = server.addresses()[0];
        for again in [Bound::bind, Bound::bind_unshared] {
            let error = again(&[taken], 2).expect_err("it is taken");
            assert_eq!(error.address, taken);
            assert!(error.to_string().contains("in use"), "{error}");
        }
    }
}

#[test]
fn after_the_end_nobody_answers() {
    let (server, _service) = start(Bound::bind(&loopback(), 2).expect("an address"));
    let address = server.addresses()[0];
    let mut idle = TcpStream::connect(address).expect("a connection");
    idle.set_read_timeout(Some(Duration::from_secs(10))).expect("a deadline");
    idle.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").expect("it is sent");
    let mut answer = [0; 512];
    assert!(idle.read(&mut answer).expect("an answer") > 0, "the connection is served, and idle after that");
    server.stop(Duration::from_secs(5));
    let mut rest = Vec::new();
    idle.read_to_end(&mut rest).expect("an end");
    assert!(rest.is_empty() || rest == b"here", "an idle connection ends in silence");
    assert!(TcpStream::connect(address).is_err());
}
