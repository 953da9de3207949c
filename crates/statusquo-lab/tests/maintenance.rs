//! Maintenance: the operator closes all of `/lab/` for a while, and it answers 503 until then.

mod support;

use statusquo_decision::Question;
use std::time::{Duration, Instant};
use support::{JSON, TestLab, lab, until};

const SWITCH: &str = "/_/maintenance";

fn close(lab: &TestLab, seconds: f64) {
    lab.json(&format!("PUT {SWITCH}"), &format!(r#"{{"seconds": {seconds}}}"#)).expect(204);
}

#[test]
fn all_of_lab_is_503_with_retry_after_whatever_is_asked() {
    let lab = lab();
    close(&lab, 30.0);
    for line in [
        "GET /lab",
        "GET /lab/",
        "GET /lab/documents/welcome",
        "HEAD /lab/documents/welcome",
        "GET /lab/documents/old-welcome",
        "OPTIONS /lab/documents/welcome",
        "PUT /lab/documents/new",
        "POST /lab/users",
        "GET /lab/vault",
        "GET /lab/divide?by=0",
        "GET /lab/gateway/refused",
        "GET /lab/echo",
        "GET /lab/nowhere",
        "INVENT /lab/anything",
    ] {
        let answer = lab.plain(line, &[JSON]).expect(503);
        assert_eq!(lab.decided(&answer), (Question::Open, false), "{line}");
        assert!((29..=30).contains(&answer.retry_after()), "{line}");
    }
    let mut client = lab.connect();
    client.send_head("PUT /lab/documents/new", &["Expect: 100-continue", "Content-Length: 1"]);
    assert_eq!(client.next("PUT /lab/documents/new").code(), 503, "and no 100");
}

#[test]
fn everything_else_stays_open() {
    let lab = lab();
    close(&lab, 30.0);
    for (target, code) in
        [("/", 200), ("/409", 200), ("/status/204", 204), ("/_/exchanges", 200), (SWITCH, 200), ("/labs", 404)]
    {
        lab.get(target).expect(code);
    }
}

#[test]
fn it_ends_by_itself_and_retry_after_is_true() {
    let lab = lab();
    close(&lab, 0.7);
    let refused = lab.get("/lab/documents/welcome").expect(503);
    let until_open = Instant::now() + Duration::from_secs(refused.retry_after());
    until("that time has passed", || (Instant::now() >= until_open).then_some(()));
    lab.get("/lab/documents/welcome").expect(200);
}

#[test]
fn delete_ends_it_at_once() {
    let lab = lab();
    close(&lab, 30.0);
    for _ in 0..2 {
        lab.plain(&format!("DELETE {SWITCH}"), &[]).expect(204);
        lab.get("/lab/documents/welcome").expect(200);
    }
}

#[test]
fn put_again_makes_it_longer_or_shorter() {
    let lab = lab();
    close(&lab, 30.0);
    close(&lab, 90.0);
    assert_eq!(lab.get("/lab/vault").expect(503).retry_after(), 90);
    close(&lab, 0.0);
    lab.get("/lab/vault").expect(401);
}

#[test]
fn the_switch_tells_whether_it_is_closed_and_for_how_long() {
    let lab = lab();
    let told = lab.get(SWITCH).expect(200).json();
    assert_eq!((&told["maintenance"], &told["seconds"]), (&false.into(), &0.0.into()));
    close(&lab, 30.0);
    let told = lab.get(SWITCH).expect(200).json();
    assert_eq!(told["maintenance"], true);
    assert!((29.0..=30.0).contains(&told["seconds"].as_f64().expect("a number")));
}

#[test]
fn an_order_that_is_none_changes_nothing() {
    let lab = lab();
    let put = format!("PUT {SWITCH}");
    for (content, code) in [
        ("", 400),
        ("{", 400),
        ("{}", 400),
        (r#"{"seconds": -1}"#, 422),
        (r#"{"seconds": "5"}"#, 422),
        (r#"{"seconds": 1e9}"#, 422),
    ] {
        lab.json(&put, content).expect(code);
    }
    lab.ask(&put, &[], r#"{"seconds": 5}"#).expect(415);
    lab.get("/lab/documents/welcome").expect(200);
}
