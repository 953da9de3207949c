//! curl meets what insists on something: a condition, a length, a payment; and a form, followed or not.

use super::lab::TestLab;
use super::program::run;

/// Runs curl; the codes of all answers that it saw, and the last content.
fn curl(arguments: &[&str]) -> (Vec<u16>, String) {
    let usual = ["-q", "--silent", "--show-error", "--include", "--http1.1", "--max-time", "20"];
    let ended = run("curl", &[&usual, arguments].concat());
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let heads = ended.stdout.lines().filter_map(|line| line.strip_prefix("HTTP/1.1 "));
    let codes = heads.filter_map(|line| line.get(..3)?.parse().ok()).collect();
    let content = ended.stdout.rsplit("\r\n\r\n").next().unwrap_or("").to_owned();
    (codes, content)
}

#[test]
fn an_update_is_not_lost_when_two_edit_the_same() {
    let lab = TestLab::start();
    let plan = lab.at("/lab/guarded/plan");
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("curl-etag-{}", std::process::id()));
    let file = path.to_str().expect("the path of this project is text");
    let put = |condition: &[&str], content: &str| {
        curl(&[&["-X", "PUT", "-H", "Content-Type: text/plain"], condition, &["-d", content, &plan]].concat())
    };
    let tag = || {
        assert_eq!(curl(&["--etag-save", file, &plan]).0, [200]);
        format!("If-Match: {}", std::fs::read_to_string(file).expect("curl keeps the tag").trim())
    };
    let (codes, problem) = put(&[], "unseen");
    assert_eq!(codes, [428]);
    assert!(problem.contains("GET it") && problem.contains("If-Match"), "it says how: {problem}");
    let (mine, theirs) = (tag(), tag());
    assert_eq!(put(&["-H", &theirs], "theirs").0, [204]);
    assert_eq!(put(&["-H", &mine], "mine alone").0, [412]);
    assert_eq!(curl(&[&plan]).1, "theirs", "it is not lost");
    assert_eq!(put(&["-H", &tag()], "theirs and mine").0, [204]);
    assert_eq!(curl(&[&plan]).1, "theirs and mine");
    std::fs::remove_file(file).expect("the file of this test");
}

#[test]
fn a_length_is_told_and_a_meter_is_topped_up() {
    let lab = TestLab::start();
    let place = lab.at("/lab/needs-length");
    assert_eq!(curl(&["-H", "Transfer-Encoding: chunked", "-d", "hello", &place]).0, [411]);
    assert_eq!(curl(&["-d", "hello", &place]), (vec![200], "5 octets came, as the head had said.\n".to_owned()));
    let meter = lab.at("/lab/meter");
    let readings = curl(&[&format!("{meter}?reading=[1-4]")]).0;
    assert_eq!(readings, [200, 200, 200, 402]);
    assert_eq!(curl(&["-X", "POST", &format!("{meter}/top-up")]).0, [200]);
    assert_eq!(curl(&["--json", "{\"units\": 2}", &format!("{meter}/top-up")]).0, [200]);
    assert_eq!(curl(&[&format!("{meter}?reading=[1-6]")]).0, [200, 200, 200, 200, 200, 402]);
}

#[test]
fn a_form_leads_to_what_was_made_or_to_the_next_entry() {
    let lab = TestLab::start();
    let form = lab.at("/lab/form");
    let (codes, content) = curl(&["-L", "--data-urlencode", "entry=a & b", &form]);
    assert_eq!((codes, &*content), (vec![303, 200], "a & b\n"));
    let seen = curl(&["-d", "entry=c", "-d", "then=next", &form]);
    assert_eq!(seen, (vec![205], String::new()));
    assert_eq!(curl(&[&format!("{form}/2")]).1, "c\n");
}

#[test]
fn a_gateway_changes_what_it_may_and_keeps_what_it_may() {
    let lab = TestLab::start();
    let transforming = lab.at("/lab/gateway/transforming");
    assert!(matches!(curl(&[&transforming]), (codes, text) if codes == [203] && text.starts_with("ALL IS WELL")));
    let (codes, text) = curl(&["-H", "Cache-Control: no-transform", &transforming]);
    assert!(codes == [200] && text.starts_with("All is well"), "{codes:?} {text}");
    let cached = lab.at("/lab/gateway/cached");
    let only = ["-H", "Cache-Control: only-if-cached", &cached];
    assert_eq!(curl(&only).0, [504]);
    assert_eq!(curl(&[&cached]).0, [200]);
    assert_eq!(curl(&only).0, [200]);
}
