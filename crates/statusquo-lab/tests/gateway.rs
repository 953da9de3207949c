//! The gateway: what each upstream makes of a request, what is relayed, and that no client chooses where it connects.

mod support;

use statusquo_decision::Question;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::time::{Duration, Instant};
use support::{Answer, TestLab, lab};

const HEALTHY: &str = "/lab/gateway/healthy";
const TAG: &str = "\"well-1\"";

fn ask(lab: &TestLab, upstream: &str) -> Answer {
    lab.get(&format!("/lab/gateway/{upstream}"))
}

#[test]
fn healthy_is_relayed_as_it_is() {
    let lab = lab();
    let answer = ask(&lab, "healthy").expect(200);
    assert!(answer.text().starts_with("All is well here."));
    assert_eq!((answer.field("ETag"), answer.field("Content-Type")), (TAG, "text/plain"));
    assert_eq!(answer.field("Date"), "Thu, 01 Jan 2026 00:00:00 GMT", "the date is the upstream's, and it is one");
    assert_eq!(answer.field("Via"), "1.1 statusquo");
    assert!(!answer.has("Proxy-Status"));
    let record = lab.record(&answer);
    assert_eq!(record.way.answer(Question::FitsBuffer), Some(true));
    assert_eq!(record.way.deciding(), Some((Question::Transformed, false)));
    assert!(!record.forced);
}

#[test]
fn each_broken_upstream_is_502_with_its_proxy_status() {
    let lab = lab();
    for (upstream, error, question) in [
        ("refused", "connection_refused", Question::UpstreamReached),
        ("garbage", "http_protocol_error", Question::UpstreamValid),
        ("closing", "connection_terminated", Question::UpstreamReached),
        ("two-lengths", "http_protocol_error", Question::UpstreamValid),
        ("truncated", "http_response_incomplete", Question::UpstreamValid),
        ("reset", "connection_terminated", Question::UpstreamReached),
    ] {
        for method in ["GET", "HEAD"] {
            let answer = lab.plain(&format!("{method} /lab/gateway/{upstream}"), &[]);
            if (method, upstream) == ("HEAD", "truncated") {
                // To HEAD nothing is missing: it announces a content that is not sent.
                assert_eq!(answer.expect(200).field("Content-Length"), "1000");
                continue;
            }
            let answer = answer.expect(502);
            let status = answer.field("Proxy-Status");
            assert!(status.starts_with(&format!("statusquo; error={error}")), "{upstream}: {status}");
            assert_eq!(lab.decided(&answer), (question, false), "{upstream}");
        }
        let problem = ask(&lab, upstream).json();
        assert_eq!((&problem["upstream"], &problem["proxy_error"]), (&upstream.into(), &error.into()));
    }
}

#[test]
fn a_slow_upstream_is_504_once_the_gateway_has_waited_long_enough() {
    let lab = lab();
    let began = Instant::now();
    let answer = ask(&lab, "slow").expect(504);
    assert!(began.elapsed() >= Duration::from_secs(1));
    assert!(answer.field("Proxy-Status").starts_with("statusquo; error=http_response_timeout"));
    assert_eq!(lab.decided(&answer), (Question::UpstreamInTime, false));
}

#[test]
fn what_a_502_says_names_the_broken_rule_but_no_address() {
    let lab = lab();
    let problem = ask(&lab, "two-lengths").json();
    assert_eq!((&problem["section"], &problem["at"]), (&"RFC 9110 §8.6".into(), &99.into()));
    for upstream in ["refused", "garbage", "closing", "truncated"] {
        let answer = ask(&lab, upstream);
        assert!(!answer.shown().contains("127.0.0.1"), "{}", answer.shown());
    }
}

#[test]
fn interim_answers_of_the_upstream_are_relayed_but_not_to_http_1_0() {
    let lab = lab();
    let answer = ask(&lab, "hints").expect(200);
    assert_eq!(answer.interim_codes(), [103]);
    assert_eq!(answer.interim[0].field("Link"), "</style.css>; rel=preload; as=style");
    assert_eq!(answer.field("Link"), answer.interim[0].field("Link"));
    assert_eq!(lab.record(&answer).interim, [103]);
    let mut old = lab.connect().http10();
    old.send("GET /lab/gateway/hints HTTP/1.0\r\n\r\n");
    let answer = old.answer("GET /lab/gateway/hints").expect(200);
    assert!(answer.interim.is_empty());
    assert!(lab.record(&answer).interim.is_empty());
}

