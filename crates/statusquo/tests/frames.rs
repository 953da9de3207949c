//! Raw frames against a lab: for each sentence on how HTTP/2 is read, what breaks it, and what comes back: answers, stream
//! errors, the end of the connection; however the octets are cut.

#[path = "frames/answered.rs"]
mod answered;
#[path = "frames/broken.rs"]
mod broken;
#[path = "frames/build.rs"]
mod build;
#[path = "frames/client.rs"]
mod client;
#[path = "frames/flood.rs"]
mod flood;
#[path = "frames/good.rs"]
mod good;
#[path = "frames/malformed.rs"]
mod malformed;
#[path = "frames/row.rs"]
mod row;
#[path = "frames/trusting.rs"]
mod trusting;

use build::{END_STREAM, HEADERS, PREFACE, WHOLE, frame, get, plain, section, settings};
use client::Client;
use row::{Row, play, play_over_tls};
use statusquo_lab::{Lab, Running, Settings};
use statusquo_wire::Limits;
use std::collections::HashSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;
use trusting::Trusting;

fn lab() -> Running {
    lab_with(Limits::default())
}

fn lab_with(limits: Limits) -> Running {
    Lab::start(Settings { threads: 1, limits, ..Settings::on_free_port() }, None).expect("a lab")
}

fn rows() -> Vec<Row> {
    [good::rows(), malformed::rows(), broken::rows(), answered::rows()].into_iter().flatten().collect()
}

#[test]
fn what_is_good_is_served() {
    // How long a content that nobody wants is thrown away.
    let linger = Duration::from_millis(100);
    play(&good::rows(), || lab_with(Limits { linger, ..Limits::default() }));
}

#[test]
fn what_is_malformed_is_refused() {
    play(&malformed::rows(), lab);
}

#[test]
fn what_breaks_a_rule_of_frames_ends_stream_or_connection() {
    play(&broken::rows(), lab);
}

#[test]
fn what_comes_after_the_answer_is_judged_as_well() {
    play(&answered::rows(), lab);
}

#[test]
fn it_is_the_same_over_tls() {
    play_over_tls(&rows(), &Trusting::new());
}

#[test]
fn every_flood_is_told_to_calm_down() {
    flood::play(&lab());
}

/// What comes back to these octets, up to the end of the connection.
fn until_closed(lab: &Running, sent: &[u8]) -> Vec<String> {
    let mut client = Client::connect(lab.address());
    client.send(sent);
    while !client.is_closed() {
        let events = client.trace.len() + 1;
        client.listen(events).expect("something comes");
    }
    client.trace
}

#[test]
fn what_does_not_come_in_time_ends_the_connection() {
    let wait = Duration::from_millis(200);
    let lab = lab_with(Limits { head_timeout: wait, ..Limits::default() });
    let begun = [PREFACE, &settings(&[(1, 0)])].concat();
    let section = frame(HEADERS, END_STREAM, 1, &section(&get(&[])));
    let calm = ["GOAWAY ENHANCE_YOUR_CALM", "closed"];
    for (what, rest) in [("a field section without its end", &section[..]), ("half a frame", &section[..30])] {
        assert_eq!(until_closed(&lab, &[&begun, rest].concat()), calm, "{what}");
    }
    assert_eq!(until_closed(&lab, PREFACE), calm, "no SETTINGS");
    let lab = lab_with(Limits { idle_timeout: wait, ..Limits::default() });
    // GOAWAY twice: no new streams, then no streams at all (RFC 9113 §6.8). The ping between them is not answered.
    let goodbye = ["GOAWAY NO_ERROR", "PING", "GOAWAY NO_ERROR", "closed"];
    assert_eq!(until_closed(&lab, &begun), goodbye, "silence");
    let answered = [&["1:200", "1:end"], &goodbye[..]].concat();
    assert_eq!(until_closed(&lab, &[begun, plain(1)].concat()), answered, "silence after a request");
}

#[test]
fn one_connection_too_many_gets_503_and_goodbye() {
    let lab = lab_with(Limits { connections: 0, ..Limits::default() });
    let sent = [PREFACE, &settings(&[(1, 0)]), &plain(1)].concat();
    let back = until_closed(&lab, &sent);
    assert!(back.contains(&"1:503".to_owned()) && back.contains(&"GOAWAY NO_ERROR".to_owned()), "{back:?}");
}

