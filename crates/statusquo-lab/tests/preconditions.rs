//! Preconditions on documents: 304 and 412, and the order in which RFC 9110 §13.2.2 has them evaluated.

mod support;

use statusquo_decision::Question;
use support::{Answer, TestLab, lab};

const WELCOME: &str = "/lab/documents/welcome";
const LONG_AGO: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
const FAR_AWAY: &str = "Fri, 31 Dec 2100 23:59:59 GMT";

fn tag(lab: &TestLab) -> String {
    lab.get(WELCOME).field("ETag").to_owned()
}

fn read(lab: &TestLab, fields: &[&str]) -> Answer {
    lab.plain(&format!("GET {WELCOME}"), fields)
}

#[test]
fn if_none_match_answers_304_for_the_tag_its_weak_form_a_list_and_a_star() {
    let lab = lab();
    let tag = tag(&lab);
    for value in
        [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), format!("\"a,b\" ,, W/{tag}"), "*".into()]
    {
        for method in ["GET", "HEAD"] {
            let answer = lab.plain(&format!("{method} {WELCOME}"), &[&format!("If-None-Match: {value}")]).expect(304);
            assert_eq!(answer.field("ETag"), tag);
            assert_eq!(lab.decided(&answer), (Question::OnlyReads, true));
        }
    }
    let lines = ["If-None-Match: \"other\"".to_owned(), format!("If-None-Match: {tag}")];
    read(&lab, &[&lines[0], &lines[1]]).expect(304);
}

#[test]
fn if_none_match_with_other_tags_is_no_reason_for_304() {
    let lab = lab();
    let bare = tag(&lab).trim_matches('"').to_owned();
    for value in ["\"other\"", "W/\"other\"", "\"*\"", &bare, ""] {
        read(&lab, &[&format!("If-None-Match: {value}")]).expect(200);
    }
}

#[test]
fn a_304_has_no_content_and_repeats_the_validators_but_no_other_metadata() {
    let lab = lab();
    let answer = read(&lab, &["If-None-Match: *"]).expect(304);
    assert!(answer.has("Date") && answer.has("ETag"));
    for name in ["Content-Type", "Content-Length", "Last-Modified", "Content-Security-Policy"] {
        assert!(!answer.has(name), "{name}");
    }
    assert_eq!(answer.content, b"");
}

#[test]
fn if_modified_since_answers_304_if_nothing_was_modified() {
    let lab = lab();
    let modified = lab.get(WELCOME).field("Last-Modified").to_owned();
    for date in [&modified, FAR_AWAY, "Saturday, 06-Nov-99 08:49:37 GMT"] {
        let expected = if date.starts_with("Sat") { 200 } else { 304 };
        let answer = read(&lab, &[&format!("If-Modified-Since: {date}")]).expect(expected);
        if expected == 304 {
            assert_eq!(lab.decided(&answer), (Question::IfModifiedSinceHolds, false));
        }
    }
    read(&lab, &[&format!("If-Modified-Since: {LONG_AGO}")]).expect(200);
}

#[test]
fn a_date_that_is_none_or_comes_twice_is_ignored() {
    let lab = lab();
    for fields in [
        &["If-Modified-Since: yesterday"][..],
        &["If-Modified-Since: 0"],
        &["If-Unmodified-Since: never"],
        &["If-Modified-Since: Fri, 31 Dec 2100 23:59:59 GMT", "If-Modified-Since: Fri, 31 Dec 2100 23:59:59 GMT"],
    ] {
        read(&lab, fields).expect(200);
    }
}

#[test]
fn if_match_answers_412_unless_a_strong_tag_or_a_star_fits() {
    let lab = lab();
    let tag = tag(&lab);
    for value in [tag.clone(), format!("\"other\", {tag}"), "*".into()] {
        read(&lab, &[&format!("If-Match: {value}")]).expect(200);
    }
    for value in [format!("W/{tag}"), "\"other\"".into(), String::new()] {
        let answer = read(&lab, &[&format!("If-Match: {value}")]).expect(412);
        assert_eq!(lab.decided(&answer), (Question::IfMatchHolds, false));
        assert_eq!(answer.field("ETag"), tag, "the client can see what it is now");
    }
}

#[test]
fn writes_with_a_stale_if_match_answer_412_and_change_nothing() {
    let lab = lab();
    let before = tag(&lab);
    lab.ask(&format!("PUT {WELCOME}"), &["If-Match: \"stale\""], "new").expect(412);
    lab.plain(&format!("DELETE {WELCOME}"), &["If-Match: \"stale\""]).expect(412);
    assert_eq!(tag(&lab), before);
    lab.ask(&format!("PUT {WELCOME}"), &[&format!("If-Match: {before}")], "new").expect(204);
    lab.plain(&format!("DELETE {WELCOME}"), &["If-Match: *"]).expect(204);
}

#[test]
fn writes_with_if_match_to_what_is_not_there_answer_412() {
    let lab = lab();
    for value in ["*", "\"any\""] {
        lab.ask("PUT /lab/documents/new", &[&format!("If-Match: {value}")], "x").expect(412);
    }
    lab.get("/lab/documents/new").expect(404);
}

