//! HTTP/3 as a user meets it: what announces it, and what its flags and ports come to.

use super::program::{run, run_command};
use super::serving::{Serving, command};
use std::net::UdpSocket;

const BOTH: [&str; 4] = ["-l", "127.0.0.1:0", "--tls-listen", "127.0.0.1:0"];

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

/// The values of Alt-Svc on an answer.
fn announced(arguments: &[&str]) -> Vec<String> {
    let said = run("curl", &[&["-q", "-sik", "--max-time", "20"], arguments].concat(), "");
    assert_eq!(said.code, Some(0), "{said:?}");
    let fields = said.out.lines().filter_map(|line| line.split_once(": "));
    let of = fields.filter(|(name, _)| name.eq_ignore_ascii_case("alt-svc"));
    of.map(|(_, value)| value.trim_end().to_owned()).collect()
}

#[test]
fn answers_over_tls_announce_it_and_those_in_cleartext_do_not() {
    let data = folder();
    let serving = Serving::start(&mut command(data.path(), &BOTH), 2);
    let (cleartext, tls) = (serving.urls[0].clone(), serving.urls[1].clone());
    let port = tls.rsplit(':').next().expect("a port");
    let value = vec![format!("h3=\":{port}\"; ma=3600")];
    for target in ["/409", "/lab/documents/welcome", "/status/418", "/lab/gateway/healthy", "/lab/nowhere"] {
        for version in ["--http1.1", "--http2"] {
            assert_eq!(announced(&[version, &format!("{tls}{target}")]), value, "{version} {target}");
        }
        for version in ["--http1.1", "--http2-prior-knowledge"] {
            assert!(announced(&[version, &format!("{cleartext}{target}")]).is_empty(), "{version} {target}");
        }
    }
    let upload = ["--http1.1", "-T", "-", "-H", "Expect: 100-continue", &format!("{tls}/lab/documents/note")];
    assert_eq!(announced(&upload).len(), 1, "on the final answer alone");
    let (printed, errors) = serving.end();
    assert!(printed.contains(&format!("HTTP/3 on UDP port {port}")), "{printed}");
    assert!(errors.is_empty(), "{errors}");
}

#[test]
fn who_wants_none_gets_none() {
    let data = folder();
    let serving = Serving::start(&mut command(data.path(), &[&BOTH[..], &["--no-http3"]].concat()), 2);
    let tls = serving.urls[1].clone();
    assert!(announced(&[&tls]).is_empty());
    let address = tls.strip_prefix("https://").expect("an address");
    UdpSocket::bind(address).expect("nobody holds the UDP port");
    let (printed, _) = serving.end();
    assert!(!printed.contains("HTTP/3"), "{printed}");
}

/// An address that no other test listens at, so that the TCP port of the same number is free, where the system has more than
/// the usual one.
fn if_possible_alone() -> &'static str {
    if cfg!(target_os = "linux") { "127.0.0.66:0" } else { "127.0.0.1:0" }
}

#[test]
fn a_udp_port_that_cannot_be_had_ends_a_start_that_named_it() {
    let data = folder();
    let taken = UdpSocket::bind(if_possible_alone()).expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let named = ["-l", "127.0.0.1:0", "--tls-listen", &address];
    let said = run_command(&mut command(data.path(), &named), "");
    assert_eq!(said.code, Some(2), "{said:?}");
    assert_eq!(said.err.lines().count(), 1, "one sentence: {}", said.err);
    let names_all = [&format!("UDP port of {address} is in use"), "--tls-listen", "--no-http3"];
    assert!(names_all.iter().all(|name| said.err.contains(*name)), "{}", said.err);
    let serving = Serving::start(&mut command(data.path(), &[&named[..], &["--no-http3"]].concat()), 2);
    assert_eq!(serving.urls[1], format!("https://{address}"));
}
