//! Things in variants: what the client prefers decides (200), or leaves the choice open (300), or rules all out (406);
//! and a list that names itself never comes to an end (506).

mod support;

use serde_json::json;
use statusquo_decision::Question;
use support::{Answer, JSON, TestLab, lab, lab_with};

const GREETING: &str = "/lab/variants/greeting";
const PUT: &str = "PUT /lab/variants/a";

fn ask(lab: &TestLab, fields: &[&str]) -> Answer {
    lab.plain(&format!("GET {GREETING}"), fields)
}

#[test]
fn what_the_client_prefers_is_chosen_and_its_own_address_told() {
    let lab = lab();
    for (fields, chosen, media_type, language) in [
        (&["Accept-Language: de"][..], "de.txt", "text/plain", "de"),
        (&["Accept: text/html"], "en.html", "text/html", "en"),
        (&["Accept: text/html", "Accept-Language: de-CH, en;q=0.5"], "de.html", "text/html", "de"),
        (&["Accept-Language: ja, fr;q=0.1"], "fr.txt", "text/plain", "fr"),
        (&["Accept: text/html;q=0.5, text/plain;q=0.4", "Accept-Language: fr, en;q=0.7"], "fr.txt", "text/plain", "fr"),
        (&["Accept: text/html;q=0.5, text/plain;q=0.3", "Accept-Language: fr, en;q=0.7"], "en.html", "text/html", "en"),
        (
            &["Accept: text/html, application/xhtml+xml, */*;q=0.8", "Accept-Language: de-DE, de;q=0.9"],
            "de.html",
            "text/html",
            "de",
        ),
    ] {
        let answer = ask(&lab, fields).expect(200);
        let place = format!("{GREETING}/{chosen}");
        assert_eq!(answer.field("Content-Location"), place, "{fields:?}");
        assert_eq!(answer.field("Content-Type"), format!("{media_type}; charset=utf-8"));
        assert_eq!(answer.field("Content-Language"), language);
        assert_eq!(answer.list("Vary"), ["Accept", "Accept-Language"]);
        let direct = lab.plain(&format!("GET {place}"), &["Accept: image/png"]).expect(200);
        assert_eq!((&direct.content, direct.field("ETag")), (&answer.content, answer.field("ETag")));
        assert!(!direct.has("Vary") && !direct.has("Content-Location"), "there is no choice there");
    }
}

#[test]
fn where_the_client_leaves_all_equal_the_choice_is_its_own() {
    let lab = lab();
    for fields in [&[][..], &["Accept: */*"], &["Accept: text/*;q=0.5", "Accept-Language: *"], &["Accept:"]] {
        let answer = ask(&lab, fields).expect(300);
        assert_eq!(answer.field("Location"), "/lab/variants/greeting/en.txt", "the first is the server's own choice");
        assert_eq!(answer.field("Alternates").matches("{type ").count(), 5);
        assert_eq!(answer.list("Vary"), ["Accept", "Accept-Language"]);
        assert!(answer.text().contains("/lab/variants/greeting/de.html (text/html, de)"));
        assert_eq!(lab.decided(&answer), (Question::SeveralSuit, true));
        lab.get(answer.field("Location")).expect(200);
    }
    let head = lab.plain(&format!("HEAD {GREETING}"), &[]).expect(300);
    assert!(head.has("Alternates") && head.content.is_empty());
}

