//! `/status/{code}`: every number by force, with what such an answer must carry; interim ones with an answer behind them.

mod support;

use serde_json::Value;
use statusquo_decision::Question;
use support::{Answer, Client, TestLab, lab};

const OFFER: [&str; 4] = [
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
];

/// The newest exchange in the journal: a forced answer does not name its own.
fn newest(lab: &TestLab) -> Value {
    let list = lab.get("/_/exchanges?limit=1").expect(200).json();
    let path = list["exchanges"][0]["href"].as_str().expect("an address").to_owned();
    lab.get(&path).expect(200).json()
}

/// Asks for every number with a method; whoever reads an answer has it judged.
fn every_number(method: &str) {
    let lab = lab();
    let mut client = lab.connect();
    for code in 100..=599 {
        let answer = client.ask(&format!("{method} /status/{code}"), &[], "");
        let expected = match code {
            101 => 426,
            100..=199 => 200,
            _ => code,
        };
        assert_eq!(answer.code(), expected, "{method} /status/{code}");
        let interim = if (100..200).contains(&code) && code != 101 { vec![code] } else { vec![] };
        assert_eq!(answer.interim_codes(), interim, "{method} /status/{code}");
        let phrase = statusquo_catalog::entry(answer.code()).map_or("", |entry| entry.phrase);
        assert_eq!(String::from_utf8_lossy(answer.head.reason()), phrase, "{code}");
    }
}

#[test]
fn every_number_comes_with_get() {
    every_number("GET");
}

#[test]
fn every_number_comes_with_head() {
    every_number("HEAD");
}

#[test]
fn every_number_comes_with_a_method_that_nobody_implements() {
    every_number("INVENT");
}

#[test]
fn any_method_token_will_do() {
    let lab = lab();
    for method in ["POST", "PUT", "DELETE", "TRACE", "PATCH", "a", "!#$%&'*+-.^_`|~", &"M".repeat(64)] {
        lab.plain(&format!("{method} /status/418"), &[]).expect(418);
        lab.ask(&format!("{method} /status/204"), &[], "content").expect(204);
    }
}

#[test]
fn what_such_an_answer_must_carry_is_there() {
    let lab = lab();
    for (code, name) in [
        (206, "Content-Range"),
        (401, "WWW-Authenticate"),
        (405, "Allow"),
        (407, "Proxy-Authenticate"),
        (426, "Upgrade"),
    ] {
        assert!(lab.get(&format!("/status/{code}")).expect(code).has(name), "{code} {name}");
    }
    assert_eq!(lab.get("/status/205").expect(205).content, b"");
}

#[test]
fn and_besides_what_httpbin_sends_no_more_than_that_is_there() {
    let lab = lab();
    for (code, names) in [
        (200, &["content-type", "content-length"][..]),
        (204, &["content-type"]),
        (206, &["content-range", "content-type", "content-length"]),
        (301, &["location", "content-length"]),
        (304, &[]),
        (308, &["location", "content-type", "content-length"]),
        (401, &["www-authenticate", "content-length"]),
        (402, &["x-more-info", "content-length"]),
        (406, &["content-type", "content-length"]),
        (407, &["proxy-authenticate", "content-length"]),
        (418, &["x-more-info", "content-length"]),
        (429, &["content-type", "content-length"]),
        (503, &["content-type", "content-length"]),
        (599, &["content-type", "content-length"]),
    ] {
        let answer = lab.get(&format!("/status/{code}")).expect(code);
        let everywhere = ["Date", "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"];
        assert!(everywhere.iter().all(|name| answer.has(name)), "{}", answer.shown());
        let mut all: Vec<String> =
            answer.fields_without(&everywhere).into_iter().map(|(name, _)| name.to_lowercase()).collect();
        all.sort_by_key(|name| names.iter().position(|have| have == name));
        assert_eq!(all, names, "{code}");
        assert_eq!(answer.content.is_empty(), !matches!(code, 206 | 402 | 406 | 418), "{code}");
    }
}

#[test]
fn it_is_marked_forced_in_the_journal_and_not_caused() {
    let lab = lab();
    for (code, final_code) in [(200, 200), (404, 404), (599, 599), (102, 200)] {
        lab.get(&format!("/status/{code}")).expect(final_code);
        let exchange = newest(&lab);
        assert_eq!(exchange["target"], format!("/status/{code}"));
        assert_eq!((&exchange["forced"], &exchange["caused"]), (&true.into(), &false.into()));
        assert_eq!(exchange["code"], final_code);
    }
    lab.get("/lab/documents/never").expect(404);
    let exchange = newest(&lab);
    assert_eq!((&exchange["forced"], &exchange["caused"]), (&false.into(), &true.into()));
}

#[test]
fn an_interim_number_is_followed_by_a_200_on_a_connection_that_goes_on() {
    let lab = lab();
    let mut client = lab.connect();
    for code in [100, 102, 103, 104, 199] {
        let answer = client.ask(&format!("GET /status/{code}"), &[], "").expect(200);
        assert_eq!(answer.interim_codes(), [code]);
        assert!(answer.text().starts_with(&format!("{code} is an interim answer")));
    }
    assert_eq!(newest(&lab)["interim"], serde_json::json!([199]));
}

