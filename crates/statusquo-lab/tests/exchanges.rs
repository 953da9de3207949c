//! The journal: `/_/exchanges` and `/_/exchanges/{id}`, why each code came, when, and the exact bytes both ways.

mod support;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use statusquo_lab::Journaling;
use std::time::{SystemTime, UNIX_EPOCH};
use support::{Answer, TestLab, lab, lab_with, request};

fn list(lab: &TestLab, query: &str) -> Vec<Value> {
    let answer = lab.get(&format!("/_/exchanges{query}")).expect(200);
    answer.json()["exchanges"].as_array().expect("a list").clone()
}

fn ids(exchanges: &[Value]) -> Vec<u64> {
    exchanges.iter().map(|exchange| exchange["id"].as_u64().expect("a number")).collect()
}

fn show(lab: &TestLab, answer: &Answer) -> Value {
    lab.record(answer);
    lab.get(&format!("/_/exchanges/{}", answer.exchange())).expect(200).json()
}

fn octets(side: &Value) -> Vec<u8> {
    STANDARD.decode(side["base64"].as_str().expect("base64")).expect("base64")
}

#[test]
fn the_list_is_newest_first() {
    let lab = lab();
    for target in ["/409", "/lab/documents/never", "/lab/documents/welcome"] {
        lab.get(target);
    }
    let exchanges = list(&lab, "");
    assert_eq!(ids(&exchanges), [3, 2, 1]);
    let targets: Vec<&str> = exchanges.iter().filter_map(|exchange| exchange["target"].as_str()).collect();
    assert_eq!(targets, ["/lab/documents/welcome", "/lab/documents/never", "/409"]);
    let codes: Vec<u64> = exchanges.iter().filter_map(|exchange| exchange["code"].as_u64()).collect();
    assert_eq!(codes, [200, 404, 200]);
    assert_eq!(exchanges[1]["deciding"]["answer"], "no");
    assert_eq!(exchanges[1]["phrase"], "Not Found");
}

#[test]
fn limit_and_before_page_through_it() {
    let lab = lab();
    for _ in 0..60 {
        lab.get("/");
    }
    assert_eq!(list(&lab, "").len(), 50, "so many if nobody says how many");
    assert_eq!(ids(&list(&lab, "?limit=2")), [61, 60]);
    assert_eq!(ids(&list(&lab, "?limit=3&before=10")), [9, 8, 7]);
    assert_eq!(ids(&list(&lab, "?before=3")), [2, 1]);
    assert!(list(&lab, "?before=1").is_empty() && list(&lab, "?limit=0").is_empty());
    assert!(list(&lab, "?limit=18446744073709551615").len() >= 60);
    for query in ["?limit=-1", "?limit=", "?limit=all", "?before=x", "?limit=18446744073709551616"] {
        lab.get(&format!("/_/exchanges{query}")).expect(400);
    }
}

#[test]
fn an_exchange_shows_each_question_in_order_with_its_answer_as_the_problem_did() {
    let lab = lab();
    let answer = lab.get("/lab/documents/never").expect(404);
    let exchange = show(&lab, &answer);
    let pair = |step: &Value| (step["question"].clone(), step["answer"].clone());
    let why: Vec<_> = exchange["why"].as_array().expect("a list").iter().map(pair).collect();
    let told: Vec<_> = answer.json()["why"].as_array().expect("a list").iter().map(pair).collect();
    assert_eq!(why, told);
    let in_order: Vec<_> = lab.record(&answer).way.steps().map(|(question, _)| question).collect();
    assert!(in_order.is_sorted() && in_order.len() == why.len() && why.len() > 10);
    assert!(exchange["why"].as_array().expect("a list").iter().all(|step| step["source"].is_string()));
}