#[test]
fn the_list_comes_as_text_json_or_html_and_each_address_in_it_leads_somewhere() {
    let lab = lab();
    lab.json(PUT, r#"{"variants": [{"name": "1", "type": "image/png", "content": "1"}, {"name": "2", "type": "image/png", "content": "2"}]}"#)
        .expect(201);
    let list =
        |accept: &str| lab.plain("GET /lab/variants/a", &[&format!("Accept: {accept}, image/png;q=0.1")]).expect(300);
    assert!(list("text/html").text().contains("<a href=\"/lab/variants/a/2\">"));
    assert!(list("text/plain").text().contains("/lab/variants/a/2 (image/png)"));
    let json = list("application/json").json();
    assert_eq!(json["variants"][1], json!({"href": "/lab/variants/a/2", "type": "image/png"}));
    for variant in json["variants"].as_array().expect("variants") {
        lab.get(variant["href"].as_str().expect("an address")).expect(200);
    }
}

#[test]
fn what_rules_all_out_is_406_with_the_list() {
    let lab = lab();
    for fields in [
        &["Accept: image/png"][..],
        &["Accept: */*;q=0"],
        &["Accept-Language: ja"],
        &["Accept-Language: *;q=0"],
        &["Accept: text/html, application/problem+json", "Accept-Language: fr"],
    ] {
        let answer = ask(&lab, fields).expect(406);
        assert_eq!(lab.decided(&answer), (Question::SeveralSuit, false));
        assert_eq!(answer.json()["variants"][4]["href"], "/lab/variants/greeting/fr.txt");
        assert!(answer.detail().contains("/lab/variants/greeting/fr.txt (text/plain, fr)"));
        assert_eq!(answer.field("Alternates").matches("{type ").count(), 5);
        let mut vary = answer.list("Vary");
        vary.sort_unstable();
        assert_eq!(vary, ["Accept", "Accept-Language"]);
    }
    lab.plain(&format!("HEAD {GREETING}"), &["Accept: image/png"]).expect(406);
}

#[test]
fn what_was_chosen_has_validators_of_its_own() {
    let lab = lab();
    let german = ask(&lab, &["Accept-Language: de"]).expect(200).field("ETag").to_owned();
    let french = ask(&lab, &["Accept-Language: fr"]).expect(200).field("ETag").to_owned();
    assert_ne!(german, french);
    let condition = format!("If-None-Match: {german}");
    let same = ask(&lab, &["Accept-Language: de", &condition]).expect(304);
    assert_eq!(same.field("Content-Location"), "/lab/variants/greeting/de.txt");
    assert!(same.has("Vary"));
    ask(&lab, &["Accept-Language: fr", &condition]).expect(200);
    ask(&lab, &["Accept-Language: fr", &format!("If-Match: {german}")]).expect(412);
    ask(&lab, &["Accept: image/png", &condition]).expect(406);
    ask(&lab, &[&condition]).expect(300);
    lab.plain(&format!("GET {GREETING}/de.txt"), &[&condition]).expect(304);
}

#[test]
fn ranges_are_those_of_what_was_chosen() {
    let lab = lab();
    let part = ask(&lab, &["Accept-Language: de", "Range: bytes=6-8"]).expect(206);
    assert_eq!((part.text(), part.field("Content-Range")), ("Tag", "bytes 6-8/11"));
    assert_eq!(
        (part.field("Content-Language"), part.field("Content-Location")),
        ("de", "/lab/variants/greeting/de.txt")
    );
    // With If-Range what the client has is left out; what every 206 has is not (RFC 9110 §15.3.7).
    let if_range = format!("If-Range: {}", part.field("ETag"));
    let part = ask(&lab, &["Accept-Language: de", "Range: bytes=6-8", &if_range]).expect(206);
    assert_eq!(part.list("Vary"), ["Accept", "Accept-Language"]);
    assert!(part.has("Content-Location") && !part.has("Content-Language") && !part.has("Content-Type"));
    // Another choice is another representation, and the date that they share tells nothing.
    let other = ask(&lab, &["Accept-Language: fr", "Range: bytes=6-8", &if_range]).expect(200);
    assert_eq!(other.text(), "Bonjour !\n");
    let dated = format!("If-Range: {}", other.field("Last-Modified"));
    assert_eq!(ask(&lab, &["Accept-Language: de", "Range: bytes=6-8", &dated]).expect(200).text(), "Guten Tag!\n");
    ask(&lab, &["Accept-Language: de", "Range: bytes=11-"]).expect(416);
    lab.plain(&format!("GET {GREETING}/fr.txt"), &["Range: bytes=0-0"]).expect(206);
}

#[test]
fn a_list_that_names_itself_or_another_list_is_506_once_that_is_what_is_chosen() {
    let lab = lab();
    for method in ["GET", "HEAD"] {
        let answer = lab.plain(&format!("{method} /lab/variants/mirror"), &[]).expect(506);
        assert_eq!(lab.decided(&answer), (Question::ChoiceEnds, false));
    }
    assert_eq!(lab.get("/lab/variants/mirror").json()["variant"], "/lab/variants/mirror");
    lab.plain("GET /lab/variants/mirror", &["Accept: image/png"]).expect(406);
    lab.get("/lab/variants/mirror/again").expect(404);
    let content = r#"{"variants": [{"name": "own", "type": "text/plain", "language": "en", "content": "mine"},
        {"name": "more", "type": "text/plain", "language": "de", "list": "greeting"},
        {"name": "none", "type": "text/plain", "language": "fr", "list": "never"}]}"#;
    lab.json(PUT, content).expect(201);
    let ask = |language: &str| lab.plain("GET /lab/variants/a", &[&format!("Accept-Language: {language}")]);
    assert_eq!(ask("en").expect(200).text(), "mine");
    assert_eq!(ask("de").expect(506).json()["variant"], "/lab/variants/greeting");
    ask("fr").expect(404);
    assert!(lab.get("/lab/variants/a").expect(300).text().contains("/lab/variants/greeting (text/plain, de)"));
    // Once it is put right it works, as the answer says.
    lab.json("PUT /lab/variants/mirror", &content.replace("\"list\": \"greeting\"", "\"content\": \"x\"")).expect(204);
    lab.plain("GET /lab/variants/mirror", &["Accept-Language: de"]).expect(200);
}

