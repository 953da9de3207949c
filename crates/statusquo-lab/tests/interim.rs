//! Interim answers while work goes on: 102 to who waits for a job, 103 before a page that takes its time.

mod support;

use statusquo_decision::Question;
use std::time::{Duration, Instant};
use support::{Answer, Client, TestLab, lab, lab_with, until};

const POST: &str = "POST /lab/jobs";
/// No interim answer.
const NONE: [u16; 0] = [];
const LINK: &str = "</lab/slow-page.css>; rel=preload; as=style";

/// Begins a job that lasts so long.
fn begin(lab: &TestLab, seconds: f64) {
    lab.json(POST, &format!(r#"{{"seconds": {seconds}}}"#)).expect(202);
}

/// One request of HTTP/1.0.
fn over_http10(lab: &TestLab, method: &str, target: &str) -> Answer {
    let mut client = lab.connect().http10();
    client.send(format!("{method} {target} HTTP/1.0\r\n\r\n"));
    let line = format!("{method} {target}");
    client.answer(&line)
}

#[test]
fn who_waits_for_a_job_hears_102_and_then_that_it_is_done() {
    let lab = lab();
    begin(&lab, 0.3);
    let asked = Instant::now();
    let answer = lab.get("/lab/jobs/1?wait=8").expect(303);
    assert!(asked.elapsed() < Duration::from_secs(6), "the answer comes when the job is done");
    assert_eq!(answer.field("Location"), "/lab/jobs/1/result");
    assert_eq!(answer.interim_codes().first(), Some(&102));
    assert_eq!(answer.interim[0].head.bytes(), b"HTTP/1.1 102 Processing\r\n\r\n");
    let record = lab.record(&answer);
    assert_eq!(record.interim, answer.interim_codes());
    assert_eq!(record.way.answer(Question::TakesLong), Some(true));
    assert_eq!(record.way.deciding_for(102), Some((Question::TakesLong, true)));
}

#[test]
fn it_hears_so_once_a_second_and_after_its_time_how_far_the_work_is() {
    let lab = lab();
    begin(&lab, 30.0);
    let asked = Instant::now();
    let answer = lab.get("/lab/jobs/1?wait=1.4").expect(200);
    assert!(asked.elapsed() >= Duration::from_millis(1400), "it waited as long as it was asked to");
    assert_eq!(answer.interim_codes(), [102, 102], "at once, and a second later");
    assert_eq!(answer.json()["state"], "running");
    assert!(answer.retry_after() >= 1);
}

#[test]
fn the_connection_goes_on_after_it() {
    let lab = lab();
    begin(&lab, 30.0);
    let mut client = lab.connect();
    client.ask("GET /lab/jobs/1?wait=0.05", &[], "").expect(200);
    client.ask("GET /lab/documents/welcome", &[], "").expect(200);
}

#[test]
fn nobody_hears_102_who_does_not_wait_or_has_nothing_to_wait_for() {
    let lab = lab();
    begin(&lab, 0.0);
    until("the job is done", || (lab.get("/lab/jobs/1").code() == 303).then_some(()));
    begin(&lab, 30.0);
    for target in ["/lab/jobs/1?wait=8", "/lab/jobs/1/result?wait=8", "/lab/jobs/2", "/lab/jobs/2?wait=0"] {
        assert_eq!(lab.get(target).interim_codes(), NONE, "{target}");
    }
    assert_eq!(lab.get("/lab/jobs/9?wait=8").expect(404).interim_codes(), NONE);
    assert_eq!(lab.get("/lab/jobs/2/result?wait=8").expect(404).interim_codes(), NONE);
    assert_eq!(lab.plain("OPTIONS /lab/jobs/2?wait=8", &[]).expect(204).interim_codes(), NONE);
}

#[test]
fn head_waits_like_get() {
    let lab = lab();
    begin(&lab, 0.2);
    let answer = lab.plain("HEAD /lab/jobs/1?wait=8", &[]).expect(303);
    assert_eq!(answer.interim_codes().first(), Some(&102));
    assert_eq!(answer.content, b"");
}

#[test]
fn a_client_of_http_1_0_waits_and_hears_nothing_but_the_final_answer() {
    let lab = lab();
    begin(&lab, 0.2);
    let answer = over_http10(&lab, "GET", "/lab/jobs/1?wait=8").expect(303);
    assert_eq!(answer.interim_codes(), NONE);
    let record = lab.record(&answer);
    assert_eq!((record.interim, record.way.answer(Question::TakesLong)), (vec![], Some(false)));
    let page = over_http10(&lab, "GET", "/lab/slow-page").expect(200);
    assert_eq!((page.interim_codes(), page.field("Link")), (vec![], LINK));
}

#[test]
fn a_wait_is_a_number_of_seconds_up_to_ten() {
    let lab = lab();
    begin(&lab, 30.0);
    for wait in ["", "x", "-1", "10.1", "1e9", "NaN", "inf"] {
        let answer = lab.get(&format!("/lab/jobs/1?wait={wait}")).expect(400);
        assert_eq!((answer.interim_codes(), lab.decided(&answer)), (vec![], (Question::Understood, false)), "{wait}");
        assert!(answer.detail().contains("from 0 to 10"), "{}", answer.detail());
    }
}

#[test]
fn more_than_may_wait_at_a_time_get_503_with_a_true_retry_after() {
    let lab = lab_with(|settings| settings.waiting_requests = 1);
    begin(&lab, 30.0);
    let mut first = lab.connect();
    let line = "GET /lab/jobs/1?wait=0.9";
    first.send_head(line, &[]);
    assert_eq!(first.next(line).code(), 102);
    for target in ["/lab/jobs/1?wait=8", "/lab/slow-page"] {
        let refused = lab.get(target).expect(503);
        assert_eq!((lab.decided(&refused), refused.interim_codes()), ((Question::PlaceFree, false), vec![]));
        assert_eq!((refused.retry_after(), &refused.json()["limit"]), (1, &1.into()));
    }
    lab.get("/lab/jobs/1").expect(200);
    first.next(line).expect(200);
    lab.get("/lab/slow-page").expect(200);
}

#[test]
fn a_wait_ends_when_its_client_goes() {
    let lab = lab_with(|settings| settings.waiting_requests = 1);
    begin(&lab, 30.0);
    let mut gone = lab.connect();
    let line = "GET /lab/jobs/1?wait=10";
    gone.send_head(line, &[]);
    assert_eq!(gone.next(line).code(), 102);
    drop(gone);
    let left = Instant::now();
    until("its place is free", || (lab.get("/lab/jobs/1?wait=0.01").code() == 200).then_some(()));
    assert!(left.elapsed() < Duration::from_secs(6), "{:?}", left.elapsed());
}

#[test]
fn a_wait_ends_with_its_answer_when_the_lab_closes() {
    let mut settings = statusquo_lab::Settings::on_free_port();
    settings.threads = 1;
    let running = statusquo_lab::Lab::start(settings, None).expect("a lab");
    let mut client = Client::connect(running.address());
    client.ask(POST, &[support::JSON], r#"{"seconds": 30}"#).expect(202);
    let line = "GET /lab/jobs/1?wait=10";
    client.send_head(line, &[]);
    assert_eq!(client.next(line).code(), 102);
    let asked = Instant::now();
    let closing = std::thread::spawn(move || running.stop(Duration::from_secs(8)));
    assert_eq!(client.answer(line).expect(200).json()["state"], "running");
    closing.join().expect("it closes");
    assert!(asked.elapsed() < Duration::from_secs(6), "{:?}", asked.elapsed());
}

#[test]
fn the_slow_page_hints_at_what_it_needs_before_it_is_there() {
    let lab = lab();
    let line = "GET /lab/slow-page";
    let mut client = lab.connect();
    let asked = Instant::now();
    client.send_head(line, &[]);
    let hint = client.next(line);
    assert_eq!((hint.code(), hint.fields("Link")), (103, vec![LINK]));
    assert_eq!(hint.fields_without(&["Link"]), [], "nothing but the hint");
    let page = client.next(line).expect(200);
    assert!(asked.elapsed() >= Duration::from_millis(450), "the page is made of what a slow server says");
    assert_eq!(page.fields("Link"), [LINK], "the page says the same");
    assert!(page.text().contains(r#"<link rel="stylesheet" href="/lab/slow-page.css">"#), "and uses it");
    assert!(page.text().contains("All is well here."), "{}", page.text());
    assert!(page.field("Content-Security-Policy").contains("style-src 'self'"), "and may use it");
    let record = lab.record(&page);
    assert_eq!((record.interim, record.way.deciding_for(103)), (vec![103], Some((Question::HintsKnown, true))));
    let sheet = client.ask("GET /lab/slow-page.css", &[], "").expect(200);
    assert_eq!(sheet.field("Content-Type"), "text/css; charset=utf-8");
    assert!(sheet.text().contains("color"));
}

#[test]
fn head_gets_the_fields_of_the_page_and_no_hint() {
    let lab = lab();
    let page = lab.get("/lab/slow-page").expect(200);
    let head = lab.plain("HEAD /lab/slow-page", &[]).expect(200);
    assert_eq!((head.interim_codes(), head.field("Link")), (vec![], LINK));
    assert_eq!(head.field("Content-Length"), page.field("Content-Length"));
    for target in ["/lab/slow-page", "/lab/slow-page.css"] {
        let options = lab.plain(&format!("OPTIONS {target}"), &[]).expect(204);
        assert_eq!((options.field("Allow"), options.interim_codes()), ("GET, HEAD, OPTIONS", vec![]));
        assert_eq!(lab.plain(&format!("POST {target}"), &[]).expect(405).interim_codes(), NONE);
    }
}

#[test]
fn what_comes_first_is_not_held_up_by_the_wait_behind_it() {
    let lab = lab();
    begin(&lab, 30.0);
    let mut client = lab.connect().http10();
    client.send(
        "GET /lab/documents/welcome HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /lab/jobs/1?wait=2 HTTP/1.0\r\n\r\n",
    );
    let asked = Instant::now();
    client.next("GET /lab/documents/welcome").expect(200);
    assert!(asked.elapsed() < Duration::from_millis(1500), "{:?}", asked.elapsed());
    client.next("GET /lab/jobs/1?wait=2").expect(200);
}
