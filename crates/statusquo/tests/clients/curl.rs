//! curl sees the codes of the page: interim answers, redirects, credentials, validators, waits and refusals.

use super::lab::{TestLab, connections};
use super::program::{Ended, run};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";

/// What curl saw.
#[derive(Debug)]
pub(super) struct Seen {
    /// Each answer's head, interim ones too.
    pub(super) heads: Vec<Head>,
    ended: Ended,
}

#[derive(Debug)]
pub(super) struct Head {
    code: u16,
    pub(super) line: String,
    fields: Vec<(String, String)>,
}

/// Runs curl; it is made to show every head that it reads.
pub(super) fn curl(arguments: &[&str]) -> Seen {
    let ended = run("curl", &[&["-q", "--silent", "--show-error", "--verbose", "--http1.1"], arguments].concat());
    let mut heads: Vec<Head> = Vec::new();
    for line in ended.stderr.lines().filter_map(|line| line.strip_prefix("< ")) {
        let line = line.trim_end();
        if let Some(rest) = line.strip_prefix("HTTP/1.1 ") {
            let code = rest.get(..3).and_then(|code| code.parse().ok()).expect("a status line has a code");
            heads.push(Head { code, line: line.to_owned(), fields: Vec::new() });
        } else if let (Some(head), Some((name, value))) = (heads.last_mut(), line.split_once(':')) {
            head.fields.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    Seen { heads, ended }
}

impl Seen {
    /// The codes, if curl itself was content.
    pub(super) fn codes(&self) -> Vec<u16> {
        assert_eq!(self.ended.code, Some(0), "{}", self.ended.stderr);
        self.heads.iter().map(|head| head.code).collect()
    }

    /// A field of the last answer.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.heads.last()?.field(name)
    }

    pub(super) fn content(&self) -> &str {
        &self.ended.stdout
    }
}

impl Head {
    fn field(&self, name: &str) -> Option<&str> {
        let name = name.to_ascii_lowercase();
        self.fields.iter().find(|field| field.0 == name).map(|field| field.1.as_str())
    }
}

/// A path for a file of one test.
pub(super) fn file(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("curl-{}-{name}", std::process::id()));
    if path.exists() {
        std::fs::remove_file(&path).expect("an old file can be removed");
    }
    path
}

pub(super) fn text(path: &Path) -> &str {
    path.to_str().expect("the path of this project is text")
}

#[test]
fn the_go_ahead_comes_before_the_content_and_201_after_it() {
    let lab = TestLab::start();
    let notes = lab.at("/lab/documents/notes");
    let put = ["-X", "PUT", "-H", "Expect: 100-continue", "-H", "Content-Type: text/plain", "-d", "as I was saying"];
    let seen = curl(&[&put[..], &["--expect100-timeout", "20", &notes]].concat());
    assert_eq!(seen.codes(), [100, 201]);
    assert_eq!(seen.heads[0].line, "HTTP/1.1 100 Continue");
    assert_eq!(seen.field("Location"), Some("/lab/documents/notes"));
    let seen = curl(&[&notes]);
    assert_eq!((seen.codes(), seen.content()), (vec![200], "as I was saying"));
    // Made before, it is replaced now.
    assert_eq!(curl(&["-X", "PUT", "-d", "anew", &notes]).codes(), [204]);
    assert!(lab.is_left_alone(), "a connection is left");
    let passed = lab.passed(Some(3));
    assert_eq!((passed[0].method.as_str(), passed[0].code, &passed[0].interim[..]), ("PUT", 201, &[100][..]));
}

#[test]
fn too_large_a_content_is_refused_before_it_is_sent() {
    let lab = TestLab::start();
    let large = file("large");
    std::fs::write(&large, vec![b'x'; 1024 * 1024 + 1]).expect("a file can be written");
    let target = lab.at("/lab/documents/large");
    let upload = ["-H", "Expect: 100-continue", "--expect100-timeout", "20", "-T", text(&large)];
    let seen = curl(&[&upload[..], &["-o", "/dev/null", "-w", "%{size_upload}", &target]].concat());
    assert_eq!((seen.codes(), seen.content()), (vec![413], "0"));
    // One octet less fits.
    std::fs::write(&large, vec![b'x'; 1024 * 1024]).expect("a file can be written");
    let seen = curl(&[&upload[..], &["-o", "/dev/null", "-w", "%{size_upload}", &target]].concat());
    assert_eq!((seen.codes(), seen.content()), (vec![100, 201], "1048576"));
    std::fs::remove_file(&large).expect("the file can be removed");
}

