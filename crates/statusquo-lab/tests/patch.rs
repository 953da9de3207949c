//! PATCH on users: merge patches alone, and the same care for versions, addresses and preconditions that PUT takes.

mod support;

use serde_json::json;
use statusquo_decision::Question;
use support::{JSON, TestLab, lab, lab_with};

const PATCH: &str = "PATCH /lab/users/1";
const MERGE: &str = "Content-Type: application/merge-patch+json";

fn patch(lab: &TestLab, content: &str) -> support::Answer {
    lab.ask(PATCH, &[MERGE], content)
}

#[test]
fn a_member_is_set_null_takes_it_away_and_the_rest_stays() {
    let lab = lab();
    let answer = patch(&lab, r#"{"age": 85}"#).expect(200);
    let now = json!({"id": 1, "name": "Grace", "email": "grace@example.test", "age": 85, "version": 2});
    assert_eq!(answer.json(), now);
    assert_eq!(answer.field("Content-Location"), "/lab/users/1");
    let kept = lab.get("/lab/users/1").expect(200);
    assert_eq!((kept.json(), kept.field("ETag")), (now, answer.field("ETag")));
    patch(&lab, r#"{"name": "Grace H.", "age": null, "more": {"is": "ignored"}}"#).expect(200);
    let now = json!({"id": 1, "name": "Grace H.", "email": "grace@example.test", "version": 3});
    assert_eq!(lab.get("/lab/users/1").json(), now);
    patch(&lab, "{}").expect(200);
    assert_eq!(lab.get("/lab/users/1").json()["version"], 4);
}

#[test]
fn what_patch_takes_is_told_by_get_by_options_and_by_the_415_to_anything_else() {
    let lab = lab();
    for line in ["GET", "HEAD", "OPTIONS"] {
        let answer = lab.plain(&format!("{line} /lab/users/1"), &[]);
        assert_eq!(answer.field("Accept-Patch"), "application/merge-patch+json", "{line}");
    }
    assert!(!lab.plain("OPTIONS /lab/users", &[]).has("Accept-Patch"));
    for given in [JSON, "Content-Type: application/json-patch+json", "Content-Type: text/plain", "X-None: 1"] {
        let answer = lab.ask(PATCH, &[given], "{}").expect(415);
        assert_eq!(answer.field("Accept-Patch"), "application/merge-patch+json", "{given}");
        assert!(!answer.has("Accept") && !answer.has("Accept-Encoding"), "{given}");
        assert_eq!(lab.decided(&answer), (Question::TypeAccepted, false));
    }
    lab.ask(PATCH, &["Content-Type: Application/Merge-Patch+JSON; a=b"], "{}").expect(200);
}

#[test]
fn each_kind_of_415_says_what_would_have_helped_and_nothing_else() {
    let lab = lab();
    const HELP: [&str; 3] = ["Accept", "Accept-Encoding", "Accept-Patch"];
    for (line, fields, helps) in [
        ("POST /lab/users", &["Content-Type: text/csv"][..], "Accept"),
        ("PUT /lab/users/1", &["Content-Type: text/csv"], "Accept"),
        ("POST /lab/users", &[JSON, "Content-Encoding: br"], "Accept-Encoding"),
        ("PUT /lab/documents/a", &["Content-Encoding: gzip, br"], "Accept-Encoding"),
        (PATCH, &[MERGE, "Content-Encoding: br"], "Accept-Encoding"),
        (PATCH, &[JSON], "Accept-Patch"),
    ] {
        let answer = lab.ask(line, fields, "{}").expect(415);
        for name in HELP {
            assert_eq!(answer.has(name), name == helps, "{line} {fields:?}: {name}");
        }
    }
}

#[test]
fn what_cannot_be_read_is_400_and_what_no_user_can_be_422() {
    let lab = lab();
    for content in ["", "{", "nonsense", "{\"a\": 1} more"] {
        let answer = patch(&lab, content).expect(400);
        assert_eq!(lab.decided(&answer), (Question::Understood, false), "{content}");
    }
    for (content, pointers) in [
        ("[]", vec!["#"]),
        ("7", vec!["#"]),
        ("null", vec!["#"]),
        (r#"{"name": null}"#, vec!["#/name"]),
        (r#"{"email": null, "name": 7}"#, vec!["#/email", "#/name"]),
        (r#"{"email": "nobody", "age": -3}"#, vec!["#/age", "#/email"]),
        (r#"{"name": {"first": "Grace"}}"#, vec!["#/name"]),
        (r#"{"version": null}"#, vec!["#/version"]),
    ] {
        let answer = patch(&lab, content).expect(422).json();
        let errors = answer["errors"].as_array().expect("errors");
        let mut named: Vec<_> = errors.iter().map(|error| error["pointer"].as_str().expect("a pointer")).collect();
        named.sort_unstable();
        named.dedup();
        assert_eq!(named, pointers, "{content}");
    }
    assert!(patch(&lab, "[]").detail().ends_with("the whole must be an object with the members to change."));
    assert_eq!(lab.get("/lab/users/1").json()["version"], 1);
}

#[test]
fn preconditions_versions_and_taken_addresses_are_heeded_as_with_put() {
    let lab = lab();
    lab.json("POST /lab/users", r#"{"name": "Ada", "email": "ada@example.test"}"#).expect(201);
    lab.ask(PATCH, &[MERGE, "If-Match: \"7\""], "{}").expect(412);
    lab.ask(PATCH, &[MERGE, "If-None-Match: *"], "{}").expect(412);
    lab.ask(PATCH, &[MERGE, "If-Match: \"1\""], r#"{"age": 1}"#).expect(200);
    let answer = patch(&lab, r#"{"age": 2, "version": 1}"#).expect(409);
    assert_eq!(answer.json()["version"], 2);
    let answer = patch(&lab, r#"{"email": "ADA@example.test"}"#).expect(409);
    assert_eq!(answer.json()["holder"], "/lab/users/2");
    patch(&lab, r#"{"email": "hopper@example.test", "version": 2}"#).expect(200);
    lab.json("POST /lab/users", r#"{"name": "G", "email": "grace@example.test"}"#).expect(201);
    lab.ask("PATCH /lab/users/99", &[MERGE], "{}").expect(404);
    lab.plain("DELETE /lab/users/1", &[]).expect(204);
    patch(&lab, "{}").expect(410);
}

#[test]
fn patches_of_different_members_at_the_same_time_are_all_kept() {
    let lab = lab_with(|settings| settings.threads = 2);
    let contents = [r#"{"age":85}"#, r#"{"name":"Grace H."}"#, r#"{"email":"hopper@example.test"}"#];
    let mut clients: Vec<_> = contents.iter().map(|_| lab.connect()).collect();
    for (client, content) in clients.iter_mut().zip(contents) {
        client.send_head(PATCH, &[MERGE, "Expect: 100-continue", &format!("Content-Length: {}", content.len())]);
        assert_eq!(client.next(PATCH).code(), 100);
    }
    for (client, content) in clients.iter_mut().zip(contents) {
        client.send(content);
    }
    for client in &mut clients {
        client.answer(PATCH).expect(200);
    }
    let now = json!({"id": 1, "name": "Grace H.", "email": "hopper@example.test", "age": 85, "version": 4});
    assert_eq!(lab.get("/lab/users/1").json(), now);
}
