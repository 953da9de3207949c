//! Differences between versions of a document: 226 where the client has one that is kept and takes `diffe` (RFC 3229).

mod support;

use statusquo_decision::Question;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use support::{Answer, TestLab, lab, lab_with};

const TARGET: &str = "/lab/documents/poem";

fn put(lab: &TestLab, content: &str) -> String {
    lab.ask(&format!("PUT {TARGET}"), &["Content-Type: text/plain"], content);
    lab.get(TARGET).expect(200).field("ETag").to_owned()
}

fn ask(lab: &TestLab, etags: &str, a_im: &str) -> Answer {
    lab.plain(&format!("GET {TARGET}"), &[&format!("If-None-Match: {etags}"), &format!("A-IM: {a_im}")])
}

fn lines(count: usize) -> String {
    (0..count).map(|line| format!("This is line {line} of the poem.\n")).collect()
}

/// What `ed`, the editor that the scripts are for, makes of a text.
fn edited(old: &str, script: &str) -> String {
    static FILES: AtomicUsize = AtomicUsize::new(0);
    let name = format!("ed-{}-{}", std::process::id(), FILES.fetch_add(1, Ordering::Relaxed));
    let path = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, old).expect("a file can be written");
    let mut ed =
        Command::new("ed").arg("-s").arg(&path).stdin(Stdio::piped()).spawn().expect("ed is there; ./test installs it");
    ed.stdin.take().expect("it is piped").write_all(format!("{script}w\nq\n").as_bytes()).expect("ed reads");
    assert!(ed.wait().expect("ed ends").success());
    let new = std::fs::read_to_string(&path).expect("what ed wrote");
    std::fs::remove_file(&path).expect("it can be removed");
    new
}

#[test]
fn who_has_an_earlier_version_is_sent_the_difference() {
    let lab = lab();
    let old = lines(50);
    let first = put(&lab, &old);
    let new = old.replace("line 3 ", "line three ").replace("This is line 40 of the poem.\n", "") + "The end.\n";
    let second = put(&lab, &new);
    let answer = ask(&lab, &first, "diffe").expect(226);
    assert_eq!(lab.decided(&answer), (Question::DifferenceTaken, true));
    assert_eq!((answer.field("IM"), answer.field("Delta-Base")), ("diffe", &*first));
    assert_eq!((answer.field("ETag"), answer.field("Cache-Control")), (&*second, "no-store, im, retain"));
    assert_eq!(answer.field("Content-Type"), "text/plain", "that of the version it leads to");
    assert_eq!(answer.field("X-Content-Type-Options"), "nosniff");
    assert_eq!(answer.text(), "50a\nThe end.\n.\n41d\n4c\nThis is line three of the poem.\n.\n");
    assert_eq!(edited(&old, answer.text()), new);
    // The whole is as it was, and says nothing of differences.
    let whole = lab.get(TARGET).expect(200);
    assert_eq!((whole.text(), whole.has("IM"), whole.has("Cache-Control")), (&*new, false, false));
}

#[test]
fn several_entity_tags_and_manipulations_may_be_named() {
    let lab = lab();
    let first = put(&lab, &lines(20));
    let second = put(&lab, &lines(21));
    put(&lab, &lines(22));
    let answer = ask(&lab, &format!("\"unknown\", {second}, {first}"), "vcdiff, diffe;q=0.3, gzip").expect(226);
    assert_eq!(answer.field("Delta-Base"), second);
    assert_eq!(edited(&lines(21), answer.text()), lines(22));
    let answer = ask(&lab, &first, "diffe").expect(226);
    assert_eq!(edited(&lines(20), answer.text()), lines(22));
}