#[test]
fn of_a_burst_as_many_are_served_as_may_be_open_and_the_rest_is_refused() {
    let lab = lab();
    let mut client = Client::connect(lab.address());
    let head = b"\x82\x86\x04\x0b/status/204\x01\x03lab";
    let burst: Vec<u8> = (0..400).flat_map(|at| frame(HEADERS, WHOLE, 2 * at + 1, head)).collect();
    client.send(&[PREFACE, &settings(&[(1, 0)]), &burst].concat());
    // An answer is two events, a refusal one.
    let fate = |client: &Client, stream: u32| {
        let event = |what: &str| client.trace.iter().any(|event| *event == format!("{stream}:{what}"));
        (event("204") && event("end"), event("RST REFUSED_STREAM"))
    };
    while (0..400).any(|at| fate(&client, 2 * at + 1) == (false, false)) {
        let events = client.trace.len() + 1;
        client.listen(events).expect("something comes");
        assert!(!client.is_closed(), "{:?}", client.trace.last());
    }
    let served = (0..400).filter(|at| fate(&client, 2 * at + 1).0).count();
    assert!(served >= 100, "{served} were served");
    client.probe().expect("an open connection");
}

/// What HTTP/1.1 says to these octets.
fn over_http1(lab: &Running, sent: &[u8]) -> String {
    let mut stream = TcpStream::connect(lab.address()).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a time");
    stream.write_all(sent).expect("it is sent");
    let mut heard = Vec::new();
    let _ = stream.read_to_end(&mut heard);
    String::from_utf8_lossy(&heard).lines().next().unwrap_or("").to_owned()
}

#[test]
fn a_preface_that_is_none_is_answered_in_http_1_1() {
    let wait = Duration::from_millis(200);
    let lab = lab_with(Limits { head_timeout: wait, ..Limits::default() });
    for end in 15..PREFACE.len() {
        let mut broken = PREFACE.to_vec();
        broken[end] = b'x';
        let heard = over_http1(&lab, &broken);
        assert_eq!(heard, "HTTP/1.1 505 HTTP Version Not Supported", "broken at {end}");
    }
    let half = over_http1(&lab, &PREFACE[..20]);
    assert_eq!(half, "HTTP/1.1 505 HTTP Version Not Supported", "a preface that does not come whole");
    let second = over_http1(&lab, &[b"GET / HTTP/1.1\r\nHost: lab\r\n\r\n", PREFACE].concat());
    assert_eq!(second, "HTTP/1.1 200 OK", "after a request it is too late for it");
}

#[test]
fn over_tls_where_http2_was_agreed_on_it_is_answered_with_goaway() {
    let trusting = Trusting::new();
    let lab = trusting.lab();
    for sent in [&b"INVALID CONNECTION PREFACE\r\n\r\n"[..], b"GET / HTTP/1.1\r\nHost: lab\r\n\r\n"] {
        let mut client = Client::over(trusting.connect(lab.tls_addresses()[0]));
        client.send(sent);
        client.listen(2).expect("something comes");
        assert_eq!(client.trace, ["GOAWAY PROTOCOL_ERROR", "closed"]);
    }
}

#[test]
fn http2_can_be_turned_off() {
    let lab = lab_with(Limits { http2: false, ..Limits::default() });
    assert_eq!(over_http1(&lab, PREFACE), "HTTP/1.1 505 HTTP Version Not Supported");
}

#[test]
fn the_limits_are_announced() {
    let lab = lab();
    let mut client = Client::connect(lab.address());
    client.send(&[PREFACE, &settings(&[(1, 0)])].concat());
    client.probe().expect("an open connection");
    let limits = Limits::default();
    let list = 2 * (limits.fields + limits.target) as u32;
    let announced: Vec<(u16, u32)> = client
        .settings
        .chunks(6)
        .map(|six| (u16::from_be_bytes([six[0], six[1]]), u32::from_be_bytes([six[2], six[3], six[4], six[5]])))
        .collect();
    let expected = [(3, limits.streams), (4, limits.stream_window), (5, 16_384), (6, list), (8, 1)];
    assert_eq!(announced, expected);
}

#[test]
fn the_table_is_large_names_its_sections_and_excuses_what_it_must() {
    let rows = rows();
    assert!(rows.len() >= 100, "{} rows", rows.len());
    let names: HashSet<&str> = rows.iter().map(|row| row.name).collect();
    assert_eq!(names.len(), rows.len(), "two rows share a name");
    for row in &rows {
        assert!(row.name.starts_with("RFC ") && row.name.contains(": "), "{} names no section", row.name);
        assert!(row.exception.is_none_or(|why| why.starts_with("RFC ")), "{} is excused by no section", row.name);
    }
}