#[test]
fn conditional_and_range_fields_are_forwarded_and_not_evaluated() {
    let lab = lab();
    let get = format!("GET {HEALTHY}");
    for (field, code) in [
        (format!("If-None-Match: {TAG}"), 304),
        ("If-None-Match: \"other\"".into(), 200),
        ("If-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT".into(), 304),
        ("If-Match: \"other\"".into(), 412),
        ("If-Unmodified-Since: Wed, 31 Dec 2025 00:00:00 GMT".into(), 412),
        ("Range: bytes=0-2".into(), 206),
        ("Range: bytes=9999-".into(), 416),
    ] {
        let answer = lab.plain(&get, &[&field]).expect(code);
        let record = lab.record(&answer);
        assert_eq!(record.way.answer(Question::Conditional), Some(false), "{field}: not this server's to evaluate");
        assert_eq!(record.way.answer(Question::FromUpstream), Some(true), "{field}");
        assert_eq!(answer.field("Via"), "1.1 statusquo");
    }
    assert_eq!(lab.plain(&get, &["Range: bytes=0-2"]).text(), "All");
    // A broken upstream has no validators: whoever evaluated these here would answer 304 or 412.
    lab.plain("GET /lab/gateway/garbage", &["If-None-Match: *", "If-Match: \"a\""]).expect(502);
}

#[test]
fn head_is_relayed_with_the_length_of_what_get_would_bring() {
    let lab = lab();
    let get = ask(&lab, "healthy");
    let head = lab.plain(&format!("HEAD {HEALTHY}"), &[]).expect(200);
    assert_eq!(head.field("Content-Length"), get.content.len().to_string());
}

#[test]
fn a_truncated_answer_beyond_the_buffer_has_to_be_cut() {
    let lab = lab();
    let mut client = lab.connect();
    let line = "GET /lab/gateway/truncated?size=2097152";
    client.send_head(line, &[]);
    let answer = client.next(line).expect(200);
    assert!(!answer.whole, "the client sees that it is incomplete");
    assert_eq!(answer.field("Content-Length"), "2097152");
    assert_eq!(answer.content.len(), 2_097_152 / 4 * 3, "all that came was passed on");
    let record = lab.record(&answer);
    assert_eq!(record.way.deciding(), Some((Question::PassedOnWhole, false)));
    assert_eq!(record.code, 200);
}

#[test]
fn an_answer_beyond_the_buffer_is_passed_on_whole_if_it_comes_whole() {
    let lab = lab();
    let answer = ask(&lab, "large").expect(200);
    assert!(answer.whole && answer.content.len() == 2 * 1024 * 1024);
    let record = lab.record(&answer);
    assert_eq!(record.way.deciding(), Some((Question::PassedOnWhole, true)));
}

#[test]
fn a_truncated_answer_that_the_buffer_holds_is_a_clean_502() {
    let lab = lab();
    lab.get("/lab/gateway/truncated?size=1000000").expect(502);
}

#[test]
fn an_upstream_that_there_is_not_is_404_and_the_answer_lists_those_there_are() {
    let lab = lab();
    for name in ["none", "Healthy", "127.0.0.1:80", "http:%2F%2Felsewhere.test", "localhost", "..", "%00", ""] {
        let answer = ask(&lab, name).expect(404);
        assert_eq!(answer.json()["upstreams"], serde_json::json!(statusquo_gateway::upstream::NAMES), "{name}");
    }
    lab.get("/lab/gateway").expect(404);
    lab.get("/lab/gateway/healthy/more").expect(404);
}

#[test]
fn a_client_never_chooses_where_the_gateway_connects() {
    let lab = lab();
    let lure = TcpListener::bind("127.0.0.1:0").expect("a listener");
    lure.set_nonblocking(true).expect("it never waits");
    let there = lure.local_addr().expect("an address");
    let fields = [
        format!("X-Forwarded-Host: {there}"),
        format!("Forwarded: host={there}"),
        format!("X-Forwarded-For: {there}"),
        format!("X-Original-URL: http://{there}/"),
        format!("Referer: http://{there}/"),
    ];
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    for line in [
        format!("GET {HEALTHY}?url=http://{there}/&upstream={there}&host={there}"),
        format!("GET http://{there}{HEALTHY}"),
        format!("GET http://{there}/"),
        format!("GET /lab/gateway/{there}"),
        format!("GET /lab/gateway/http:%2F%2F{there}%2F"),
        format!("GET /lab/gateway/healthy@{there}"),
        format!("CONNECT {there}"),
        format!("POST /lab/documents/welcome/move?to=http://{there}/"),
    ] {
        lab.plain(&line, &fields);
        lab.plain(&line, &[&[&*format!("Host: {there}")], &fields[..]].concat());
    }
    let came = lure.accept().map(|(_, from)| from);
    assert_eq!(came.map_err(|error| error.kind()), Err(ErrorKind::WouldBlock));
}

#[test]
fn the_gateway_goes_on_after_every_failure() {
    let lab = lab();
    let mut client = lab.connect();
    for upstream in ["refused", "garbage", "closing", "two-lengths", "truncated", "reset"] {
        client.ask(&format!("GET /lab/gateway/{upstream}"), &[], "").expect(502);
        client.ask(&format!("GET {HEALTHY}"), &[], "").expect(200);
    }
}
