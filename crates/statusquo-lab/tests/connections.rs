//! Connections: how many there may be, how slow, how broken; whatever one does, the others are served.

mod support;

use statusquo_decision::Question;
use statusquo_wire::Limits;
use std::time::{Duration, Instant};
use support::{Client, TestLab, count_panics, lab, lab_with, panics, until};

const WELCOME: &str = "GET /lab/documents/welcome";

fn limited(change: impl FnOnce(&mut Limits)) -> TestLab {
    lab_with(|settings| change(&mut settings.limits))
}

#[test]
fn more_connections_than_there_is_room_for_get_503_until_one_is_free() {
    let lab = limited(|limits| limits.connections = 2);
    let mut first = lab.connect();
    let mut second = lab.connect();
    for client in [&mut first, &mut second] {
        client.ask(WELCOME, &[], "").expect(200);
    }
    let mut third = lab.connect();
    let refused = third.ask(WELCOME, &[], "").expect(503);
    assert_eq!(lab.decided(&refused), (Question::RoomForConnection, false));
    assert!(refused.retry_after() >= 1);
    assert_eq!(refused.field("Connection"), "close");
    assert!(third.is_closed());
    first.ask(WELCOME, &[], "").expect(200);
    drop(first);
    until("there is room again", || (lab.get("/lab/documents/welcome").code() == 200).then_some(()));
    second.ask(WELCOME, &[], "").expect(200);
}

#[test]
fn a_client_that_does_not_read_holds_up_nobody_and_is_let_go() {
    let lab = limited(|limits| limits.write_timeout = Duration::from_millis(300));
    lab.ask("PUT /lab/documents/large", &[], vec![b'x'; 1024 * 1024]).expect(201);
    let mut lazy = lab.connect();
    let request = support::request(lab.place(), "GET /lab/documents/large", &[], b"");
    lazy.send(request.repeat(40));
    let began = Instant::now();
    for _ in 0..20 {
        lab.get("/lab/documents/welcome").expect(200);
    }
    assert!(began.elapsed() < Duration::from_secs(2), "the others are served meanwhile");
    until("it is let go", || (lab.connections() == 0).then_some(()));
}

#[test]
fn a_slow_head_is_408_and_single_octets_do_not_buy_time() {
    let lab = limited(|limits| limits.head_timeout = Duration::from_millis(300));
    let began = Instant::now();
    let mut silent = lab.connect();
    silent.send("GET / HTTP/1.1\r\nHost:");
    let answer = silent.next("GET /").expect(408);
    assert!(began.elapsed() >= Duration::from_millis(300));
    assert_eq!(lab.decided(&answer), (Question::HeadInTime, false));
    assert_eq!((answer.json()["limit"].as_u64(), answer.field("Connection")), (Some(300), "close"));
    let began = Instant::now();
    let mut dribbling = lab.connect();
    dribbling.send("GET / HTTP/1.1\r\nX: ");
    while began.elapsed() < Duration::from_millis(600) && dribbling.try_send("x") {
        std::thread::sleep(Duration::from_millis(20));
    }
    dribbling.next("GET /").expect(408);
}

#[test]
fn slow_content_is_408_and_single_octets_do_not_buy_time() {
    let lab = limited(|limits| limits.content_timeout = Duration::from_millis(300));
    let line = "PUT /lab/documents/slow";
    let mut silent = lab.connect();
    silent.send_head(line, &["Content-Length: 100"]);
    let answer = silent.next(line).expect(408);
    assert_eq!(lab.decided(&answer), (Question::ContentInTime, false));
    let began = Instant::now();
    let mut dribbling = lab.connect();
    dribbling.send_head(line, &["Transfer-Encoding: chunked"]);
    while began.elapsed() < Duration::from_millis(600) && dribbling.try_send("1\r\nx\r\n") {
        std::thread::sleep(Duration::from_millis(20));
    }
    dribbling.next(line).expect(408);
    lab.get("/lab/documents/slow").expect(404);
}

#[test]
fn content_that_never_comes_whole_is_400_and_changes_nothing() {
    let lab = lab();
    let line = "PUT /lab/documents/part";
    let mut client = lab.connect();
    client.send_head(line, &["Content-Length: 10"]);
    client.send("half");
    client.half_close();
    let answer = client.next(line).expect(400);
    assert_eq!(lab.decided(&answer), (Question::ContentWhole, false));
    lab.get("/lab/documents/part").expect(404);
}

#[test]
fn an_idle_connection_is_closed_in_silence() {
    let lab = limited(|limits| limits.idle_timeout = Duration::from_millis(500));
    let mut fresh = lab.connect();
    assert!(fresh.is_closed());
    let mut used = lab.connect();
    used.ask(WELCOME, &[], "").expect(200);
    assert!(used.is_closed(), "with no octet of an unasked 408");
}

/// Octets that look random and are the same in every run.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Pure noise, noise in a head, noise in chunks, or a sound request with some octets exchanged.
    fn octets(&mut self, kind: u64) -> Vec<u8> {
        let count = self.next() % 600;
        let noise: Vec<u8> = (0..count).map(|_| self.next() as u8).collect();
        let sound =
            b"PUT /lab/documents/noise HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        match kind {
            0 => noise,
            1 => [b"GET /lab/vault HTTP/1.1\r\nHost: a\r\n", &noise[..], b"\r\n\r\n"].concat(),
            2 => [&sound[..76], &noise[..]].concat(),
            _ => {
                let mut octets = sound.to_vec();
                for _ in 0..1 + self.next() % 4 {
                    let at = self.next() as usize % octets.len();
                    octets[at] = self.next() as u8;
                }
                octets
            }
        }
    }
}

#[test]
fn two_hundred_connections_of_garbage_are_answered_and_leave_the_server_answering() {
    count_panics();
    let lab = lab();
    let mut noise = Noise(0x9e37_79b9_7f4a_7c15);
    let mut refused = 0;
    for number in 0..200 {
        let octets = noise.octets(number % 4);
        let mut client: Client = lab.connect();
        // The lab may have closed before it has all of this: then its answer is there to be read.
        client.try_send(&octets);
        client.half_close();
        let method = String::from_utf8_lossy(&octets).split(' ').next().unwrap_or_default().to_owned();
        let mut answers = 0;
        while let Some(answer) = client.next_if_any(&format!("{method} ")) {
            answers += usize::from(answer.is_final());
            refused += usize::from(answer.code() >= 400);
            assert!(answer.code() != 500, "{}", answer.shown());
        }
        let blank = octets.iter().all(|octet| matches!(octet, b'\r' | b'\n'));
        assert!(answers > 0 || blank, "silence for {:?}", String::from_utf8_lossy(&octets));
    }
    assert!(refused > 100, "{refused}");
    assert_eq!(panics(), 0);
    lab.get("/lab/documents/welcome").expect(200);
    until("all connections have ended", || (lab.connections() == 0).then_some(()));
}

#[test]
fn clients_that_leave_in_the_middle_leave_nothing_behind() {
    let lab = lab();
    for octets in [
        "",
        "G",
        "GET /lab/busy?seconds=0.1 HTTP/1.1\r\nHost: a\r\n\r\n",
        "PUT /lab/documents/a HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab",
        "GET /lab/gateway/large HTTP/1.1\r\nHost: a\r\n\r\n",
    ] {
        for _ in 0..5 {
            lab.connect().send(octets);
        }
    }
    until("all connections have ended", || (lab.connections() == 0).then_some(()));
    lab.get("/lab/documents/a").expect(404);
}
