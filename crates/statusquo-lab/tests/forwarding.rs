//! The forward proxy: who may use it (407), what it passes on and how, that it reaches the lab's own listeners alone (403),
//! and that it does not turn in circles (502).

mod support;

use statusquo_decision::Question;
use statusquo_lab::Settings;
use std::net::SocketAddr;
use std::time::Duration;
use support::{Answer, Client, TestLab, lab_with, until};

const GOOD: &str = "Proxy-Authorization: Basic cHJveHk6cHJveHk=";
const WELCOME: &str = "/lab/documents/welcome";

/// A lab that listens twice: the second is what the first passes on to.
fn two() -> TestLab {
    two_with(|_| {})
}

fn two_with(change: impl FnOnce(&mut Settings)) -> TestLab {
    lab_with(|settings| {
        settings.listen.push(SocketAddr::from(([127, 0, 0, 1], 0)));
        change(settings);
    })
}

fn second(lab: &TestLab) -> SocketAddr {
    lab.addresses()[1]
}

/// The request as the second listener got it.
fn received(lab: &TestLab, answer: &Answer) -> String {
    String::from_utf8(lab.record(answer).traffic.received).expect("text")
}

#[test]
fn whoever_brings_no_credentials_or_wrong_ones_gets_407_with_a_challenge() {
    let lab = two();
    let there = second(&lab);
    let mut client = lab.connect();
    for line in [
        format!("GET http://{there}{WELCOME}"),
        "GET http://example.com/".into(),
        "POST http://example.com/".into(),
        "FROB http://example.com/".into(),
        "HEAD http://example.com/".into(),
        "OPTIONS http://example.com".into(),
        format!("CONNECT {there}"),
        "CONNECT example.com:443".into(),
    ] {
        for credentials in [
            "X: none",
            "Authorization: Basic cHJveHk6cHJveHk=",
            "Proxy-Authorization: Basic cHJveHk6cHJveHl=",
            "Proxy-Authorization: Basic eDp5",
            "Proxy-Authorization: Basic",
            "Proxy-Authorization: Bearer cHJveHk6cHJveHk=",
        ] {
            let answer = client.ask(&line, &["Host: example.com", credentials], "").expect(407);
            assert_eq!(answer.field("Proxy-Authenticate"), "Basic realm=\"proxy\", charset=\"UTF-8\"");
            assert_eq!(lab.decided(&answer), (Question::ProxyCredentials, false), "{line} {credentials}");
        }
        client.ask(&line, &["Host: example.com", GOOD, GOOD], "").expect(407);
    }
}

#[test]
fn with_credentials_it_passes_on_to_another_listener_of_the_lab() {
    let lab = two();
    let there = second(&lab);
    let mut client = lab.connect();
    let answer = client.ask(
        &format!("GET http://{there}{WELCOME}?x"),
        &[
            "Host: elsewhere.test",
            GOOD,
            "Cookie: a=b",
            "X-Mine: 1",
            "X-Hop: 2",
            "Connection: x-hop",
            "Proxy-Connection: keep-alive",
            "TE: trailers",
            "Via: 1.0 other",
        ],
        "",
    );
    let answer = answer.expect(200);
    assert_eq!(answer.text(), lab.get(WELCOME).text());
    assert!(answer.field("Via").starts_with("1.1 statusquo-"), "{}", answer.shown());
    let received = received(&lab, &answer);
    let lines: Vec<&str> = received.split("\r\n").collect();
    assert_eq!(lines[0], format!("GET {WELCOME}?x HTTP/1.1"));
    assert!(lines.contains(&&*format!("Host: {there}")), "{received}");
    assert!(lines.contains(&"X-Mine: 1") && lines.contains(&"Via: 1.0 other"), "{received}");
    for gone in ["Proxy-", "X-Hop", "TE:", "elsewhere.test"] {
        assert!(!received.contains(gone), "{gone} in {received}");
    }
    for (line, code) in [
        (format!("GET http://{there}/lab/documents/never"), 404),
        (format!("HEAD http://{there}{WELCOME}"), 200),
        (format!("DELETE http://{there}/409"), 405),
        (format!("FROB http://{there}/"), 501),
        (format!("GET http://{there}/lab/vault"), 401),
        (format!("GET http://{there}/lab/gateway/refused"), 502),
        (format!("GET http://{there}/lab/gateway/hints"), 200),
        (format!("GET http://{there}"), 200),
    ] {
        let answer = client.ask(&line, &["Host: a", GOOD], "").expect(code);
        assert!(line.starts_with("FROB") || answer.has("Via"), "{}", answer.shown());
    }
}

