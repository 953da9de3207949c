//! `/_/events`: the journal as it comes, for as many as have a place, and never in the lab's way.

mod support;

use statusquo_decision::Question;
use statusquo_lab::{Lab, Settings};
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};
use support::{PATIENCE, TestLab, lab, lab_with, request, until};

/// One that follows.
struct Follower {
    stream: TcpStream,
    heard: String,
}

impl Follower {
    fn begin(lab: &TestLab, query: &str, fields: &[&str]) -> Self {
        Self::at(lab.place(), query, fields)
    }

    fn at(address: SocketAddr, query: &str, fields: &[&str]) -> Self {
        let mut stream = TcpStream::connect(address).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        let line = format!("GET /_/events{query}");
        stream.write_all(&request(address, &line, fields, b"")).expect("it is sent");
        let mut follower = Self { stream, heard: String::new() };
        follower.hears("retry: ");
        follower
    }

    /// Waits until it has heard something.
    #[track_caller]
    fn hears(&mut self, what: &str) {
        while !self.heard.contains(what) {
            assert!(self.read(), "{what} did not come; the stream ended after {}", self.heard);
        }
    }

    /// Reads on; false at the end.
    fn read(&mut self) -> bool {
        let mut octets = [0; 64 * 1024];
        match self.stream.read(&mut octets) {
            Ok(count) => {
                self.heard.push_str(&String::from_utf8_lossy(&octets[..count]));
                count > 0
            }
            Err(error) if error.kind() == ErrorKind::ConnectionReset => false,
            Err(error) => panic!("nothing came: {error}; heard {}", self.heard),
        }
    }

    /// The numbers of the rows that it has heard of, in order.
    fn rows(&self) -> Vec<u64> {
        let ids = self.heard.split("id: ").skip(1);
        ids.map(|id| id.split('\n').next().expect("a line").parse().expect("a number")).collect()
    }
}

#[test]
fn who_follows_sees_what_another_connection_asks() {
    let lab = lab();
    let before = lab.get("/lab/documents/welcome");
    let row = lab.plain("GET /_/", &["Accept: text/html"]);
    assert!(row.text().contains("every answer was the usual one"), "{}: {}", before.exchange(), row.text());
    let mut follower = Follower::begin(&lab, "", &[]);
    for part in [
        "HTTP/1.1 200 OK",
        "Content-Type: text/event-stream",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
    ] {
        assert!(follower.heard.contains(part), "{part} in {}", follower.heard);
    }
    let answer = lab.get("/lab/documents/never?%3Cb%3E<b>");
    follower.hears("</tr>");
    for part in ["event: row\n", "class=\"c4\"", "/lab/documents/never?%3Cb%3E&lt;b&gt;", "Does the resource exist"] {
        assert!(follower.heard.contains(part), "{part} in {}", follower.heard);
    }
    assert_eq!(follower.rows(), [answer.exchange()], "and not what was before");
}

#[test]
fn it_sees_what_fits_its_filter_and_nothing_of_the_admin_side() {
    let lab = lab();
    let mut follower = Follower::begin(&lab, "?filter=4xx+-forced", &[]);
    lab.get("/_/exchanges/99999").expect(404);
    lab.get("/_/").expect(200);
    lab.get("/lab/documents/welcome").expect(200);
    lab.get("/status/404").expect(404);
    let fits = lab.get("/lab/documents/never").expect(404);
    follower.hears("</tr>");
    assert_eq!(follower.rows(), [fits.exchange()]);
    lab.get(&format!("/_/events?filter={}", "a".repeat(201))).expect(400);
    lab.get("/_/events?after=x").expect(400);
}

#[test]
fn who_asks_again_misses_nothing_that_the_journal_still_has() {
    let lab = lab();
    let ids: Vec<u64> = (0..5).map(|_| lab.get("/lab/divide?by=1").exchange()).collect();
    lab.record_of(ids[4]);
    for (query, fields, expected) in [
        (format!("?after={}", ids[1]), vec![], &ids[2..]),
        (format!("?after={}", ids[0]), vec![format!("Last-Event-ID: {}", ids[3])], &ids[4..]),
        (String::new(), vec!["Last-Event-ID: <b>".to_owned()], &[]),
        ("?after=18446744073709551615".to_owned(), vec![], &[]),
    ] {
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        let mut follower = Follower::begin(&lab, &query, &fields);
        let next = lab.get("/lab/divide?by=2").exchange();
        follower.hears(&format!("id: {next}\n"));
        let rows = follower.rows();
        let caught_up: Vec<u64> = rows.iter().copied().filter(|id| ids.contains(id)).collect();
        assert_eq!(caught_up, expected, "{query} {fields:?}");
        assert!(rows.is_sorted_by(|one, other| one < other), "each once, and in order: {rows:?}");
    }
    for _ in 0..250 {
        lab.get("/lab/divide?by=3");
    }
    let follower_after = format!("?after={}", ids[4]);
    let mut follower = Follower::begin(&lab, &follower_after, &[]);
    let last = lab.get("/lab/divide?by=4").exchange();
    follower.hears(&format!("id: {last}\n"));
    assert!(follower.heard.contains("event: lost\n"), "not all of it is caught up with");
    assert!((200..=202).contains(&follower.rows().len()), "{}", follower.rows().len());
}

