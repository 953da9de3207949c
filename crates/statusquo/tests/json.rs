//! The stable JSON: its keys, their order, and the example in docs/json.md.

use serde_json::Value;
use std::process::Command;
use std::{env, fs};

/// The keys that are promised first, in this order.
const PROMISED: [&str; 15] = [
    "code",
    "phrase",
    "former_phrases",
    "class",
    "specification",
    "layer",
    "meaning",
    "causes",
    "duties",
    "client",
    "confused_with",
    "heuristically_cacheable",
    "versions",
    "trigger",
    "exchange",
];

/// The keys of a step of a trigger.
const KEYS_OF_A_STEP: [&str; 7] = ["send", "wait_ms", "parallel", "repeat", "capture", "tls", "inside"];

/// Where the format is described, with one true example between fences.
const DESCRIPTION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/json.md");

fn text(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_statusquo")).args(arguments).output().expect("the command runs");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).expect("JSON is UTF-8")
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&text(arguments)).expect("the output is JSON")
}

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().expect("it is an object").keys().map(String::as_str).collect()
}

#[test]
fn every_entry_has_the_promised_keys_first_and_in_order() {
    let all = json(&["list", "--json"]);
    let all = all.as_array().expect("list gives an array");
    assert_eq!(all.len(), statusquo_catalog::ALL.len());
    for entry in all {
        assert_eq!(keys(entry)[..PROMISED.len()], PROMISED, "{}", entry["code"]);
        assert_eq!(keys(&entry["specification"]), ["rfc", "section"]);
        versions_are_described(&entry["versions"]);
        for duty in entry["duties"].as_array().expect("duties is an array") {
            assert_eq!(keys(duty)[..3], ["level", "text", "section"]);
        }
        for step in entry["trigger"]["steps"].as_array().into_iter().flatten() {
            assert_eq!(keys(step)[0], "send");
            assert!(keys(step).iter().all(|key| KEYS_OF_A_STEP.contains(key)));
        }
    }
}

/// A version without the code is absent with a reason, and no other is.
fn versions_are_described(versions: &Value) {
    assert_eq!(keys(versions), ["http1_1", "http2", "http3", "note", "absent", "other_cause"]);
    for version in ["http1_1", "http2", "http3"] {
        let (exists, absent) = (&versions[version], &versions["absent"][version]);
        assert_eq!(exists.as_bool(), Some(absent.is_null()), "{version}: {versions}");
        let (why, instead) = (absent["why"].as_str(), absent["instead"].as_str());
        assert_eq!((why.is_some(), instead.is_some()), (!absent.is_null(), !absent.is_null()));
        let other = &versions["other_cause"][version];
        assert!(other.is_null() || (absent.is_null() && keys(other) == ["why", "trigger"]), "{versions}");
    }
}

#[test]
fn versions_tell_what_the_catalog_knows() {
    let absent = json(&["explain", "101", "--json"])["versions"]["absent"].clone();
    assert_eq!(keys(&absent), ["http2", "http3"]);
    assert!(absent["http2"]["instead"].as_str().is_some_and(|instead| instead.contains("CONNECT")));
    let slow = json(&["explain", "408", "--json"]);
    let other = &slow["versions"]["other_cause"];
    assert_eq!(keys(other), ["http2", "http3"]);
    assert_ne!(other["http2"]["trigger"], slow["trigger"]);
    assert_eq!(keys(&other["http2"]["trigger"]["steps"][0]), ["send"]);
}