#[test]
fn an_exchange_says_whether_its_code_was_caused_or_forced() {
    let lab = lab();
    let caused = show(&lab, &lab.get("/lab/documents/never"));
    assert_eq!((&caused["caused"], &caused["forced"]), (&true.into(), &false.into()));
    lab.get("/status/404");
    let forced = &list(&lab, "?limit=1")[0];
    assert_eq!(forced["forced"], true);
    let forced = lab.get(forced["href"].as_str().expect("an address")).expect(200).json();
    assert_eq!((&forced["caused"], &forced["forced"]), (&false.into(), &true.into()));
}

#[test]
fn an_exchange_says_when_it_was_how_long_it_took_and_who_asked() {
    let lab = lab();
    let mut client = lab.connect();
    let answer = client.ask("GET /lab/busy?seconds=0.05", &[], "").expect(200);
    let exchange = show(&lab, &answer);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs_f64();
    let began = exchange["began"].as_f64().expect("seconds");
    assert!(began <= now && began > now - 10.0, "{began} is just now ({now})");
    assert!(exchange["milliseconds"].as_f64().expect("a time") >= 50.0);
    assert_eq!(exchange["client"], client.local().to_string());
    assert_eq!(exchange["version"], "HTTP/1.1");
    let times = exchange["times"].as_array().expect("times");
    let order: Vec<&str> = times.iter().filter_map(|time| time["direction"].as_str()).collect();
    assert_eq!(order, ["received", "sent"]);
    let at = |place: usize| times[place]["microseconds"].as_u64().expect("a time");
    assert!(at(0) < at(1) && at(1) >= 50_000, "{times:?}");
    assert_eq!(times[1]["octets"], exchange["sent"]["octets"]);
}

#[test]
fn the_bytes_of_both_ways_are_exact_as_base64_and_as_text() {
    let lab = lab();
    let sent = request(lab.place(), "PUT /lab/documents/a", &["x-OdD-cAsE:  two  ", "Content-Type: a/b"], b"h\xc3\xa9");
    let mut client = lab.connect();
    client.send(&sent);
    let answer = client.answer("PUT /lab/documents/a").expect(201);
    let exchange = show(&lab, &answer);
    assert_eq!(octets(&exchange["received"]), sent);
    assert_eq!(exchange["received"]["text"], String::from_utf8(sent.clone()).expect("text"));
    assert_eq!(exchange["received"]["octets"], sent.len());
    let came = [answer.head.bytes(), &answer.content].concat();
    assert_eq!(octets(&exchange["sent"]), came);
    assert_eq!(exchange["sent"]["text"], String::from_utf8(came).expect("text"));
    assert_eq!(exchange["sent"]["omitted"], 0);
}

#[test]
fn bytes_that_are_not_printable_have_no_text() {
    let lab = lab();
    let answer = lab.ask("PUT /lab/documents/a", &[], b"\x00\xff").expect(201);
    let exchange = show(&lab, &answer);
    assert!(exchange["received"]["text"].is_null() && exchange["sent"]["text"].is_string());
    assert!(octets(&exchange["received"]).ends_with(b"\r\n\r\n\x00\xff"));
}

