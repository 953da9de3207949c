//! Servers that are asked: what is found, shown and said by the exit code; what cannot be judged, and why.

use super::server::{Server, Then, answer, nobody};
use super::{check, command};
use statusquo_catalog::ALL;
use statusquo_lab::{Lab, Settings};
use std::net::TcpListener;
use std::time::{Duration, Instant};

#[test]
fn a_sound_answer_is_explained_and_passes() {
    let server = Server::sends(answer("503 Service Unavailable", "Retry-After: 7\r\nContent-Length: 4\r\n", "soon"));
    let url = server.url("/a?b");
    let said = check(&[&url]);
    assert_eq!((said.code, &*said.err), (Some(0), ""), "{said:?}");
    assert!(said.out.starts_with(&format!("GET {url}\n  HTTP/1.1 503 Service Unavailable\n")), "{}", said.out);
    let meaning = statusquo_catalog::entry(503).expect("registered").meaning;
    for part in [meaning, "It asks to come back in 7 seconds (Retry-After).", "kept MUST", "RFC 9110 §10.2.3"] {
        assert!(said.words().contains(part), "{part}: {}", said.out);
    }
    assert!(!said.out.contains('\u{1b}') && !said.words().contains("broken MUST"), "{}", said.out);
    let asked = server.asked();
    let own = concat!("statusquo/", env!("CARGO_PKG_VERSION"));
    let authority = url.trim_start_matches("http://").trim_end_matches("/a?b");
    assert_eq!(
        asked,
        format!(
            "GET /a?b HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: {own}\r\nAccept: */*\r\nConnection: close\r\n\r\n"
        )
    );
}

#[test]
fn a_broken_must_is_shown_with_its_octets_and_fails() {
    let server = Server::sends(answer("204 No Content", "Content-Length: 0\r\n", ""));
    let said = check(&[&server.url("/")]);
    assert_eq!(said.code, Some(1), "{said:?}");
    let found = "broken MUST Carry no Content-Length, not even 0. RFC 9110 §8.6 Content-Length: 0 octet 81: \"Content-Length: 0\"";
    assert!(said.words().contains(found), "{}", said.out);
}

#[test]
fn a_broken_should_is_shown_and_passes() {
    let server = Server::sends(answer("404 Not Found", "Content-Length: 0\r\n", ""));
    let said = check(&[&server.url("/")]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.words().contains("broken SHOULD Explain the error in the content"), "{}", said.out);
}

#[test]
fn what_breaks_a_must_breaks_it_here() {
    let date = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
    let table = [
        (answer("405 Method Not Allowed", "Content-Length: 2\r\n", "no"), "RFC 9110 §15.5.6"),
        (answer("401 Unauthorized", "Content-Length: 2\r\n", "no"), "RFC 9110 §15.5.2"),
        (answer("426 Upgrade Required", "Content-Length: 2\r\n", "no"), "RFC 9110 §7.8"),
        (answer("206 Partial Content", "Content-Length: 2\r\n", "no"), "RFC 9110 §15.3.7.1"),
        (answer("304 Not Modified", "", "hello"), "RFC 9110 §15.4.5"),
        (answer("205 Reset Content", "", "hello"), "RFC 9110 §15.3.6"),
        (answer("200 OK", "Content-Length: 9\r\n", "hello"), "RFC 9112 §8"),
        (answer("200 OK", "Content-Length: 2\r\n", "hello"), "RFC 9112 §6.3"),
        (answer("200 OK", "X : y\r\nContent-Length: 0\r\n", ""), "RFC 9112 §5.1"),
        (answer("200 OK", "Transfer-Encoding: chunked\r\n", "5\r\nhello0\r\n\r\n"), "RFC 9112 §7.1"),
        (format!("HTTP/1.1 200 OK\n{date}Connection: close\nContent-Length: 0\n\n"), "RFC 9112 §2.2"),
        (answer("200 OK", "Age: 3\r\nContent-Length: 0\r\n", "").replace(date, ""), "RFC 9110 §6.6.1"),
        (answer("101 Switching Protocols", "Upgrade: x\r\n", ""), "RFC 9110 §7.8"),
        (answer("600 Beyond", "Content-Length: 0\r\n", ""), "RFC 9110 §15"),
    ];
    for (octets, section) in table {
        let said = check(&["--json", &Server::sends(&octets).url("/")]);
        assert_eq!(said.code, Some(1), "{octets:?}: {said:?}");
        assert!(said.broken().iter().any(|broken| broken == section), "{octets:?}: {:?}", said.broken());
    }
}