#[test]
fn a_list_is_made_replaced_and_deleted() {
    let lab = lab();
    lab.get("/lab/variants/a").expect(404);
    let one = r#"{"variants": [{"name": "x", "type": "application/json", "content": "[]"}]}"#;
    let made = lab.json(PUT, one).expect(201);
    assert_eq!(made.field("Location"), "/lab/variants/a");
    assert_eq!(lab.decided(&made), (Question::Made, true));
    let only = lab.get("/lab/variants/a").expect(200);
    assert_eq!((only.field("Content-Type"), only.text()), ("application/json", "[]"));
    assert!(!only.has("Content-Language"), "what suits all speaks none");
    assert_eq!((only.field("X-Content-Type-Options"), only.field("Content-Security-Policy")), ("nosniff", "sandbox"));
    lab.plain("GET /lab/variants/a", &["Accept-Language: ja"]).expect(200);
    let tag = only.field("ETag");
    lab.ask(PUT, &[JSON, "If-None-Match: *"], one).expect(412);
    lab.ask(PUT, &[JSON, "If-Match: \"other\""], one).expect(412);
    lab.ask(PUT, &[JSON, &format!("If-Match: {tag}")], one).expect(204);
    assert_ne!(lab.get("/lab/variants/a").field("ETag"), tag, "every change makes new tags");
    lab.plain("DELETE /lab/variants/a", &[&format!("If-Match: {tag}")]).expect(412);
    lab.plain("DELETE /lab/variants/a", &[]).expect(204);
    lab.get("/lab/variants/a").expect(404);
    lab.get("/lab/variants/a/x").expect(404);
    lab.plain("DELETE /lab/variants/a", &[]).expect(404);
    lab.get("/lab/variants/greeting/never").expect(404);
    lab.ask("PUT /lab/variants/greeting/de.txt", &[JSON], "{}").expect(405);
    for name in ["", "..", "%61", "a b", "ä", &"x".repeat(65)] {
        let line = format!("GET /lab/variants/{}", name.replace(' ', "%20").replace('ä', "%C3%A4"));
        lab.plain(&line, &[]).expect(404);
    }
}

