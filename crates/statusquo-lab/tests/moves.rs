//! Moves: afterwards the old name really answers 301, or 302 until its time is over; 308 or 307 if the method is kept.

mod support;

use statusquo_decision::Question;
use std::time::{Duration, Instant};
use support::{lab, lab_with, until};

const MOVE: &str = "POST /lab/documents/welcome/move";

#[test]
fn at_the_start_old_welcome_has_moved_for_good_and_welcome_today_for_now() {
    let lab = lab();
    for (name, code, question) in
        [("old-welcome", 301, (Question::MovedForGood, true)), ("welcome-today", 302, (Question::MovedForGood, false))]
    {
        for method in ["GET", "HEAD", "DELETE"] {
            let answer = lab.plain(&format!("{method} /lab/documents/{name}"), &[]).expect(code);
            assert_eq!(answer.field("Location"), "/lab/documents/welcome");
            assert_eq!(lab.decided(&answer), question);
        }
        assert!(lab.get(&format!("/lab/documents/{name}")).text().contains("/lab/documents/welcome"));
    }
}

#[test]
fn a_permanent_move_answers_204_and_afterwards_the_name_answers_301_with_the_new_path() {
    let lab = lab();
    let before = lab.get("/lab/documents/welcome");
    let answer = lab.json(MOVE, r#"{"to": "hello there", "permanent": true}"#).expect(204);
    assert_eq!(answer.field("Location"), "/lab/documents/hello%20there");
    let moved = lab.get("/lab/documents/welcome").expect(301);
    assert_eq!(moved.field("Location"), "/lab/documents/hello%20there");
    let there = lab.get(moved.field("Location")).expect(200);
    assert_eq!(there.content, before.content);
    assert_eq!(there.field("Content-Type"), before.field("Content-Type"));
    assert_eq!(there.field("Last-Modified"), before.field("Last-Modified"));
}

#[test]
fn a_move_that_is_not_permanent_answers_302_and_without_seconds_it_does_not_end() {
    let lab = lab();
    for content in [r#"{"to": "a", "permanent": false}"#, r#"{"to": "b"}"#] {
        lab.ask("PUT /lab/documents/welcome", &[], "x");
        lab.json(MOVE, content).expect(204);
        lab.get("/lab/documents/welcome").expect(302);
    }
}

#[test]
fn a_move_for_a_time_answers_302_until_the_seconds_are_over_and_then_the_document_again() {
    let lab = lab();
    let before = lab.get("/lab/documents/welcome");
    let asked = Instant::now();
    lab.json(MOVE, r#"{"to": "away", "seconds": 0.3}"#).expect(204);
    lab.get("/lab/documents/welcome").expect(302);
    let back = until("the move is over", || Some(lab.get("/lab/documents/welcome")).filter(|now| now.code() != 302));
    assert!(asked.elapsed() >= Duration::from_millis(300), "it came back too early");
    assert_eq!(back.expect(200).content, before.content);
    lab.get("/lab/documents/away").expect(200);
}

#[test]
fn a_move_of_no_seconds_is_over_at_once() {
    let lab = lab();
    lab.json(MOVE, r#"{"to": "away", "seconds": 0}"#).expect(204);
    lab.get("/lab/documents/welcome").expect(200);
    lab.ask("PUT /lab/documents/welcome", &[], "replaced").expect(204);
}

#[test]
fn a_document_that_was_put_on_a_moved_name_stays_there_when_the_time_of_the_move_is_over() {
    let lab = lab();
    lab.json(MOVE, r#"{"to": "away", "seconds": 0.5}"#).expect(204);
    lab.ask("PUT /lab/documents/welcome", &[], "mine").expect(201);
    let end = Instant::now() + Duration::from_millis(550);
    until("the time of the move is over", || (Instant::now() > end).then_some(()));
    assert_eq!(lab.get("/lab/documents/welcome").expect(200).text(), "mine");
}

#[test]
fn moves_can_follow_one_another() {
    let lab = lab();
    for (from, to) in [("welcome", "a"), ("a", "b"), ("b", "c")] {
        lab.json(&format!("POST /lab/documents/{from}/move"), &format!(r#"{{"to": "{to}", "permanent": true}}"#))
            .expect(204);
    }
    let mut target = "/lab/documents/welcome".to_owned();
    for _ in 0..3 {
        target = lab.get(&target).expect(301).field("Location").to_owned();
    }
    assert_eq!(target, "/lab/documents/c");
    lab.get(&target).expect(200);
}

#[test]
fn a_deleted_or_moved_name_can_be_moved_to() {
    let lab = lab();
    lab.ask("PUT /lab/documents/deleted", &[], "x").expect(201);
    lab.plain("DELETE /lab/documents/deleted", &[]).expect(204);
    for name in ["deleted", "old-welcome"] {
        lab.ask("PUT /lab/documents/new", &[], name);
        lab.json("POST /lab/documents/new/move", &format!(r#"{{"to": "{name}", "permanent": true}}"#)).expect(204);
        assert_eq!(lab.get(&format!("/lab/documents/{name}")).expect(200).text(), name);
    }
}

#[test]
fn the_new_name_is_taken_as_it_stands_and_no_escape_is_undone() {
    let lab = lab();
    let answer = lab.json(MOVE, r#"{"to": "100%41", "permanent": true}"#).expect(204);
    assert_eq!(answer.field("Location"), "/lab/documents/100%2541");
    lab.get("/lab/documents/100%2541").expect(200);
    lab.get("/lab/documents/100A").expect(404);
}

#[test]
fn a_name_that_another_document_has_is_a_409_that_names_it() {
    let lab = lab();
    lab.ask("PUT /lab/documents/other", &[], "other").expect(201);
    let answer = lab.json(MOVE, r#"{"to": "other"}"#).expect(409);
    assert_eq!(answer.json()["holder"], "/lab/documents/other");
    lab.get("/lab/documents/welcome").expect(200);
    assert_eq!(lab.get("/lab/documents/other").text(), "other");
}

#[test]
fn what_is_not_there_cannot_be_moved() {
    let lab = lab();
    lab.ask("PUT /lab/documents/deleted", &[], "x").expect(201);
    lab.plain("DELETE /lab/documents/deleted", &[]).expect(204);
    for (name, code) in [("never", 404), ("old-welcome", 404), ("deleted", 410)] {
        lab.json(&format!("POST /lab/documents/{name}/move"), r#"{"to": "new"}"#).expect(code);
    }
    lab.get("/lab/documents/new").expect(404);
}

#[test]
fn an_order_that_lacks_its_target_is_400_and_an_impossible_one_422() {
    let lab = lab();
    let answer = lab.json(MOVE, r#"{"permanent": true}"#).expect(400);
    assert_eq!(answer.json()["missing"], serde_json::json!(["to"]));
    for (content, pointers) in [
        (r#"{"to": ""}"#, &["#/to"][..]),
        (r#"{"to": "a/b"}"#, &["#/to"]),
        (r#"{"to": 7}"#, &["#/to"]),
        (r#"{"to": "welcome"}"#, &["#/to"]),
        (r#"{"to": "a", "permanent": "yes"}"#, &["#/permanent"]),
        (r#"{"to": "a", "keep_method": "yes"}"#, &["#/keep_method"]),
        (r#"{"to": "a", "seconds": -1}"#, &["#/seconds"]),
        (r#"{"to": "a", "seconds": 1e300}"#, &["#/seconds"]),
        (r#"{"to": "a", "seconds": 1, "permanent": true}"#, &["#/seconds"]),
        (r#"{"to": "..", "seconds": "1", "permanent": 0}"#, &["#/permanent", "#/seconds", "#/to"]),
    ] {
        let answer = lab.json(MOVE, content).expect(422).json();
        let errors = answer["errors"].as_array().expect("errors");
        let mut named: Vec<_> = errors.iter().map(|error| error["pointer"].as_str().expect("a pointer")).collect();
        named.sort_unstable();
        assert_eq!(named, pointers, "{content}");
    }
    lab.ask(MOVE, &["Content-Type: text/plain"], r#"{"to": "a"}"#).expect(415);
    lab.get("/lab/documents/welcome").expect(200);
}

#[test]
fn of_two_documents_that_move_to_one_name_at_the_same_time_one_gets_it() {
    let lab = lab_with(|settings| settings.threads = 2);
    let names: Vec<String> = (0..6).map(|number| format!("from-{number}")).collect();
    let mut clients = Vec::new();
    for name in &names {
        lab.ask(&format!("PUT /lab/documents/{name}"), &[], name).expect(201);
        let line = format!("POST /lab/documents/{name}/move");
        let mut client = lab.connect();
        client.send_head(&line, &[support::JSON, "Expect: 100-continue", "Content-Length: 14"]);
        assert_eq!(client.next(&line).code(), 100);
        clients.push((line, client));
    }
    for (_, client) in &mut clients {
        client.send(r#"{"to": "there"}"#.replace(": ", ":"));
    }
    let codes: Vec<u16> = clients.iter_mut().map(|(line, client)| client.answer(line).code()).collect();
    assert_eq!(codes.iter().filter(|code| **code == 204).count(), 1, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == 409).count(), 5, "{codes:?}");
    let winner = codes.iter().position(|code| *code == 204).expect("a winner");
    assert_eq!(lab.get("/lab/documents/there").text(), names[winner]);
    for (number, name) in names.iter().enumerate() {
        lab.get(&format!("/lab/documents/{name}")).expect(if number == winner { 302 } else { 200 });
    }
}

#[test]
fn at_the_start_old_inbox_and_inbox_today_send_every_method_on_as_it_is() {
    let lab = lab();
    for (name, code, question) in
        [("old-inbox", 308, (Question::KeptForGood, true)), ("inbox-today", 307, (Question::KeptForGood, false))]
    {
        for method in ["GET", "HEAD", "PUT", "POST", "DELETE"] {
            let answer = lab.ask(&format!("{method} /lab/documents/{name}"), &[], "").expect(code);
            assert_eq!(answer.field("Location"), "/lab/documents/inbox", "{method}");
            assert_eq!(lab.decided(&answer), question, "{method}");
        }
        lab.plain(&format!("OPTIONS /lab/documents/{name}"), &[]).expect(204);
    }
    assert_eq!(lab.get("/lab/documents/inbox").expect(200).text(), "Nobody has written yet.\n");
}

#[test]
fn a_move_that_keeps_the_method_answers_put_too_and_what_is_put_there_is_stored_there() {
    let lab = lab();
    for (content, code) in [
        (r#"{"to": "a", "keep_method": true, "permanent": true}"#, 308),
        (r#"{"to": "b", "keep_method": true}"#, 307),
        (r#"{"to": "c", "keep_method": true, "seconds": 60}"#, 307),
        (r#"{"to": "d", "keep_method": false, "permanent": true}"#, 301),
    ] {
        lab.ask("PUT /lab/documents/from", &["Content-Type: text/plain"], "before");
        lab.json("POST /lab/documents/from/move", content).expect(204);
        let moved = lab.get("/lab/documents/from").expect(code);
        let place = moved.field("Location").to_owned();
        if code == 301 {
            lab.ask("PUT /lab/documents/from", &[], "anew").expect(201);
            continue;
        }
        let refused = lab.ask("PUT /lab/documents/from", &["Content-Type: text/plain"], "after").expect(code);
        assert_eq!(refused.field("Location"), place);
        assert_eq!(lab.get(&place).text(), "before", "nothing is stored on the way");
        lab.ask(&format!("PUT {place}"), &["Content-Type: text/plain"], "after").expect(204);
        assert_eq!(lab.get(&place).text(), "after");
        // The name comes back into use when another document moves there.
        lab.ask("PUT /lab/documents/other", &[], "other").expect(201);
        lab.json("POST /lab/documents/other/move", r#"{"to": "from"}"#).expect(204);
        assert_eq!(lab.get("/lab/documents/from").expect(200).text(), "other");
        lab.ask("PUT /lab/documents/other", &[], "");
        lab.plain("DELETE /lab/documents/other", &[]).expect(204);
    }
}

#[test]
fn a_move_that_keeps_the_method_for_a_time_ends_as_others_do() {
    let lab = lab();
    lab.json(MOVE, r#"{"to": "away", "keep_method": true, "seconds": 0.3}"#).expect(204);
    lab.ask("PUT /lab/documents/welcome", &[], "x").expect(307);
    until("the move is over", || (lab.get("/lab/documents/welcome").code() == 200).then_some(()));
    lab.ask("PUT /lab/documents/welcome", &[], "x").expect(204);
}

#[test]
fn a_put_whose_document_moves_while_the_content_is_on_its_way_is_not_stored_at_the_old_name() {
    let lab = lab();
    let line = "PUT /lab/documents/welcome";
    let mut late = lab.connect();
    late.send_head(line, &["Expect: 100-continue", "Content-Length: 4"]);
    assert_eq!(late.next(line).code(), 100);
    lab.json(MOVE, r#"{"to": "there", "keep_method": true}"#).expect(204);
    late.send("late");
    late.answer(line).expect(409);
    lab.get("/lab/documents/welcome").expect(307);
    assert!(lab.get("/lab/documents/there").text().starts_with("Welcome"));
}

#[test]
fn where_users_were_before_every_request_is_sent_on_for_good_query_and_all() {
    let lab = lab();
    for (from, to) in [
        ("/lab/people", "/lab/users"),
        ("/lab/people?a=1&b", "/lab/users?a=1&b"),
        ("/lab/people/1", "/lab/users/1"),
        ("/lab/people/1?", "/lab/users/1?"),
    ] {
        for method in ["GET", "HEAD", "PUT", "POST", "PATCH", "DELETE"] {
            let answer = lab.ask(&format!("{method} {from}"), &[support::JSON], "{").expect(308);
            assert_eq!(answer.field("Location"), to, "{method}");
            assert_eq!(lab.decided(&answer), (Question::KeptForGood, true));
        }
    }
    assert_eq!(
        lab.plain("OPTIONS /lab/people", &[]).expect(204).field("Allow"),
        lab.plain("OPTIONS /lab/users", &[]).expect(204).field("Allow"),
    );
    for nowhere in ["/lab/people/", "/lab/people/x", "/lab/people/1/2"] {
        lab.get(nowhere).expect(404);
    }
}
