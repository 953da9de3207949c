//! curl over HTTP/2, with prior knowledge and with an upgrade that is not there: codes, interim answers, content both ways.

use super::lab::TestLab;
use super::program::run;

/// Runs curl; the statuses of all heads that it saw, with the version that each came in.
fn curl(arguments: &[&str]) -> Vec<String> {
    let usual = ["-q", "--silent", "--show-error", "--include", "--http2-prior-knowledge", "--max-time", "20"];
    let ended = run("curl", &[&usual, arguments].concat());
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let heads = ended.stdout.lines().filter(|line| line.starts_with("HTTP/"));
    heads.map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn codes_come_over_http2() {
    let lab = TestLab::start();
    for (target, code) in [("welcome", 200), ("nowhere", 404), ("old-welcome", 301)] {
        assert_eq!(curl(&[&lab.at(&format!("/lab/documents/{target}"))]), [format!("HTTP/2 {code}")]);
    }
    assert!(lab.is_left_alone());
}

#[test]
fn interim_answers_are_seen_before_the_final_one() {
    let lab = TestLab::start();
    for code in ["100", "102", "103"] {
        assert_eq!(curl(&[&lab.at(&format!("/status/{code}"))]), [format!("HTTP/2 {code}"), "HTTP/2 200".to_owned()]);
    }
}

#[test]
fn content_goes_both_ways_and_what_is_too_much_is_refused_with_an_answer() {
    let lab = TestLab::start();
    let file = std::env::temp_dir().join(format!("statusquo-http2-{}", std::process::id()));
    std::fs::write(&file, vec![b'x'; 3_000_000]).expect("a file");
    let data = format!("@{}", file.display());
    let upload = |size: &str, target: &str| {
        curl(&["-X", "PUT", "-H", "Content-Type: text/plain", "--data-binary", size, &lab.at(target)])
    };
    let refused = upload(&data, "/lab/documents/large");
    std::fs::remove_file(&file).expect("it was there");
    assert_eq!(refused, ["HTTP/2 413"]);
    assert_eq!(upload(&"x".repeat(100_000), "/lab/documents/fits"), ["HTTP/2 201"]);
    let ended = run("curl", &["-q", "-sS", "--http2-prior-knowledge", &lab.at("/lab/documents/fits")]);
    assert_eq!((ended.code, ended.stdout.len()), (Some(0), 100_000));
}

#[test]
fn an_offer_to_upgrade_to_h2c_is_no_offer() {
    // RFC 9113 §3.1 has taken that way away; the request is answered as what it is.
    let lab = TestLab::start();
    let ended = run("curl", &["-q", "-sS", "-i", "--http2", &lab.at("/lab/documents/welcome")]);
    assert!(ended.stdout.starts_with("HTTP/1.1 200 OK"), "{}", ended.stdout);
}
