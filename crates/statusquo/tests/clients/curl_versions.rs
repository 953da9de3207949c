//! curl over every way that it knows to this lab: each gives the same numbers and the same content.

use super::authority::Trusted;
use super::lab::TestLab;
use super::program::run;

/// How curl is told, whether over TLS, and what the journal calls it.
const WAYS: [(&str, bool, &str); 4] = [
    ("--http1.1", false, "HTTP/1.1"),
    ("--http2-prior-knowledge", false, "HTTP/2"),
    ("--http1.1", true, "HTTP/1.1"),
    ("--http2", true, "HTTP/2"),
];

/// What curl is asked for, in this order: causes of each class, forced numbers, content both ways.
const ASKED: [&[&str]; 17] = [
    &["/lab/documents/welcome"],
    &["-I", "/lab/documents/welcome"],
    &["-H", "If-None-Match: *", "/lab/documents/welcome"],
    &["-X", "PUT", "-H", "Content-Type: text/plain", "-d", "as I was saying", "/lab/documents/notes"],
    &["/lab/documents/notes"],
    &["-X", "DELETE", "/lab/documents/notes"],
    &["/lab/documents/notes"],
    &["/lab/documents/old-welcome"],
    &["--json", "{\"name\":\"Ada\",\"email\":\"grace@example.test\"}", "/lab/users"],
    &["--json", "{\"name\":", "/lab/users"],
    &["/lab/vault"],
    &["-u", "admin:admin", "/lab/vault/keys"],
    &["-X", "POST", "/lab/documents/welcome"],
    &["-X", "INVENT", "/lab/documents/welcome"],
    &["/lab/divide?by=0"],
    &["/lab/gateway/garbage"],
    &["/status/418"],
];

/// The number and the content of each answer.
fn seen((version, secure, name): (&str, bool, &str)) -> Vec<(String, String)> {
    let lab = TestLab::with_tls();
    let trusted = Trusted::fetch(&lab);
    let ask = |arguments: &&[&str]| {
        let (target, options) = arguments.split_last().expect("a target");
        let url = if secure { lab.securely_at(target) } else { lab.at(target) };
        let usual = ["-q", "-sS", version, "--cacert", trusted.path(), "--max-time", "20", "-w", "\n%{http_code}"];
        let ended = run("curl", &[&usual, options, &[&url]].concat());
        assert_eq!(ended.code, Some(0), "{url}: {}", ended.stderr);
        let (content, code) = ended.stdout.rsplit_once('\n').expect("a number behind the content");
        // A head is shown in the words of its version, and has its own time; the number is told by itself.
        let content = if options.contains(&"-I") { "" } else { content };
        (code.to_owned(), content.to_owned())
    };
    let answers = ASKED.iter().map(ask).collect();
    assert!(lab.is_left_alone(), "a connection is left");
    let passed = lab.passed(Some(1 + ASKED.len()));
    assert!(passed[1..].iter().all(|passed| passed.version == name), "{passed:?}");
    answers
}

#[test]
fn numbers_and_content_are_the_same_over_every_version_with_tls_and_without() {
    let first = seen(WAYS[0]);
    let codes: Vec<&str> = first.iter().map(|answer| answer.0.as_str()).collect();
    assert_eq!(
        codes,
        [
            "200", "200", "304", "201", "200", "204", "410", "301", "409", "400", "401", "200", "405", "501", "500",
            "502", "418"
        ]
    );
    for way in &WAYS[1..] {
        for (at, (then, now)) in first.iter().zip(seen(*way)).enumerate() {
            assert_eq!(then, &now, "{:?} over {way:?}", ASKED[at]);
        }
    }
}
