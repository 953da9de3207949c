//! Raw bytes against a lab: for each sentence on how HTTP/1.1 is read, what breaks it, its code, rule and byte, what
//! becomes of the connection, and that the same with one thing mended succeeds; however the bytes are cut.

#[path = "stimuli/client.rs"]
mod client;
#[path = "stimuli/play.rs"]
mod play;
#[path = "stimuli/mod.rs"]
mod table;

use client::{Client, Cut};
use statusquo_lab::{Lab, Running, Settings};
use statusquo_wire::{Limits, Rule};
use std::collections::HashSet;
use std::time::{Duration, Instant};
use table::row::{Fate, Row, get, put};
use table::time::WAIT;

fn lab(limits: Limits) -> Running {
    // The name that the rows ask for is the lab's own.
    let admin_hosts = vec!["lab".to_owned()];
    Lab::start(Settings { threads: 1, limits, admin_hosts, ..Settings::on_free_port() }, None).expect("a lab")
}

fn hurried() -> Running {
    lab(Limits { head_timeout: WAIT, content_timeout: WAIT, idle_timeout: WAIT, ..Limits::default() })
}

fn play(rows: &[Row]) {
    play::all(&lab(Limits::default()), rows, 2);
}

#[test]
fn request_lines() {
    play(&table::request_line::rows());
}

#[test]
fn targets() {
    play(&table::target::rows());
}

#[test]
fn fields() {
    play(&table::fields::rows());
}

#[test]
fn hosts() {
    play(&table::host::rows());
}

#[test]
fn framing() {
    play(&table::framing::rows());
}

#[test]
fn chunked() {
    play(&table::chunked::rows());
}

#[test]
fn limits() {
    play(&table::limits::rows());
}

#[test]
fn connections() {
    play(&table::connection::rows());
}

#[test]
fn what_does_not_come_in_time() {
    // These mostly wait.
    play::all(&hurried(), &table::time::rows(), 18);
}

#[test]
fn every_rule_of_a_request_is_broken_by_a_row_and_every_name_is_its_own() {
    let rows = table::rows();
    let rules: HashSet<Rule> = rows.iter().filter_map(|row| row.rule).collect();
    // The last rule of HTTP/1.1 is on responses, and this one on a port that speaks TLS: others break those.
    let elsewhere = [Rule::TlsOnly];
    assert_eq!(rules.len() + elsewhere.len(), Rule::StatusLine as usize, "these are broken here: {rules:?}");
    assert!(elsewhere.iter().all(|rule| !rules.contains(rule)));
    let names: HashSet<&str> = rows.iter().map(|row| row.name).collect();
    assert_eq!(names.len(), rows.len(), "two rows share a name");
    assert!(rows.len() >= 200, "{} rows", rows.len());
    for row in rows.iter().filter(|row| row.code >= 400) {
        assert!(row.twin.is_some(), "{} has no good twin", row.name);
        assert!(row.rule.is_none() || row.fate == Fate::Closes, "{} loses framing", row.name);
        assert_ne!(row.twin.as_ref(), Some(&row.sent), "{} is its own twin", row.name);
    }
}

#[test]
fn a_head_that_drips_gets_408_however_often_an_octet_comes() {
    let lab = hurried();
    let mut client = Client::connect(lab.address()).expect("a connection");
    let began = Instant::now();
    client.send(b"GET /", Cut::Nowhere).expect("the head begins");
    // The server answers in the midst of it and then throws away what still comes.
    while began.elapsed() < WAIT * 2 {
        client.send(b"q", Cut::Nowhere).expect("the server still reads");
        std::thread::sleep(Duration::from_millis(5));
    }
    let answer = client.answer("GET").expect("an answer");
    assert_eq!((answer.code, answer.close), (408, true));
    client.end().expect("one answer and the end");
}

#[test]
fn a_content_that_drips_gets_408_however_often_an_octet_comes() {
    let lab = hurried();
    let mut client = Client::connect(lab.address()).expect("a connection");
    client.send(&put(b"Content-Length: 10000", b""), Cut::Nowhere).expect("the head is sent");
    let began = Instant::now();
    while began.elapsed() < WAIT * 2 {
        client.send(b"x", Cut::Nowhere).expect("the server still reads");
        std::thread::sleep(Duration::from_millis(5));
    }
    let answer = client.answer("GET").expect("an answer");
    assert_eq!((answer.code, answer.close), (408, true));
    client.end().expect("one answer and the end");
}

#[test]
fn an_idle_connection_ends_in_silence_with_no_408_that_nobody_asked_for() {
    let lab = hurried();
    let empty_lines: &[u8] = b"\r\n\r\n\r";
    let request = get(b"Host: lab");
    let line_after = [&request[..], b"\r\n"].concat();
    for (sent, answers) in [(&b""[..], 0), (empty_lines, 0), (&request, 1), (&line_after, 1)] {
        let mut client = Client::connect(lab.address()).expect("a connection");
        client.send(sent, Cut::Nowhere).expect("it is sent");
        for _ in 0..answers {
            assert_eq!(client.answer("GET").expect("an answer").code, 200);
        }
        client.end().expect("silence and the end");
    }
}

