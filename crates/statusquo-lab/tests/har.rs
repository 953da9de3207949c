//! HAR 1.2: each member that it demands, what went over the wire in the places that it has for it, and a file to keep.

mod support;

use serde_json::Value;
use support::{Answer, TestLab, lab};

/// The entries of a file that has all that a HAR file must have (HAR 1.2, "HAR Data Structure").
#[track_caller]
fn entries(file: &Answer) -> Vec<Value> {
    assert_eq!(file.field("Content-Type"), "application/json");
    assert!(file.field("Content-Disposition").starts_with("attachment; filename=\""));
    assert_eq!(file.fields("X-Content-Type-Options"), ["nosniff"]);
    assert_eq!(file.fields("Content-Security-Policy"), ["sandbox"]);
    assert_eq!(file.field("Cache-Control"), "no-store");
    let log = &file.json()["log"];
    assert_eq!(log["version"], "1.2");
    assert!(log["creator"]["name"].is_string() && log["creator"]["version"].is_string());
    let entries = log["entries"].as_array().expect("entries").clone();
    for entry in &entries {
        complete(entry);
    }
    entries
}

#[track_caller]
fn has(object: &Value, is: fn(&Value) -> bool, names: &[&str]) {
    for name in names {
        assert!(object.get(name).is_some_and(is), "{name} in {object}");
    }
}

#[track_caller]
fn complete(entry: &Value) {
    has(entry, Value::is_string, &["startedDateTime"]);
    has(entry, Value::is_number, &["time"]);
    has(entry, Value::is_object, &["request", "response", "cache", "timings"]);
    let (request, response) = (&entry["request"], &entry["response"]);
    has(request, Value::is_string, &["method", "url", "httpVersion"]);
    has(request, Value::is_array, &["cookies", "headers", "queryString"]);
    has(request, Value::is_i64, &["headersSize", "bodySize"]);
    has(response, Value::is_u64, &["status"]);
    has(response, Value::is_string, &["statusText", "httpVersion", "redirectURL"]);
    has(response, Value::is_array, &["cookies", "headers"]);
    has(response, Value::is_i64, &["headersSize", "bodySize"]);
    has(&response["content"], Value::is_u64, &["size"]);
    has(&response["content"], Value::is_string, &["mimeType"]);
    for list in ["headers", "cookies", "queryString"] {
        for pair in request[list].as_array().into_iter().chain(response[list].as_array()).flatten() {
            has(pair, Value::is_string, &["name", "value"]);
        }
    }
    if let Some(posted) = request.get("postData") {
        has(posted, Value::is_string, &["mimeType", "text"]);
        has(posted, Value::is_array, &["params"]);
    }
    let timings = &entry["timings"];
    has(timings, Value::is_number, &["blocked", "dns", "connect", "ssl", "send", "wait", "receive"]);
    let sum: f64 = ["send", "wait", "receive"].iter().filter_map(|name| timings[name].as_f64()).sum();
    assert!((entry["time"].as_f64().expect("a number") - sum).abs() < 0.003, "{timings}");
}

fn one(lab: &TestLab, answer: &Answer) -> Value {
    lab.record(answer);
    let file = lab.get(&format!("/_/exchanges/{}.har", answer.exchange())).expect(200);
    let entries = entries(&file);
    assert_eq!(entries.len(), 1);
    entries[0].clone()
}

fn field<'e>(side: &'e Value, name: &str) -> Option<&'e str> {
    side["headers"].as_array()?.iter().find(|field| field["name"] == name)?["value"].as_str()
}

