//! The rate limit: five at once, five a second, then 429 with fields that are true.

mod support;

use statusquo_decision::Question;
use std::time::{Duration, Instant};
use support::{Answer, TestLab, lab, until};

const TARGET: &str = "/lab/limited";

/// The value of a parameter in `"default";r=4;t=1`.
fn parameter(answer: &Answer, field: &str, name: &str) -> u64 {
    let value = answer.field(field);
    let found = value.split(';').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='));
    found.unwrap_or_else(|| panic!("no {name} in {value}")).parse().expect("a whole number")
}

/// Asks on one connection, as fast as it can, until it is refused; the refusal.
fn empty(lab: &TestLab, fields: &[&str]) -> Answer {
    let mut client = lab.connect();
    until("the bucket is empty", || {
        let answer = client.ask(&format!("GET {TARGET}"), fields, "");
        (answer.code() == 429).then_some(answer)
    })
}

fn wait(from: Instant, seconds: u64) {
    until("that time has passed", || (from.elapsed() >= Duration::from_secs(seconds)).then_some(()));
}

#[test]
fn five_at_once_are_let_through_and_then_429_comes() {
    let lab = lab();
    let began = Instant::now();
    let request = support::request(lab.place(), &format!("GET {TARGET}"), &[], b"");
    let mut client = lab.connect();
    client.send(request.repeat(12));
    let answers: Vec<Answer> = (0..12).map(|_| client.answer("GET /lab/limited")).collect();
    let took = began.elapsed();
    let codes: Vec<u16> = answers.iter().map(Answer::code).collect();
    assert_eq!(codes[..5], [200; 5]);
    // What came back meanwhile is let through as well.
    let most = 5 + (took.as_secs_f64() * 5.0).ceil() as usize;
    let through = codes.iter().filter(|code| **code == 200).count();
    assert!(through <= most, "{through} in {took:?}");
    let refused = answers.into_iter().find(|answer| answer.code() == 429).expect("a refusal");
    assert_eq!(lab.decided(&refused), (Question::WithinRate, false));
}

#[test]
fn the_retry_after_of_a_429_is_true() {
    let lab = lab();
    let refused = empty(&lab, &[]);
    let said = Instant::now();
    wait(said, refused.retry_after());
    lab.get(TARGET).expect(200);
}

#[test]
fn the_ratelimit_field_is_true_so_many_more_pass_now_and_all_again_after_its_time() {
    let lab = lab();
    let answer = lab.get(TARGET).expect(200);
    let said = Instant::now();
    let (left, again) = (parameter(&answer, "RateLimit", "r"), parameter(&answer, "RateLimit", "t"));
    assert_eq!(left, 4);
    for _ in 0..left {
        lab.get(TARGET).expect(200);
    }
    let refused = empty(&lab, &[]);
    assert_eq!(parameter(&refused, "RateLimit", "r"), 0);
    wait(said, again);
    let refused_at = Instant::now();
    wait(refused_at, parameter(&refused, "RateLimit", "t"));
    for _ in 0..5 {
        lab.get(TARGET).expect(200);
    }
}

#[test]
fn the_ratelimit_policy_is_true_so_many_pass_in_each_window() {
    let lab = lab();
    let answer = lab.get(TARGET).expect(200);
    let mut said = Instant::now();
    let (quota, window) = (parameter(&answer, "RateLimit-Policy", "q"), parameter(&answer, "RateLimit-Policy", "w"));
    assert_eq!((quota, window), (5, 1));
    for _ in 0..2 {
        wait(said, window);
        lab.get(TARGET).expect(200);
        // A full window is counted from the first of them on, and that is not before it was answered.
        said = Instant::now();
        for _ in 1..quota {
            lab.get(TARGET).expect(200);
        }
    }
    assert_eq!(empty(&lab, &[]).field("RateLimit-Policy"), answer.field("RateLimit-Policy"));
}

#[test]
fn what_a_client_says_of_its_address_changes_nothing() {
    let lab = lab();
    empty(&lab, &[]);
    for field in
        ["X-Forwarded-For: 192.0.2.7", "Forwarded: for=192.0.2.7", "X-Real-IP: 192.0.2.7", "Via: 1.1 elsewhere.test"]
    {
        let began = Instant::now();
        empty(&lab, &[]);
        let answer = lab.plain(&format!("GET {TARGET}"), &[field]);
        // A fifth of a second lets one through honestly; whoever got here faster has to be refused.
        if began.elapsed() < Duration::from_millis(150) {
            answer.expect(429);
        }
    }
}

/// All of 127.0.0.0/8 is this machine on Linux; elsewhere it has the first address alone.
#[cfg(target_os = "linux")]
#[test]
fn each_address_has_a_bucket_of_its_own() {
    let lab = lab();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let stream = runtime.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
        socket.bind(([127, 0, 0, 2], 0).into()).expect("another address of this machine");
        socket.connect(lab.place()).await.expect("a connection").into_std().expect("a stream")
    });
    stream.set_nonblocking(false).expect("a blocking stream");
    let mut other = support::Client::over(stream, lab.place());
    assert_eq!(other.local().ip().to_string(), "127.0.0.2");
    empty(&lab, &[]);
    for _ in 0..5 {
        other.ask(&format!("GET {TARGET}"), &[], "").expect(200);
    }
}

#[test]
fn a_refusal_takes_nothing_from_the_bucket() {
    let lab = lab();
    let began = Instant::now();
    let mut through = 0;
    let mut client = lab.connect();
    until("a second is over", || {
        through += usize::from(client.ask(&format!("GET {TARGET}"), &[], "").code() == 200);
        (began.elapsed() >= Duration::from_secs(1)).then_some(())
    });
    assert!(through >= 9, "five at once and five in the second, however often the client asks: {through}");
}
