//! `/_/limits`: every limit with its value, its unit and its flag, in a form that stays.

mod support;

use serde_json::{Value, json};
use std::time::Duration;
use support::{JSON, lab, lab_with};

const DESCRIPTION: &str = include_str!("../../../docs/json.md");

fn limits(answer: &support::Answer) -> Vec<Value> {
    let shown: Value = serde_json::from_str(answer.text()).expect("JSON");
    assert_eq!(shown.as_object().map(|shown| shown.keys().collect::<Vec<_>>()), Some(vec![&"limits".to_owned()]));
    shown["limits"].as_array().expect("an array").clone()
}

#[test]
fn each_limit_has_the_promised_keys_and_stands_in_the_description() {
    let lab = lab();
    let answer = lab.get("/_/limits").expect(200);
    assert_eq!((answer.field("Content-Type"), answer.field("Cache-Control")), ("application/json", "no-store"));
    let limits = limits(&answer);
    let expected = [
        ("target", json!(8192), "octets", None),
        ("fields", json!(65_536), "octets", None),
        ("field_lines", json!(100), "count", None),
        ("connections", json!(10_000), "count", Some("--max-connections")),
        ("head_time", json!(10_000), "milliseconds", Some("--head-timeout")),
        ("content_time", json!(30_000), "milliseconds", Some("--content-timeout")),
        ("idle_time", json!(60_000), "milliseconds", Some("--idle-timeout")),
        ("document", json!(1_048_576), "octets", None),
        ("json", json!(65_536), "octets", None),
        ("happenings", json!(4), "count", Some("--happenings")),
        ("delay", json!(10_000), "milliseconds", Some("--max-delay")),
        ("duration", json!(60_000), "milliseconds", Some("--max-duration")),
        ("body", json!(1_048_576), "octets", Some("--max-body")),
        ("bytes", json!(102_400), "octets", Some("--max-bytes")),
        ("dripped_bytes", json!(10_485_760), "octets", Some("--max-bytes")),
        ("waiting_requests", json!(1000), "count", None),
    ];
    let shown: Vec<_> = limits
        .iter()
        .map(|limit| (limit["name"].as_str(), &limit["value"], limit["unit"].as_str(), limit["flag"].as_str()))
        .collect();
    let wanted: Vec<_> =
        expected.iter().map(|(name, value, unit, flag)| (Some(*name), value, Some(*unit), *flag)).collect();
    assert_eq!(shown, wanted);
    let described = DESCRIPTION.split("## The limits of a lab").nth(1).expect("a section");
    for limit in &limits {
        let keys: Vec<&str> = limit.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, ["name", "value", "unit", "flag", "about"]);
        assert!(described.contains(&format!("`{}`", limit["name"].as_str().expect("text"))), "{limit}");
    }
}

#[test]
fn what_the_operator_sets_is_shown_and_holds() {
    let lab = lab_with(|settings| {
        settings.httpbin.content_bytes = 10;
        settings.httpbin.delay = Duration::from_millis(20);
    });
    let limits = limits(&lab.get("/_/limits").expect(200));
    let value = |name: &str| limits.iter().find(|limit| limit["name"] == name).map(|limit| limit["value"].clone());
    assert_eq!((value("body"), value("delay")), (Some(json!(10)), Some(json!(20))));
    lab.ask("POST /post", &[JSON], "\"12345678\"").expect(200);
    let refused = lab.ask("POST /post", &[JSON], "\"123456789\"").expect(413);
    assert_eq!(refused.json()["limit"], 10);
    // Ten years would be over the patience of every client.
    lab.get("/delay/315360000").expect(200);
    // Nobody but the operator sets one.
    lab.plain("PUT /_/limits", &[JSON]).expect(405);
}
