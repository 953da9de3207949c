//! `/sequence`: one code after the other, for each id that a client chooses.

mod support;

use statusquo_decision::Question;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use support::versions::{VERSIONS, ask_over};
use support::{TestLab, lab, lab_with, until};

/// Takes a step with GET: the code, and which step that was.
fn step(lab: &TestLab, target: &str) -> (u16, String) {
    let answer = lab.get(&format!("/sequence/{target}"));
    (answer.code(), answer.field("Statusquo-Sequence").to_owned())
}

fn is(lab: &TestLab, target: &str, expected: &[(u16, &str)]) {
    for (code, at) in expected {
        assert_eq!(step(lab, target), (*code, (*at).to_owned()), "{target}");
    }
}

#[test]
fn each_request_gets_the_next_code_and_the_last_one_stays() {
    let lab = lab();
    is(&lab, "503,503,200?id=a", &[(503, "1/3"), (503, "2/3"), (200, "3/3"), (200, "3/3"), (200, "3/3")]);
    is(&lab, "503:2,200?id=b", &[(503, "1/3"), (503, "2/3"), (200, "3/3")]);
    is(&lab, "418", &[(418, "1/1"), (418, "1/1")]);
}

#[test]
fn an_id_and_a_list_have_steps_of_their_own() {
    let lab = lab();
    is(&lab, "503,200?id=a", &[(503, "1/2")]);
    is(&lab, "503,200?id=b", &[(503, "1/2")]);
    is(&lab, "503,200", &[(503, "1/2")]);
    is(&lab, "503,204?id=a", &[(503, "1/2")]);
    is(&lab, "503,200/any/path/below?id=a", &[(200, "2/2")]);
    is(&lab, "503%2C200?id=b", &[(200, "2/2")]);
    is(&lab, "503,200?x=y&id=", &[(200, "2/2")]);
}

#[test]
fn it_starts_over_after_the_last_or_when_it_is_told_to() {
    let lab = lab();
    is(&lab, "503,200?repeat=true", &[(503, "1/2"), (200, "2/2"), (503, "1/2"), (200, "2/2")]);
    is(&lab, "503,200", &[(200, "2/2")]);
    let reset = lab.plain("DELETE /sequence/503,200?reset=true", &[]).expect(204);
    assert_eq!(reset.field("Statusquo-Sequence"), "0/2");
    assert_eq!(lab.decided(&reset), (Question::NothingToSay, true));
    lab.get("/sequence/503,200?reset").expect(204);
    is(&lab, "503,200?reset=false", &[(503, "1/2"), (200, "2/2")]);
}

#[test]
fn any_method_takes_a_step_but_asking_for_leave_takes_none() {
    let lab = lab();
    let mut client = lab.connect();
    for (method, code) in
        [("HEAD", 500), ("POST", 501), ("OPTIONS", 200), ("INVENT", 502), ("TRACE", 503), ("DELETE", 503)]
    {
        let answer = client.ask(&format!("{method} /sequence/500,501,502,503"), &[], "").expect(code);
        assert_eq!(answer.field("Access-Control-Allow-Origin"), "*");
    }
}

#[test]
fn the_answers_are_those_of_status() {
    let lab = lab();
    for codes in ["418", "401", "302", "103"] {
        let names = ["Date", "Statusquo-Sequence"];
        let (one, other) =
            (lab.get(&format!("/sequence/{codes}?retry_after=3")), lab.get(&format!("/status/{codes}?retry_after=3")));
        let sorted = |fields: Vec<(String, String)>| fields.into_iter().collect::<BTreeMap<_, _>>();
        assert_eq!(sorted(one.fields_without(&names)), sorted(other.fields_without(&names)));
        assert_eq!(
            (one.code(), &one.content, one.interim_codes()),
            (other.code(), &other.content, other.interim_codes())
        );
    }
    let before = Instant::now();
    let late = lab.get("/sequence/503,200?id=late&delay=120ms").expect(503);
    assert!(before.elapsed() >= Duration::from_millis(120) && !late.has("Retry-After"));
    let record = until("a record", || lab.newest(1).into_iter().find(|record| record.code == 503));
    assert!(record.forced);
    lab.get("/sequence/101").expect(426);
}