#[test]
fn who_asks_again_gets_nothing_twice_though_an_early_exchange_ended_late() {
    let lab = lab();
    let mut follower = Follower::begin(&lab, "", &[]);
    let mut early = lab.connect();
    early.send_head("PUT /lab/documents/early", &["Content-Length: 1", "Expect: 100-continue"]);
    early.octets("HTTP/1.1 100".len());
    let late = lab.get("/lab/divide?by=1").exchange();
    follower.hears(&format!("id: {late}\n"));
    early.send(b"x");
    follower.hears("/lab/documents/early");
    let last = follower.rows().pop().expect("a row");
    assert_eq!(last, late, "the largest number that was told");
    let mut again = Follower::begin(&lab, "", &[&format!("Last-Event-ID: {last}")]);
    let next = lab.get("/lab/divide?by=2").exchange();
    again.hears(&format!("id: {next}\n"));
    assert_eq!(again.rows(), [next]);
    // The numbers of a program that ran before are not this one's.
    let mut older = Follower::begin(&lab, "?after=999999", &[]);
    let next = lab.get("/lab/divide?by=3").exchange();
    older.hears(&format!("id: {next}\n"));
}

#[test]
fn followers_are_few_and_a_place_is_free_again_when_one_goes() {
    let lab = lab_with(|settings| settings.followers = 2);
    let one = Follower::begin(&lab, "", &[]);
    let _other = Follower::begin(&lab, "", &[]);
    let refused = lab.get("/_/events").expect(503);
    assert_eq!(lab.decided(&refused), (Question::PlaceFree, false));
    assert_eq!(refused.json()["limit"], 2);
    assert!((1..=600).contains(&refused.retry_after()));
    lab.plain("HEAD /_/events", &[]).expect(200);
    drop(one);
    // Nothing passes meanwhile that would have to be told: that nobody hears is noticed all the same.
    until("there is a place", || {
        let mut client = lab.connect();
        client.send_head("GET /_/events", &[]);
        (client.octets(12) == b"HTTP/1.1 200").then_some(())
    });
}

#[test]
fn a_stream_ends_after_a_while_and_whole() {
    let lab = lab_with(|settings| settings.following = Duration::from_millis(300));
    let mut follower = Follower::begin(&lab, "", &["Connection: close"]);
    while follower.read() {}
    assert!(follower.heard.ends_with("\r\n0\r\n\r\n"), "{}", follower.heard);
}

#[test]
fn a_slow_follower_loses_rows_is_told_so_and_holds_nobody_up() {
    let lab = lab();
    let mut follower = Follower::begin(&lab, "", &[]);
    let mut client = lab.connect();
    let line = format!("GET /lab/documents/never?{}", "x".repeat(3000));
    for _ in 0..4000 {
        client.ask(&line, &[], "").expect(404);
    }
    follower.hears("event: lost\ndata: ");
    let lost = follower.heard.split("event: lost\ndata: ").nth(1).expect("a number");
    assert!(lost.split('\n').next().expect("a line").parse::<u64>().expect("a number") > 0);
    let last = client.ask("GET /lab/documents/last", &[], "").exchange();
    follower.hears(&format!("id: {last}\n"));
}

#[test]
fn stopping_ends_those_who_follow() {
    let running = Lab::start(Settings { threads: 1, ..Settings::on_free_port() }, None).expect("a lab");
    let mut follower = Follower::at(running.address(), "", &[]);
    let began = Instant::now();
    running.stop(PATIENCE);
    while follower.read() {}
    assert!(began.elapsed() < PATIENCE / 2, "nobody waits for it");
    assert!(!follower.heard.ends_with("\r\n0\r\n\r\n"), "it is cut, so that the client asks again");
}
