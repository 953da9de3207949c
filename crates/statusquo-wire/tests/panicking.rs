//! A service that panics takes its own exchange down, and nothing that was answered before it.

use statusquo_wire::transport::{Bound, Server, Tap};
use statusquo_wire::{Clock, Content, Exchange, Fields, Limits, Request, Service};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Answers `/whole`, begins an answer to `/begun`, and panics over that and over all else.
struct Panicking;

impl Service for Panicking {
    async fn exchange(&self, request: &Request, exchange: &mut Exchange<'_>) {
        if request.target() == "/whole" {
            let _ = exchange.respond(200, "OK", &Fields::default(), Content::Bytes(b"whole")).await;
            return;
        }
        if request.target() == "/begun" {
            let _ = exchange.begin(200, "OK", &Fields::default(), None).await;
            let _ = exchange.write(b"beg").await;
        }
        panic!("as it was asked to");
    }
}

fn ask(server: &Server, targets: &[&str]) -> String {
    let mut stream = TcpStream::connect(server.addresses()[0]).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a deadline");
    let requests: String = targets.iter().map(|target| format!("GET {target} HTTP/1.1\r\nHost: a\r\n\r\n")).collect();
    stream.write_all(requests.as_bytes()).expect("it is sent");
    let mut heard = String::new();
    stream.read_to_string(&mut heard).expect("an end");
    heard
}

#[test]
fn what_was_answered_before_a_panic_arrives_and_what_was_begun_is_cut() {
    std::panic::set_hook(Box::new(|_| {}));
    let bound = Bound::bind(&[SocketAddr::from(([127, 0, 0, 1], 0))], 1).expect("an address");
    let server =
        Server::start(bound, Limits::default(), Clock::Fixed(0), Tap::Off, Arc::new(Panicking)).expect("it starts");
    for _ in 0..20 {
        let heard = ask(&server, &["/whole", "/panic", "/whole"]);
        assert!(heard.starts_with("HTTP/1.1 200 OK") && heard.ends_with("whole"), "{heard:?}");
        assert_eq!(heard.matches("HTTP/1.1").count(), 1, "nothing after the panic is answered: {heard:?}");
        let heard = ask(&server, &["/begun"]);
        assert!(heard.ends_with("3\r\nbeg\r\n"), "the content is not ended: {heard:?}");
    }
    let until = Instant::now() + Duration::from_secs(10);
    while server.connections() > 0 && Instant::now() < until {
        std::thread::yield_now();
    }
    assert_eq!(server.connections(), 0);
}
