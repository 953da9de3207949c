//! The flags of `serve` for TLS: addresses, certificates that are given, and the authority that is kept.

use super::program::{run, run_command};
use super::serving::{Serving, command};
use std::fs;
use std::net::TcpListener;
use std::path::Path;

const BOTH: [&str; 4] = ["-l", "127.0.0.1:0", "--tls-listen", "127.0.0.1:0"];

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Makes a key and a certificate for a name with openssl; their files.
fn made(folder: &Path, name: &str, algorithm: &[&str]) -> (String, String) {
    let file = |kind: &str| folder.join(format!("{name}-{kind}.pem")).to_str().expect("text").to_owned();
    let (certificate, key) = (file("cert"), file("key"));
    let alternative = format!("subjectAltName=DNS:{name}");
    let usual = ["req", "-x509", "-nodes", "-days", "30", "-subj", "/CN=lab", "-addext", &alternative, "-newkey"];
    let said = run("openssl", &[&usual, algorithm, &["-keyout", &key, "-out", &certificate]].concat(), "");
    assert_eq!(said.code, Some(0), "{said:?}");
    (certificate, key)
}

/// One sentence on standard error, and exit code 2.
fn refused(data: &Path, arguments: &[&str]) -> String {
    let said = run_command(&mut command(data, arguments), "");
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{arguments:?}: {said:?}");
    assert_eq!(said.err.lines().count(), 1, "one sentence: {}", said.err);
    said.err
}

#[test]
fn the_banner_says_how_to_trust_the_authority_and_that_works_again_after_a_restart() {
    let data = folder();
    let authority = data.path().join("statusquo/ca.pem");
    let mut kept = Vec::new();
    for _ in 0..2 {
        let serving = Serving::start(&mut command(data.path(), &BOTH), 2);
        assert!(serving.urls[0].starts_with("http://127.0.0.1:"), "{:?}", serving.urls);
        let port = serving.urls[1].strip_prefix("https://127.0.0.1:").expect("an address for TLS").to_owned();
        let asked = format!("curl -si --cacert {} https://localhost:{port}/409", authority.display());
        let said = run("sh", &["-c", &asked], "");
        assert!(said.out.starts_with("HTTP/2 200"), "{said:?}");
        kept.push(fs::read(&authority).expect("it is kept"));
        let (printed, errors) = serving.end();
        assert!(printed.contains(&asked), "{printed}");
        assert!(printed.contains(&format!("  export CURL_CA_BUNDLE={}", authority.display())), "{printed}");
        assert_eq!(errors, "");
    }
    assert_eq!(kept[0], kept[1]);
}

#[test]
fn a_certificate_that_is_given_is_presented() {
    let data = folder();
    for algorithm in [&["rsa:2048"][..], &["ec", "-pkeyopt", "ec_paramgen_curve:P-384"], &["ed25519"]] {
        let (certificate, key) = made(data.path(), "lab.localhost", algorithm);
        let given = [&BOTH[..], &["--cert", &certificate, "--key", &key]].concat();
        let serving = Serving::start(&mut command(data.path(), &given), 2);
        let url = serving.urls[1].replace("127.0.0.1", "lab.localhost");
        let said = run("curl", &["-q", "-si", "--cacert", &certificate, &format!("{url}/_/ca.pem")], "");
        assert!(said.out.starts_with("HTTP/2 404") && said.out.contains("--cert"), "{said:?}");
        let elsewhere = serving.urls[1].replace("127.0.0.1", "localhost");
        let said = run("curl", &["-q", "-sik", &elsewhere], "");
        assert!(said.out.starts_with("HTTP/2 421"), "{said:?}");
        let (printed, _) = serving.end();
        assert!(!printed.contains("--cacert"), "nothing of this program's own is to be trusted: {printed}");
    }
    assert!(!data.path().join("statusquo").exists(), "no authority was made");
}

#[test]
fn keys_in_older_forms_are_read() {
    let data = folder();
    for (algorithm, conversion) in [(&["rsa:2048"][..], "rsa"), (&["ec", "-pkeyopt", "ec_paramgen_curve:P-256"], "ec")]
    {
        let (certificate, key) = made(data.path(), "lab.localhost", algorithm);
        let old = format!("{key}.old");
        let traditional = ["-in", &key, "-out", &old, "-traditional"];
        let arguments = [&[conversion][..], &traditional[..if conversion == "rsa" { 5 } else { 4 }]].concat();
        assert_eq!(run("openssl", &arguments, "").code, Some(0));
        let text = fs::read_to_string(&old).expect("a key");
        assert!(text.contains(&format!("BEGIN {} PRIVATE KEY", conversion.to_uppercase())), "{text}");
        let given = [&BOTH[..], &["--cert", &certificate, "--key", &old]].concat();
        let serving = Serving::start(&mut command(data.path(), &given), 2);
        assert_eq!(run("curl", &["-q", "-sik", &serving.urls[1]], "").code, Some(0));
    }
}

