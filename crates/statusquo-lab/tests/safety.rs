//! Safety: one test or more for each sentence of what the lab promises to those who run it.

mod support;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use statusquo_decision::Question;
use statusquo_lab::Settings;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use support::{Answer, JSON, TestLab, lab, lab_with};

const TOKEN: &str = "Authorization: Bearer open-sesame";

/// A lab that others can reach, or could.
fn open_lab(token: Option<&str>) -> TestLab {
    lab_with(|settings| {
        settings.listen = vec![SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0))];
        settings.admin_token = token.map(str::to_owned);
    })
}

/// Asks for the admin side under a name.
fn admin_under(lab: &TestLab, host: &str) -> Answer {
    lab.plain("GET /_/exchanges", &[&format!("Host: {host}")])
}

#[test]
fn the_lab_listens_on_loopback_by_default() {
    assert!(Settings::default().listen.iter().all(|address| address.ip().is_loopback()));
    assert!(Settings::on_free_port().listen.iter().all(|address| address.ip().is_loopback()));
    let lab = lab();
    assert!(lab.is_local_only() && lab.addresses().iter().all(|address| address.ip().is_loopback()));
    assert!(!open_lab(None).is_local_only());
}

#[test]
fn what_a_client_stored_is_not_sniffed_and_is_sandboxed() {
    let lab = lab();
    let script = "<script>alert(1)</script>";
    for media_type in ["text/html", "image/svg+xml", "application/javascript", "text/xml", ""] {
        lab.ask("PUT /lab/documents/page", &[&format!("Content-Type: {media_type}")], script);
        lab.json("POST /lab/documents/page/move", r#"{"to": "moved"}"#).expect(204);
        for line in ["GET /lab/documents/moved", "HEAD /lab/documents/moved"] {
            sandboxed(&lab.plain(line, &[]).expect(200));
        }
        lab.plain("DELETE /lab/documents/moved", &[]).expect(204);
    }
    let made = lab.json("POST /lab/users", &format!(r#"{{"name": "{script}", "email": "a@b"}}"#)).expect(201);
    sandboxed(&made);
    sandboxed(&lab.get(made.field("Location")).expect(200));
    sandboxed(&lab.json(&format!("PUT {}", made.field("Location")), r#"{"name": "<b>", "email": "a@b"}"#).expect(200));
}

#[test]
fn what_the_journal_repeats_of_a_client_is_not_sniffed_and_is_sandboxed() {
    let lab = lab();
    let answer = lab.get("/lab/documents/<script>alert(1)<%2Fscript>");
    lab.record(&answer);
    for target in ["/_/exchanges", "/_/exchanges/1"] {
        sandboxed(&lab.get(target).expect(200));
    }
}

#[track_caller]
fn sandboxed(answer: &Answer) {
    assert_eq!(answer.fields("X-Content-Type-Options"), ["nosniff"], "{}", answer.shown());
    assert_eq!(answer.fields("Content-Security-Policy"), ["sandbox"], "{}", answer.shown());
}

#[test]
fn the_admin_side_answers_loopback_names_and_ip_literals() {
    let lab = lab_with(|settings| settings.admin_hosts = vec!["lab.test".into()]);
    for host in ["localhost", "LocalHost:80", "lab.localhost:8080", "127.0.0.1", "192.0.2.1:80", "[::1]:80", "lab.test"]
    {
        admin_under(&lab, host).expect(200);
    }
    let mut client = lab.connect();
    let own = format!("GET http://localhost:{}/_/exchanges", lab.place().port());
    client.ask(&own, &["Host: elsewhere.test"], "").expect(200);
}

#[test]
fn the_admin_side_answers_no_other_name_which_a_stranger_could_point_here() {
    let lab = lab_with(|settings| settings.admin_hosts = vec!["lab.test".into()]);
    for host in [
        "elsewhere.test",
        "localhost.elsewhere.test",
        "127.0.0.1.elsewhere.test",
        "notlocalhost",
        "x.lab.test",
        "lab.test.elsewhere.test",
        "0x7f000001",
        "127.1",
        "2130706433",
    ] {
        for line in
            ["GET /_/exchanges", "GET /_/maintenance", "PUT /_/maintenance", "GET /_/exchanges/1", "GET /_/none"]
        {
            let answer = lab.plain(line, &[&format!("Host: {host}"), JSON]);
            // What is not there is told to anybody.
            let answer = answer.expect(if line == "GET /_/none" { 404 } else { 403 });
            if answer.code() == 403 {
                assert_eq!(lab.decided(&answer), (Question::HostTrusted, false), "{host}");
            }
        }
        // That is for another server.
        lab.plain("GET http://elsewhere.test/_/exchanges", &["Host: localhost"]).expect(407);
        lab.plain("GET /lab/documents/welcome", &[&format!("Host: {host}")]).expect(200);
    }
    let mut old = lab.connect().http10();
    old.send("GET /_/exchanges HTTP/1.0\r\n\r\n");
    old.answer("GET /_/exchanges").expect(403);
}

#[test]
fn the_admin_side_refuses_a_foreign_origin_with_403() {
    let lab = lab();
    let own = format!("Origin: http://{}", lab.place());
    lab.plain("GET /_/exchanges", &[&own]).expect(200);
    let port = lab.place().port();
    for origin in [
        "null".to_owned(),
        "http://elsewhere.test".into(),
        format!("https://127.0.0.1:{port}"),
        format!("http://127.0.0.1:{}", port.wrapping_add(1)),
        format!("http://localhost:{port}"),
        format!("http://127.0.0.1:{port}.elsewhere.test"),
        String::new(),
    ] {
        for line in ["GET /_/exchanges", "PUT /_/maintenance", "DELETE /_/maintenance", "OPTIONS /_/maintenance"] {
            let answer = lab.plain(line, &[&format!("Origin: {origin}"), JSON]).expect(403);
            assert_eq!(lab.decided(&answer), (Question::OriginOwn, false), "{line} {origin}");
        }
    }
    lab.plain("GET /_/exchanges", &[&own, "Origin: http://elsewhere.test"]).expect(403);
    lab.get("/lab/documents/welcome").expect(200);
}

#[test]
fn the_admin_side_refuses_cross_site_requests_with_403() {
    let lab = lab();
    for (site, code) in [("same-origin", 200), ("none", 200), ("cross-site", 403), ("same-site", 403), ("x", 403)] {
        lab.plain("GET /_/exchanges", &[&format!("Sec-Fetch-Site: {site}")]).expect(code);
    }
    lab.plain("GET /_/exchanges", &["Sec-Fetch-Site: none", "Sec-Fetch-Site: cross-site"]).expect(403);
}

#[test]
fn a_page_may_have_come_over_tls_that_ends_before_this_server() {
    let lab = lab();
    let (own, other) = (format!("Origin: https://{}", lab.place()), "Origin: https://elsewhere.test".to_owned());
    for (origin, site, code) in [
        (&own, "Sec-Fetch-Site: same-origin", 200),
        (&own, "Sec-Fetch-Site: none", 403),
        (&own, "Sec-Fetch-Site: cross-site", 403),
        (&own, "Accept: */*", 403),
        (&other, "Sec-Fetch-Site: same-origin", 403),
    ] {
        lab.plain("GET /_/exchanges", &[origin, site]).expect(code);
    }
}

#[test]
fn no_answer_but_httpbins_gives_cors() {
    let lab = lab();
    let origin = format!("Origin: http://{}", lab.place());
    for target in [
        "/",
        "/409",
        "/lab/documents/welcome",
        "/lab/users/1",
        "/lab/vault",
        "/lab/limited",
        "/lab/gateway/healthy",
        "/lab/nowhere",
        "/_/exchanges",
        "/_/maintenance",
        "*",
    ] {
        for method in if target == "*" { &["OPTIONS"][..] } else { &["GET", "OPTIONS", "POST"] } {
            for origin in [&origin, "Origin: http://elsewhere.test"] {
                let fields =
                    [origin, "Access-Control-Request-Method: PUT", "Access-Control-Request-Private-Network: true"];
                let answer = lab.plain(&format!("{method} {target}"), &fields);
                let cors = answer.fields_without(&[]).into_iter().find(|(name, _)| {
                    let name = name.to_ascii_lowercase();
                    name.starts_with("access-control-") || name.starts_with("cross-origin-")
                });
                assert_eq!(cors, None, "{method} {target}");
            }
        }
    }
}

#[test]
fn without_a_token_the_admin_side_is_closed_as_soon_as_a_listener_is_not_on_loopback() {
    let lab = open_lab(None);
    for line in ["GET /_/exchanges", "GET /_/exchanges/1", "PUT /_/maintenance", "DELETE /_/maintenance"] {
        for fields in [&[JSON][..], &[JSON, TOKEN], &[JSON, "Host: localhost"]] {
            let answer = lab.plain(line, fields).expect(403);
            assert_eq!(lab.decided(&answer), (Question::AdminReachable, false), "{line}");
        }
    }
    lab.get("/lab/documents/welcome").expect(200);
    let mixed = lab_with(|settings| settings.listen.push(SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0))));
    mixed.get("/_/exchanges").expect(403);
}

#[test]
fn with_a_token_the_admin_side_answers_who_brings_it() {
    for lab in [open_lab(Some("open-sesame")), lab_with(|settings| settings.admin_token = Some("open-sesame".into()))] {
        let asked = lab.get("/_/exchanges").expect(401);
        assert_eq!(
            asked.fields("WWW-Authenticate"),
            ["Basic realm=\"admin\", charset=\"UTF-8\"", "Bearer realm=\"admin\""]
        );
        assert_eq!(lab.decided(&asked), (Question::CredentialsGiven, false));
        let [other, basic] = ["open-sesam", "open-sesame"]
            .map(|password| format!("Authorization: Basic {}", STANDARD.encode(format!("anybody:{password}"))));
        for wrong in
            ["Authorization: Bearer open-sesam", "Authorization: Bearer", "Authorization: Bearer admin-token", &other]
        {
            let refused = lab.plain("GET /_/exchanges", &[wrong]).expect(401);
            assert_eq!(lab.decided(&refused), (Question::CredentialsValid, false));
            assert!(!refused.shown().contains("open-sesame"));
        }
        lab.get("/_/exchanges?token=open-sesame&access_token=open-sesame").expect(401);
        lab.plain("GET /_/exchanges", &[TOKEN, TOKEN]).expect(401);
        lab.plain("GET /_/exchanges", &[TOKEN]).expect(200);
        lab.plain("GET /_/exchanges", &[&basic]).expect(200);
        lab.ask("PUT /_/maintenance", &[TOKEN, JSON], r#"{"seconds": 0}"#).expect(204);
        // The token opens one door and not the others.
        lab.plain("GET /_/exchanges", &[TOKEN, "Host: elsewhere.test"]).expect(403);
        for credentials in [TOKEN, &basic] {
            lab.plain("GET /_/exchanges", &[credentials, "Origin: http://elsewhere.test"]).expect(403);
        }
    }
}

#[test]
fn the_journal_masks_the_four_fields_that_hold_secrets() {
    let lab = lab();
    let answer = lab.plain("GET /lab/documents/never", SECRETS).expect(404);
    lab.record(&answer);
    let shown = lab.get(&format!("/_/exchanges/{}", answer.exchange())).expect(200);
    let received = received(&shown);
    for line in [
        "Authorization: Basic ************",
        "authorization: ************",
        "Proxy-Authorization: Bearer ************",
        "Cookie: ************",
        "Set-Cookie: ************",
    ] {
        assert!(received.contains(line), "{line} in {received}");
    }
    assert!(!received.contains("hush"), "{received}");
    assert!(received.contains("X-Open: this is no secret"));
    assert!(!shown.text().contains("hush"));
    assert!(!lab.get("/_/exchanges").text().contains("hush"));
}

#[test]
fn the_journal_masks_them_in_a_broken_request_as_well() {
    let lab = lab();
    for broken in ["Bad Name: 1", "Content-Length: x", "Host: a b"] {
        let answer = lab.plain("GET /", &[&[broken], SECRETS].concat()).expect(400);
        let answer_after = lab.plain("GET /", &[SECRETS, &[broken]].concat()).expect(400);
        for answer in [answer, answer_after] {
            lab.record(&answer);
            let shown = lab.get(&format!("/_/exchanges/{}", answer.exchange())).expect(200);
            assert!(!received(&shown).contains("hush"), "{}", received(&shown));
        }
    }
}

#[test]
fn the_journal_shows_them_to_who_asked_for_it() {
    let lab = lab_with(|settings| settings.show_secrets = true);
    let answer = lab.plain("GET /lab/documents/never", SECRETS).expect(404);
    lab.record(&answer);
    let shown = lab.get(&format!("/_/exchanges/{}", answer.exchange())).expect(200);
    for field in SECRETS {
        assert!(received(&shown).contains(field), "{field}");
    }
}

const SECRETS: &[&str] = &[
    "Authorization: Basic hush-hush-12",
    "authorization: hush-hush-12",
    "Proxy-Authorization: Bearer hush-hush-12",
    "Cookie: hush=hush-12",
    "Set-Cookie: hush=hush-12",
    "X-Open: this is no secret",
];

/// What the journal shows of the request, as octets.
fn received(exchange: &Answer) -> String {
    let octets = STANDARD.decode(exchange.json()["received"]["base64"].as_str().expect("base64")).expect("base64");
    String::from_utf8(octets).expect("text")
}

#[test]
fn client_addresses_are_never_taken_from_a_field() {
    let lab = lab();
    let mut client = lab.connect();
    for number in 0..5 {
        client.ask("GET /lab/limited", &[&format!("X-Forwarded-For: 192.0.2.{number}")], "").expect(200);
    }
    let codes: Vec<u16> = (0..40)
        .map(|number| client.ask("GET /lab/limited", &[&format!("X-Forwarded-For: 198.51.100.{number}")], "").code())
        .collect();
    assert!(codes.contains(&429), "forty others would have had two hundred requests: {codes:?}");
    let answer = client.ask("GET /lab/documents/never", &["X-Forwarded-For: 192.0.2.7"], "").expect(404);
    assert_eq!(lab.record(&answer).peer, client.local(), "nor does the journal believe them");
}

#[test]
fn the_program_connects_only_to_its_own_listeners() {
    let lab = lab();
    let lure = TcpListener::bind("127.0.0.1:0").expect("a listener");
    lure.set_nonblocking(true).expect("it never waits");
    let there = lure.local_addr().expect("an address");
    for line in [
        format!("GET http://{there}/lab/documents/welcome"),
        format!("GET http://{there}/lab/gateway/healthy"),
        format!("CONNECT {there}"),
        format!("GET /lab/gateway/{there}"),
        format!("GET /lab/gateway/healthy?http://{there}/"),
        format!("PUT /lab/documents/http:%2F%2F{there}"),
    ] {
        for host in [lab.place(), there] {
            lab.plain(&line, &[&format!("Host: {host}"), &format!("X-Forwarded-Host: {there}"), "Upgrade: h2c"]);
        }
    }
    lab.json("POST /lab/documents/welcome/move", &format!(r#"{{"to": "http:{there}", "permanent": true}}"#))
        .expect(204);
    lab.get("/lab/documents/welcome").expect(301);
    lab.json("POST /lab/users", &format!(r#"{{"name": "http://{there}/", "email": "a@{there}"}}"#)).expect(201);
    let came = lure.accept().map(|(_, from)| from);
    assert_eq!(came.map_err(|error| error.kind()), Err(ErrorKind::WouldBlock));
}
