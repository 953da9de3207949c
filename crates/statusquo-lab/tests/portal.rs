//! The captive portal at `portal.localhost`: 511 until the client has logged in, then the same request passes; nothing else is
//! touched.

mod support;

use statusquo_decision::Question;
use support::{Client, TestLab, lab, lab_with, until};

const HOST: &str = "Host: portal.localhost";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const LOGIN: &str = "POST /lab/portal/login";

/// Logs in, and answers the Cookie line to send from then on.
fn log_in(lab: &TestLab, form: &str) -> String {
    let answer = lab.ask(LOGIN, &[HOST, FORM], form).expect(303);
    assert_eq!((answer.field("Location"), answer.field("Cache-Control")), ("/lab/portal", "no-store"));
    let cookie = answer.field("Set-Cookie").to_owned();
    for attribute in ["; Path=/", "; HttpOnly", "; SameSite=Lax"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "{cookie}");
    format!("Cookie: {}", cookie.split(';').next().expect("a pair"))
}

#[test]
fn before_the_login_the_host_is_511_with_a_link_and_after_it_the_same_request_passes() {
    let lab = lab();
    let mut client = lab.connect();
    for (line, after) in [
        ("GET /", 200),
        ("GET /lab/documents/welcome", 200),
        ("HEAD /lab/documents/welcome", 200),
        ("PUT /lab/documents/a", 201),
        ("DELETE /lab/documents/welcome", 204),
        ("OPTIONS *", 204),
        ("GET /_/exchanges", 200),
        ("GET /status/404", 404),
        ("GET /nowhere", 404),
        ("FROB /nowhere", 501),
    ] {
        let answer = client.ask(line, &[HOST], "").expect(511);
        assert_eq!((answer.field("Cache-Control"), answer.has("WWW-Authenticate")), ("no-store", false));
        assert_eq!(lab.decided(&answer), (Question::NetworkOpen, false), "{line}");
        if !line.starts_with("HEAD") {
            assert_eq!(answer.json()["login"], "http://portal.localhost/lab/portal");
        }
        let cookie = log_in(&lab, "terms=accepted");
        client.ask(line, &[HOST, &cookie], "").expect(after);
        client.ask(line, &[HOST, &format!("Cookie: a=b; {}; c", &cookie["Cookie: ".len()..])], "");
    }
    lab.get("/lab/documents/welcome").expect(410);
}

#[test]
fn the_link_is_there_in_every_form_of_the_answer_and_the_login_itself_in_none() {
    let lab = lab();
    for (accept, link) in [
        ("application/problem+json", "\"login\": \"http://portal.localhost:1/lab/portal\""),
        ("text/plain", "login: http://portal.localhost:1/lab/portal"),
        ("text/html", "<a href=\"http://portal.localhost:1/lab/portal\">login</a>"),
    ] {
        let answer = lab.plain("GET /", &["Host: portal.localhost:1", &format!("Accept: {accept}")]).expect(511);
        assert!(answer.text().contains(link), "{}", answer.text());
        // The search, which stands on every page, is no login.
        let search = "<form class=\"find\" action=\"/find\" role=\"search\">";
        let (forms, searches) = (answer.text().matches("<form").count(), answer.text().matches(search).count());
        assert_eq!((forms, answer.text().matches("<input").count()), (searches, searches), "{}", answer.text());
    }
}

#[test]
fn it_stands_before_its_own_host_alone_however_that_is_written() {
    let lab = lab();
    let port = lab.place().port();
    let mut client = lab.connect();
    for host in ["portal.localhost", "Portal.LocalHost", "portal.localhost:80", "portal.localhost:"] {
        client.ask("GET /", &[&format!("Host: {host}")], "").expect(511);
    }
    client.ask(&format!("GET http://portal.localhost:{port}/"), &["Host: localhost"], "").expect(511);
    for host in [
        "localhost",
        "portal",
        "portal.localhost.test",
        "portal.localhost.",
        "portal.localhostx",
        "a.portal.localhost",
        "xportal.localhost",
        "portal-localhost",
        "127.0.0.1:8080",
    ] {
        client.ask("GET /", &[&format!("Host: {host}")], "").expect(200);
    }
    client.ask(&format!("GET http://localhost:{port}/"), &[HOST], "").expect(200);
    let mut old = lab.connect();
    old.send("GET / HTTP/1.0\r\n\r\n");
    old.answer("GET /").expect(200);
}