#[test]
fn content_is_passed_on_within_the_limit_and_what_it_means_is_for_the_other_side_to_say() {
    let lab = two();
    let there = second(&lab);
    let mut client = lab.connect();
    let put = format!("PUT http://{there}/lab/documents/passed");
    client.ask(&put, &[GOOD, "Content-Type: text/plain"], "passed on").expect(201);
    assert_eq!(lab.get("/lab/documents/passed").text(), "passed on");
    client.ask(&put, &[GOOD, "Content-Encoding: gzip"], "x").expect(415);
    client.ask(&put, &[GOOD, "Transfer-Encoding: chunked"], "3\r\nabc\r\n0\r\n\r\n").expect(204);
    assert_eq!(lab.get("/lab/documents/passed").text(), "abc");
    client.send_head(&put, &[GOOD, "Content-Length: 3", "Expect: 100-continue"]);
    client.next(&put).expect(100);
    client.send("xyz");
    client.answer(&put).expect(204);
    client.ask(&put, &[GOOD, "Expect: more"], "").expect(417);
    let answer = lab.ask(&put, &[GOOD, "Content-Length: 2000000"], "").expect(413);
    assert_eq!(lab.decided(&answer), (Question::DeclaredSizeFits, false));
}

#[test]
fn options_without_a_path_is_of_the_whole_server_and_max_forwards_counts_down() {
    let lab = two();
    let there = second(&lab);
    let mut client = lab.connect();
    let whole = client.ask(&format!("OPTIONS http://{there}"), &[GOOD], "").expect(204);
    assert!(received(&lab, &whole).starts_with("OPTIONS * HTTP/1.1\r\n"));
    assert_eq!(whole.field("Allow"), lab.plain("OPTIONS *", &[]).field("Allow"));
    let one = client.ask(&format!("OPTIONS http://{there}/"), &[GOOD, "Max-Forwards: 7"], "").expect(204);
    assert!(received(&lab, &one).starts_with("OPTIONS / HTTP/1.1\r\n"));
    assert!(received(&lab, &one).contains("\r\nMax-Forwards: 6\r\n"));
    // Whoever may pass nothing on is the last recipient, and needs no proxy for it.
    for target in [format!("http://{there}{WELCOME}"), "http://example.com/".into()] {
        let last = client.ask(&format!("OPTIONS {target}"), &["Host: a", "Max-Forwards: 0"], "").expect(204);
        assert!(!last.has("Via"), "{}", last.shown());
        client.ask(&format!("TRACE {target}"), &["Host: a", "Max-Forwards: 0"], "").expect(405);
        // Other methods know no such field.
        client.ask(&format!("GET {target}"), &["Host: a", "Max-Forwards: 0"], "").expect(407);
    }
    client.ask(&format!("OPTIONS http://{there}/"), &[GOOD, "Max-Forwards: many"], "").expect(400);
}

#[test]
fn what_names_the_authority_that_the_client_connected_to_is_no_proxys_business() {
    let lab = two_with(|settings| settings.admin_hosts = vec!["lab.test".into()]);
    let port = lab.place().port();
    let mut client = lab.connect();
    for own in [
        format!("127.0.0.1:{port}"),
        format!("localhost:{port}"),
        format!("LocalHost:{port}"),
        format!("a.localhost:{port}"),
        "lab.test".into(),
        "LAB.test:81".into(),
    ] {
        let answer = client.ask(&format!("GET http://{own}{WELCOME}"), &["Host: elsewhere.test"], "").expect(200);
        assert!(!answer.has("Via"), "{own}");
    }
    // Another host in origin form is no request to a proxy: virtual hosts are asked for like this.
    client.ask(&format!("GET {WELCOME}"), &["Host: example.com"], "").expect(200);
    client.ask("OPTIONS *", &["Host: example.com"], "").expect(204);
    for other in
        [format!("127.0.0.1:{}", second(&lab).port()), "localhost".into(), "127.0.0.1".into(), "x.lab.test".into()]
    {
        client.ask(&format!("GET http://{other}{WELCOME}"), &[&format!("Host: 127.0.0.1:{port}")], "").expect(407);
    }
}

#[test]
fn connect_opens_a_tunnel_to_a_listener_of_the_lab() {
    let lab = two();
    let mut inside = Vec::new();
    let localhost = format!("localhost:{}", lab.place().port());
    for there in [second(&lab).to_string(), lab.place().to_string(), localhost] {
        let mut client = lab.connect();
        let line = format!("CONNECT {there}");
        client.send_head(&line, &[GOOD, &format!("Host: {there}")]);
        let answer = client.answer(&line).expect(200);
        for none in ["Content-Length", "Transfer-Encoding", "Content-Type", "Connection"] {
            assert!(!answer.has(none), "{}", answer.shown());
        }
        // Two requests, one behind the other, through the tunnel; the second ends it.
        inside.push(client.ask(&format!("GET {WELCOME}"), &[], "").expect(200).exchange());
        client.ask("GET /", &["Connection: close"], "").expect(200);
        assert!(client.is_closed());
    }
    assert_eq!(inside.len(), 3);
    until("no connection is left", || (lab.connections() == 0).then_some(()));
}