#[test]
fn no_answer_that_is_allowed_fails() {
    let table = [
        answer("415 Unsupported Media Type", "Accept: text/plain\r\nContent-Length: 2\r\n", "no"),
        answer("429 Too Many Requests", "Content-Length: 2\r\n", "no"),
        answer("304 Not Modified", "ETag: \"a\"\r\n", ""),
        answer("304 Not Modified", "ETag: \"a\"\r\nContent-Length: 99\r\n", ""),
        answer("501 Not Implemented", "Cache-Control: max-age=60\r\nAge: 3\r\nContent-Length: 2\r\n", "no"),
        answer("405 Method Not Allowed", "Allow:\r\nContent-Length: 2\r\n", "no"),
        answer("200 OK", "", "to the end"),
        answer("200 OK", "Transfer-Encoding: gzip\r\n", "to the end"),
        answer("204 No Content", "ETag: W/\"a\"\r\n", ""),
        answer("499 Whatever", "Content-Length: 2\r\n", "no"),
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\nhi".to_owned(),
        "HTTP/1.0 200 OK\r\n\r\nold and without a clock".to_owned(),
        format!("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n{}", answer("200 OK", "Content-Length: 0\r\n", "")),
    ];
    for octets in table {
        let said = check(&["--json", &Server::sends(&octets).url("/")]);
        assert_eq!((said.code, said.broken()), (Some(0), Vec::new()), "{octets:?}: {said:?}");
    }
}

#[test]
fn nothing_is_followed() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").expect("a free port");
    elsewhere.set_nonblocking(true).expect("it need not wait");
    let to = format!("http://{}/there", elsewhere.local_addr().expect("an address"));
    let server = Server::sends(answer("302 Found", &format!("Location: {to}\r\nContent-Length: 0\r\n"), ""));
    let said = check(&[&server.url("/")]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.words().contains(&format!("It points to {to} (Location), which was not followed.")), "{}", said.out);
    assert!(elsewhere.accept().is_err(), "somebody came");
    let server = Server::sends(answer("303 See Other", "Location: ../b\r\nContent-Length: 0\r\n", ""));
    let url = server.url("/a/c/d?e");
    let said = check(&[&url]);
    let to = url.replace("/a/c/d?e", "/a/b");
    assert!(
        said.words()
            .contains(&format!("It points to ../b (Location), which was not followed. Seen from here, that is {to} ")),
        "{}",
        said.out
    );
}

#[test]
fn interim_answers_are_judged_too() {
    let interim = "HTTP/1.1 102 Processing\r\nContent-Length: 0\r\n\r\n";
    let server = Server::sends(format!("{interim}{}", answer("200 OK", "Content-Length: 0\r\n", "")));
    let said = check(&[&server.url("/")]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(
        said.out.contains("  HTTP/1.1 102 Processing\n") && said.out.contains("  HTTP/1.1 200 OK\n"),
        "{}",
        said.out
    );
    let alone = Server::sends("HTTP/1.1 100 Continue\r\n\r\n");
    let said = check(&[&alone.url("/")]);
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.out.contains("No final answer followed."), "{}", said.out);
}

#[test]
fn where_there_is_nothing_to_judge_it_says_why() {
    let server = |octets: &str| Server::sends(octets).url("/");
    let table = [
        (format!("http://{}/", nobody()), "nobody listens at 127.0.0.1:"),
        (server(""), "the server closed the connection without an answer"),
        (server("<html>hello</html>"), "it is no HTTP: an answer begins as HTTP/1.1 200 does, this with \"<html>"),
        (server("HTTP/1.1 200 OK\r\nServer: x\r\n"), "no empty line before the connection closed"),
        (server("\u{15}\u{3}\u{1}\u{0}\u{2}\u{2}F"), "the port speaks TLS, and not HTTP in cleartext: try https"),
    ];
    for (url, why) in table {
        let said = check(&[&url]);
        assert_eq!((said.code, &*said.out), (Some(2), ""), "{url}: {said:?}");
        assert!(said.err.starts_with(&format!("statusquo: {url}: ")) && said.err.contains(why), "{why}: {}", said.err);
        assert_eq!(said.err.lines().count(), 1, "{}", said.err);
    }
}

