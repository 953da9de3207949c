//! Error content: problem details as JSON, the same as text or as a page, with nothing in it that could run.

mod support;

use serde_json::Value;
use support::{Answer, JSON, TestLab, lab};

const BROWSER: &str = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

/// One refusal of each kind.
const REFUSALS: [(&str, &[&str], u16); 11] = [
    ("GET /lab/divide", &[], 400),
    ("GET /lab/vault", &[], 401),
    ("PUT /_/maintenance", &["Origin: http://elsewhere.test"], 403),
    ("GET /nowhere", &[], 404),
    ("POST /lab/vault", &[], 405),
    ("PUT /lab/documents/new", &["If-Match: *"], 412),
    ("POST /lab/users", &[], 415),
    ("GET /", &["Expect: more"], 417),
    ("GET /lab/echo", &[], 426),
    ("INVENT /", &[], 501),
    ("GET /lab/gateway/garbage", &[], 502),
];

fn ask(lab: &TestLab, refusal: &(&str, &[&str], u16), accept: &str) -> Answer {
    let (line, fields, code) = refusal;
    let content = if line.starts_with('P') { "x" } else { "" };
    lab.ask(line, &[fields, &[accept][..]].concat(), content).expect(*code)
}

#[test]
fn a_problem_has_the_members_of_rfc_9457_and_why() {
    let lab = lab();
    for refusal in &REFUSALS {
        for accept in ["Accept: */*", "X-None: 1", "Accept: application/problem+json", "Accept: application/json"] {
            let answer = ask(&lab, refusal, accept);
            assert_eq!(answer.field("Content-Type"), "application/problem+json", "{accept}");
            let problem = answer.json();
            assert_eq!(problem["type"], format!("/{}", answer.code()));
            assert_eq!(problem["title"], statusquo_catalog::entry(answer.code()).expect("registered").phrase);
            assert_eq!(problem["status"], answer.code());
            assert_eq!(problem["instance"], format!("/_/exchanges/{}", answer.exchange()));
            assert!(problem["detail"].as_str().is_some_and(|detail| detail.len() > 20), "{}", answer.shown());
            let why = problem["why"].as_array().expect("a list");
            assert!(
                why.iter()
                    .all(|step| step["question"].is_string() && matches!(step["answer"].as_str(), Some("yes" | "no")))
            );
        }
    }
}

#[test]
fn the_type_and_the_instance_of_a_problem_lead_somewhere() {
    let lab = lab();
    for refusal in &REFUSALS {
        let problem = ask(&lab, refusal, "Accept: */*").json();
        for member in ["type", "instance"] {
            lab.get(problem[member].as_str().expect("an address")).expect(200);
        }
    }
}

#[test]
fn why_ends_with_the_question_that_decided() {
    let lab = lab();
    for refusal in &REFUSALS {
        let answer = ask(&lab, refusal, "Accept: */*");
        let problem = answer.json();
        let last = problem["why"].as_array().and_then(|why| why.last()).expect("a question");
        let (question, yes) = lab.decided(&answer);
        assert_eq!(last["question"], question.text());
        assert_eq!(last["answer"], if yes { "yes" } else { "no" });
    }
}

#[test]
fn text_is_for_who_accepts_text_and_says_the_same() {
    let lab = lab();
    for refusal in &REFUSALS {
        let problem = ask(&lab, refusal, "Accept: */*").json();
        let answer = ask(&lab, refusal, "Accept: text/plain");
        assert_eq!(answer.field("Content-Type"), "text/plain; charset=utf-8");
        let text = answer.text();
        assert!(text.starts_with(&format!("{} {}\n", refusal.2, problem["title"].as_str().expect("a title"))));
        for step in problem["why"].as_array().expect("a list") {
            assert!(text.contains(step["question"].as_str().expect("a question")));
        }
        assert!(text.contains(problem["detail"].as_str().expect("a detail")));
    }
}

#[test]
fn html_is_for_a_browser_and_says_the_same() {
    let lab = lab();
    for refusal in &REFUSALS {
        let problem = ask(&lab, refusal, "Accept: */*").json();
        let answer = ask(&lab, refusal, BROWSER);
        assert_eq!(answer.field("Content-Type"), "text/html; charset=utf-8");
        let text = answer.text();
        assert!(text.starts_with("<!DOCTYPE html>"));
        let (_, asked) = text.split_once("<ol class=\"asked-all\">").expect("the questions");
        let (asked, _) = asked.split_once("</ol>").expect("their end");
        let escaped = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        let mut shown = asked.split("<li").skip(1);
        for step in problem["why"].as_array().expect("a list") {
            let [question, answer] = ["question", "answer"].map(|member| escaped(step[member].as_str().expect("text")));
            let line = shown.next().expect("one for each question");
            // There a question begins a sentence.
            let expected = format!("{question} <b>{answer}</b>").to_lowercase();
            assert!(line.to_lowercase().contains(&expected), "{question} {answer}: {line}");
        }
        assert_eq!(shown.next(), None);
        let title = escaped(problem["title"].as_str().expect("a title"));
        assert!(
            text.contains(&format!("<h1><span class=\"unseen\">{} </span>{title}</h1>", refusal.2)),
            "it names the code"
        );
        assert!(text.contains(&format!("<a href=\"/{}\">", refusal.2)));
    }
}

