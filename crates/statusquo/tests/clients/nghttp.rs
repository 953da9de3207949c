//! nghttp shows each frame as its own library reads it: where interim answers stand, what ends a stream, who says goodbye.

use super::authority::Trusted;
use super::lab::TestLab;
use super::program::{run, run_with};
use std::thread;
use tempfile::NamedTempFile;

/// The frames on the request's stream, and GOAWAY, in order: `103`, `200`, `DATA`, `DATA end`, `sent DATA end`,
/// `RST NO_ERROR`, `GOAWAY NO_ERROR`.
fn nghttp(arguments: &[&str], environment: &[(&str, &str)]) -> Vec<String> {
    let ended = run_with("nghttp", &[&["--verbose", "--null-out", "--timeout=20"], arguments].concat(), environment);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    assert_eq!(ended.stderr, "", "nghttp warns of certificates that it does not trust");
    let (mut events, mut status) = (Vec::new(), "");
    let mut lines = ended.stdout.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((_, line)) = line.split_once("] ") else { continue };
        if let Some((_, code)) = line.split_once(":status: ") {
            status = code;
        }
        let Some((what, _)) = line.split_once(" frame <") else { continue };
        // What a frame has besides its length is in the lines below it.
        let mut more = String::new();
        while let Some(detail) = lines.next_if(|line| line.starts_with("    ")) {
            more.push_str(detail);
        }
        let error =
            || more.split_once("error_code=").and_then(|(_, code)| code.split_once('(')).map_or("?", |code| code.0);
        let event = match what {
            "recv HEADERS" => status.to_owned(),
            "recv DATA" => "DATA".to_owned(),
            "send DATA" => "sent DATA".to_owned(),
            "recv RST_STREAM" => format!("RST {}", error()),
            "recv GOAWAY" => format!("GOAWAY {}", error()),
            _ => continue,
        };
        events.push(if more.contains("END_STREAM") { event + " end" } else { event });
    }
    events
}

/// Runs nghttp in both ways against a fresh lab each; it sees the same frames.
fn in_both_ways(target: &str, options: &[&str]) -> Vec<String> {
    let lab = TestLab::with_tls();
    let cleartext = nghttp(&[options, &[&lab.at(target)]].concat(), &[]);
    let lab = TestLab::with_tls();
    let trusted = Trusted::fetch(&lab);
    // It is OpenSSL that it uses, which is told by the environment whom to trust.
    let whom = [("SSL_CERT_FILE", trusted.path())];
    let secure = nghttp(&[options, &[&lab.securely_at(target)]].concat(), &whom);
    assert_eq!(cleartext, secure, "{target} over TLS");
    assert!(lab.is_left_alone(), "a connection is left");
    let passed = lab.passed(None);
    assert!(passed.iter().any(|passed| passed.target == target && passed.version == "HTTP/2"), "{passed:?}");
    cleartext
}

/// A file with so many octets.
fn content(size: usize) -> NamedTempFile {
    let file = NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), vec![b'x'; size]).expect("it is written");
    file
}

/// Runs nghttp with such a content, which waits for the go-ahead.
fn put(target: &str, size: usize) -> Vec<String> {
    let file = content(size);
    let data = format!("--data={}", file.path().display());
    in_both_ways(target, &["-H:method: PUT", "-Hcontent-type: text/plain", "--expect-continue", &data])
}

#[test]
fn an_interim_answer_is_a_head_that_does_not_end_the_stream() {
    for code in ["102", "103", "199"] {
        assert_eq!(in_both_ways(&format!("/status/{code}"), &[]), [code, "200", "DATA end"]);
    }
}

#[test]
fn interim_answers_while_work_goes_on_end_no_stream() {
    assert_eq!(in_both_ways("/lab/slow-page", &[]), ["103", "200", "DATA end"]);
    let file = content(100_000);
    let data = format!("--data={}", file.path().display());
    let upload = ["-Hupload-draft-interop-version: 8", "-Hupload-complete: ?1", "-H:method: POST", &data];
    let lab = TestLab::start();
    // What is sent and what is received cross each other.
    let heard = nghttp(&[&upload[..], &[&lab.at("/lab/uploads")]].concat(), &[]);
    let heard: Vec<&str> = heard.iter().map(String::as_str).filter(|event| !event.starts_with("sent")).collect();
    assert_eq!(heard, ["104", "104", "201", "DATA end"]);
}

#[test]
fn the_go_ahead_comes_before_the_content() {
    assert_eq!(put("/lab/documents/notes", 1000), ["100", "sent DATA end", "201", "DATA end"]);
}

#[test]
fn a_content_that_is_too_large_is_never_sent() {
    assert_eq!(put("/lab/documents/large", 2_000_000), ["413", "DATA end", "RST NO_ERROR"]);
}

#[test]
fn what_is_too_long_or_too_early_is_refused_on_its_stream() {
    let many: Vec<String> = (0..101).map(|at| format!("-Hx-{at}: y")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(in_both_ways("/lab/documents/welcome", &many), ["431", "DATA end"]);
    assert_eq!(in_both_ways(&format!("/{}", "x".repeat(9000)), &[]), ["414", "DATA end"]);
    let early = ["-H:method: DELETE", "-Hearly-data: 1"];
    assert_eq!(in_both_ways("/lab/documents/welcome", &early), ["425", "DATA end"]);
}

#[test]
fn a_lab_that_stops_says_goodbye_and_answers_what_was_begun() {
    let lab = TestLab::start();
    // Two at a time is all that it does, so that a third one is told when both have begun.
    let url = lab.at("/lab/busy?seconds=2");
    let both = [url.clone(), url.clone() + "&again"];
    let client = thread::spawn(move || nghttp(&[&both[0], &both[1]], &[]));
    let third = || run("curl", &["-q", "-s", "-w", "%{http_code}", "-o", "/dev/null", &lab.at("/lab/busy?seconds=0")]);
    while third().stdout != "503" {
        assert!(!client.is_finished(), "both were answered before that was seen");
    }
    lab.stop();
    // First that no new streams are wanted, then which one was the last (RFC 9113 §6.8).
    let mut frames = client.join().expect("nghttp is content");
    assert_eq!(frames[..2], ["GOAWAY NO_ERROR", "GOAWAY NO_ERROR"]);
    frames[2..].sort();
    assert_eq!(frames[2..], ["200", "200", "DATA end", "DATA end"]);
}
