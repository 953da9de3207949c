//! `/sse`, `/jsonl`, `/unstable` and `/upload` of go-httpbin's kind.

mod support;

use serde_json::Value;
use statusquo_wire::Clock;
use std::time::{Duration, Instant};
use support::{lab, lab_with};

#[test]
fn events_come_over_the_time_that_is_asked_for() {
    let lab = lab_with(|settings| settings.clock = Clock::Fixed(784_111_777));
    let before = Instant::now();
    let answer = lab.get("/sse?count=3&duration=200ms&delay=0.1").expect(200);
    assert!(before.elapsed() >= Duration::from_millis(300));
    let event =
        |id: u64, millis: u64| format!("event: ping\ndata: {{\"id\":{id},\"timestamp\":784111777{millis}}}\n\n");
    assert_eq!(answer.text(), [event(0, 100), event(1, 200), event(2, 300)].concat());
    assert_eq!(answer.field("Content-Type"), "text/event-stream; charset=utf-8");
    assert_eq!(answer.field("Transfer-Encoding"), "chunked");
    let answer = lab.get("/jsonl?count=2&duration=100ms").expect(200);
    let lines = "{\"id\":0,\"timestamp\":784111777000}\n{\"id\":1,\"timestamp\":784111777100}\n";
    assert_eq!((answer.text(), answer.field("Content-Type")), (lines, "application/x-ndjson"));
}

#[test]
fn events_are_ten_unless_another_number_is_asked_for() {
    let lab = lab();
    assert_eq!(lab.get("/jsonl?duration=0").expect(200).text().lines().count(), 10);
    assert_eq!(lab.get("/jsonl?count=1&duration=9s").expect(200).text().lines().count(), 1);
    let head = lab.plain("HEAD /sse", &[]).expect(200);
    assert_eq!((head.content.len(), head.has("Content-Length")), (0, false));
}

#[test]
fn jitter_puts_events_out_of_step_and_in_no_other_order() {
    let lab = lab_with(|settings| settings.clock = Clock::Fixed(1000));
    let stamps = |query: &str| -> Vec<u64> {
        let answer = lab.get(&format!("/jsonl?count=21&duration=200ms{query}")).expect(200);
        let stamp = |line: &str| serde_json::from_str::<Value>(line).expect("JSON")["timestamp"].as_u64();
        answer.text().lines().filter_map(stamp).collect()
    };
    let even: Vec<u64> = (0..21).map(|at| 1_000_000 + at * 10).collect();
    assert_eq!(stamps(""), even);
    let odd = stamps("&jitter=1&seed=7");
    assert!(odd != even && odd.is_sorted(), "{odd:?}");
    assert!(odd.iter().zip(&even).all(|(odd, even)| odd.abs_diff(*even) <= 5), "{odd:?}");
    assert_eq!(odd, stamps("&jitter=1.0&seed=7"));
}

#[test]
fn what_is_no_stream_of_events_is_named() {
    let lab = lab_with(|settings| settings.httpbin.duration = Duration::from_secs(3));
    for path in ["/sse", "/jsonl"] {
        for (query, parameter) in [
            ("count=0", "count"),
            ("count=10001", "count"),
            ("count=x", "count"),
            ("duration=-1s", "duration"),
            ("duration=4", "duration"),
            ("duration=1x", "duration"),
            ("delay=-1", "delay"),
            ("jitter=1.1", "jitter"),
            ("jitter=x", "jitter"),
            ("seed=x", "seed"),
        ] {
            let answer = lab.get(&format!("{path}?{query}")).expect(400);
            assert_eq!(answer.json()["parameter"], parameter, "{query}");
        }
    }
}

#[test]
fn it_fails_as_often_as_it_is_asked_to() {
    let lab = lab();
    let mut client = lab.connect();
    for _ in 0..20 {
        assert_eq!(client.ask("GET /unstable?failure_rate=0", &[], "").expect(200).content.len(), 0);
        client.ask("DELETE /unstable?failure_rate=1", &[], "").expect(500);
        client.ask("GET /unstable?failure_rate=1.0&status_code=503", &[], "").expect(503);
        // 0.639… is what CPython's random.random() begins with after seed(42).
        client.ask("GET /unstable?failure_rate=0.63&seed=42", &[], "").expect(200);
        client.ask("PURGE /unstable?failure_rate=0.64&seed=42", &[], "").expect(500);
    }
    let failed = (0..400).filter(|_| client.ask("GET /unstable", &[], "").code() == 500).count();
    // Eight standard deviations around the 200 that are expected.
    assert!((120..=280).contains(&failed), "{failed}");
    for code in 400..600 {
        client.ask(&format!("GET /unstable?failure_rate=1&status_code={code}"), &[], "").expect(code);
    }
    for (query, parameter) in [
        ("failure_rate=2", "failure_rate"),
        ("failure_rate=-0.1", "failure_rate"),
        ("failure_rate=x", "failure_rate"),
        ("seed=x", "seed"),
        ("status_code=200", "status_code"),
        ("status_code=600", "status_code"),
    ] {
        let answer = client.ask(&format!("GET /unstable?{query}"), &[], "").expect(400);
        assert_eq!(answer.json()["parameter"], parameter, "{query}");
    }
}

#[test]
fn an_upload_is_counted_and_nothing_else() {
    let lab = lab_with(|settings| settings.httpbin.content_bytes = 100_000);
    let content = "[".repeat(100_000);
    for line in ["POST /upload", "PUT /upload", "PATCH /upload"] {
        let answer = lab.ask(line, &["Content-Type: application/json"], &content).expect(200);
        assert_eq!(answer.text(), "{\n  \"bytes_received\": 100000\n}\n");
    }
    assert_eq!(lab.ask("POST /upload", &[], "").expect(200).json()["bytes_received"], 0);
    let chunks =
        lab.ask("PUT /upload", &["Transfer-Encoding: chunked"], "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n").expect(200);
    assert_eq!(chunks.json()["bytes_received"], 5);
    lab.ask("POST /upload", &[], [&content[..], "["].concat()).expect(413);
    assert_eq!(lab.get("/upload").expect(405).field("Allow"), "POST, PUT, PATCH, OPTIONS");
}