#[test]
fn a_client_that_closes_without_a_request_gets_silence() {
    let lab = lab(Limits::default());
    for sent in [&b""[..], b"\r", b"\r\n", b"\r\n\r\n"] {
        let mut client = Client::connect(lab.address()).expect("a connection");
        client.send(sent, Cut::Nowhere).expect("it is sent");
        client.close_half().expect("half of it closes");
        client.end().expect("silence and the end");
    }
}

#[test]
fn content_that_nobody_reads_and_that_loses_framing_is_never_a_request() {
    let lab = lab(Limits::default());
    let second = get(b"Host: lab");
    for (framing, content) in [
        (&b"Transfer-Encoding: chunked"[..], &b"zz\r\n"[..]),
        (b"Transfer-Encoding: chunked", b"0\nGET /lab HTTP/1.1\r\n\r\n"),
        (b"Transfer-Encoding: chunked", b"5\r\nhello0\r\n\r\n"),
        (b"Transfer-Encoding: chunked", b"0\r\nContent-Length: 5\r\n\r\n"),
    ] {
        for cut in [Cut::Nowhere, Cut::Everywhere] {
            let mut client = Client::connect(lab.address()).expect("a connection");
            let head = get(&[b"Host: lab\r\n", framing].concat());
            client.send(&[&head[..], content, &second].concat(), cut).expect("it is sent");
            // What the head decides is answered before the content is looked at: the answer is a good one.
            assert_eq!(client.answer("GET").expect("an answer").code, 200);
            client.end().expect("one answer and the end");
        }
    }
}

#[test]
fn one_connection_too_many_gets_503_and_the_next_one_after_it_is_served() {
    let lab = lab(Limits { connections: 2, ..Limits::default() });
    let request = get(b"Host: lab");
    let open = || Client::connect(lab.address()).expect("a connection");
    let mut served = [open(), open()];
    for client in &mut served {
        client.send(&request, Cut::Nowhere).expect("it is sent");
        assert_eq!(client.answer("GET").expect("an answer").code, 200);
    }
    for cut in [Cut::Nowhere, Cut::Everywhere] {
        let mut crowded = open();
        // The second request may find the connection closed already: the answer to the first said that it would be.
        let sent = if matches!(cut, Cut::Nowhere) { request.repeat(2) } else { request.clone() };
        crowded.send(&sent, cut).expect("it is sent");
        let answer = crowded.answer("GET").expect("an answer");
        assert_eq!((answer.code, answer.close), (503, true));
        crowded.end().expect("one answer and the end");
    }
    let [mut stays, mut leaves] = served;
    stays.send(&request, Cut::Nowhere).expect("it is sent");
    assert_eq!(stays.answer("GET").expect("an answer").code, 200);
    leaves.close_half().expect("half of it closes");
    leaves.end().expect("the end");
    let until = Instant::now() + Duration::from_secs(5);
    while lab.connections() > 1 {
        assert!(Instant::now() < until, "{} connections are open", lab.connections());
        std::thread::yield_now();
    }
    let mut next = open();
    next.send(&request, Cut::Nowhere).expect("it is sent");
    assert_eq!(next.answer("GET").expect("an answer").code, 200);
}

#[test]
fn the_answer_can_be_read_with_5_mb_in_flight() {
    const IN_FLIGHT: usize = 5_000_000;
    let lab = lab(Limits::default());
    let length = format!("Content-Length: {IN_FLIGHT}");
    let flood = vec![b'x'; IN_FLIGHT];
    let bad = get(b"Host: a b");
    let chunk = format!("{IN_FLIGHT:x}\r\n");
    for (code, head) in [
        (413, put(length.as_bytes(), b"")),
        (413, put(b"Transfer-Encoding: chunked", chunk.as_bytes())),
        (400, bad),
        (400, put(b"Transfer-Encoding: chunked", b"zz\r\n")),
        (414, Vec::from(b"GET /")),
        (431, Vec::from(b"GET / HTTP/1.1\r\nHost: lab\r\nX: ")),
    ] {
        let mut client = Client::connect(lab.address()).expect("a connection");
        client.send(&head, Cut::Nowhere).expect("the head is sent");
        client.send(&flood, Cut::Nowhere).unwrap_or_else(|error| panic!("{code}: {error}"));
        let answer = client.answer("GET").unwrap_or_else(|error| panic!("{code}: {error}"));
        assert_eq!((answer.code, answer.close), (code, true));
        client.end().unwrap_or_else(|error| panic!("{code}: {error}"));
    }
}
