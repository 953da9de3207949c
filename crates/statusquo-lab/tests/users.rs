//! Users: 201, the two kinds of 409, the two kinds of 400, 415, and 422 with every field at once.

mod support;

use serde_json::json;
use statusquo_decision::Question;
use support::{Answer, JSON, lab, lab_with};

const POST: &str = "POST /lab/users";
const ADA: &str = r#"{"name": "Ada", "email": "ada@example.test"}"#;

/// The JSON pointers of an answer's errors, sorted.
fn pointers(answer: &Answer) -> Vec<String> {
    let json = answer.json();
    let errors = json["errors"].as_array().expect("errors");
    let mut all: Vec<_> = errors.iter().map(|error| error["pointer"].as_str().expect("a pointer").to_owned()).collect();
    all.sort();
    all
}

#[test]
fn grace_is_there_at_the_start() {
    let user = lab().get("/lab/users/1").expect(200);
    assert_eq!(user.json(), json!({"id": 1, "name": "Grace", "email": "grace@example.test", "version": 1}));
}

#[test]
fn post_makes_a_user_with_201_and_a_location_that_leads_there() {
    let lab = lab();
    let content = r#"{"name": "Ada", "email": "ada@example.test", "age": 36}"#;
    let made = lab.json(POST, content).expect(201);
    assert_eq!(made.field("Location"), "/lab/users/2");
    assert_eq!(lab.decided(&made), (Question::Made, true));
    let kept = lab.get(made.field("Location")).expect(200);
    assert_eq!(kept.json(), made.json());
    assert_eq!(kept.json(), json!({"id": 2, "name": "Ada", "email": "ada@example.test", "age": 36, "version": 1}));
    assert_eq!(kept.field("ETag"), made.field("ETag"));
    assert!(kept.has("Last-Modified"));
}