#[test]
fn where_there_is_no_difference_to_be_had_the_whole_is_sent() {
    let lab = lab();
    let first = put(&lab, &lines(20));
    let second = put(&lab, &lines(21));
    let whole = |answer: Answer| {
        let answer = answer.expect(200);
        assert_eq!(lab.decided(&answer), (Question::RangesAsked, false));
        assert!(!answer.has("IM") && !answer.has("Delta-Base"));
        assert_eq!(answer.text(), lines(21));
    };
    whole(ask(&lab, &first, "vcdiff"));
    whole(ask(&lab, &first, "diffe;q=0"));
    whole(ask(&lab, &first, ""));
    whole(ask(&lab, "\"unknown\"", "diffe"));
    whole(ask(&lab, &format!("W/{first}"), "diffe"));
    whole(lab.plain(&format!("GET {TARGET}"), &["A-IM: diffe"]));
    whole(lab.plain(&format!("GET {TARGET}"), &[&format!("If-None-Match: {first}")]));
    // Nothing to tell at all.
    ask(&lab, &second, "diffe").expect(304);
    ask(&lab, &format!("{first}, {second}"), "diffe").expect(304);
    let head = [&*format!("If-None-Match: {first}"), "A-IM: diffe"];
    let head = lab.plain(&format!("HEAD {TARGET}"), &head).expect(200);
    assert!(!head.has("IM"));
}

#[test]
fn between_versions_that_are_the_same_there_is_nothing_to_do() {
    let lab = lab();
    let first = put(&lab, &lines(20));
    let second = put(&lab, &lines(20));
    assert_ne!(first, second);
    let answer = ask(&lab, &first, "diffe").expect(226);
    assert_eq!((answer.text(), answer.field("ETag")), ("", &*second));
}

#[test]
fn a_range_is_a_range_of_the_version_that_there_is() {
    let lab = lab();
    let first = put(&lab, &lines(20));
    put(&lab, &lines(21));
    let fields = [&*format!("If-None-Match: {first}"), "A-IM: diffe", "Range: bytes=0-3"];
    assert_eq!(lab.plain(&format!("GET {TARGET}"), &fields).expect(206).text(), "This");
}

#[test]
fn what_is_no_text_of_lines_or_would_not_be_shorter_has_no_difference() {
    let lab = lab();
    let text = lines(20);
    for (old, new) in [
        (text.clone(), "short\n".to_owned()),
        (text.clone(), text.clone() + "no end of the line"),
        (text.clone(), text.clone() + ".\n"),
        (text.clone(), text.clone() + "\0\n"),
        (text.clone() + "no end of the line", text.clone()),
        ("x\n".repeat(200_000), "x\n".repeat(199_999)),
    ] {
        let first = put(&lab, &old);
        put(&lab, &new);
        assert_eq!(ask(&lab, &first, "diffe").expect(200).content, new.as_bytes());
    }
}

#[test]
fn four_versions_are_kept_until_the_document_is_deleted() {
    let lab = lab();
    let etags: Vec<String> = (20..26).map(|count| put(&lab, &lines(count))).collect();
    let codes: Vec<u16> = etags.iter().map(|etag| ask(&lab, etag, "diffe").code()).collect();
    assert_eq!(codes, [200, 226, 226, 226, 226, 304]);
    lab.plain(&format!("DELETE {TARGET}"), &[]).expect(204);
    ask(&lab, &etags[4], "diffe").expect(410);
    put(&lab, &lines(30));
    ask(&lab, &etags[4], "diffe").expect(200);
}

#[test]
fn what_is_kept_for_differences_takes_no_room_from_documents() {
    let lab = lab_with(|settings| settings.documents_bytes = 10_000);
    let text = lines(80);
    assert!(text.len() > 2_000 && text.len() < 2_500);
    let mut etags = Vec::new();
    for name in ["a", "b", "c", "d"] {
        let target = format!("/lab/documents/{name}");
        lab.ask(&format!("PUT {target}"), &["Content-Type: a/b"], &text).expect(201);
        etags.push(lab.get(&target).field("ETag").to_owned());
        lab.ask(&format!("PUT {target}"), &["Content-Type: a/b"], text.replace("line 7 ", "line seven ")).expect(204);
    }
    let codes: Vec<u16> = ["a", "b", "c", "d"]
        .iter()
        .zip(&etags)
        .map(|(name, etag)| {
            let fields = [&*format!("If-None-Match: {etag}"), "A-IM: diffe"];
            lab.plain(&format!("GET /lab/documents/{name}"), &fields).code()
        })
        .collect();
    assert_eq!(codes, [226, 200, 200, 200], "there is room for a quarter of what documents have");
}
