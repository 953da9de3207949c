//! Guarded documents: who changes one has to say which version it has seen, and no update is lost.

mod support;

use statusquo_decision::Question;
use support::{lab, lab_with};

const PLAN: &str = "/lab/guarded/plan";

#[test]
fn a_change_without_a_condition_is_428_and_the_answer_says_how_to_send_it() {
    let lab = lab();
    for method in ["PUT", "DELETE"] {
        let answer = lab.ask(&format!("{method} {PLAN}"), &[], "mine").expect(428);
        assert_eq!(lab.decided(&answer), (Question::ConditionGiven, false));
        assert!(answer.detail().contains("If-Match"), "{}", answer.detail());
        assert_eq!(answer.json()["required"], "If-Match");
        assert!(!answer.has("ETag"), "who sent it back unseen would overwrite all the same");
    }
    assert!(lab.get(PLAN).expect(200).text().starts_with("The plan"));
}

#[test]
fn get_head_and_a_get_of_what_has_not_changed_need_no_condition() {
    let lab = lab();
    let tag = lab.get(PLAN).expect(200).field("ETag").to_owned();
    assert_eq!(lab.plain(&format!("HEAD {PLAN}"), &[]).expect(200).field("ETag"), tag);
    lab.plain(&format!("GET {PLAN}"), &[&format!("If-None-Match: {tag}")]).expect(304);
}

#[test]
fn with_the_right_tag_it_works_with_a_wrong_one_it_is_412() {
    let lab = lab();
    let tag = lab.get(PLAN).field("ETag").to_owned();
    let put = |tag: &str, content: &str| lab.ask(&format!("PUT {PLAN}"), &[&format!("If-Match: {tag}")], content);
    let mine = put(&tag, "mine").expect(204);
    let late = put(&tag, "late").expect(412);
    assert_eq!(lab.decided(&late), (Question::IfMatchHolds, false));
    assert_eq!(lab.get(PLAN).text(), "mine", "nobody's change was lost");
    put(mine.field("ETag"), "both").expect(204);
    assert_eq!(lab.get(PLAN).text(), "both");
    lab.plain(&format!("DELETE {PLAN}"), &["If-Match: \"stale\""]).expect(412);
    lab.plain(&format!("DELETE {PLAN}"), &["If-Match: *"]).expect(204);
    lab.get(PLAN).expect(410);
}

#[test]
fn what_is_not_there_is_made_only_if_it_still_is_not() {
    let lab = lab();
    let line = "PUT /lab/guarded/new";
    let answer = lab.ask(line, &[], "x").expect(428);
    assert_eq!(answer.json()["required"], "If-None-Match: *");
    lab.ask(line, &["If-Match: *"], "x").expect(412);
    let made = lab.ask(line, &["If-None-Match: *"], "x").expect(201);
    assert_eq!(made.field("Location"), "/lab/guarded/new");
    lab.ask(line, &["If-None-Match: *"], "y").expect(412);
    let kept = lab.get("/lab/guarded/new").expect(200);
    assert_eq!((kept.text(), kept.field("ETag")), ("x", made.field("ETag")));
    assert_eq!(kept.field("Content-Security-Policy"), "sandbox");
}

#[test]
fn a_condition_that_would_let_an_unseen_change_through_is_not_enough() {
    let lab = lab();
    for field in
        ["If-Unmodified-Since: Fri, 31 Dec 2100 23:59:59 GMT", "If-None-Match: \"other\"", "If-Modified-Since: x"]
    {
        let answer = lab.ask(&format!("PUT {PLAN}"), &[field], "mine").expect(428);
        let tells = answer.detail().contains("never seen");
        assert_eq!(tells, !field.starts_with("If-Modified-Since"), "{field}");
    }
}

#[test]
fn what_there_is_not_is_404_or_410_before_anybody_asks_for_a_condition() {
    let lab = lab();
    lab.plain("DELETE /lab/guarded/never", &[]).expect(404);
    lab.plain(&format!("DELETE {PLAN}"), &["If-Match: *"]).expect(204);
    lab.plain(&format!("DELETE {PLAN}"), &[]).expect(410);
    lab.ask(&format!("PUT {PLAN}"), &[], "again").expect(428);
    lab.ask("POST /lab/guarded/plan", &[], "x").expect(405);
    lab.ask("PUT /lab/guarded/..", &["If-None-Match: *"], "x").expect(404);
}

#[test]
fn the_content_is_not_waited_for_where_the_head_is_enough() {
    let lab = lab();
    let line = format!("PUT {PLAN}");
    let mut client = lab.connect();
    client.send_head(&line, &["Expect: 100-continue", "Content-Length: 4"]);
    assert_eq!(client.next(&line).code(), 428, "without a 100");
    lab.ask(&line, &["Content-Length: 99999999"], "").expect(413);
}

#[test]
fn they_are_documents_of_their_own_and_bounded() {
    let lab = lab_with(|settings| settings.records = 2);
    lab.get("/lab/documents/plan").expect(404);
    lab.get("/lab/guarded/welcome").expect(404);
    lab.ask("PUT /lab/guarded/a", &["If-None-Match: *"], "x").expect(201);
    let full = lab.ask("PUT /lab/guarded/b", &["If-None-Match: *"], "x").expect(507);
    assert_eq!(lab.decided(&full), (Question::RoomLeft, false));
    lab.get("/lab/guarded/a").expect(200);
}

#[test]
fn parts_and_differences_are_to_be_had_and_never_of_another_document_with_the_same_name() {
    let lab = lab();
    let lines = |end: &str| (0..50).map(|line| format!("line {line}\n")).collect::<String>() + end;
    let (before, after) = (lines("the end\n"), lines("a new end\n"));
    let mut first = Vec::new();
    for place in ["/lab/documents/same", "/lab/guarded/same"] {
        let made = lab.ask(&format!("PUT {place}"), &["If-None-Match: *"], &before).expect(201);
        lab.ask(&format!("PUT {place}"), &["If-Match: *"], &after).expect(204);
        first.push((place, made.field("ETag").to_owned()));
    }
    let ask = |place: &str, etag: &str| {
        lab.plain(&format!("GET {place}"), &[&format!("If-None-Match: {etag}"), "A-IM: diffe"])
    };
    for (place, etag) in &first {
        assert_eq!(ask(place, etag).expect(226).field("Delta-Base"), etag);
    }
    let part = lab.plain("GET /lab/guarded/same", &["Range: bytes=0-5"]).expect(206);
    assert_eq!(part.text(), "line 0");
    lab.plain("DELETE /lab/guarded/same", &["If-Match: *"]).expect(204);
    ask("/lab/documents/same", &first[0].1).expect(226);
    ask("/lab/guarded/same", &first[1].1).expect(410);
}

#[test]
fn of_many_who_change_what_they_have_seen_exactly_one_does() {
    let lab = lab_with(|settings| settings.threads = 2);
    let tag = lab.get(PLAN).field("ETag").to_owned();
    let line = format!("PUT {PLAN}");
    let mut clients: Vec<_> = (0..8).map(|_| lab.connect()).collect();
    for client in &mut clients {
        client.send_head(&line, &[&format!("If-Match: {tag}"), "Expect: 100-continue", "Content-Length: 1"]);
        assert_eq!(client.next(&line).code(), 100);
    }
    for (number, client) in clients.iter_mut().enumerate() {
        client.send(number.to_string());
    }
    let codes: Vec<u16> = clients.iter_mut().map(|client| client.answer(&line).code()).collect();
    assert_eq!(codes.iter().filter(|code| **code == 204).count(), 1, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == 412).count(), 7, "{codes:?}");
}
