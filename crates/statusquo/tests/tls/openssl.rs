//! `openssl s_client`, a TLS client of another family: early data taken once, refused when replayed, and names.

use super::program::{Said, run};
use super::trusted::TrustedLab;

fn s_client(lab: &TrustedLab, arguments: &[&str], input: &str) -> Said {
    let (to, authority) = (format!("127.0.0.1:{}", lab.port()), lab.authority());
    let usual = ["s_client", "-connect", &to, "-CAfile", &authority, "-verify_return_error", "-ign_eof"];
    run("openssl", &[&usual, arguments].concat(), input)
}

fn request(line: &str, host: &str, close: bool) -> String {
    let close = if close { "Connection: close\r\n" } else { "" };
    format!("{line} HTTP/1.1\r\nHost: {host}\r\n{close}\r\n")
}

fn codes(said: &Said) -> Vec<&str> {
    said.out.split("HTTP/1.1 ").skip(1).map(|answer| &answer[..3]).collect()
}

#[test]
fn early_data_is_served_if_safe_425_if_not_and_neither_when_the_ticket_is_used_again() {
    let lab = TrustedLab::start();
    let (session, early) = (lab.path("session.pem"), lab.path("early"));
    let named = ["-tls1_3", "-servername", "localhost"];
    let first = request("GET /", "localhost", true);
    let said = s_client(&lab, &[&named[..], &["-sess_out", &session]].concat(), &first);
    assert_eq!(codes(&said), ["200"], "{said:?}");

    let delete = "DELETE /lab/documents/welcome";
    let unsafe_one = request("GET /lab/documents/welcome", "localhost", false) + &request(delete, "localhost", false);
    std::fs::write(&early, unsafe_one).expect("it is written");
    let late = request(delete, "localhost", true);
    let resuming = [&named[..], &["-sess_in", &session, "-early_data", &early]].concat();
    let said = s_client(&lab, &resuming, &late);
    assert!(said.out.contains("Early data was accepted") && said.out.contains("Reused, TLSv1.3"), "{said:?}");
    assert_eq!(codes(&said), ["200", "425", "204"], "{said:?}");

    let said = s_client(&lab, &resuming, &request("GET /lab/documents/welcome", "localhost", true));
    assert!(said.out.contains("Early data was rejected"), "{said:?}");
    assert_eq!(codes(&said), ["410"], "nothing of the early data was done: {said:?}");
}

#[test]
fn the_name_in_the_handshake_decides_which_certificate_and_which_authority() {
    let lab = TrustedLab::start();
    for (name, host, code) in [
        (&["-servername", "localhost", "-verify_hostname", "localhost"][..], "localhost", "200"),
        (&["-servername", "localhost", "-verify_hostname", "localhost"], "other.localhost", "421"),
        (&["-servername", "b.localhost", "-verify_hostname", "b.localhost"], "b.localhost", "200"),
        (&["-servername", "example.test", "-verify_hostname", "localhost"], "example.test", "421"),
        (&["-noservername", "-verify_ip", "127.0.0.1"], "example.test", "200"),
    ] {
        for version in ["-tls1_2", "-tls1_3"] {
            let said = s_client(&lab, &[name, &[version]].concat(), &request("GET /", host, true));
            assert_eq!(codes(&said), [code], "{name:?} {host} {version}: {said:?}");
            assert!(said.out.contains("Verification: OK"), "{said:?}");
        }
    }
}

#[test]
fn versions_that_are_no_longer_safe_are_refused() {
    let lab = TrustedLab::start();
    let said = s_client(&lab, &["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"], &request("GET /", "localhost", true));
    assert!(codes(&said).is_empty() && said.code != Some(0), "{said:?}");
}

#[test]
fn what_is_offered_is_chosen_http_2_before_http_1() {
    let lab = TrustedLab::start();
    let said = s_client(&lab, &["-alpn", "http/1.1,h2"], "Q\n");
    assert!(said.out.contains("ALPN protocol: h2"), "{said:?}");
    let said = s_client(&lab, &["-alpn", "http/1.1"], &request("GET /", "localhost", true));
    assert!(said.out.contains("ALPN protocol: http/1.1"), "{said:?}");
    let said = s_client(&lab, &["-alpn", "smtp"], &request("GET /", "localhost", true));
    assert!(codes(&said).is_empty() && said.err.contains("no application protocol"), "{said:?}");
}
