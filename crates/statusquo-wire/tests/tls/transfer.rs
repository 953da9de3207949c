//! More than fits any buffer goes through TLS both ways; a client that does not read is given up.

use super::client::{connect, usual};
use super::service::{Running, until};
use statusquo_wire::Limits;
use std::io::{Read, Write};
use std::time::Duration;

#[test]
fn large_contents_come_whole() {
    let running = Running::start();
    let content: Vec<u8> = (0..3_000_000_u32).map(|at| (at % 251) as u8).collect();
    let mut stream = connect(&usual(&running), "localhost", running.address);
    let head =
        format!("POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", content.len());
    stream.write_all(head.as_bytes()).expect("it is sent");
    stream.write_all(&content).expect("it is sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer and its end");
    assert!(answer.ends_with(&content), "{} octets", answer.len());
}

#[test]
fn who_does_not_read_is_given_up() {
    let limits = Limits { write_timeout: Duration::from_millis(100), ..Limits::default() };
    let running = Running::with(limits);
    let mut stream = connect(&usual(&running), "localhost", running.address);
    let size = 30_000_000;
    write!(stream, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {size}\r\n\r\n").expect("it is sent");
    stream.write_all(&vec![b'x'; size]).expect("it is sent");
    until("it is given up", || (running.server.connections() == 0).then_some(()));
}
