//! Handshakes: versions, names, protocols, and every way in which one comes to nothing.

use super::client::{ask, config, connect, get, refused, tcp, usual};
use super::service::{PATIENCE, Running, until};
use rustls::version::{TLS12, TLS13};
use statusquo_wire::Limits;
use std::io::{Read, Write};
use std::time::{Duration, Instant};

#[test]
fn both_versions_are_spoken_and_sessions_are_resumed() {
    let running = Running::start();
    for (version, name) in [(&TLS12, "TLS 1.2"), (&TLS13, "TLS 1.3")] {
        let client = config(&running.pem, &[version], &["http/1.1"]);
        for resumed in [false, true] {
            let answer = ask(&client, "localhost", running.address, &get("/", "localhost"));
            let told = format!("{name} early=false name=localhost covered=true http/1.1 localhost resumed={resumed} /");
            assert!(answer.ends_with(&told), "{answer}");
        }
    }
}

#[test]
fn the_leaf_follows_the_name_and_the_session_knows_what_it_covers() {
    let running = Running::start();
    let client = usual(&running);
    for (host, authority, told) in [
        ("localhost", "localhost:8443", "name=localhost covered=true"),
        ("localhost", "LOCALHOST", "name=localhost covered=true"),
        ("localhost", "other.localhost", "name=localhost covered=false"),
        ("localhost", "127.0.0.1:8443", "name=localhost covered=false"),
        ("a.localhost", "a.localhost:8443", "name=a.localhost covered=true"),
        ("127.0.0.1", "127.0.0.1:8443", "name=none covered=true"),
        ("127.0.0.1", "localhost", "name=none covered=true"),
        ("127.0.0.1", "[::1]:8443", "name=none covered=true"),
        ("127.0.0.1", "example.test", "name=none covered=false"),
    ] {
        let answer = ask(&client, host, running.address, &get("/", authority));
        assert!(answer.contains(told), "{host} {authority}: {answer}");
    }
}

#[test]
fn several_requests_go_over_one_connection() {
    let running = Running::start();
    let mut stream = connect(&usual(&running), "localhost", running.address);
    for target in ["/1", "/2", "/3"] {
        write!(stream, "GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it is sent");
        let mut answer = Vec::new();
        while !answer.ends_with(target.as_bytes()) {
            let mut octet = [0];
            stream.read_exact(&mut octet).expect("an answer");
            answer.push(octet[0]);
        }
    }
    assert_eq!(running.requests().len(), 3);
}

#[test]
fn an_https_target_is_taken_over_tls_alone() {
    let running = Running::start();
    let request = get("https://localhost:8443/whole", "localhost:8443");
    let answer = ask(&usual(&running), "localhost", running.address, &request);
    assert!(answer.contains("covered=true") && answer.contains("https://localhost:8443/whole"), "{answer}");
    let mut stream = tcp(running.server.addresses()[0]);
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.contains("RFC 9112 §3.2") && answer.contains("broken at byte 4"), "{answer}");
}

#[test]
fn cleartext_on_a_tls_port_is_told_so_in_cleartext() {
    let running = Running::start();
    for request in ["GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "G"] {
        let mut stream = tcp(running.address);
        stream.write_all(request.as_bytes()).expect("it is sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        assert!(answer.contains("this port speaks TLS (https)") && answer.contains("broken at byte 0"), "{answer}");
    }
    assert!(running.failed().is_empty());
}

#[test]
fn what_comes_to_nothing_is_told_to_both_sides() {
    let running = Running::start();
    let stranger = config("", rustls::ALL_VERSIONS, &["http/1.1"]);
    let said = refused(&stranger, "localhost", running.address);
    assert!(said.contains("UnknownIssuer"), "{said}");
    assert_eq!(running.failure(), "the client does not trust the certificate");

    let running = Running::start();
    let said = refused(&config(&running.pem, rustls::ALL_VERSIONS, &["h3", "smtp"]), "localhost", running.address);
    assert!(said.contains("NoApplicationProtocol"), "{said}");
    assert!(running.failure().contains("was refused: "), "{:?}", running.failed());

    let running = Running::start();
    let mut stream = tcp(running.address);
    stream.write_all(b"\x17\x03\x03\x00\x05hello").expect("it is sent");
    let mut alert = Vec::new();
    stream.read_to_end(&mut alert).expect("an alert and the end");
    assert_eq!(alert.first(), Some(&21), "a TLS record of alerts");
    assert!(running.failure().contains("was refused: "), "{:?}", running.failed());

    let running = Running::start();
    tcp(running.address).write_all(b"\x16\x03").expect("it is sent");
    assert_eq!(running.failure(), "the client left in the middle of it");
}

#[test]
fn a_client_without_a_protocol_is_given_http_1() {
    let running = Running::start();
    let client = config(&running.pem, rustls::ALL_VERSIONS, &[]);
    let answer = ask(&client, "localhost", running.address, &get("/", "localhost"));
    assert!(answer.contains("no protocol"), "{answer}");
}

#[test]
fn slow_and_silent_handshakes_have_an_end() {
    let limits = Limits { head_timeout: Duration::from_millis(100), ..Limits::default() };
    let running = Running::with(limits);
    let (began, mut silent, mut slow) = (Instant::now(), tcp(running.address), tcp(running.address));
    slow.write_all(b"\x16\x03\x01\x02\x00").expect("it is sent");
    let mut octet = [0];
    assert_eq!(silent.read(&mut octet).expect("its end"), 0);
    assert_eq!(slow.read(&mut octet).expect("its end"), 0);
    assert!(began.elapsed() < PATIENCE / 2);
    assert!(running.failure().contains("it was not complete after "), "{:?}", running.failed());
    assert_eq!(running.failed().len(), 1, "one who says nothing has not failed");
    until("no connection is left", || (running.server.connections() == 0).then_some(()));
}

#[test]
fn a_server_that_ends_does_not_wait_for_handshakes() {
    let running = Running::start();
    let mut slow = tcp(running.address);
    slow.write_all(b"\x16\x03\x01\x02\x00").expect("it is sent");
    until("it is being served", || (running.server.connections() == 1).then_some(()));
    let began = Instant::now();
    running.server.stop(PATIENCE);
    assert!(began.elapsed() < PATIENCE / 2, "it took {:?}", began.elapsed());
}

#[test]
fn a_flood_of_handshakes_leaves_nothing_behind() {
    let running = Running::start();
    let client = usual(&running);
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let (client, running) = (&client, &running);
            scope.spawn(move || {
                for number in 0..25 {
                    let mut stream = tcp(running.address);
                    let half = number % 3;
                    let _ = match half {
                        0 => stream.write_all(b"\x16\x03\x01\x02\x00half"),
                        1 => stream.write_all(&[22; 600]),
                        _ => {
                            let host = format!("n{thread}-{number}.localhost");
                            ask(client, &host, running.address, &get("/", &host));
                            Ok(())
                        }
                    };
                }
            });
        }
    });
    until("no connection is left", || (running.server.connections() == 0).then_some(()));
    assert!(ask(&client, "localhost", running.address, &get("/", "localhost")).contains("covered=true"));
}