#[test]
fn the_catalog_and_its_json_agree() {
    let value = json(&["explain", "409", "--json"]);
    let entry = statusquo_catalog::entry(409).expect("409 is registered");
    assert_eq!(value["code"], 409);
    assert_eq!(value["phrase"], "Conflict");
    assert_eq!(value["class"], "4xx");
    assert_eq!(value["specification"], serde_json::json!({"rfc": "RFC 9110", "section": "15.5.10"}));
    assert_eq!(value["meaning"], entry.meaning);
    assert_eq!(value["duties"][0]["section"], "RFC 9110 §15.5.10");
    assert_eq!(value["causes"].as_array().map(Vec::len), Some(entry.causes.len()));
    assert_eq!(value["causes"][0]["lab"].as_str(), entry.causes[0].lab);
    assert_eq!(value["heuristically_cacheable"], false);
    assert_eq!(value["exchange"].as_str(), entry.transcript);
    let steps = entry.trigger.expect("409 has a trigger").steps;
    assert_eq!(value["trigger"]["steps"][0]["send"], steps[0].send);
}

#[test]
fn a_number_gives_an_object_and_all_else_an_array() {
    assert!(json(&["explain", "409", "--json"]).is_object());
    assert!(json(&["explain", "HTTP/1.1 409 Conflict", "--json"]).is_object());
    let class = json(&["explain", "5xx", "--json"]);
    assert!(class.as_array().expect("a class gives an array").iter().all(|entry| entry["class"] == "5xx"));
    let words = json(&["explain", "email", "already", "taken", "--json"]);
    assert_eq!(words[0]["code"], 409);
}

#[test]
fn a_number_that_nobody_registered_has_its_own_object() {
    let value = json(&["explain", "499", "--json"]);
    assert_eq!(keys(&value), ["code", "registered", "class", "treated_as", "uses"]);
    assert_eq!(keys(&value["uses"][0]), ["whose", "name", "meaning", "seen", "nearest", "next"]);
    assert_eq!(value["treated_as"], 400);
    assert!(json(&["explain", "799", "--json"])["treated_as"].is_null());
}

#[test]
fn several_codes_give_one_object_with_what_decides_between_them() {
    let value = json(&["explain", "401", "403", "404", "499", "--json"]);
    assert_eq!(keys(&value), ["compared", "headline", "ask", "codes", "differences"]);
    assert!(value["headline"].is_null(), "no group is made of these four");
    let one = [
        "code",
        "registered",
        "phrase",
        "meaning",
        "layer",
        "cause",
        "next",
        "retry",
        "caching",
        "owes",
        "method",
        "curl",
        "treated_as",
    ];
    for (at, code) in [401, 403, 404, 499].iter().enumerate() {
        assert_eq!((value["compared"][at].as_u64(), value["codes"][at]["code"].as_u64()), (Some(*code), Some(*code)));
        assert_eq!(keys(&value["codes"][at]), one);
    }
    assert_eq!(value["codes"][0]["owes"], serde_json::json!([{"level": "MUST", "field": "WWW-Authenticate"}]));
    assert_eq!((&value["codes"][3]["registered"], &value["codes"][3]["treated_as"]), (&false.into(), &400.into()));
    assert_eq!(value["differences"].as_array().map(Vec::len), Some(3));
    assert_eq!(keys(&value["differences"][0]), ["codes", "difference"]);
    let redirects = json(&["explain", "301", "308", "--json"]);
    assert_eq!(redirects["codes"][1]["method"], "stays");
    assert_eq!(keys(&redirects["ask"][0]), ["question", "code"]);
    assert!(json(&["explain", "404 or 410", "--json"])["headline"].as_str().is_some_and(|text| text.ends_with('?')));
}

/// `STATUSQUO_BLESS=1 cargo test -p statusquo --test json` writes the example anew.
#[test]
fn the_example_in_the_description_is_what_the_program_prints() {
    let description = fs::read_to_string(DESCRIPTION).expect("docs/json.md is there");
    let (before, rest) = description.split_once("```json\n").expect("docs/json.md has an example");
    let (example, after) = rest.split_once("```\n").expect("the example ends");
    let printed = text(&["explain", "409", "--json"]);
    if env::var_os("STATUSQUO_BLESS").is_some() {
        fs::write(DESCRIPTION, format!("{before}```json\n{printed}```\n{after}")).expect("docs/json.md can be written");
    } else {
        assert_eq!(example, printed, "the example is out of date; STATUSQUO_BLESS=1 writes it anew");
    }
}
