//! curl, Python's urllib and Node.js use the lab as their proxy, with and without credentials, and log in to its portal.

use super::authority::Trusted;
use super::lab::TestLab;
use super::program::{Ended, assert_all_run, run, run_case, set_up};
use statusquo_lab::Settings;

const WELCOME: &str = "/lab/documents/welcome";
const GREETING: &str = "Welcome to the lab: every code here has a real cause.\n";

/// A lab with two addresses for cleartext and one for TLS.
fn lab() -> TestLab {
    let mut settings = Settings { threads: 1, ..Settings::on_free_ports() };
    settings.listen.push(settings.listen[0]);
    TestLab::with(settings)
}

/// Runs curl; what it says of the last answer, of the proxy's answer to CONNECT, and of the version.
fn curl(arguments: &[&str]) -> (String, Ended) {
    let told = ["-w", "%{stderr}%{http_code} %{http_connect} %{http_version}"];
    // No proxy is bypassed, whatever the environment says.
    let ended = run("curl", &[&["-q", "-s", "--noproxy", ""], &told[..], arguments].concat());
    (ended.stderr.clone(), ended)
}

#[test]
fn curl_is_asked_for_credentials_and_served_with_them() {
    let lab = lab();
    let (proxy, target) = (lab.at(""), lab.at_second(WELCOME));
    let known = proxy.replace("http://", "http://proxy:proxy@");
    let wrong = proxy.replace("http://", "http://proxy:wrong@");
    for proxy in [&proxy, &wrong] {
        let (told, ended) = curl(&["-x", proxy, &target]);
        assert_eq!((told.as_str(), ended.code), ("407 000 1.1", Some(0)));
        assert!(ended.stdout.contains("Proxy Authentication Required"), "{}", ended.stdout);
    }
    let (told, ended) = curl(&["-x", &known, &target]);
    assert_eq!((told.as_str(), ended.stdout.as_str()), ("200 000 1.1", GREETING));
    let (told, ended) = curl(&["-x", &proxy, "--proxy-anyauth", "-U", "proxy:proxy", "-v", &target]);
    assert!(told.contains("< HTTP/1.1 407") && told.contains("< Via: 1.1 statusquo-"), "{told}");
    assert_eq!(ended.stdout, GREETING);
    let (told, _) = curl(&["-x", &known, "-T", env!("CARGO_MANIFEST_PATH"), &lab.at_second("/lab/documents/sent")]);
    assert_eq!(told, "201 000 1.1");
    let (told, _) = curl(&["-x", &known, "http://example.com/"]);
    assert_eq!(told, "403 000 1.1");
}

#[test]
fn curl_speaks_tls_through_a_tunnel() {
    let lab = lab();
    let pem = Trusted::fetch(&lab);
    let (proxy, target) = (lab.at(""), lab.at_tls(WELCOME));
    let known = proxy.replace("http://", "http://proxy:proxy@");
    let (told, ended) = curl(&["-x", &known, "--cacert", pem.path(), "--http1.1", &target]);
    assert_eq!((told.as_str(), ended.stdout.as_str()), ("200 200 1.1", GREETING));
    let (told, ended) = curl(&["-x", &known, "--cacert", pem.path(), "--http2", &lab.securely_at(WELCOME)]);
    assert_eq!((told.as_str(), ended.stdout.as_str()), ("200 200 2", GREETING));
    let (told, ended) = curl(&["-x", &known, "-p", &lab.at(WELCOME)]);
    assert_eq!((told.as_str(), ended.stdout.as_str()), ("200 200 1.1", GREETING), "and cleartext, to itself");
    // A proxy that is spoken to over TLS: the http URI is for somebody else, whatever its certificate covers.
    let secured = lab.securely_at("").replace("https://", "https://proxy:proxy@");
    let (told, ended) = curl(&["-x", &secured, "--proxy-cacert", pem.path(), &lab.at_second(WELCOME)]);
    assert_eq!((told.as_str(), ended.stdout.as_str()), ("200 000 1.1", GREETING));
    for (proxy, target, told_is) in [
        (&proxy, &*target, "000 407 0"),
        (&known, "https://example.com/", "000 403 0"),
        (&known, "https://127.0.0.2:1/", "000 403 0"),
    ] {
        let (told, ended) = curl(&["-x", proxy, "--cacert", pem.path(), target]);
        assert!(told.starts_with(told_is) && ended.code == Some(56), "{target}: {told}");
    }
    assert!(lab.is_left_alone(), "a connection is left");
}

#[test]
fn curl_logs_in_to_the_portal_and_the_same_request_passes() {
    let lab = lab();
    let target = lab.at(WELCOME);
    let host = ["-H", "Host: portal.localhost"];
    let jar = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("portal-{}", std::process::id()));
    let jar = jar.to_str().expect("text");
    let (told, ended) = curl(&[&host[..], &[&target]].concat());
    assert_eq!(told, "511 000 1.1");
    assert!(ended.stdout.contains("http://portal.localhost/lab/portal"), "{}", ended.stdout);
    let (told, _) = curl(&[&host[..], &["-c", jar, "-d", "terms=accepted", &lab.at("/lab/portal/login")]].concat());
    assert_eq!(told, "303 000 1.1");
    let (told, ended) = curl(&[&host[..], &["-b", jar, &target]].concat());
    assert_eq!((told.as_str(), ended.stdout.as_str()), ("200 000 1.1", GREETING));
    assert_eq!(curl(&[&host[..], &[&target]].concat()).0, "511 000 1.1");
    std::fs::remove_file(jar).expect("the jar can be removed");
}

/// Runs a case of a script beside this file.
fn see(case: &str, program: &str, name: &str, script: &str) {
    let lab = lab();
    let pem = Trusted::fetch(&lab);
    let places = [&*lab.at(""), &lab.at_second(""), &lab.at_tls(""), pem.path()];
    run_case(&set_up(program, name), &[], script, case, &places);
    assert!(lab.is_left_alone(), "a connection is left");
}

#[test]
fn every_case_is_run() {
    assert_all_run(include_str!("through_proxy.py"), "def ", include_str!("proxy.rs"));
    assert_all_run(include_str!("through_proxy.mjs"), "export async function ", include_str!("proxy.rs"));
}

#[test]
fn urllib_is_asked_for_credentials_and_served_with_them() {
    see("messages", "STATUSQUO_PYTHON", "python", "through_proxy.py");
}

#[test]
fn urllib_is_told_where_the_proxy_does_not_lead() {
    see("elsewhere", "STATUSQUO_PYTHON", "python", "through_proxy.py");
}

#[test]
fn urllib_speaks_tls_through_a_tunnel() {
    see("tunnels", "STATUSQUO_PYTHON", "python", "through_proxy.py");
}

#[test]
fn python_logs_in_to_the_portal() {
    see("portal", "STATUSQUO_PYTHON", "python", "through_proxy.py");
}

#[test]
fn node_is_asked_for_credentials_and_served_with_them() {
    see("messages", "STATUSQUO_NODE", "node", "through_proxy.mjs");
}

#[test]
fn node_speaks_tls_through_a_tunnel() {
    see("tunnels", "STATUSQUO_NODE", "node", "through_proxy.mjs");
}