#[test]
fn ids_count_up_and_none_is_given_twice() {
    let lab = lab();
    for id in 2..5 {
        let made = lab.json(POST, &format!(r#"{{"name": "N", "email": "n{id}@example.test"}}"#)).expect(201);
        assert_eq!(made.field("Location"), format!("/lab/users/{id}"));
        lab.plain(&format!("DELETE /lab/users/{id}"), &[]).expect(204);
        lab.get(&format!("/lab/users/{id}")).expect(410);
    }
    lab.get("/lab/users/5").expect(404);
}

#[test]
fn what_is_not_json_is_400_with_line_and_column() {
    let lab = lab();
    let deep = "[".repeat(50_000);
    for (content, line, column) in [
        ("nonsense", 1, 2),
        (r#"{"name": "Ada",}"#, 1, 16),
        ("{\n  \"name\": \"Ada\"\n  \"email\": 1\n}", 3, 3),
        (r#"{"name": "Ada"} more"#, 1, 17),
        ("{'name': 1}", 1, 2),
        ("{\"name\": \"\u{1}\"}", 1, 11),
        ("[]", 1, 1),
        ("\"text\"", 1, 1),
        ("null", 1, 1),
        (&deep, 1, 128),
    ] {
        let answer = lab.json(POST, content).expect(400);
        assert_eq!(lab.decided(&answer), (Question::Understood, false));
        let json = answer.json();
        assert_eq!((&json["line"], &json["column"]), (&json!(line), &json!(column)), "{content:.40}: {json}");
        assert!(answer.detail().contains(&format!("line {line}, column {column}")), "{}", answer.detail());
    }
    for content in [&b"{\"name\": \"\xff\"}"[..], b"", b"\0", b"\xef\xbb\xbf{}"] {
        let answer = lab.ask(POST, &[JSON], content).expect(400);
        assert!(answer.json()["line"].is_u64() && answer.json()["column"].is_u64());
    }
}

#[test]
fn a_required_member_that_is_missing_is_400_and_named() {
    let lab = lab();
    for (content, missing) in [
        ("{}", json!(["name", "email"])),
        (r#"{"name": "Ada"}"#, json!(["email"])),
        (r#"{"email": "ada@example.test", "Name": "Ada"}"#, json!(["name"])),
        (r#"{"age": -3}"#, json!(["name", "email"])),
    ] {
        let answer = lab.json(POST, content).expect(400);
        assert_eq!(lab.decided(&answer), (Question::Complete, false));
        assert_eq!(answer.json()["missing"], missing);
        for name in missing.as_array().expect("names") {
            assert!(answer.detail().contains(name.as_str().expect("a name")));
        }
        lab.json("PUT /lab/users/1", content).expect(400);
    }
}

#[test]
fn another_media_type_is_415_and_the_answer_says_which_is_taken() {
    let lab = lab();
    for media_type in
        ["text/plain", "application/jsonx", "application/problem+json", "", "application/x-www-form-urlencoded"]
    {
        let answer = lab.ask(POST, &[&format!("Content-Type: {media_type}")], ADA).expect(415);
        assert_eq!(answer.field("Accept"), "application/json");
        assert_eq!(lab.decided(&answer), (Question::TypeAccepted, false));
    }
    lab.ask(POST, &[], ADA).expect(415);
    lab.ask("PUT /lab/users/1", &[], ADA).expect(415);
    lab.ask(POST, &["Content-Type: Application/JSON; charset=utf-8"], ADA).expect(201);
}

#[test]
fn an_email_that_is_taken_is_409_and_names_the_holder() {
    let lab = lab();
    for email in ["grace@example.test", "Grace@Example.TEST"] {
        let answer = lab.json(POST, &format!(r#"{{"name": "Other", "email": "{email}"}}"#)).expect(409);
        assert_eq!(answer.json()["holder"], "/lab/users/1");
        assert!(answer.detail().contains("/lab/users/1"));
        assert_eq!(lab.decided(&answer), (Question::Conflict, true));
    }
    lab.json(POST, ADA).expect(201);
    let answer = lab.json("PUT /lab/users/2", r#"{"name": "Ada", "email": "grace@example.test"}"#).expect(409);
    assert_eq!(answer.json()["holder"], "/lab/users/1");
    assert_eq!(lab.get("/lab/users/2").json()["email"], "ada@example.test");
}

#[test]
fn an_email_is_free_again_when_its_holder_is_deleted_or_has_another() {
    let lab = lab();
    lab.json(POST, ADA).expect(201);
    lab.plain("DELETE /lab/users/2", &[]).expect(204);
    lab.json(POST, ADA).expect(201);
    lab.json("PUT /lab/users/3", r#"{"name": "Ada", "email": "countess@example.test"}"#).expect(200);
    lab.json(POST, ADA).expect(201);
    lab.json(POST, r#"{"name": "Other", "email": "countess@example.test"}"#).expect(409);
}

#[test]
fn put_replaces_and_counts_the_version_up() {
    let lab = lab();
    let answer = lab
        .json("PUT /lab/users/1", r#"{"name": "Grace H.", "email": "grace@example.test", "version": 1}"#)
        .expect(200);
    assert_eq!(answer.json(), json!({"id": 1, "name": "Grace H.", "email": "grace@example.test", "version": 2}));
    assert_eq!(lab.get("/lab/users/1").json(), answer.json());
    lab.json("PUT /lab/users/1", r#"{"name": "G", "email": "GRACE@example.test"}"#).expect(200);
    assert_eq!(lab.get("/lab/users/1").json()["version"], 3, "without a version it replaces whatever is there");
}

#[test]
fn put_with_a_stale_version_is_409_and_names_the_current_one() {
    let lab = lab();
    let put = r#"{"name": "G", "email": "grace@example.test", "version": 1}"#;
    lab.json("PUT /lab/users/1", put).expect(200);
    let answer = lab.json("PUT /lab/users/1", put).expect(409);
    assert_eq!(answer.json()["version"], 2);
    assert!(answer.detail().contains("version 2"), "{}", answer.detail());
    assert_eq!(lab.decided(&answer), (Question::Conflict, true));
    lab.json("PUT /lab/users/1", &put.replace('1', "7")).expect(409);
    assert_eq!(lab.get("/lab/users/1").json()["version"], 2);
}

#[test]
fn what_is_present_but_impossible_is_422_with_every_pointer_at_once() {
    let lab = lab();
    let long = "x".repeat(201);
    for (content, expected) in [
        (r#"{"name": "A", "email": "a@b", "age": -3}"#, &["#/age"][..]),
        (r#"{"name": "A", "email": "a@b", "age": 151}"#, &["#/age"]),
        (r#"{"name": "A", "email": "a@b", "age": 1.5}"#, &["#/age"]),
        (r#"{"name": "A", "email": "a@b", "age": null}"#, &["#/age"]),
        (r#"{"name": "", "email": "a@b"}"#, &["#/name"]),
        (r#"{"name": "  ", "email": "a@b"}"#, &["#/name"]),
        (&format!(r#"{{"name": "{long}", "email": "a@b"}}"#), &["#/name"]),
        (r#"{"name": "A", "email": "nobody"}"#, &["#/email"]),
        (r#"{"name": "A", "email": "a@b c"}"#, &["#/email"]),
        (r#"{"name": 7, "email": []}"#, &["#/email", "#/name"]),
        (r#"{"name": "", "email": "no", "age": -3}"#, &["#/age", "#/email", "#/name"]),
    ] {
        let answer = lab.json(POST, content).expect(422);
        assert_eq!(pointers(&answer), expected, "{content}");
        assert_eq!(lab.decided(&answer), (Question::Possible, false));
    }
    let answer = lab.json("PUT /lab/users/1", r#"{"name": "", "email": "", "age": "x", "version": 0}"#).expect(422);
    assert_eq!(pointers(&answer), ["#/age", "#/email", "#/name", "#/version"]);
    lab.get("/lab/users/2").expect(404);
}

#[test]
fn what_lacks_members_is_incomplete_before_it_is_impossible() {
    lab().json(POST, r#"{"email": "no", "age": -3}"#).expect(400);
}

#[test]
fn of_two_simultaneous_posts_with_one_email_exactly_one_is_201() {
    let lab = lab_with(|settings| settings.threads = 2);
    for round in 0..20 {
        let content = format!(r#"{{"name":"Twin","email":"twin{round:02}@example.test"}}"#);
        let length = format!("Content-Length: {}", content.len());
        let mut clients = [lab.connect(), lab.connect()];
        for client in &mut clients {
            client.send_head(POST, &[JSON, "Expect: 100-continue", &length]);
            assert_eq!(client.next(POST).code(), 100);
        }
        for client in &mut clients {
            client.send(&content);
        }
        let mut answers = clients.map(|mut client| client.answer(POST));
        answers.sort_by_key(Answer::code);
        let [made, refused] = answers;
        assert_eq!((made.code(), refused.code()), (201, 409));
        assert_eq!(refused.json()["holder"], made.field("Location"), "the holder is who made it");
    }
}

#[test]
fn of_two_simultaneous_puts_of_one_version_exactly_one_is_200() {
    let lab = lab_with(|settings| settings.threads = 2);
    let line = "PUT /lab/users/1";
    let content = r#"{"name":"Grace","email":"grace@example.test","version":1}"#;
    let mut clients = [lab.connect(), lab.connect()];
    for client in &mut clients {
        client.send_head(line, &[JSON, "Expect: 100-continue", &format!("Content-Length: {}", content.len())]);
        assert_eq!(client.next(line).code(), 100);
    }
    for client in &mut clients {
        client.send(content);
    }
    let mut codes = clients.map(|mut client| client.answer(line).code());
    codes.sort_unstable();
    assert_eq!(codes, [200, 409]);
}

#[test]
fn a_user_has_preconditions_as_a_document_has() {
    let lab = lab();
    lab.plain("GET /lab/users/1", &["If-None-Match: \"1\""]).expect(304);
    lab.ask("PUT /lab/users/1", &[JSON, "If-Match: \"7\""], ADA).expect(412);
    lab.ask("PUT /lab/users/1", &[JSON, "If-Match: \"1\""], ADA).expect(200);
    lab.plain("DELETE /lab/users/1", &["If-Match: \"1\""]).expect(412);
}

#[test]
fn who_never_was_is_404_and_who_was_deleted_is_410() {
    let lab = lab();
    lab.plain("DELETE /lab/users/1", &[]).expect(204);
    for method in ["GET", "HEAD", "DELETE", "PUT"] {
        let ask = |id| lab.ask(&format!("{method} /lab/users/{id}"), &[JSON], ADA);
        ask("1").expect(410);
        for id in ["2", "99", "0", "01", "x", "18446744073709551616", "-1"] {
            ask(id).expect(404);
        }
    }
}