#[test]
fn what_comes_right_behind_connect_goes_through_the_tunnel_and_the_end_of_one_side_is_passed_on() {
    let lab = two();
    let there = second(&lab);
    let mut client = lab.connect();
    client.send(format!("CONNECT {there} HTTP/1.0\r\n{GOOD}\r\n\r\nGET {WELCOME} HTTP/1.1\r\nHost: a\r\n\r\n"));
    client.half_close();
    client.answer(&format!("CONNECT {there}")).expect(200);
    client.answer("GET /").expect(200);
    assert!(client.is_closed());
    until("no connection is left", || (lab.connections() == 0).then_some(()));
}

#[test]
fn a_tunnel_in_which_nothing_moves_ends() {
    let lab = two_with(|settings| {
        settings.limits.idle_timeout = Duration::from_millis(200);
        settings.limits.head_timeout = Duration::from_secs(60);
    });
    let there = second(&lab);
    let mut client = lab.connect();
    client.send_head(&format!("CONNECT {there}"), &[GOOD]);
    client.answer("CONNECT x").expect(200);
    // The other end waits for the rest of this head for a minute; the tunnel does not.
    client.send("GET / HT");
    assert!(client.is_closed());
}

#[test]
fn connect_brings_no_content() {
    let lab = two();
    let line = format!("CONNECT {}", second(&lab));
    let answer = lab.ask(&line, &[GOOD, "Content-Length: 5"], "hello").expect(400);
    assert_eq!(lab.decided(&answer), (Question::Understood, false));
    lab.ask(&line, &[GOOD, "Transfer-Encoding: chunked"], "0\r\n\r\n").expect(400);
}

#[test]
fn so_many_tunnels_are_open_at_a_time_and_the_next_is_503() {
    let lab = two();
    let line = format!("CONNECT {}", second(&lab));
    let mut open: Vec<Client> = (0..64)
        .map(|_| {
            let mut client = lab.connect();
            client.send_head(&line, &[GOOD]);
            client.answer(&line).expect(200);
            client
        })
        .collect();
    let answer = lab.plain(&line, &[GOOD]).expect(503);
    assert_eq!((lab.decided(&answer), answer.retry_after()), ((Question::PlaceFree, false), 1));
    lab.plain(&format!("GET http://{}/", second(&lab)), &[GOOD]).expect(503);
    open.pop();
    until("a place is free", || {
        (lab.plain(&format!("GET http://{}/", second(&lab)), &[GOOD]).code() == 200).then_some(())
    });
}

#[test]
fn a_request_that_comes_back_is_502_and_one_that_passed_another_proxy_is_not() {
    let lab = two();
    let there = second(&lab);
    let line = format!("GET http://{there}{WELCOME}");
    let via = lab.plain(&line, &[GOOD]).expect(200).field("Via").to_owned();
    let own = via.split_once(' ').expect("a version and a name").1.to_owned();
    for via in [
        format!("Via: {via}"),
        format!("Via: 1.0 fred, HTTP/1.1 {}", own.to_uppercase()),
        format!("Via: 2 {own} (statusquo), 1.1 x"),
    ] {
        for line in [&line, "GET http://example.com/", &format!("CONNECT {there}")] {
            let answer = lab.plain(line, &[GOOD, &via]).expect(502);
            assert_eq!(lab.decided(&answer), (Question::PassedBefore, true));
            assert_eq!(answer.field("Proxy-Status"), "statusquo; error=proxy_loop_detected");
        }
        // An origin server has nothing against it.
        lab.plain(&format!("GET {WELCOME}"), &[&via]).expect(200);
    }
    for via in ["Via: 1.1 statusquo", "Via: 1.1 statusquo-0123456789abcdef", &format!("Via: 1.1 x ({own})")] {
        lab.plain(&line, &[GOOD, via]).expect(200);
    }
    let other = two();
    let line = format!("GET http://{}{WELCOME}", second(&other));
    other.plain(&line, &[GOOD, &format!("Via: {via}")]).expect(200);
}

#[test]
fn the_journal_masks_the_proxys_credentials() {
    let lab = two();
    for line in [format!("GET http://{}{WELCOME}", second(&lab)), "CONNECT example.com:443".into()] {
        let mut client = lab.connect();
        let answer = client.ask(&line, &[GOOD, "Host: a"], "");
        for record in lab.newest(10) {
            let received = String::from_utf8_lossy(&record.traffic.received).into_owned();
            assert!(!received.contains("cHJveHk6cHJveHk="), "{received}");
        }
        assert!(answer.code() == 200 || answer.code() == 403);
    }
}
