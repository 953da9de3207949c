//! Busy: two at a time, a queue that waits 100 ms, then a 503 whose `Retry-After` comes from the work in flight.

mod support;

use statusquo_decision::Question;
use std::time::{Duration, Instant};
use support::{Client, TestLab, lab, until};

/// Sends a request for so much work, and does not wait for its answer.
fn begin(lab: &TestLab, seconds: f64) -> (String, Client) {
    let line = format!("GET /lab/busy?seconds={seconds}");
    let mut client = lab.connect();
    client.send_head(&line, &[]);
    (line, client)
}

/// Takes both places.
fn occupied(lab: &TestLab, seconds: [f64; 2]) -> [(String, Client); 2] {
    seconds.map(|seconds| begin(lab, seconds))
}

#[test]
fn two_at_a_time_are_served_and_work_as_long_as_was_asked_for() {
    let lab = lab();
    let began = Instant::now();
    for (line, mut client) in occupied(&lab, [0.8, 0.8]) {
        client.answer(&line).expect(200);
    }
    let took = began.elapsed();
    assert!(took >= Duration::from_millis(800) && took < Duration::from_millis(1500), "side by side: {took:?}");
}

#[test]
fn the_third_waits_a_tenth_of_a_second_and_gets_503_with_an_honest_retry_after() {
    let lab = lab();
    let sent = Instant::now();
    let mut both = occupied(&lab, [1.6, 3.0]);
    let began = Instant::now();
    let refused = lab.get("/lab/busy?seconds=0").expect(503);
    let took = began.elapsed();
    assert!(took >= Duration::from_millis(100) && took < Duration::from_millis(1500), "the queue waits: {took:?}");
    assert_eq!(lab.decided(&refused), (Question::CapacityInTime, false));
    let left = (1.6 - sent.elapsed().as_secs_f64()).max(0.1);
    let derived = left.ceil() as u64..=2;
    assert!(derived.contains(&refused.retry_after()), "the shorter work has {left} s to go: {}", refused.shown());
    let until_free = Instant::now() + Duration::from_secs(refused.retry_after());
    until("that time has passed", || (Instant::now() >= until_free).then_some(()));
    lab.get("/lab/busy?seconds=0").expect(200);
    let (line, client) = &mut both[0];
    client.answer(line).expect(200);
}

#[test]
fn who_gets_a_place_while_the_queue_waits_is_served() {
    let lab = lab();
    let both = occupied(&lab, [0.05, 0.05]);
    lab.get("/lab/busy?seconds=0").expect(200);
    for (line, mut client) in both {
        client.answer(&line).expect(200);
    }
}

#[test]
fn places_are_free_again_when_the_work_is_over_even_if_the_client_has_left() {
    let lab = lab();
    for _ in 0..2 {
        drop(occupied(&lab, [0.4, 0.4]));
        lab.get("/lab/busy?seconds=0").expect(503);
        until("a place is free", || (lab.get("/lab/busy?seconds=0").code() == 200).then_some(()));
    }
}

#[test]
fn only_work_takes_a_place() {
    let lab = lab();
    let _both = occupied(&lab, [1.0, 1.0]);
    for (line, code) in [
        ("OPTIONS /lab/busy", 204),
        ("POST /lab/busy", 405),
        ("GET /lab/busy?seconds=many", 400),
        ("GET /lab/documents/welcome", 200),
    ] {
        // In the queue it would have got 503.
        lab.plain(line, &[]).expect(code);
    }
    lab.plain("HEAD /lab/busy", &[]).expect(503);
}

#[test]
fn seconds_are_a_number_from_0_to_10_and_half_a_second_if_not_given() {
    let lab = lab();
    for seconds in ["-1", "10.1", "1e9", "NaN", "inf", "", "x"] {
        lab.get(&format!("/lab/busy?seconds={seconds}")).expect(400);
    }
    let began = Instant::now();
    lab.get("/lab/busy").expect(200);
    assert!(began.elapsed() >= Duration::from_millis(500));
}
