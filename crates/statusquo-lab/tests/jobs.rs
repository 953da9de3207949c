//! Jobs: 202 while the work really goes on, a monitor that says how far it is, 303 to the result when it is done.

mod support;

use serde_json::Value;
use statusquo_decision::Question;
use std::time::{Duration, Instant};
use support::{Answer, TestLab, lab, lab_with, until};

const POST: &str = "POST /lab/jobs";

/// Asks for the monitor until the job is done; what it said on the way, and the 303.
fn watch(lab: &TestLab, monitor: &str) -> (Vec<Value>, Answer) {
    let mut client = lab.connect();
    let mut said = Vec::new();
    let done = until("the job is done", || {
        let answer = client.ask(&format!("GET {monitor}"), &[], "");
        match answer.code() {
            200 => {
                said.push(answer.json());
                assert!(answer.retry_after() >= 1);
                None
            }
            _ => Some(answer.expect(303)),
        }
    });
    (said, done)
}

#[test]
fn a_job_is_accepted_with_202_before_its_work_is_done() {
    let lab = lab();
    let asked = Instant::now();
    let answer = lab.json(POST, r#"{"seconds": 30}"#).expect(202);
    assert!(asked.elapsed() < Duration::from_secs(10), "the answer did not wait for the work");
    assert_eq!(answer.field("Location"), "/lab/jobs/1");
    assert_eq!(answer.json()["state"], "running");
    assert_eq!(lab.decided(&answer), (Question::GoesOn, true));
    lab.get("/lab/jobs/1").expect(200);
}

#[test]
fn the_work_really_goes_on_for_the_time_that_was_asked_for() {
    let lab = lab();
    let asked = Instant::now();
    lab.json(POST, r#"{"seconds": 0.5}"#).expect(202);
    let (_, done) = watch(&lab, "/lab/jobs/1");
    assert!(asked.elapsed() >= Duration::from_millis(500), "work of half a second is not done earlier");
    assert_eq!(lab.decided(&done), (Question::SeenElsewhere, true));
}

#[test]
fn the_monitor_says_how_far_the_work_is_and_that_rises() {
    let lab = lab();
    lab.json(POST, r#"{"seconds": 0.4}"#).expect(202);
    let (said, _) = watch(&lab, "/lab/jobs/1");
    let done: Vec<f64> = said.iter().map(|state| state["done"].as_f64().expect("a number")).collect();
    assert!(done.windows(2).all(|pair| pair[0] <= pair[1]), "it never falls: {done:?}");
    assert!(done.iter().all(|done| (0.0..1.0).contains(done)), "what is done answers 303: {done:?}");
    let mut steps = done.clone();
    steps.dedup();
    assert!(steps.len() >= 3, "it rises step by step: {steps:?}");
    assert!(said.iter().all(|state| state["state"] == "running"));
}

#[test]
fn the_retry_after_of_the_monitor_is_true() {
    let lab = lab();
    let accepted = lab.json(POST, r#"{"seconds": 0.8}"#).expect(202);
    let said = Instant::now();
    let wait = Duration::from_secs(accepted.retry_after());
    until("that time has passed", || (said.elapsed() >= wait).then_some(()));
    lab.get("/lab/jobs/1").expect(303);
}

#[test]
fn when_it_is_done_the_monitor_answers_303_and_there_is_a_result() {
    let lab = lab();
    lab.json(POST, r#"{"seconds": 0.1}"#).expect(202);
    let (_, done) = watch(&lab, "/lab/jobs/1");
    assert_eq!(done.field("Location"), "/lab/jobs/1/result");
    assert!(!done.has("Retry-After"));
    let result = lab.get("/lab/jobs/1/result").expect(200).json();
    assert_eq!((&result["id"], &result["state"]), (&1.into(), &"done".into()));
    lab.get("/lab/jobs/1").expect(303);
}

#[test]
fn a_result_that_is_not_there_yet_is_404_and_names_the_monitor() {
    let lab = lab();
    lab.json(POST, r#"{"seconds": 30}"#).expect(202);
    assert_eq!(lab.get("/lab/jobs/1/result").expect(404).json()["monitor"], "/lab/jobs/1");
}

#[test]
fn a_job_that_never_was_is_404() {
    let lab = lab();
    for target in ["/lab/jobs/1", "/lab/jobs/1/result", "/lab/jobs/0", "/lab/jobs/x", "/lab/jobs/1/more"] {
        lab.get(target).expect(404);
    }
}

#[test]
fn seconds_are_bounded_to_sixty() {
    let lab = lab();
    for seconds in ["0", "0.0", "60", "6e1"] {
        lab.json(POST, &format!(r#"{{"seconds": {seconds}}}"#)).expect(202);
    }
    for seconds in ["60.1", "-1", "1e9", "\"1\"", "null", "true"] {
        let answer = lab.json(POST, &format!(r#"{{"seconds": {seconds}}}"#)).expect(422);
        assert_eq!(answer.json()["errors"][0]["pointer"], "#/seconds");
    }
    lab.get("/lab/jobs/5").expect(404);
}

#[test]
fn an_order_that_cannot_be_read_or_lacks_the_seconds_is_400_and_another_type_415() {
    let lab = lab();
    lab.json(POST, "{").expect(400);
    assert_eq!(lab.json(POST, "{}").expect(400).json()["missing"][0], "seconds");
    lab.ask(POST, &[], r#"{"seconds": 1}"#).expect(415);
}

#[test]
fn more_jobs_than_run_at_a_time_are_503_with_a_true_retry_after() {
    let lab = lab_with(|settings| settings.running_jobs = 2);
    lab.json(POST, r#"{"seconds": 0.9}"#).expect(202);
    lab.json(POST, r#"{"seconds": 30}"#).expect(202);
    let refused = lab.json(POST, r#"{"seconds": 0.1}"#).expect(503);
    let said = Instant::now();
    assert_eq!(lab.decided(&refused), (Question::PlaceFree, false));
    assert_eq!(refused.json()["limit"], 2);
    let wait = Duration::from_secs(refused.retry_after());
    assert!(wait <= Duration::from_secs(1), "the first place is free long before the second");
    until("that time has passed", || (said.elapsed() >= wait).then_some(()));
    lab.json(POST, r#"{"seconds": 0}"#).expect(202);
    lab.get("/lab/jobs/4").expect(404);
}

#[test]
fn every_job_that_was_accepted_is_done() {
    let lab = lab();
    let monitors: Vec<String> =
        (0..20).map(|_| lab.json(POST, r#"{"seconds": 0.1}"#).expect(202).field("Location").to_owned()).collect();
    for monitor in monitors {
        watch(&lab, &monitor);
    }
}
