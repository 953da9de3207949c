//! What was pasted or piped: the output of curl above all.

use super::{check_input, command};
use statusquo_lab::{Lab, Settings};
use std::process::{Command, Stdio};

const DATE: &str = "Date: Sun, 06 Nov 1994 08:49:37 GMT\n";

#[test]
fn a_pasted_answer_is_judged() {
    let text = format!("HTTP/1.1 405 Method Not Allowed\n{DATE}Content-Length: 2\n\nno");
    let said = check_input(&["-"], text.as_bytes());
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.out.starts_with("standard input, taken for an answer to GET\n  HTTP/1.1 405"), "{}", said.out);
    assert!(said.words().contains("there is no Allow"), "{}", said.out);
    assert!(said.words().contains("Note: lines end with LF alone"), "{}", said.out);
    let sound = text.replace("Content-Length", "Allow: PUT\nContent-Length");
    assert_eq!(check_input(&["-"], sound.as_bytes()).code, Some(0));
}

#[test]
fn the_method_and_fields_of_its_request_may_be_told() {
    let text = format!("HTTP/1.1 405 Method Not Allowed\n{DATE}Allow: PUT\nContent-Length: 2\n\nno");
    assert_eq!(check_input(&["-"], text.as_bytes()).code, Some(0));
    let said = check_input(&["--method", "PUT", "-"], text.as_bytes());
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.out.starts_with("standard input, an answer to PUT\n"), "{}", said.out);
    assert!(said.words().contains("Allow lists PUT"), "{}", said.out);
    let tunnel = "HTTP/1.1 200 Connection established\r\n\r\n";
    assert_eq!(check_input(&["-X", "CONNECT", "-"], tunnel.as_bytes()).code, Some(0));
    // Whether 101 chose what was offered, only the request can tell.
    let switched = "HTTP/1.1 101 Switching\nUpgrade: b\nConnection: upgrade\n\n";
    assert_eq!(check_input(&["-"], switched.as_bytes()).code, Some(0));
    assert_eq!(check_input(&["-H", "Upgrade: a, b", "-"], switched.as_bytes()).code, Some(0));
    let said = check_input(&["-H", "Upgrade: a", "-"], switched.as_bytes());
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.words().contains("Upgrade: b, which the request's Upgrade does not list"), "{}", said.out);
}

#[test]
fn what_is_no_answer_gives_2() {
    for (input, why) in [
        ("", "there is nothing on standard input"),
        ("curl: (7) Failed to connect", "it is no HTTP: an answer begins as HTTP/1.1 200 does"),
        ("<html>", "this with \"<html>\""),
    ] {
        let said = check_input(&["-"], input.as_bytes());
        assert_eq!((said.code, &*said.out), (Some(2), ""), "{input:?}: {said:?}");
        assert!(said.err.starts_with("statusquo: -: ") && said.err.contains(why), "{}", said.err);
    }
}

/// `curl ... | statusquo check ...`
fn piped(curl: &[&str], check: &[&str]) -> super::Said {
    let mut fetching = Command::new("curl")
        .args(["-q", "-s", "--max-time", "20", "--noproxy", "*"])
        .args(curl)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("curl is installed");
    let output = fetching.stdout.take().expect("a pipe");
    let said = super::Said::of(command(check).stdin(Stdio::from(output)).output().expect("the command runs"));
    assert!(fetching.wait().expect("curl ends").success());
    said
}

/// What curl is given beside the address, the address, what check is given, and the codes that it sees.
type Case<'a> = (Vec<&'a str>, String, Vec<&'a str>, Vec<u64>);

/// With -v, curl shows the request as well; all of it goes to one file here, as to a terminal.
#[test]
fn what_curl_shows_of_the_request_is_known() {
    let lab = Lab::start(Settings { threads: 1, ..Settings::on_free_port() }, None).expect("a lab");
    let shown = Command::new("curl")
        .args(["-q", "-sv", "--max-time", "20", "--noproxy", "*", "--stderr", "-", "-X", "DELETE"])
        .arg(format!("http://{}/lab/vault", lab.address()))
        .stdin(Stdio::null())
        .output()
        .expect("curl is installed");
    let said = check_input(&["-"], &shown.stdout);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.out.starts_with("standard input, an answer to DELETE\n  HTTP/1.1 405"), "{}", said.out);
    assert!(said.words().contains("Do not list the refused method among them."), "{}", said.out);
}

#[test]
fn what_curl_prints_is_read() {
    let lab = Lab::start(Settings { threads: 1, ..Settings::on_free_port() }, None).expect("a lab");
    let at = |target: &str| format!("http://{}{target}", lab.address());
    let table: Vec<Case<'_>> = vec![
        (vec!["-i"], at("/lab/documents/welcome"), vec!["-"], vec![200]),
        (vec!["-I"], at("/lab/documents/welcome"), vec!["--method", "HEAD", "-"], vec![200]),
        (vec!["-iL"], at("/lab/documents/old-welcome"), vec!["-"], vec![301, 200]),
        (vec!["-i", "--http2-prior-knowledge"], at("/lab/vault"), vec!["-"], vec![401]),
        (vec!["-i", "-X", "DELETE"], at("/lab/documents/welcome"), vec!["-X", "DELETE", "-"], vec![204]),
        (
            vec!["-i", "-X", "PUT", "-H", "Expect: 100-continue", "-H", "Content-Type: text/plain", "-d", "hi"],
            at("/lab/documents/notes"),
            vec!["-X", "PUT", "-"],
            vec![100, 201],
        ),
    ];
    for (curl, url, check, codes) in table {
        let said = piped(&[&curl[..], &[&url]].concat(), &[&["--json"], &check[..]].concat());
        let all: serde_json::Value =
            serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said:?}"));
        let answers =
            all.as_array().into_iter().flatten().flat_map(|one| one["answers"].as_array().into_iter().flatten());
        let seen: Vec<u64> = answers.filter_map(|answer| answer["code"].as_u64()).collect();
        assert_eq!((said.code, seen), (Some(0), codes), "{curl:?} {url}: {said:?}");
    }
}