#[test]
fn redirects_are_followed_for_good_and_for_now() {
    let lab = TestLab::start();
    let welcome = "Welcome to the lab: every code here has a real cause.\n";
    for (name, code) in [("old-welcome", 301), ("welcome-today", 302)] {
        let seen = curl(&["--location", &lab.at(&format!("/lab/documents/{name}"))]);
        assert_eq!(seen.codes(), [code, 200]);
        assert_eq!(seen.heads[0].field("Location"), Some("/lab/documents/welcome"));
        assert!(seen.content().ends_with(welcome), "{}", seen.content());
    }
    let seen = curl(&[&lab.at("/lab/documents/old-welcome")]);
    assert_eq!((seen.codes(), seen.field("Location")), (vec![301], Some("/lab/documents/welcome")));
}

#[test]
fn credentials_open_the_vault_and_not_everybodys_the_keys() {
    let lab = TestLab::start();
    let (vault, keys) = (lab.at("/lab/vault"), lab.at("/lab/vault/keys"));
    let seen = curl(&[&vault]);
    assert_eq!(seen.codes(), [401]);
    let challenges = seen.heads[0].fields.iter().filter(|field| field.0 == "www-authenticate");
    assert_eq!(
        challenges.map(|field| field.1.as_str()).collect::<Vec<_>>(),
        ["Basic realm=\"vault\", charset=\"UTF-8\"", "Bearer realm=\"vault\""]
    );
    for (who, target, code) in [
        (["-u", "reader:wrong"], &vault, 401),
        (["-u", "reader:reader"], &vault, 200),
        (["-u", "reader:reader"], &keys, 403),
        (["-u", "admin:admin"], &keys, 200),
        (["--oauth2-bearer", "wrong-token"], &vault, 401),
        (["--oauth2-bearer", "reader-token"], &vault, 200),
        (["--oauth2-bearer", "reader-token"], &keys, 403),
        (["--oauth2-bearer", "admin-token"], &keys, 200),
    ] {
        assert_eq!(curl(&[who[0], who[1], target]).codes(), [code], "{who:?} {target}");
    }
    // Told to choose for itself, curl asks without credentials first and takes up a challenge.
    let seen = curl(&["--anyauth", "-u", "admin:admin", "-o", "/dev/null", &keys]);
    assert_eq!(seen.codes(), [401, 200]);
}

#[test]
fn a_kept_etag_gives_304_until_the_document_changes() {
    let lab = TestLab::start();
    let (welcome, etag) = (lab.at("/lab/documents/welcome"), file("etag"));
    let seen = curl(&["--etag-save", text(&etag), &welcome]);
    assert_eq!(seen.codes(), [200]);
    let first = seen.field("ETag").expect("a document has a validator").to_owned();
    assert_eq!(std::fs::read_to_string(&etag).expect("curl kept it").trim(), first);
    let seen = curl(&["--etag-compare", text(&etag), &welcome]);
    assert_eq!((seen.codes(), seen.content()), (vec![304], ""));
    assert_eq!(seen.field("ETag"), Some(first.as_str()));
    let changed = curl(&["-X", "PUT", "-d", "changed", &welcome]);
    assert_eq!(changed.codes(), [204]);
    let seen = curl(&["--etag-compare", text(&etag), &welcome]);
    assert_eq!((seen.codes(), seen.content()), (vec![200], "changed"));
    assert_ne!(seen.field("ETag"), Some(first.as_str()));
    std::fs::remove_file(&etag).expect("the file can be removed");
}

#[test]
fn after_429_the_time_that_retry_after_says_is_enough() {
    let lab = TestLab::start();
    // Five go through at once; which of the others come too early depends on how fast this machine is.
    let seen = curl(&["--retry", "1", &lab.at("/lab/limited?[1-10]")]);
    let codes = seen.codes();
    assert_eq!(codes[..5], [200; 5]);
    assert_eq!(codes.iter().filter(|code| **code == 200).count(), 10);
    let early: Vec<usize> = (0..codes.len()).filter(|at| codes[*at] == 429).collect();
    assert!(!early.is_empty(), "ten at once are more than the bucket holds: {codes:?}");
    for at in &early {
        assert_eq!(codes[at + 1], 200, "{codes:?}");
        let head = &seen.heads[*at];
        assert_eq!(head.field("Retry-After"), Some("1"));
        assert_eq!(head.field("RateLimit-Policy"), Some("\"default\";q=5;w=1"));
        assert!(head.field("RateLimit").is_some_and(|limit| limit.starts_with("\"default\";r=0;")), "{head:?}");
    }
    assert!(seen.ended.took.as_secs() >= early.len() as u64, "curl waited: {:?}", seen.ended.took);
}