#[test]
fn the_page_is_open_to_everybody_and_has_a_form_that_leads_to_the_login() {
    let lab = lab();
    let page = lab.plain("GET /lab/portal", &[HOST]).expect(200);
    assert_eq!(page.field("Content-Type"), "text/html; charset=utf-8");
    assert!(page.text().contains("<form method=\"post\" action=\"/lab/portal/login\">"), "{}", page.text());
    assert!(page.field("Content-Security-Policy").contains("form-action 'self'"));
    assert_eq!((page.field("Cache-Control"), page.field("X-Content-Type-Options")), ("no-store", "nosniff"));
    assert!(!page.text().contains("You are logged in"));
    let cookie = log_in(&lab, "terms=accepted&seconds=100");
    let page = lab.plain("GET /lab/portal", &[HOST, &cookie]).expect(200);
    assert!(page.text().contains("You are logged in, for 1"), "{}", page.text());
    assert_eq!(lab.plain("OPTIONS /lab/portal", &[HOST]).field("Allow"), "GET, HEAD, OPTIONS");
    assert_eq!(lab.plain("OPTIONS /lab/portal/login", &[HOST]).field("Allow"), "POST, OPTIONS");
    assert_eq!(lab.plain("GET /lab/portal/login", &[HOST]).expect(405).field("Allow"), "POST, OPTIONS");
    lab.plain("POST /lab/portal", &[HOST]).expect(405);
    lab.plain("GET /lab/portal/more", &[HOST]).expect(511);
}

#[test]
fn a_form_that_is_not_filled_in_lets_nobody_in() {
    let lab = lab();
    for (form, code, question) in [
        ("", 400, Question::Complete),
        ("seconds=5", 400, Question::Complete),
        ("terms=no", 422, Question::Possible),
        ("terms=accepted&seconds=0", 422, Question::Possible),
        ("terms=accepted&seconds=3601", 422, Question::Possible),
        ("terms=accepted&seconds=soon", 422, Question::Possible),
    ] {
        let answer = lab.ask(LOGIN, &[HOST, FORM], form).expect(code);
        assert_eq!((lab.decided(&answer), answer.has("Set-Cookie")), ((question, false), false), "{form}");
    }
    lab.ask(LOGIN, &[HOST, "Content-Type: text/plain"], "terms=accepted").expect(415);
    lab.ask(LOGIN, &[HOST, FORM], "a".repeat(5000)).expect(413);
    for wrong in ["", "statusquo-portal", "statusquo-portal=", "statusquo-portal=00000000000000000000000000000000"] {
        lab.plain("GET /", &[HOST, &format!("Cookie: {wrong}")]).expect(511);
    }
}

#[test]
fn a_login_ends_when_its_time_is_over() {
    let lab = lab();
    let cookie = log_in(&lab, "terms=accepted&seconds=1");
    let mut client: Client = lab.connect();
    client.ask("GET /", &[HOST, &cookie], "").expect(200);
    until("the login is over", || (client.ask("GET /", &[HOST, &cookie], "").code() == 511).then_some(()));
}

#[test]
fn a_full_store_lets_nobody_new_in_and_nobody_out() {
    let lab = lab_with(|settings| settings.records = 2);
    let first = log_in(&lab, "terms=accepted");
    let second = log_in(&lab, "terms=accepted&seconds=1");
    let answer = lab.ask(LOGIN, &[HOST, FORM], "terms=accepted").expect(507);
    assert_eq!(lab.decided(&answer), (Question::RoomLeft, false));
    lab.plain("GET /", &[HOST, &first]).expect(200);
    until("the second is over", || (lab.plain("GET /", &[HOST, &second]).code() == 511).then_some(()));
    log_in(&lab, "terms=accepted");
    lab.plain("GET /", &[HOST, &first]).expect(200);
}