#[test]
fn writes_with_if_none_match_star_answer_412_if_the_document_is_there() {
    let lab = lab();
    let answer = lab.ask(&format!("PUT {WELCOME}"), &["If-None-Match: *"], "new").expect(412);
    assert_eq!(lab.decided(&answer), (Question::OnlyReads, false));
    lab.ask("PUT /lab/documents/new", &["If-None-Match: *"], "x").expect(201);
    lab.ask("PUT /lab/documents/new", &["If-None-Match: *"], "y").expect(412);
    assert_eq!(lab.get("/lab/documents/new").text(), "x");
    lab.plain(&format!("DELETE {WELCOME}"), &["If-None-Match: *"]).expect(412);
    lab.get(WELCOME).expect(200);
}

#[test]
fn if_unmodified_since_answers_412_after_a_change() {
    let lab = lab();
    let answer = lab.ask(&format!("PUT {WELCOME}"), &[&format!("If-Unmodified-Since: {LONG_AGO}")], "x").expect(412);
    assert_eq!(lab.decided(&answer), (Question::IfUnmodifiedSinceHolds, false));
    read(&lab, &[&format!("If-Unmodified-Since: {LONG_AGO}")]).expect(412);
    let modified = lab.get(WELCOME).field("Last-Modified").to_owned();
    lab.ask(&format!("PUT {WELCOME}"), &[&format!("If-Unmodified-Since: {modified}")], "x").expect(204);
}

#[test]
fn preconditions_are_evaluated_in_the_order_of_rfc_9110_section_13_2_2() {
    let lab = lab();
    let tag = tag(&lab);
    let fits = |name: &str| format!("{name}: {tag}");
    let other = |name: &str| format!("{name}: \"other\"");
    let dated = |name: &str, date: &str| format!("{name}: {date}");
    let table: [(&str, Vec<String>, u16, Question); 10] = [
        // Step 1 before steps 3 and 4.
        ("GET", vec![fits("If-None-Match"), other("If-Match")], 412, Question::IfMatchHolds),
        ("GET", vec![dated("If-Modified-Since", FAR_AWAY), other("If-Match")], 412, Question::IfMatchHolds),
        ("GET", vec![fits("If-Match"), fits("If-None-Match")], 304, Question::OnlyReads),
        // Step 2 only where If-Match is absent, and before step 3.
        ("GET", vec![fits("If-Match"), dated("If-Unmodified-Since", LONG_AGO)], 200, Question::RangesAsked),
        (
            "GET",
            vec![fits("If-None-Match"), dated("If-Unmodified-Since", LONG_AGO)],
            412,
            Question::IfUnmodifiedSinceHolds,
        ),
        // Step 4 only where If-None-Match is absent.
        ("GET", vec![other("If-None-Match"), dated("If-Modified-Since", FAR_AWAY)], 200, Question::RangesAsked),
        ("GET", vec![fits("If-None-Match"), dated("If-Modified-Since", LONG_AGO)], 304, Question::OnlyReads),
        // Step 4 only for GET and HEAD; step 3 is 412 for the others.
        ("PUT", vec![fits("If-None-Match"), dated("If-Modified-Since", LONG_AGO)], 412, Question::OnlyReads),
        ("PUT", vec![dated("If-Modified-Since", FAR_AWAY)], 204, Question::NothingToSay),
        ("DELETE", vec!["If-Match: *".into(), "If-None-Match: *".into()], 412, Question::OnlyReads),
    ];
    for (method, fields, code, question) in table {
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        let answer = lab.ask(&format!("{method} {WELCOME}"), &fields, "").expect(code);
        assert_eq!(lab.decided(&answer).0, question, "{method} {fields:?}");
    }
}

#[test]
fn preconditions_are_asked_only_where_the_answer_would_be_a_success() {
    let lab = lab();
    for (line, code) in [
        ("GET /lab/documents/never", 404),
        ("GET /lab/documents/old-welcome", 301),
        ("POST /lab/documents/welcome", 405),
        ("GET /lab/vault", 401),
    ] {
        lab.ask(line, &["If-Match: \"stale\"", "If-None-Match: *"], "").expect(code);
    }
}

#[test]
fn a_precondition_that_holds_with_the_head_and_not_with_the_content_ends_in_412() {
    let lab = lab();
    let line = format!("PUT {WELCOME}");
    let mut slow = lab.connect();
    slow.send_head(&line, &[&format!("If-Match: {}", tag(&lab)), "Content-Length: 4", "Expect: 100-continue"]);
    assert_eq!(slow.next(&line).code(), 100, "with the head it held");
    lab.ask(&line, &[], "fast").expect(204);
    slow.send("slow");
    let answer = slow.answer(&line).expect(412);
    assert_eq!(lab.decided(&answer), (Question::StillHolds, false));
    assert_eq!(lab.get(WELCOME).text(), "fast");
}