#[test]
fn no_interim_number_is_ever_sent_to_http_1_0() {
    let lab = lab();
    for code in [100, 101, 102, 103, 199] {
        let mut client: Client = lab.connect().http10();
        let line = format!("GET /status/{code}");
        client.send(format!("{line} HTTP/1.0\r\n{}\r\n\r\n", OFFER.join("\r\n")));
        let answer = client.answer(&line).expect(if code == 101 { 426 } else { 200 });
        assert!(answer.interim.is_empty());
        assert!(client.is_closed());
        assert_eq!(newest(&lab)["interim"], serde_json::json!([]), "the journal tells of no answer that was not sent");
    }
}

#[test]
fn a_101_comes_only_with_a_matching_upgrade_else_426() {
    let lab = lab();
    let line = "GET /status/101";
    let refused = |fields: &[&str]| -> Answer {
        let answer = lab.plain(line, fields).expect(426);
        assert_eq!(answer.field("Upgrade"), "websocket");
        assert_eq!(lab.decided(&answer), (Question::NumberNeedsUpgrade, true));
        answer
    };
    refused(&[]);
    refused(&["Connection: Upgrade", "Upgrade: h2c"]);
    refused(&OFFER[..3]);
    lab.plain("POST /status/101", &OFFER).expect(426);
    let mut client = lab.connect();
    client.send_head(line, &OFFER);
    let answer = client.next(line).expect(101);
    assert_eq!(answer.field("Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    client.send(b"\x81\x81\0\0\0\0x");
    assert_eq!(client.octets(3), b"\x81\x01x", "the protocol is really another one now");
}

#[test]
fn retry_after_is_there_if_it_is_asked_for() {
    let lab = lab();
    for (code, seconds) in [(503, "2"), (429, "0"), (200, "86400"), (301, "7")] {
        let answer = lab.get(&format!("/status/{code}?retry_after={seconds}")).expect(code);
        assert_eq!(answer.field("Retry-After"), seconds);
    }
    assert!(!lab.get("/status/503").has("Retry-After"));
    assert!(!lab.get("/status/503?retry=2").has("Retry-After"));
    for seconds in ["", "-1", "+1", "1.5", "86401", "soon", "99999999999999999999", "1%0D%0AX:y"] {
        let answer = lab.get(&format!("/status/503?retry_after={seconds}")).expect(400);
        assert_eq!(lab.decided(&answer), (Question::NumberValid, false), "{seconds}");
    }
}

#[test]
fn what_is_no_number_from_100_to_599_is_400() {
    let lab = lab();
    for code in
        ["99", "099", "600", "999", "1000", "0", "000", "", "abc", "4o4", "-404", "+404", "404.0", "%20404", "0x194"]
    {
        for method in ["GET", "INVENT"] {
            let answer = lab.plain(&format!("{method} /status/{code}"), &[]).expect(400);
            assert_eq!(lab.decided(&answer), (Question::NumberValid, false), "{code}");
            assert!(answer.has("Statusquo-Exchange"), "a refusal names its exchange");
        }
    }
    lab.get("/status").expect(404);
}

#[test]
fn maintenance_does_not_close_it() {
    let lab = lab();
    lab.json("PUT /_/maintenance", r#"{"seconds": 30}"#).expect(204);
    lab.get("/status/418").expect(418);
}

#[test]
fn any_path_may_follow() {
    let lab = lab();
    for path in [
        "/status/504/",
        "/status/504/a",
        "/status/504/any/path/below/it/all",
        "/status/504//",
        "/status/504,504/api/v1/x",
    ] {
        lab.get(path).expect(504);
    }
    lab.get("/status/5o4/a").expect(400);
}

#[test]
fn one_of_several_comes_by_its_weight() {
    let lab = lab();
    for (codes, code) in [("200:0,404", 404), ("503:1,404:0", 503), ("418,418:3", 418), ("503%2C503", 503)] {
        lab.get(&format!("/status/{codes}")).expect(code);
    }
    for codes in ["200:0.5", "200,", ",", "200:x,404", "200:0,404:0", "200,600", "200:-1,404"] {
        let answer = lab.get(&format!("/status/{codes}")).expect(400);
        assert_eq!(lab.decided(&answer), (Question::NumberValid, false), "{codes}");
    }
}

#[test]
fn what_clients_of_httpbin_look_for_is_there() {
    let lab = lab();
    assert!(lab.get("/status/418").expect(418).text().contains("-=[ teapot ]=-"));
    let accepted = lab.get("/status/406").expect(406);
    let expected = "{\"message\": \"Client did not request a supported media type.\", \"accept\": [\"image/webp\", \
                    \"image/svg+xml\", \"image/jpeg\", \"image/png\", \"image/*\"]}";
    assert_eq!((accepted.field("Content-Type"), accepted.text()), ("application/json", expected));
    for code in [301, 302, 303, 305, 307, 308] {
        assert_eq!(lab.get(&format!("/status/{code}")).expect(code).field("Location"), "/redirect/1");
    }
    assert_eq!(lab.get("/status/401").expect(401).field("WWW-Authenticate"), "Basic realm=\"Fake Realm\"");
}

#[test]
fn options_is_answered_for_the_pages_that_ask_first() {
    let lab = lab();
    for codes in ["418", "200,503", "abc"] {
        let answer = lab.plain(&format!("OPTIONS /status/{codes}"), &["Origin: http://o"]).expect(200);
        assert_eq!(answer.field("Allow"), "GET, HEAD, OPTIONS, POST, PUT, DELETE, PATCH, TRACE");
        assert_eq!(answer.field("Access-Control-Allow-Origin"), "http://o");
        assert_eq!(answer.field("Access-Control-Max-Age"), "3600");
    }
}
