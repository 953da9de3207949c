//! Chromium, without a window: it shows what the lab answers over HTTP/2 and over HTTP/3, and the journal says which it was.

use super::lab::TestLab;
use super::program::run;

/// The hash of the key that the lab's certificate for `localhost` vouches for, as Chromium wants it.
fn key(lab: &TestLab) -> String {
    let script = "openssl s_client -connect \"127.0.0.1:$0\" -servername localhost </dev/null 2>/dev/null |
        openssl x509 -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | openssl base64";
    let ended = run("sh", &["-c", script, &lab.tls_port().to_string()]);
    assert_eq!((ended.code, ended.stdout.trim().len()), (Some(0), 44), "{}", ended.stderr);
    ended.stdout.trim().to_owned()
}

/// What Chromium makes of pages, each loaded by a browser that has just started.
fn see(version: &str, options: impl Fn(&TestLab) -> Vec<String>) {
    let lab = TestLab::with_tls();
    let key = format!("--ignore-certificate-errors-spki-list={}", key(&lab));
    let profile = tempfile::tempdir().expect("a folder");
    let folder = format!("--user-data-dir={}", profile.path().display());
    let program = std::env::var("STATUSQUO_CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
    let options = options(&lab);
    for (target, code, words) in [
        ("/lab/documents/welcome", 200, "every code here has a real cause"),
        ("/lab/documents/nowhere", 404, "404"),
        ("/lab/documents/old-welcome", 301, "every code here has a real cause"),
    ] {
        let url = lab.securely_at(target);
        // The sandbox does not work for root, who runs this in CI; the browser sees nothing but this lab.
        let usual = ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", &folder, &key];
        // One that has both ::1 and 127.0.0.1 to choose from gives QUIC up if nobody is at the first.
        let here = ["--host-resolver-rules=MAP localhost 127.0.0.1, MAP * ~NOTFOUND"];
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let ended = run(&program, &[&usual[..], &here, &options, &[&url]].concat());
        assert!(ended.stdout.contains(words), "{target}: {}\n{}", ended.stdout, ended.stderr);
        let page = lab.passes(|passed| passed.target == target && passed.code == code);
        assert_eq!(page.map(|passed| passed.version).as_deref(), Some(version), "{target}: {:?}", lab.passed(None));
    }
}

#[test]
fn pages_are_shown_over_http2() {
    see("HTTP/2", |_| vec!["--disable-quic".to_owned()]);
}

#[test]
fn pages_are_shown_over_http3() {
    see("HTTP/3", |lab| {
        vec!["--enable-quic".to_owned(), format!("--origin-to-force-quic-on=localhost:{}", lab.tls_port())]
    });
}
