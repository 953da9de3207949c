//! `/delay` and `/trailers` of httpbin's kind: what comes late, and what comes last.

mod support;

use statusquo_decision::Question;
use std::time::{Duration, Instant};
use support::{lab, lab_with, until};

#[test]
fn a_delay_holds_the_answer_back_and_shows_the_request() {
    let lab = lab();
    let before = Instant::now();
    let answer = lab.plain("GET /delay/0.2?a=1", &["Host: a"]).expect(200);
    assert!(before.elapsed() >= Duration::from_millis(200));
    let keys: Vec<&str> =
        answer.text().lines().filter_map(|line| line.strip_prefix("  \"")?.split('"').next()).collect();
    assert_eq!(keys, ["args", "data", "files", "form", "headers", "origin", "url"]);
}

#[test]
fn a_delay_that_is_none_is_named_and_none_is_longer_than_the_limit() {
    let lab = lab_with(|settings| settings.httpbin.delay = Duration::from_millis(20));
    for wrong in ["-1", "abc", "nan", "1s", "--1", "-0.1"] {
        let answer = lab.plain(&format!("GET /delay/{wrong}"), &["Host: a"]).expect(400);
        assert_eq!(answer.json()["parameter"], "delay", "{wrong}");
    }
    for long in ["3600", "inf", "1e300", "0", "%200.01%20"] {
        lab.plain(&format!("GET /delay/{long}"), &["Host: a"]).expect(200);
    }
}

#[test]
fn only_so_many_answers_are_held_back_at_a_time() {
    let lab = lab_with(|settings| settings.httpbin.waiting_requests = 1);
    let mut first = lab.connect();
    first.send("GET /delay/9 HTTP/1.1\r\nHost: a\r\n\r\n");
    let refused = until("a place to be taken", || {
        let answer = lab.plain("GET /delay/0", &["Host: a"]);
        (answer.code() == 503).then_some(answer)
    });
    assert!((1..=9).contains(&refused.retry_after()), "{}", refused.shown());
    assert_eq!(lab.decided(&refused), (Question::PlaceFree, false));
}

#[test]
fn trailers_follow_the_content() {
    let lab = lab();
    let mut client = lab.connect();
    client.send("GET /trailers?X-One=1&x-two=%C3%A9&X-One=2 HTTP/1.1\r\nHost: a\r\n\r\n");
    let answer = client.answer("GET /trailers").expect(200);
    assert_eq!((answer.field("Transfer-Encoding"), answer.json()["method"].as_str()), ("chunked", Some("GET")));
    assert_eq!(answer.list("Trailer"), ["X-One", "x-two", "X-One"]);
    let record = lab.record(&answer);
    let sent = &record.traffic.sent;
    assert!(sent.ends_with(b"\r\n0\r\nX-One: 1\r\nx-two: \xe9\r\nX-One: 2\r\n\r\n"), "{}", sent.escape_ascii());
    for wrong in ["Content-Length=1", "content-type=a", "Set-Cookie=a=b", "Transfer-Encoding=x", "a%20b=1", "a=%0d"] {
        lab.plain(&format!("GET /trailers?{wrong}"), &["Host: a"]).expect(400);
    }
}

#[test]
fn trailers_need_chunks() {
    let lab = lab();
    let mut old = lab.connect().http10();
    old.send("GET /trailers?X-One=1 HTTP/1.0\r\n\r\n");
    let answer = old.answer("GET /trailers?X-One=1").expect(200);
    assert!(answer.text().ends_with("}\n") && !answer.has("Trailer"), "{}", answer.shown());
    let head = lab.plain("HEAD /trailers?X-One=1", &["Host: a"]).expect(200);
    assert_eq!(head.content.len(), 0);
}

#[test]
fn a_number_comes_late_if_it_is_asked_to() {
    let lab = lab();
    for (target, code) in [
        ("/status/503?delay=120ms&retry_after=2", 503),
        ("/status/200,200/any/path?delay=0.12", 200),
        ("/status/103?delay=120ms", 200),
        ("/status/304?a=b&delay=0m0.12s", 304),
    ] {
        let before = Instant::now();
        let answer = lab.get(target).expect(code);
        assert!(before.elapsed() >= Duration::from_millis(120), "{target}");
        assert_eq!(answer.optional("Retry-After"), target.contains("retry_after").then_some("2"));
    }
}

#[test]
fn a_delay_of_a_number_that_is_none_or_too_long_is_named() {
    let lab = lab_with(|settings| settings.httpbin.delay = Duration::from_millis(20));
    for wrong in ["", "-1", "soon", "1s1", "21ms", "0.021", "1h", "1e-3"] {
        let answer = lab.get(&format!("/status/200?delay={wrong}")).expect(400);
        assert_eq!(answer.json()["parameter"], "delay", "{wrong}");
        assert_eq!(lab.decided(&answer), (Question::NumberValid, false), "{wrong}");
    }
    assert!(lab.get("/status/200?delay=1m").expect(400).detail().contains("20ms"));
    lab.get("/status/200?delay=20ms").expect(200);
}

#[test]
fn a_number_that_comes_late_needs_a_place_among_those_who_wait() {
    let lab = lab_with(|settings| settings.httpbin.waiting_requests = 1);
    let mut first = lab.connect();
    first.send("GET /status/200?delay=9 HTTP/1.1\r\nHost: a\r\n\r\n");
    let refused = until("a place to be taken", || {
        let answer = lab.get("/status/404?delay=1ms");
        (answer.code() == 503).then_some(answer)
    });
    assert!((1..=9).contains(&refused.retry_after()), "{}", refused.shown());
    assert_eq!(lab.decided(&refused), (Question::CapacityInTime, false));
    lab.get("/status/404").expect(404);
}
