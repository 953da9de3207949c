//! curl over TLS: it trusts what it is told to, over both versions, and sees the same lab.

use super::program::{Said, run, run_command};
use super::trusted::TrustedLab;
use std::process::Command;

fn curl(lab: &TrustedLab, arguments: &[&str]) -> Said {
    let authority = lab.authority();
    run("curl", &[&["-q", "-si", "--max-time", "20", "--http1.1", "--cacert", &authority], arguments].concat(), "")
}

#[test]
fn names_and_addresses_of_this_machine_are_vouched_for() {
    let lab = TrustedLab::start();
    let port = lab.port();
    for host in ["localhost", "a.localhost", "127.0.0.1"] {
        for version in [&["--tlsv1.2", "--tls-max", "1.2"][..], &["--tlsv1.3"]] {
            let url = format!("https://{host}:{port}/lab/documents/welcome");
            let said = curl(&lab, &[version, &[&url]].concat());
            assert_eq!(said.code, Some(0), "{url} {version:?}: {said:?}");
            assert!(said.out.starts_with("HTTP/1.1 200 OK"), "{said:?}");
        }
    }
}

#[test]
fn http_2_is_agreed_on_and_sees_the_same_lab() {
    let lab = TrustedLab::start();
    let url = format!("https://localhost:{}/lab/documents/welcome", lab.port());
    let said = curl(&lab, &["--http2", "-w", "version %{http_version}", &url]);
    assert!(said.out.starts_with("HTTP/2 200") && said.out.ends_with("version 2"), "{said:?}");
    let said = curl(&lab, &["--http2", "-H", "Host: other.localhost", &url]);
    assert!(said.out.starts_with("HTTP/2 421"), "{said:?}");
    let said = curl(&lab, &["--http2", "-X", "DELETE", "-H", "Early-Data: 1", &url]);
    assert!(said.out.starts_with("HTTP/2 425"), "{said:?}");
    let said = curl(&lab, &["--http2", "-X", "DELETE", &url]);
    assert!(said.out.starts_with("HTTP/2 204"), "{said:?}");
}

#[test]
fn who_does_not_trust_the_authority_does_not_ask() {
    let lab = TrustedLab::start();
    let url = format!("https://localhost:{}/", lab.port());
    let said = run("curl", &["-q", "-si", "--max-time", "20", &url], "");
    assert_eq!((said.code, said.out.as_str()), (Some(60), ""));
    let mut trusting = Command::new("curl");
    trusting.args(["-q", "-si", "--max-time", "20", &url]).env("CURL_CA_BUNDLE", lab.authority());
    assert_eq!(run_command(&mut trusting, "").code, Some(0), "as the banner says");
}

#[test]
fn another_host_than_the_handshakes_is_misdirected() {
    let lab = TrustedLab::start();
    let url = format!("https://localhost:{}/", lab.port());
    let said = curl(&lab, &["-H", "Host: other.localhost", &url]);
    assert!(said.out.starts_with("HTTP/1.1 421 Misdirected Request"), "{said:?}");
    let whole = format!("https://localhost:{}/lab/documents/welcome", lab.port());
    let said = curl(&lab, &["--request-target", &whole, &url]);
    assert!(said.out.starts_with("HTTP/1.1 200 OK"), "{said:?}");
}

#[test]
fn contents_go_both_ways_after_a_go_ahead() {
    let lab = TrustedLab::start();
    let file = lab.path("large");
    std::fs::write(&file, "x".repeat(1_000_000)).expect("it is written");
    let url = format!("https://localhost:{}/lab/documents/large", lab.port());
    let said = curl(&lab, &["-T", &file, "-H", "Content-Type: text/plain", "-H", "Expect: 100-continue", &url]);
    assert!(said.out.starts_with("HTTP/1.1 100 Continue") && said.out.contains("HTTP/1.1 201 Created"), "{said:?}");
    let said = curl(&lab, &[&url, &url]);
    assert_eq!(said.out.matches("xxxxxxxxxx").count(), 200_000);
}

#[test]
fn cleartext_to_the_port_for_tls_is_told_so() {
    let lab = TrustedLab::start();
    let said = run("curl", &["-q", "-si", "--max-time", "20", &format!("http://localhost:{}/", lab.port())], "");
    assert!(said.out.starts_with("HTTP/1.1 400 Bad Request") && said.out.contains("speaks TLS (https)"), "{said:?}");
}
