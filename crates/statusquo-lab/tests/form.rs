//! The form: what it sends is kept, and answered with 303 or 205.

mod support;

use serde_json::json;
use statusquo_decision::Question;
use support::{Answer, TestLab, lab, lab_with};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";

fn send(lab: &TestLab, content: &str) -> Answer {
    lab.ask("POST /lab/form", &[FORM], content)
}

#[test]
fn the_form_is_a_page_that_posts_to_itself() {
    let lab = lab();
    let form = lab.get("/lab/form").expect(200);
    assert_eq!(form.field("Content-Type"), "text/html; charset=utf-8");
    assert!(form.field("Content-Security-Policy").starts_with("default-src 'none'"));
    for part in ["method=\"post\"", "action=\"/lab/form\"", "name=\"entry\"", "value=\"show\"", "value=\"next\""] {
        assert!(form.text().contains(part), "{part}");
    }
    let head = lab.plain("HEAD /lab/form", &[]).expect(200);
    assert_eq!(head.field("Content-Length"), form.content.len().to_string());
    assert_eq!(lab.plain("OPTIONS /lab/form", &[]).expect(204).field("Allow"), "GET, HEAD, POST, OPTIONS");
}

#[test]
fn who_wants_to_see_the_entry_is_led_to_it_with_303() {
    let lab = lab();
    for (content, kept) in
        [("entry=Gr%C3%BC%C3%9Fe+%26+mehr&then=show", "Grüße & mehr\n"), ("entry=%3Cscript%3E", "<script>\n")]
    {
        let answer = send(&lab, content).expect(303);
        assert_eq!(lab.decided(&answer), (Question::SeenElsewhere, true));
        let location = answer.field("Location");
        assert!(answer.text().contains(&format!("<a href=\"{location}\">")), "a note with a link (RFC 9110 §15.4.4)");
        let entry = lab.get(location).expect(200);
        assert_eq!(entry.text(), kept);
        assert_eq!(entry.field("Content-Type"), "text/plain; charset=utf-8");
        assert_eq!(entry.field("X-Content-Type-Options"), "nosniff");
        assert_eq!(entry.field("Content-Security-Policy"), "sandbox");
        lab.plain(&format!("GET {location}"), &[&format!("If-None-Match: {}", entry.field("ETag"))]).expect(304);
    }
}

#[test]
fn who_goes_on_with_the_next_entry_gets_205_without_content_but_framed() {
    let lab = lab();
    let mut client = lab.connect();
    for _ in 0..2 {
        let answer = client.ask("POST /lab/form", &[FORM], "entry=a&then=next").expect(205);
        assert_eq!(lab.decided(&answer), (Question::ViewToReset, true));
        assert_eq!((answer.field("Content-Length"), answer.content.len()), ("0", 0));
        assert!(!answer.has("Content-Type") && !answer.has("Transfer-Encoding"));
    }
    for id in [1, 2] {
        assert_eq!(lab.get(&format!("/lab/form/{id}")).expect(200).text(), "a\n");
    }
}

#[test]
fn an_entry_is_read_and_deleted_and_made_by_the_form_alone() {
    let lab = lab();
    send(&lab, "entry=a").expect(303);
    let line = |method: &str| format!("{method} /lab/form/1");
    assert_eq!(lab.plain(&line("OPTIONS"), &[]).expect(204).field("Allow"), "GET, HEAD, DELETE, OPTIONS");
    lab.ask(&line("PUT"), &[], "b").expect(405);
    lab.plain(&line("HEAD"), &[]).expect(200);
    lab.plain(&line("DELETE"), &[]).expect(204);
    let gone = lab.get("/lab/form/1").expect(410);
    assert!(!gone.detail().contains("PUT"));
    for other in ["2", "0", "01", "a", "-1", "", "1/2"] {
        lab.get(&format!("/lab/form/{other}")).expect(404);
    }
}

#[test]
fn what_cannot_be_read_lacks_something_or_is_impossible_is_not_kept() {
    let lab = lab();
    let long = format!("entry={}", "x".repeat(1001));
    for (content, code, question) in [
        ("entry=%FF", 400, Question::Understood),
        ("", 400, Question::Complete),
        ("then=show", 400, Question::Complete),
        ("entry=", 422, Question::Possible),
        ("entry=+", 422, Question::Possible),
        ("entry=a%00b", 422, Question::Possible),
        ("entry=a&then=later", 422, Question::Possible),
        (&long, 422, Question::Possible),
    ] {
        let answer = send(&lab, content).expect(code);
        assert_eq!(lab.decided(&answer), (question, false), "{content}");
    }
    let both = send(&lab, "entry=&then=later").expect(422).json();
    let names: Vec<_> = both["errors"].as_array().expect("errors").iter().map(|error| &error["name"]).collect();
    assert_eq!(names, [&json!("entry"), &json!("then")]);
    let other = lab.ask("POST /lab/form", &["Content-Type: multipart/form-data; boundary=x"], "x").expect(415);
    assert_eq!(other.field("Accept"), "application/x-www-form-urlencoded");
    lab.ask("POST /lab/form", &[FORM, "Content-Length: 70000"], "").expect(413);
    lab.get("/lab/form/1").expect(404);
}

#[test]
fn what_is_kept_is_bounded_and_a_deleted_entry_makes_room() {
    let lab = lab_with(|settings| settings.records = 2);
    send(&lab, "entry=a").expect(303);
    send(&lab, "entry=b&then=next").expect(205);
    let full = send(&lab, "entry=c").expect(507);
    assert_eq!(lab.decided(&full), (Question::RoomLeft, false));
    assert_eq!(lab.get("/lab/form/2").expect(200).text(), "b\n");
    lab.plain("DELETE /lab/form/1", &[]).expect(204);
    assert_eq!(send(&lab, "entry=c").expect(303).field("Location"), "/lab/form/3");
}