#[test]
fn head_tells_what_get_would_without_the_content() {
    let lab = TestLab::start();
    let welcome = lab.at("/lab/documents/welcome");
    let get = curl(&[&welcome]);
    let head = curl(&["--head", "-o", "/dev/null", &welcome]);
    assert_eq!((get.codes(), head.codes()), (vec![200], vec![200]));
    for name in ["Content-Length", "Content-Type", "ETag", "Last-Modified"] {
        assert_eq!(head.field(name), get.field(name), "{name}");
    }
    assert_eq!(get.field("Content-Length"), Some(get.content().len().to_string().as_str()));
    // A refusal of HEAD has no content either, though it says how long one would be.
    let seen = curl(&["--head", "-o", "/dev/null", "-w", "%{size_download}", &lab.at("/lab/documents/none")]);
    assert_eq!((seen.codes(), seen.content()), (vec![404], "0"));
}

#[test]
fn an_offer_of_websocket_is_taken_up_with_101() {
    let lab = TestLab::start();
    let fields = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];
    let offer: Vec<&str> = fields.iter().flat_map(|field| ["-H", *field]).collect();
    let echo = lab.at("/lab/echo");
    // curl speaks no WebSocket here: it would wait for ever for what comes next.
    let version = ["-H", "Sec-WebSocket-Version: 13"];
    let seen = curl(&[&offer[..], &version, &["--include", "--no-buffer", "--max-time", "2", &echo]].concat());
    assert_eq!(seen.ended.code, Some(28), "{}", seen.ended.stderr);
    assert_eq!(seen.heads.len(), 1);
    assert_eq!(seen.heads[0].line, "HTTP/1.1 101 Switching Protocols");
    assert_eq!(seen.field("Upgrade"), Some("websocket"));
    // The pair that RFC 6455 §1.3 gives as its example.
    assert_eq!(seen.field("Sec-WebSocket-Accept"), Some("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    let seen = curl(&[&offer[..], &["-H", "Sec-WebSocket-Version: 8", &echo]].concat());
    assert_eq!((seen.codes(), seen.field("Sec-WebSocket-Version")), (vec![426], Some("13")));
    let seen = curl(&[&echo]);
    assert_eq!((seen.codes(), seen.field("Upgrade")), (vec![426], Some("websocket")));
    assert!(lab.is_left_alone());
}

#[test]
fn users_are_made_and_refused_each_for_its_cause() {
    let lab = TestLab::start();
    let users = lab.at("/lab/users");
    let post = |json: &str| curl(&["--json", json, &users]);
    let seen = post(r#"{"name": "Ada", "email": "ada@example.test"}"#);
    assert_eq!(seen.codes(), [201]);
    assert_eq!((seen.field("Location"), seen.field("Content-Type")), (Some("/lab/users/2"), Some(JSON)));
    let user: Value = serde_json::from_str(seen.content()).expect("a user is JSON");
    assert_eq!(user, json!({"id": 2, "name": "Ada", "email": "ada@example.test", "version": 1}));
    let table: [(&str, u16, &str); 5] = [
        (r#"{"name": "Ada", "email": "ada@example.test"}"#, 409, "\"holder\": \"/lab/users/2\""),
        (r#"{"name": "", "email": "no address", "age": -3}"#, 422, "\"#/age\""),
        (r#"{"name": "Ada"}"#, 400, "\"missing\": [\"email\"]"),
        (r#"{"name": "Ada","#, 400, "\"line\": 1"),
        (r#"["Ada"]"#, 400, "not an object"),
    ];
    for (json, code, part) in table {
        let seen = post(json);
        assert_eq!((seen.codes(), seen.field("Content-Type")), (vec![code], Some(PROBLEM)), "{json}");
        assert!(seen.content().contains(part), "{json}: {}", seen.content());
    }
    assert_eq!(curl(&["-d", "name=Ada", &users]).codes(), [415]);
}

#[test]
fn the_third_at_a_time_gets_503_and_when_to_come_again() {
    let lab = TestLab::start();
    let busy = lab.at("/lab/busy?seconds=1.9&n=[1-3]");
    let seen = curl(&["-Z", "--parallel-immediate", "-o", "/dev/null", "-w", "%{http_code}\n", &busy]);
    let mut codes: Vec<&str> = seen.content().lines().collect();
    codes.sort_unstable();
    assert_eq!(codes, ["200", "200", "503"]);
    let refused = seen.heads.iter().find(|head| head.code == 503).expect("curl shows it");
    // The work that is in the way takes 1.9 s, less what the queue waited: in whole seconds, two.
    assert_eq!(refused.field("Retry-After"), Some("2"));
}

#[test]
fn maintenance_closes_the_lab_until_it_is_called_off() {
    let lab = TestLab::start();
    let (switch, welcome) = (lab.at("/_/maintenance"), lab.at("/lab/documents/welcome"));
    assert_eq!(curl(&["-X", "PUT", "--json", r#"{"seconds": 60}"#, &switch]).codes(), [204]);
    let seen = curl(&[&welcome]);
    assert_eq!((seen.codes(), seen.field("Retry-After")), (vec![503], Some("60")));
    assert_eq!(curl(&["-X", "DELETE", &switch]).codes(), [204]);
    assert_eq!(curl(&[&welcome]).codes(), [200]);
}

#[test]
fn a_gateway_says_what_its_upstream_did() {
    let lab = TestLab::start();
    for (upstream, code, error) in [
        ("refused", 502, "connection_refused"),
        ("garbage", 502, "http_protocol_error"),
        ("closing", 502, "connection_terminated"),
        ("truncated", 502, "http_response_incomplete"),
        ("slow", 504, "http_response_timeout"),
    ] {
        let seen = curl(&[&lab.at(&format!("/lab/gateway/{upstream}"))]);
        assert_eq!(seen.codes(), [code], "{upstream}");
        let status = seen.field("Proxy-Status").expect("a gateway says what went wrong");
        assert!(status.starts_with(&format!("statusquo; error={error}; details=\"")), "{upstream}: {status}");
    }
    let seen = curl(&[&lab.at("/lab/gateway/hints")]);
    assert_eq!(seen.codes(), [103, 200]);
    assert_eq!(seen.heads[0].field("Link"), Some("</style.css>; rel=preload; as=style"));
}

#[test]
fn refusals_that_keep_the_framing_keep_the_connection() {
    let lab = TestLab::start();
    let asked: [(&[&str], &str, u16); 7] = [
        (&["-X", "INVENT"], "/lab/anything", 501),
        (&["-X", "DELETE"], "/lab/vault", 405),
        (&[], "/lab/documents/none", 404),
        (&[], "/lab/divide", 400),
        (&[], "/lab/divide?by=0", 500),
        (&["-X", "DELETE"], "/lab/documents/welcome", 204),
        (&[], "/lab/documents/welcome", 410),
    ];
    let targets: Vec<String> = asked.iter().map(|(_, target, _)| lab.at(target)).collect();
    let mut arguments = Vec::new();
    for ((options, ..), target) in asked.iter().zip(&targets) {
        if !arguments.is_empty() {
            arguments.push("--next");
        }
        // What comes after --next begins without options, but for the global ones.
        arguments.extend(*options);
        arguments.extend(["-o", "/dev/null", "-w", "%{num_connects}", target.as_str()]);
    }
    let seen = curl(&arguments);
    assert_eq!(seen.codes(), asked.map(|(.., code)| code));
    assert_eq!(seen.heads[1].field("Allow"), Some("GET, HEAD, OPTIONS"));
    assert_eq!(seen.content(), "1000000", "one connection for all");
    assert!(lab.is_left_alone(), "a connection is left");
    let passed = lab.passed(Some(7));
    assert_eq!(connections(&passed), 1);
    assert_eq!((passed[0].method.as_str(), passed[0].target.as_str()), ("INVENT", "/lab/anything"));
}

#[test]
fn a_request_without_host_is_refused_and_a_job_is_accepted() {
    let lab = TestLab::start();
    let seen = curl(&["-H", "Host:", &lab.at("/lab/documents/welcome")]);
    assert_eq!(seen.codes(), [400]);
    assert!(seen.content().contains("is there exactly one Host, and is it valid?"), "{}", seen.content());
    let seen = curl(&["--json", r#"{"seconds": 0.1}"#, &lab.at("/lab/jobs")]);
    assert_eq!((seen.codes(), seen.field("Location")), (vec![202], Some("/lab/jobs/1")));
}