#[test]
fn what_is_wrong_with_the_flags_is_said_in_a_sentence() {
    let data = folder();
    let (certificate, key) = made(data.path(), "lab.localhost", &["rsa:2048"]);
    let (other, _) = made(data.path(), "other.localhost", &["rsa:2048"]);
    let with = |flags: &[&str]| refused(data.path(), &[&BOTH[..], flags].concat());
    assert!(with(&["--cert", &certificate]).contains("--key"), "the other one is named");
    assert!(with(&["--key", &key]).contains("--cert"));
    let said = with(&["--cert", "/nowhere/chain.pem", "--key", &key]);
    assert!(said.contains("--cert /nowhere/chain.pem: it cannot be read"), "{said}");
    let said = with(&["--cert", &key, "--key", &key]);
    assert!(said.contains("it holds another thing, \"PRIVATE KEY\"; a chain in PEM form was expected"), "{said}");
    let said = with(&["--cert", &certificate, "--key", &certificate]);
    assert!(said.contains(&format!("{certificate}: it holds another thing, \"CERTIFICATE\"; a private key")), "{said}");
    let said = with(&["--cert", &other, "--key", &key]);
    assert!(
        said.contains(&format!("--key {key}: this is not the private key of the certificate in {other}")),
        "{said}"
    );
    let said = refused(data.path(), &["-l", "127.0.0.1:0", "--cert", &certificate, "--key", &key]);
    assert!(said.contains("--tls-listen"), "{said}");
    assert!(refused(data.path(), &["--tls-listen", "example.test:1"]).contains("--tls-listen"));

    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let said = refused(data.path(), &["-l", "127.0.0.1:0", "--tls-listen", &address]);
    assert!(said.contains(&address) && said.contains("in use") && said.contains("--tls-listen"), "{said}");
}

#[test]
fn without_a_choice_tls_is_spoken_on_8443_or_that_it_is_not_is_said() {
    let data = folder();
    // Whoever has the port, now or already: it is busy.
    let busy = TcpListener::bind("127.0.0.1:8443");
    let serving = Serving::start(&mut command(data.path(), &["--port", "0"]), 1);
    let said = run("curl", &["-q", "-si", &format!("{}/_/ca.pem", serving.urls[0])], "");
    assert!(said.out.starts_with("HTTP/1.1 404"), "{said:?}");
    let (printed, errors) = serving.end();
    assert!(errors.contains("127.0.0.1:8443 is in use") && errors.contains("so TLS is not spoken"), "{errors}");
    assert!(!printed.contains("https://127.0.0.1"), "{printed}");
    drop(busy);
    let serving = Serving::start(&mut command(data.path(), &["-l", "127.0.0.1:0"]), 1);
    assert!(!serving.end().0.contains("https://127.0.0.1"), "who says where to listen, says all of it");
}

#[test]
fn where_no_authority_can_be_kept_one_is_made_for_the_run_and_that_is_said() {
    let data = folder();
    fs::write(data.path().join("file"), "").expect("a file");
    let mut homeless = command(data.path(), &BOTH);
    homeless.env_remove("XDG_DATA_HOME").env_remove("HOME");
    let blocked = command(&data.path().join("file"), &BOTH);
    for (mut command, why) in [(homeless, "HOME is not set"), (blocked, "the folder cannot be made")] {
        let serving = Serving::start(&mut command, 2);
        let place = folder();
        let (cleartext, secured) = (serving.urls[0].clone(), serving.urls[1].replace("127.0.0.1", "localhost"));
        let script = format!(
            "cd {} && curl -so ca.pem {cleartext}/_/ca.pem && curl -si --cacert ca.pem {secured}/409",
            place.path().display()
        );
        let said = run("sh", &["-c", &script], "");
        assert!(said.out.starts_with("HTTP/2 200"), "{said:?}");
        let (printed, errors) = serving.end();
        assert!(errors.contains(why) && errors.contains("for this run alone"), "{errors}");
        assert!(printed.contains(&format!("curl -so ca.pem {cleartext}/_/ca.pem")), "{printed}");
    }
}

#[test]
fn http_2_is_offered_unless_it_is_not_wanted() {
    let data = folder();
    for (flags, version) in [(&[][..], "2"), (&["--no-http2"], "1.1")] {
        let serving = Serving::start(&mut command(data.path(), &[&BOTH[..], flags].concat()), 2);
        let said =
            run("curl", &["-q", "-sk", "--http2", "-o", "/dev/null", "-w", "%{http_version}", &serving.urls[1]], "");
        assert_eq!(said.out, version, "{flags:?}");
        let known =
            ["-q", "-s", "--http2-prior-knowledge", "-o", "/dev/null", "-w", "%{http_version}", &serving.urls[0]];
        assert_eq!(run("curl", &known, "").code == Some(0), version == "2", "{flags:?}");
    }
}

#[test]
fn a_broken_authority_is_made_anew_and_that_is_said() {
    let data = folder();
    Serving::start(&mut command(data.path(), &BOTH), 2).end();
    let path = data.path().join("statusquo/ca.pem");
    fs::write(&path, "half").expect("it is written");
    let (_, errors) = Serving::start(&mut command(data.path(), &BOTH), 2).end();
    assert!(errors.contains("held no certificate in PEM form") && errors.contains("trusted anew"), "{errors}");
    let (_, errors) = Serving::start(&mut command(data.path(), &BOTH), 2).end();
    assert_eq!(errors, "");
}

#[test]
fn a_handshake_that_fails_is_a_line_of_the_log() {
    let data = folder();
    for (form, expected) in [
        ("text", "failed: the client does not trust the certificate"),
        ("json", "\"handshake_failed\":\"the client does not trust the certificate\""),
    ] {
        let mut serving = Serving::start(&mut command(data.path(), &[&BOTH[..], &["--log", form]].concat()), 2);
        let url = &serving.urls[1];
        let at = url.find("https://").expect("an address for TLS");
        let said = run("curl", &["-q", "-si", url[at..].trim_end_matches(['"', '}'])], "");
        assert_eq!(said.code, Some(60), "{said:?}");
        // The client ends before its alert is read here, so the line is waited for.
        serving.line_with(expected);
        serving.end();
    }
}