#[test]
fn what_is_wrong_takes_no_step_and_is_named() {
    let lab = lab_with(|settings| settings.httpbin.delay = Duration::from_millis(20));
    let long = format!("id={}", "a".repeat(129));
    for (target, parameter, says) in [
        ("503,abc", "codes", "100 to 599"),
        ("", "codes", "100 to 599"),
        ("503,", "codes", "100 to 599"),
        ("503,200:x", "codes", "1 to 1000"),
        ("503,200:0", "codes", "1 to 1000"),
        ("503:600,200:600", "codes", "1200 steps"),
        ("503,200?repeat=maybe", "repeat", "true nor false"),
        ("503,200?reset=2", "reset", "true nor false"),
        ("503,200?delay=1s", "delay", "20ms"),
        ("503,200?retry_after=x", "retry_after", "86400"),
        (&format!("503,200?{long}"), "id", "128"),
        (&"200,".repeat(300), "codes", "1024"),
    ] {
        let answer = lab.get(&format!("/sequence/{target}")).expect(400);
        assert_eq!(answer.json()["parameter"], parameter, "{target}");
        assert!(answer.detail().contains(says), "{}", answer.detail());
        assert_eq!(lab.decided(&answer), (Question::NumberValid, false));
    }
    is(&lab, "503,200", &[(503, "1/2"), (200, "2/2")]);
    lab.get("/sequence").expect(404);
}

#[test]
fn who_cannot_wait_takes_no_step() {
    let lab = lab_with(|settings| settings.httpbin.waiting_requests = 1);
    let mut first = lab.connect();
    first.send("GET /status/200?delay=9 HTTP/1.1\r\nHost: a\r\n\r\n");
    until("the place to be taken", || (lab.get("/status/404?delay=1ms").code() == 503).then_some(()));
    let refused = lab.get("/sequence/418,200?delay=1ms").expect(503);
    assert_eq!(lab.decided(&refused), (Question::CapacityInTime, false));
    is(&lab, "418,200", &[(418, "1/2")]);
}

#[test]
fn of_more_than_are_remembered_the_one_goes_that_was_not_asked_for_longest() {
    let lab = lab_with(|settings| settings.records = 3);
    for id in ["a", "b", "c", "a", "d"] {
        step(&lab, &format!("500,501,502?id={id}"));
    }
    is(&lab, "500,501,502?id=a", &[(502, "3/3")]);
    is(&lab, "500,501,502?id=c", &[(501, "2/3")]);
    is(&lab, "500,501,502?id=b", &[(500, "1/3")]);
}

#[test]
fn clients_side_by_side_share_the_steps() {
    let lab = lab_with(|settings| settings.threads = 2);
    let codes: Vec<String> = (500..540).map(|code| code.to_string()).collect();
    let line = format!("GET /sequence/{}", codes.join(","));
    let mut all: Vec<u16> = std::thread::scope(|scope| {
        let ask = || {
            let mut client = lab.connect();
            (0..10).map(|_| client.ask(&line, &[], "").code()).collect::<Vec<_>>()
        };
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(ask)).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a client")).collect()
    });
    all.sort_unstable();
    assert_eq!(all, (500..540).collect::<Vec<_>>());
}

#[test]
fn the_steps_are_the_same_whatever_the_version() {
    let lab = lab_with(|settings| settings.tls_listen = vec!["127.0.0.1:0".parse().expect("an address")]);
    for (version, code) in VERSIONS.into_iter().zip([500, 501, 502]) {
        let answers = ask_over(version, &lab, "GET /sequence/500,501,502/x?id=v", &[], "");
        assert_eq!(answers[0].head.status, code, "{version:?}");
    }
}