#[test]
fn a_list_that_makes_no_sense_is_refused_with_every_place_at_once() {
    let lab = lab();
    lab.ask(PUT, &[JSON], "{").expect(400);
    lab.json(PUT, "{}").expect(400);
    lab.ask(PUT, &["Content-Type: text/plain"], "{}").expect(415);
    let many: Vec<_> = (0..17).map(|n| json!({"name": n.to_string(), "type": "a/b", "content": ""})).collect();
    for (content, pointers) in [
        (json!({"variants": {}}), vec!["#/variants"]),
        (json!({"variants": []}), vec!["#/variants"]),
        (json!({"variants": many}), vec!["#/variants"]),
        (json!({"variants": [1]}), vec!["#/variants/0"]),
        (json!({"variants": [{}]}), vec!["#/variants/0", "#/variants/0/name", "#/variants/0/type"]),
        (
            json!({"variants": [{"name": "a/b", "type": "text", "language": "", "content": 7}]}),
            vec!["#/variants/0/content", "#/variants/0/language", "#/variants/0/name", "#/variants/0/type"],
        ),
        (json!({"variants": [{"name": "a", "type": "a/b", "content": "", "list": "b"}]}), vec!["#/variants/0"]),
        (json!({"variants": [{"name": "a", "type": "a/b", "list": "../b"}]}), vec!["#/variants/0/list"]),
        (
            json!({"variants": [{"name": "a", "type": "a/b", "content": ""}, {"name": "a", "type": "a/c", "content": ""}]}),
            vec!["#/variants/1/name"],
        ),
    ] {
        let answer = lab.json(PUT, &content.to_string()).expect(422).json();
        let errors = answer["errors"].as_array().expect("errors");
        let mut named: Vec<_> = errors.iter().map(|error| error["pointer"].as_str().expect("a pointer")).collect();
        named.sort_unstable();
        assert_eq!(named, pointers, "{content}");
    }
    lab.get("/lab/variants/a").expect(404);
}

#[test]
fn lists_are_bounded_in_number_and_octets_and_one_more_is_507() {
    let one = |text: &str| json!({"variants": [{"name": "x", "type": "a/b", "content": text}]}).to_string();
    // Two are there at the start.
    let lab = lab_with(|settings| settings.records = 3);
    lab.json("PUT /lab/variants/b", &one("b")).expect(201);
    let full = lab.json("PUT /lab/variants/c", &one("c")).expect(507);
    assert_eq!(lab.decided(&full), (Question::RoomLeft, false));
    lab.json("PUT /lab/variants/b", &one("still")).expect(204);
    lab.plain("DELETE /lab/variants/greeting", &[]).expect(204);
    lab.json("PUT /lab/variants/c", &one("c")).expect(201);
    assert_eq!(lab.get("/lab/variants/b").text(), "still");
    let lab = lab_with(|settings| settings.documents_bytes = 1000);
    lab.json("PUT /lab/variants/b", &one(&"b".repeat(1000))).expect(507);
    lab.get("/lab/variants/b").expect(404);
}

#[test]
fn of_many_that_make_a_list_with_if_none_match_exactly_one_does() {
    let lab = lab_with(|settings| settings.threads = 2);
    let content = r#"{"variants":[{"name":"x","type":"a/b","content":"0"}]}"#;
    let mut clients: Vec<_> = (0..6).map(|_| lab.connect()).collect();
    for client in &mut clients {
        let length = format!("Content-Length: {}", content.len());
        client.send_head(PUT, &[JSON, "If-None-Match: *", "Expect: 100-continue", &length]);
        assert_eq!(client.next(PUT).code(), 100);
    }
    for (number, client) in clients.iter_mut().enumerate() {
        client.send(content.replace("\"0\"", &format!("\"{number}\"")));
    }
    let codes: Vec<u16> = clients.iter_mut().map(|client| client.answer(PUT).code()).collect();
    assert_eq!(codes.iter().filter(|code| **code == 201).count(), 1, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == 412).count(), 5, "{codes:?}");
    let winner = codes.iter().position(|code| *code == 201).expect("a winner");
    assert_eq!(lab.get("/lab/variants/a").text(), winner.to_string());
}