#[test]
fn an_exchange_stands_where_har_has_a_place_for_it() {
    let lab = lab();
    let content = "entry=a+b&then=show";
    let fields = ["Content-Type: application/x-www-form-urlencoded", "X-Twice: 1", "X-Twice: 2"];
    let answer = lab.ask("POST /lab/form?a=1&b=%20", &fields, content).expect(303);
    let entry = one(&lab, &answer);
    let (request, response) = (&entry["request"], &entry["response"]);
    assert_eq!(request["url"], format!("http://{}/lab/form?a=1&b=%20", lab.place()));
    assert_eq!((&request["method"], &request["httpVersion"]), (&"POST".into(), &"HTTP/1.1".into()));
    assert_eq!(request["queryString"], serde_json::json!([{"name": "a", "value": "1"}, {"name": "b", "value": " "}]));
    assert_eq!(request["headers"].as_array().expect("fields").iter().filter(|it| it["name"] == "X-Twice").count(), 2);
    assert_eq!(request["bodySize"], content.len());
    assert_eq!(request["postData"]["text"], content);
    assert_eq!(request["postData"]["params"][0], serde_json::json!({"name": "entry", "value": "a b"}));
    assert_eq!((&response["status"], &response["statusText"]), (&303.into(), &"See Other".into()));
    assert_eq!(response["redirectURL"], answer.field("Location"));
    assert_eq!(response["headersSize"], answer.head.bytes().len());
    assert_eq!(
        (&response["bodySize"], &response["content"]["size"]),
        (&answer.content.len().into(), &answer.content.len().into())
    );
    assert_eq!(response["content"]["text"], answer.text());
    assert_eq!(response["content"]["mimeType"], answer.field("Content-Type"));
    assert_eq!(entry["_exchange"], answer.exchange());
    let why = entry["_why"].as_array().expect("reasons");
    assert_eq!(why.last().expect("a question")["question"], "is the outcome to be seen at another address?");
}

#[test]
fn interim_answers_chunks_and_octets_have_theirs() {
    let lab = lab();
    let hinted = one(&lab, &lab.get("/lab/slow-page?seconds=0.1").expect(200));
    let interim = &hinted["_interim"][0];
    assert_eq!((&interim["status"], &interim["statusText"]), (&103.into(), &"Early Hints".into()));
    assert!(field(interim, "Link").is_some_and(|link| link.contains("preload")));
    assert!(hinted["timings"]["wait"].as_f64().expect("a time") >= 100.0, "{}", hinted["timings"]);
    assert_eq!(field(&hinted["response"], "Link"), field(interim, "Link"));
    let line = "PUT /lab/documents/a";
    let mut client = lab.connect();
    client.send_head(line, &["Transfer-Encoding: chunked"]);
    client.send("2;x=y\r\n\x00b\r\n1\r\n\u{7f}\r\n0\r\nT: 1\r\n\r\n");
    let octets = one(&lab, &client.answer(line).expect(201));
    assert_eq!(octets["request"]["postData"]["text"], "AGJ/");
    assert_eq!(octets["request"]["postData"]["_encoding"], "base64");
    let shown = one(&lab, &lab.get("/lab/documents/a").expect(200));
    let content = &shown["response"]["content"];
    assert_eq!(
        (&content["text"], &content["encoding"], &content["size"]),
        (&"AGJ/".into(), &"base64".into(), &3.into())
    );
}

#[test]
fn a_request_that_cannot_be_read_is_complete_as_well() {
    let lab = lab();
    for (octets, url) in [
        (&b"\x16\x03\x01\x02\x00"[..], "http://unknown.invalid/"),
        (b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "http://unknown.invalid/"),
        (b"GET /\xc3\xa9<x> HTTP/1.1\r\nHost: a\r\n\r\n", "http://unknown.invalid/"),
        (b"GET /a HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n", "http://localhost/a"),
        (b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", "http://localhost/"),
        (b"GET http://[::1]:8/x HTTP/1.1\r\nHost: localhost\r\n\r\n", "http://[::1]:8/x"),
    ] {
        let mut client = lab.connect();
        client.send(octets);
        let entry = one(&lab, &client.answer(""));
        assert_eq!(entry["request"]["url"], url, "{entry}");
    }
}

#[test]
fn the_file_of_all_has_those_that_fit_the_oldest_first() {
    let lab = lab();
    assert!(entries(&lab.get("/_/har").expect(200)).is_empty());
    for target in ["/lab/documents/never", "/lab/documents/welcome", "/lab/documents/nowhere"] {
        lab.record(&lab.get(target));
    }
    let targets = |query: &str| -> Vec<String> {
        let entries = entries(&lab.get(&format!("/_/har{query}")).expect(200));
        let url =
            |entry: &Value| entry["request"]["url"].as_str().expect("a URL").rsplit('/').next().map(str::to_owned);
        entries.iter().filter_map(url).collect()
    };
    assert_eq!(targets(""), ["never", "welcome", "nowhere"]);
    assert_eq!(targets("?filter=404"), ["never", "nowhere"]);
    lab.plain("HEAD /_/har", &[]).expect(200);
    lab.get(&format!("/_/har?filter={}", "a".repeat(201))).expect(400);
    for name in ["0.har", ".har", "x.har", "1.har.har", "1.HAR", "99999.har"] {
        lab.get(&format!("/_/exchanges/{name}")).expect(404);
    }
}
