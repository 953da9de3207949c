//! Contents that are made while they are sent, over HTTP/2 and HTTP/3: the same octets as over HTTP/1.1, in pieces of the same
//! size.

mod support;

use statusquo_catalog::{Step, Trigger};
use statusquo_check::{Outcome, judge};
use statusquo_decision::Way;
use statusquo_journal::{Direction, Record};
use statusquo_lab::play::{Answer, Event, Place, play_over};
use statusquo_lab::{Lab, Running, Settings};
use statusquo_wire::Version;
use std::time::{Duration, Instant};
use support::{Client, until};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

const STREAMED: [Version; 2] = [Version::Http2, Version::Http3];

fn lab() -> Running {
    lab_for(1000)
}

/// A lab in which so many may wait.
fn lab_for(waiting_requests: usize) -> Running {
    let mut settings = Settings { threads: 1, ..Settings::on_free_ports() };
    settings.httpbin.waiting_requests = waiting_requests;
    Lab::start(settings, None).expect("a lab")
}

fn trigger(line: &str, fields: &str) -> Trigger {
    let send: &'static str = format!("{line} HTTP/1.1\r\nHost: {{authority}}\r\n{fields}\r\n").leak();
    Trigger { steps: vec![Step::send(send)].leak() }
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// The answer to one request, and what the journal keeps of it.
fn ask(lab: &Running, version: Version, line: &str, fields: &str) -> (Answer, Record<Way>) {
    let trigger = trigger(line, fields);
    let last = lab.newest(1).first().map_or(0, |record| record.id);
    let played = runtime().block_on(play_over(version, &trigger, lab)).expect("it is played");
    let answered = played.events.into_iter().rev().find_map(|timed| match timed.event {
        Event::Answered(_, answer) => Some(answer),
        _ => None,
    });
    let answer = answered.unwrap_or_else(|| panic!("no answer to {line}"));
    let judged = statusquo_check::Answer::of(&answer.method, &answer.head, &answer.content).to(version);
    let broken: Vec<_> = judge(&judged).into_iter().filter(|finding| finding.outcome == Outcome::Broken).collect();
    assert!(broken.is_empty(), "{line}: {broken:?}");
    let record = until("the exchange is in the journal", || lab.newest(1).pop().filter(|record| record.id > last));
    assert_eq!(record.version, version.name());
    (answer, record)
}

/// The lengths of the frames with content that were sent, without empty ones, which only end a stream.
fn data(record: &Record<Way>) -> Vec<u64> {
    let sent = record.traffic.frames.iter().filter(|frame| frame.direction == Direction::Sent);
    sent.filter(|frame| frame.kind == "DATA" && frame.length > 0).map(|frame| frame.length).collect()
}

fn text(answer: &Answer) -> &str {
    std::str::from_utf8(&answer.content).expect("text")
}

#[test]
fn what_goes_in_chunks_goes_in_a_frame_each() {
    let lab = lab();
    for version in STREAMED {
        let (answer, record) = ask(&lab, version, "GET /stream/3?a=1", "");
        let lines: Vec<u64> = text(&answer).split_inclusive('\n').map(|line| line.len() as u64).collect();
        assert_eq!((lines.len(), data(&record)), (3, lines));
        assert!(!answer.head.fields().has("Transfer-Encoding") && !answer.head.fields().has("Content-Length"));
        let (answer, record) = ask(&lab, version, "GET /stream-bytes/25?seed=42&chunk_size=10", "");
        let (plain, _) = ask(&lab, Version::Http11, "GET /bytes/25?seed=42", "");
        assert_eq!((&answer.content, data(&record)), (&plain.content, vec![10, 10, 5]));
        let (answer, record) = ask(&lab, version, "GET /jsonl?count=3&duration=0.05", "");
        assert_eq!((text(&answer).lines().count(), data(&record).len()), (3, 3));
    }
}

#[test]
fn what_falls_falls_in_a_frame_each() {
    let lab = lab();
    for version in STREAMED {
        for (query, code) in [("", 200), ("&code=503", 503)] {
            let line = format!("/drip?duration=0.1&numbytes=4{query}");
            let (answer, record) = ask(&lab, version, &format!("GET {line}"), "");
            assert_eq!((answer.head.status, text(&answer), data(&record)), (code, "****", vec![1; 4]));
            assert_eq!(answer.head.fields().text("Content-Length"), Some("4"));
            assert!(record.duration.as_millis() >= 100 && record.forced == (code == 503));
            let (answer, record) = ask(&lab, version, &format!("HEAD {line}"), "");
            assert_eq!((answer.head.status, answer.head.fields().text("Content-Length")), (code, Some("4")));
            assert_eq!((answer.content.len(), data(&record)), (0, vec![]));
        }
        let (answer, _) = ask(&lab, version, "GET /drip?duration=0&code=426", "");
        assert_eq!(answer.head.status, 400, "there is no Upgrade on streams");
        let (answer, _) = ask(&lab, version, "GET /drip?duration=0&code=204", "");
        assert_eq!((answer.head.status, answer.content.len()), (204, 0));
    }
}

#[test]
fn trailers_follow_the_content_in_a_frame_of_their_own() {
    let lab = lab();
    for version in STREAMED {
        let (answer, record) = ask(&lab, version, "GET /trailers?X-One=1&x-two=%C3%A9", "TE: trailers\r\n");
        assert!(text(&answer).ends_with("}\n"), "{}", text(&answer));
        let sent = &record.traffic.sent;
        assert!(sent.ends_with(b"}\nX-One: 1\r\nx-two: \xe9\r\n"), "{}", sent.escape_ascii());
        let sent = record.traffic.frames.iter().filter(|frame| frame.direction == Direction::Sent);
        let kinds: Vec<&str> = sent.map(|frame| frame.kind.as_str()).filter(|kind| kind.len() < 8).collect();
        assert_eq!(kinds, ["HEADERS", "DATA", "HEADERS"]);
        let (answer, record) = ask(&lab, version, "HEAD /trailers?X-One=1", "");
        assert_eq!((answer.content.len(), data(&record)), (0, vec![]));
    }
}

/// The code of a request over HTTP/1.1.
fn code(lab: &Running, target: &str) -> u16 {
    Client::connect(lab.address()).ask(&format!("GET {target}"), &[], "").code()
}

const LONG: &str = "/drip?duration=30&numbytes=3000";

/// A client that asks for what takes long, until it is told to leave; it is there until it is dropped.
fn long(lab: &Running, version: Version, target: &str) -> (oneshot::Sender<()>, oneshot::Sender<()>) {
    let (leave, leaving) = oneshot::channel();
    let (end, ending) = oneshot::channel();
    let places: Vec<Place> = (0..100).map(|_| lab.into()).collect();
    let trigger = trigger(&format!("GET {target}"), "");
    std::thread::spawn(move || {
        runtime().block_on(async {
            let waiting = async {
                // Somebody else, who looks whether the place is taken, may have it.
                for place in places {
                    let _ = play_over(version, &trigger, place).await;
                }
            };
            tokio::select! {
                () = waiting => {}
                _ = leaving => {}
            }
            // What is left to be sent goes out meanwhile.
            let _: Result<(), _> = ending.await;
        });
    });
    until("the place is taken", || (code(lab, "/drip?duration=0.001") == 503).then_some(()));
    (leave, end)
}

#[test]
fn who_leaves_frees_its_place() {
    for version in STREAMED {
        // Whether something is sent all the time, or nothing for a long while.
        for target in [LONG, "/drip?duration=30&numbytes=2", "/delay/9"] {
            let lab = lab_for(1);
            let (leave, _end) = long(&lab, version, target);
            let before = Instant::now();
            leave.send(()).expect("it waits for that");
            until("the place is free", || (code(&lab, "/drip?duration=0.001") == 200).then_some(()));
            assert!(before.elapsed() < Duration::from_secs(7), "{target}: {:?}", before.elapsed());
        }
    }
}

#[test]
fn the_labs_end_cuts_what_flows() {
    for version in STREAMED {
        let lab = lab_for(1);
        let (_leave, _end) = long(&lab, version, LONG);
        let before = Instant::now();
        lab.stop(Duration::from_secs(30));
        assert!(before.elapsed() < Duration::from_secs(10), "{:?}", before.elapsed());
    }
}