#[test]
fn the_form_depends_on_accept_and_says_so_and_is_not_sniffed() {
    let lab = lab();
    for accept in ["Accept: */*", "Accept: text/plain", BROWSER] {
        let answer = ask(&lab, &REFUSALS[3], accept);
        assert!(answer.list("Vary").contains(&"Accept"));
        assert_eq!(answer.field("X-Content-Type-Options"), "nosniff");
        let policy = answer.optional("Content-Security-Policy").unwrap_or("");
        assert_eq!(policy.starts_with("default-src 'none'"), accept == BROWSER);
    }
}

#[test]
fn who_accepts_none_of_the_forms_gets_json_rather_than_nothing() {
    let answer = ask(&lab(), &REFUSALS[3], "Accept: image/png");
    assert_eq!(answer.field("Content-Type"), "application/problem+json");
}

#[test]
fn nothing_that_a_client_wrote_can_run_in_a_page() {
    let lab = lab();
    let script = "<script>alert(1)</script>";
    lab.json("POST /lab/users", &format!(r#"{{"name": "{script}", "email": "<b>\"'&@x"}}"#)).expect(201);
    lab.ask(&format!("PUT /lab/documents/{script:.8}"), &[], "x").expect(201);
    let email = r#"{"name": "x", "email": "<b>\"'&@x"}"#;
    let table: [(String, Vec<String>, &str); 11] = [
        (format!("GET /lab/documents/{script:.8}-none"), vec![], ""),
        ("GET /lab/documents/<img%20src=x%20onerror=alert(1)>".into(), vec![], ""),
        (format!("GET /nowhere/{script}"), vec![], ""),
        (format!("GET /nowhere?{script}"), vec![], ""),
        (format!("GET /lab/divide?by={script}"), vec![], ""),
        (format!("GET /lab/gateway/{script:.8}"), vec![], ""),
        ("GET /status/<b>".into(), vec![], ""),
        ("GET /_/exchanges?limit=<b>".into(), vec![], ""),
        ("GET /_/exchanges".into(), vec![format!("Origin: {script}")], ""),
        ("PUT /lab/documents/x".into(), vec![format!("If-Match: \"{script}\""), format!("Expect: {script}")], "x"),
        ("POST /lab/users".into(), vec![JSON.into()], email),
    ];
    for (line, fields, content) in table {
        let mut fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        fields.push(BROWSER);
        let answer = lab.ask(&line, &fields, content);
        assert!(answer.code() >= 400, "{}", answer.shown());
        assert_eq!(answer.field("Content-Type"), "text/html; charset=utf-8");
        let text = answer.without_our_scripts();
        for wrong in ["<script", "<img", "<b>\"", "onerror=alert(1)>"] {
            assert!(!text.contains(wrong), "{wrong} in {}", answer.shown());
        }
        assert!(answer.field("Content-Security-Policy").contains("default-src 'none'"));
    }
}

#[test]
fn nothing_that_a_client_wrote_can_run_on_the_page_of_a_code() {
    let lab = lab();
    let answer = lab.plain("GET /404", &[BROWSER, "Host: a'&;b.test"]).expect(200);
    assert!(!answer.text().contains("b.test"), "such a host stands in no command, so nowhere");
    assert!(answer.text().contains("<code>curl -si http://127.0.0.1:8080/"), "{}", answer.shown());
}

#[test]
fn nothing_that_a_client_wrote_can_end_a_field_or_a_json_string() {
    let lab = lab();
    for name in ["a%22,%22status%22:200,%22b", "a%0D%0AX-Injected:1", "%E2%80%A8%F0%9F%92%A9", "%5C"] {
        let answer = lab.get(&format!("/lab/divide?by={name}")).expect(400);
        assert!(!answer.has("X-Injected"));
        assert_eq!(answer.json()["status"], 400);
    }
    for value in [r#"\r\nX-Injected: 1"#, r#"\" , \"status\": 200"#, r"\u0000", r"\ud83d\ude00"] {
        let answer = lab.json("POST /lab/documents/welcome/move", &format!(r#"{{"to": "{value}"}}"#));
        assert!(!answer.has("X-Injected"));
        if answer.code() >= 400 {
            let _: Value = answer.json();
        }
        lab.ask("PUT /lab/documents/welcome", &[], "x");
    }
}

#[test]
fn a_head_request_gets_the_fields_of_the_problem_and_no_content() {
    let answer = lab().plain("HEAD /nowhere", &[]).expect(404);
    assert_eq!(answer.field("Content-Type"), "application/problem+json");
    assert!(answer.field("Content-Length").parse::<usize>().expect("a number") > 100);
    assert_eq!(answer.content, b"");
}