#[test]
fn interim_answers_and_chunks_are_among_the_bytes() {
    let lab = lab();
    let line = "PUT /lab/documents/a";
    let mut client = lab.connect();
    client.send_head(line, &["Transfer-Encoding: chunked", "Expect: 100-continue"]);
    client.next(line);
    client.send("2;x=y\r\nab\r\n0\r\nT: 1\r\n\r\n");
    let answer = client.answer(line).expect(201);
    let exchange = show(&lab, &answer);
    assert_eq!(exchange["interim"], serde_json::json!([100]));
    assert!(octets(&exchange["sent"]).starts_with(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\n"));
    assert!(octets(&exchange["received"]).ends_with(b"\r\n\r\n2;x=y\r\nab\r\n0\r\nT: 1\r\n\r\n"));
}

#[test]
fn a_broken_request_is_there_as_well_with_the_bytes_that_broke() {
    let lab = lab();
    let mut client = lab.connect();
    client.send("GET / HTTP/1.1\r\nHost: a\r\nBad Name: 1\r\n\r\n");
    let answer = client.answer("GET /").expect(400);
    let exchange = show(&lab, &answer);
    assert_eq!((&exchange["code"], &exchange["method"]), (&400.into(), &"GET".into()));
    assert!(octets(&exchange["received"]).starts_with(b"GET / HTTP/1.1\r\nHost: a\r\nBad"));
}

#[test]
fn every_final_answer_under_lab_and_every_refusal_names_its_exchange() {
    let lab = lab();
    let mut ids = Vec::new();
    for (line, code) in [
        ("GET /lab/documents/welcome", 200),
        ("HEAD /lab/documents/welcome", 200),
        ("PUT /lab/documents/new", 201),
        ("PUT /lab/documents/new", 204),
        ("GET /lab/documents/old-welcome", 301),
        ("GET /lab/documents/welcome-today", 302),
        ("OPTIONS /lab/documents/welcome", 204),
        ("GET /lab/users/1", 200),
        ("GET /lab/limited", 200),
        ("GET /lab/gateway/healthy", 200),
        ("GET /lab/gateway/hints", 200),
        ("GET /lab/gateway/refused", 502),
        ("GET /lab/divide?by=1", 200),
        ("GET /lab/busy?seconds=0", 200),
        ("GET /lab/vault", 401),
        ("GET /lab/echo", 426),
        ("GET /lab/nowhere", 404),
        ("POST /lab/vault", 405),
        ("GET /nowhere", 404),
        ("INVENT /", 501),
        ("GET /status/600", 400),
        ("GET /_/exchanges/99999", 404),
        ("GET relative", 400),
    ] {
        let answer = lab.plain(line, &[]).expect(code);
        ids.push(answer.exchange());
    }
    let first = ids[0];
    assert_eq!(ids, (first..first + ids.len() as u64).collect::<Vec<_>>(), "each has its own");
    let mut client = lab.connect();
    client.send(b"\x16\x03\x01\x02\x00");
    assert!(client.next("").expect(400).has("Statusquo-Exchange"));
}

#[test]
fn an_exchange_that_is_not_there_is_404() {
    let lab = lab();
    for id in ["99999", "0", "x", "-1", "01", "18446744073709551616"] {
        lab.get(&format!("/_/exchanges/{id}")).expect(404);
    }
}

#[test]
fn what_the_journal_tells_is_not_to_be_stored() {
    let lab = lab();
    let answer = lab.get("/lab/documents/welcome");
    lab.record(&answer);
    for target in ["/_/exchanges", "/_/exchanges/1"] {
        assert_eq!(lab.get(target).expect(200).field("Cache-Control"), "no-store");
    }
}

#[test]
fn a_journal_of_heads_keeps_no_content_and_one_that_is_off_keeps_nothing() {
    let lab = lab_with(|settings| settings.journaling = Journaling::Heads);
    let answer = lab.ask("PUT /lab/documents/a", &[], "secret content").expect(201);
    let exchange = show(&lab, &answer);
    assert!(octets(&exchange["received"]).ends_with(b"\r\n\r\n"));
    assert_eq!(exchange["received"]["omitted"], 14);
    let lab = lab_with(|settings| settings.journaling = Journaling::Off);
    let answer = lab.get("/lab/documents/never").expect(404);
    assert!(answer.json()["instance"].is_null(), "it points to nothing that is not there");
    assert!(list(&lab, "").is_empty());
    lab.get("/_/exchanges/1").expect(404);
}

#[test]
fn of_a_large_content_so_much_is_kept_and_the_rest_is_counted() {
    let lab = lab_with(|settings| settings.journal_exchange_bytes = 1000);
    let answer = lab.ask("PUT /lab/documents/a", &[], vec![b'x'; 5000]).expect(201);
    let exchange = show(&lab, &answer);
    let (kept, all) = (octets(&exchange["received"]).len(), exchange["received"]["octets"].as_u64().expect("a number"));
    assert_eq!(kept, 1000);
    assert_eq!(all - 1000, exchange["received"]["omitted"].as_u64().expect("a number"));
    assert!(all > 5000);
}
