//! `/drip` of httpbin's kind: octets that fall one by one.

mod support;

use statusquo_decision::Question;
use std::time::{Duration, Instant};
use support::{lab, lab_with, until};

#[test]
fn octets_fall_one_by_one_over_the_time_that_is_asked_for() {
    let lab = lab();
    let before = Instant::now();
    let mut client = lab.connect();
    client.send_head("GET /drip?duration=0.6&numbytes=3&delay=0.2", &[]);
    let head = b"HTTP/1.1 200 OK\r\n";
    assert_eq!(client.octets(head.len()), head);
    assert!(before.elapsed() >= Duration::from_millis(200));
    let answer = lab.record_of(1);
    assert!(answer.traffic.sent.ends_with(b"\r\n\r\n***"), "{}", answer.traffic.sent.escape_ascii());
    // After the last one, too, its share of the time passes.
    assert!(answer.duration >= Duration::from_millis(800), "{:?}", answer.duration);
}

#[test]
fn without_parameters_ten_octets_take_two_seconds() {
    let lab = lab();
    let before = Instant::now();
    let answer = lab.get("/drip").expect(200);
    assert_eq!((answer.content.as_slice(), answer.field("Content-Length")), (&b"**********"[..], "10"));
    assert_eq!(answer.field("Content-Type"), "application/octet-stream");
    // The last octet comes a tenth before the end.
    assert!(before.elapsed() >= Duration::from_millis(1800));
}

#[test]
fn every_final_code_comes_with_what_it_owes() {
    let lab = lab();
    let mut client = lab.connect();
    for code in (200..600).filter(|code| *code != 207) {
        let answer = client.ask(&format!("GET /drip?duration=0&code={code}"), &[], "").expect(code);
        let none = matches!(code, 204 | 205 | 304);
        assert_eq!(answer.content, if none { "" } else { "**********" }.as_bytes(), "{code}");
        let length = (!matches!(code, 204 | 304)).then_some(if code == 205 { "0" } else { "10" });
        assert_eq!(answer.optional("Content-Length"), length, "{code}");
        assert!(!answer.has("Location") && answer.has("Content-Type") != (code == 304), "{code}");
    }
}

#[test]
fn what_cannot_be_understood_is_named_and_what_is_too_much_is_cut_or_refused() {
    let lab = lab_with(|settings| {
        settings.httpbin.delay = Duration::from_millis(20);
        settings.httpbin.duration = Duration::from_secs(1);
        settings.httpbin.dripped_bytes = 50;
    });
    for (query, parameter) in [
        ("numbytes=0", "numbytes"),
        ("numbytes=-1", "numbytes"),
        ("numbytes=a", "numbytes"),
        ("numbytes=1.5", "numbytes"),
        ("duration=-1", "duration"),
        ("duration=a", "duration"),
        ("duration=1.001", "duration"),
        ("duration=1e9", "duration"),
        ("delay=-1", "delay"),
        ("delay=nan", "delay"),
        ("code=abc", "code"),
        ("code=99", "code"),
        ("code=100", "code"),
        ("code=199", "code"),
        ("code=600", "code"),
        // Its content would have to be XML.
        ("code=207", "code"),
        ("code=418&numbytes=0", "numbytes"),
        ("code=418&duration=2", "duration"),
    ] {
        let answer = lab.get(&format!("/drip?{query}")).expect(400);
        assert_eq!(answer.json()["parameter"], parameter, "{query}");
    }
    assert!(lab.get("/drip?duration=2").detail().contains("1 second"));
    // What the delay, or the number of octets, is too much by is left out, as httpbin's users know it.
    let answer = lab.get("/drip?duration=0&numbytes=99999999999999999999&delay=3600").expect(200);
    assert_eq!(answer.content.len(), 50);
    assert_eq!(lab.get("/drip?DURATION=0&numbytes=+5_0&delay=10ms&code=201").expect(201).content.len(), 50);
    assert_eq!(lab.ask("POST /drip?code=418", &[], "").expect(405).field("Allow"), "GET, HEAD, OPTIONS");
    assert_eq!(lab.plain("OPTIONS /drip?code=418", &[]).expect(200).content.len(), 0);
}

#[test]
fn head_waits_for_the_delay_and_for_no_octet() {
    let lab = lab();
    let before = Instant::now();
    for code in [200, 500] {
        let line = format!("HEAD /drip?duration=30&numbytes=4&delay=0.1&code={code}");
        let head = lab.plain(&line, &[]).expect(code);
        assert_eq!((head.field("Content-Length"), head.content.len()), ("4", 0));
    }
    let took = before.elapsed();
    assert!(took >= Duration::from_millis(200) && took < Duration::from_secs(10), "{took:?}");
}

#[test]
fn many_octets_in_a_short_time_come_in_time() {
    let lab = lab_with(|settings| settings.journal_bytes = 1024 * 1024);
    let answer = lab.get("/drip?duration=0.2&numbytes=10485760").expect(200);
    assert_eq!(answer.content.len(), 10 * 1024 * 1024);
    let record = lab.record(&answer);
    assert!(record.duration < Duration::from_secs(5), "{:?}", record.duration);
    let traffic = record.traffic;
    assert!(traffic.sent.len() <= 64 * 1024 + 1024, "{}", traffic.sent.len());
    assert!(traffic.runs.len() <= 256 && traffic.sent_omitted > 10 * 1024 * 1024 - 64 * 1024);
}

#[test]
fn who_leaves_frees_its_place() {
    let lab = lab_with(|settings| settings.httpbin.waiting_requests = 1);
    for code in [200, 500] {
        let mut first = lab.connect();
        first.send_head(&format!("GET /drip?duration=30&numbytes=3000&code={code}"), &[]);
        first.octets(20);
        let (decided, question) = match code {
            200 => (lab.get("/drip").expect(503), Question::PlaceFree),
            _ => (lab.get("/drip?code=500").expect(503), Question::CapacityInTime),
        };
        assert_eq!(lab.decided(&decided), (question, false));
        assert!((1..=30).contains(&decided.retry_after()), "{}", decided.shown());
        drop(first);
        until("the place is free", || (lab.get("/drip?duration=0.001").code() == 200).then_some(()));
    }
}

#[test]
fn an_answer_is_cut_when_the_lab_stops() {
    let lab = lab();
    let mut client = lab.connect();
    client.send_head("GET /drip?duration=60&numbytes=600", &[]);
    let head = client.octets(17);
    assert_eq!(head, b"HTTP/1.1 200 OK\r\n");
    let before = Instant::now();
    lab.end(Duration::from_secs(30));
    assert!(before.elapsed() < Duration::from_secs(10), "{:?}", before.elapsed());
    let rest = client.rest();
    let fallen = rest.iter().filter(|octet| **octet == b'*').count();
    assert!((1..600).contains(&fallen), "{fallen}");
}