#[test]
fn nobody_is_waited_for_without_end() {
    let began = Instant::now();
    let silent = Server::after_head("", Then::Hold);
    let said = check(&["--timeout", "0.3", &silent.url("/")]);
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.err.contains("took the connection and said nothing within 0.3 seconds"), "{}", said.err);
    let slow = Server::after_head("HTTP/1.1 200 OK\r\nX: ", Then::Hold);
    let said = check(&["--timeout", "0.3", &slow.url("/")]);
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.err.contains("20 octets came, and no empty line within 0.3 seconds"), "{}", said.err);
    let stops = Server::after_head(answer("200 OK", "Content-Length: 9\r\n", "hello"), Then::Hold);
    let said = check(&["--timeout", "0.3", &stops.url("/")]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.words().contains("Note: the content stopped coming: 5 octets came of 9."), "{}", said.out);
    // A whole answer is not held up by a connection that stays open.
    let stays = Server::after_head(answer("200 OK", "Content-Length: 5\r\n", "hello"), Then::Hold);
    assert_eq!(check(&[&stays.url("/")]).code, Some(0));
    assert!(began.elapsed() < Duration::from_secs(15), "it took {:?}", began.elapsed());
}

#[test]
fn more_than_the_limit_is_cut_and_said() {
    let long = "x".repeat(6 * 1024 * 1024);
    let server = Server::sends(answer("200 OK", &format!("Content-Length: {}\r\n", long.len()), &long));
    let said = check(&[&server.url("/")]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.words().contains("cut here, at the limit of what is read"), "{}", said.out);
    let fields = format!("X: {long}\r\n");
    let said = check(&[&Server::sends(answer("200 OK", &fields, "")).url("/")]);
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.err.contains("longer than the 262144 octets that are read"), "{}", said.err);
}

#[test]
fn several_are_asked_in_turn_and_the_worst_decides() {
    let good = || Server::sends(answer("200 OK", "Content-Length: 0\r\n", "")).url("/");
    let bad = || Server::sends(answer("405 No", "Content-Length: 2\r\n", "no")).url("/");
    let none = || format!("http://{}/", nobody());
    for (urls, code) in [
        ([good(), good(), good()], 0),
        ([good(), none(), good()], 2),
        ([none(), bad(), good()], 1),
        ([bad(), good(), none()], 1),
    ] {
        let said = check(&[&urls[0], &urls[1], &urls[2]]);
        assert_eq!(said.code, Some(code), "{said:?}");
        let all = serde_json::from_str::<serde_json::Value>(&check(&["--json", &none(), &none()]).out).expect("JSON");
        assert_eq!(all.as_array().map(Vec::len), Some(2));
    }
}

/// The lab says every final code by force; none of these answers breaks a MUST.
#[test]
fn every_code_of_the_lab_passes() {
    let lab = Lab::start(Settings { threads: 1, ..Settings::on_free_port() }, None).expect("a lab");
    let urls: Vec<String> = ALL
        .iter()
        .filter(|entry| entry.code >= 200)
        .map(|entry| format!("http://{}/status/{}", lab.address(), entry.code))
        .collect();
    let output = command(&["--json", "--header", "If-None-Match: \"a\"", "--header", "A-IM: identity"])
        .args(&urls)
        .output()
        .expect("the command runs");
    let all: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    for (entry, url) in all.as_array().expect("an array").iter().zip(&urls) {
        let last = entry["answers"].as_array().and_then(|answers| answers.last()).expect("an answer");
        assert!(url.ends_with(&last["code"].to_string()), "{url}: {last:#}");
        let broken: Vec<_> = last["findings"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|finding| finding["outcome"] == "broken" && finding["level"] == "MUST")
            .collect();
        assert!(broken.is_empty(), "{url}: {broken:#?}");
    }
    assert_eq!(output.status.code(), Some(0));
}
