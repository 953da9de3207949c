//! `/bytes`, `/stream-bytes` and `/range` of httpbin's kind: octets that are made on demand.

mod support;

use statusquo_decision::Question;
use std::time::{Duration, Instant};
use support::{lab, lab_with};

/// What `random.seed(42)` gives in CPython, by `randint(0, 255)`.
const OF_42: [u8; 10] = [0x39, 0x0c, 0x8c, 0x7d, 0x72, 0x47, 0x34, 0x2c, 0xd8, 0x10];

#[test]
fn a_seed_gives_the_octets_that_it_gives_in_python() {
    let lab = lab();
    for target in ["/bytes/10?seed=42", "/bytes/10?SEED=%2042%20", "/bytes/10?seed=-42", "/stream-bytes/10?seed=4_2"] {
        let answer = lab.get(target).expect(200);
        assert_eq!((answer.content.as_slice(), answer.field("Content-Type")), (&OF_42[..], "application/octet-stream"));
    }
    assert_eq!(lab.get("/bytes/4?seed=0").expect(200).content, [0xc5, 0xd7, 0x14, 0x84]);
}

#[test]
fn without_a_seed_no_answer_is_like_another() {
    let lab = lab();
    for path in ["/bytes/32", "/stream-bytes/32"] {
        let [one, other] = [0, 1].map(|_| lab.get(path).expect(200).content);
        assert!(one != other && one.len() == 32 && other.len() == 32);
    }
}

#[test]
fn no_more_octets_are_made_than_the_limit_says() {
    let lab = lab_with(|settings| settings.httpbin.made_bytes = 25_000);
    for (count, made) in [(0, 0), (1, 1), (25_000, 25_000), (25_001, 25_000), (u64::MAX, 25_000)] {
        let answer = lab.get(&format!("/bytes/{count}")).expect(200);
        assert_eq!((answer.content.len(), answer.field("Content-Length")), (made, made.to_string().as_str()));
        let answer = lab.get(&format!("/stream-bytes/{count}")).expect(200);
        assert_eq!((answer.content.len(), answer.field("Transfer-Encoding")), (made, "chunked"));
    }
    let head = lab.plain("HEAD /bytes/30000?seed=1", &[]).expect(200);
    assert_eq!((head.content.len(), head.field("Content-Length")), (0, "25000"));
    assert!(!lab.plain("HEAD /stream-bytes/30000", &[]).expect(200).has("Content-Length"));
}

#[test]
fn chunks_have_the_size_that_is_asked_for() {
    let lab = lab();
    for (query, sizes) in [
        ("25?chunk_size=10", vec!["A", "A", "5", "0"]),
        ("20?chunk_size=10", vec!["A", "A", "0"]),
        ("3?chunk_size=1", vec!["1", "1", "1", "0"]),
        ("2?chunk_size=0", vec!["1", "1", "0"]),
        ("2?chunk_size=-7", vec!["1", "1", "0"]),
        ("5?chunk_size=99999999999999999999", vec!["5", "0"]),
        ("20481", vec!["2800", "2800", "1", "0"]),
        ("0", vec!["0"]),
    ] {
        let answer = lab.get(&format!("/stream-bytes/{query}")).expect(200);
        let sent = lab.record(&answer).traffic.sent;
        assert_eq!(chunk_sizes(&sent), sizes, "{query}");
    }
}

/// The sizes of the chunks behind a head, as they are written.
fn chunk_sizes(sent: &[u8]) -> Vec<String> {
    let end = |octets: &[u8], what: &[u8]| octets.windows(what.len()).position(|at| at == what).expect("an end");
    let mut rest = &sent[end(sent, b"\r\n\r\n") + 4..];
    let mut sizes = Vec::new();
    while !rest.is_empty() {
        let line = end(rest, b"\r\n");
        let size = std::str::from_utf8(&rest[..line]).expect("text").to_ascii_uppercase();
        rest = &rest[line + 2 + usize::from_str_radix(&size, 16).expect("a size") + 2..];
        sizes.push(size);
    }
    sizes
}

#[test]
fn a_parameter_that_is_none_is_named() {
    let lab = lab();
    for (target, parameter) in [
        ("/bytes/1?seed=", "seed"),
        ("/bytes/1?seed=1.5", "seed"),
        ("/bytes/1?seed=abc", "seed"),
        ("/stream-bytes/1?seed=x", "seed"),
        ("/stream-bytes/1?chunk_size=a", "chunk_size"),
    ] {
        assert_eq!(lab.get(target).expect(400).json()["parameter"], parameter, "{target}");
    }
    let long = lab.get(&format!("/bytes/1?seed={}", "1".repeat(4301))).expect(400);
    assert!(long.detail().contains("4300") && long.detail().len() < 200, "{}", long.detail());
    for absent in ["/bytes/-1", "/bytes/a", "/bytes/", "/bytes/1/", "/stream-bytes/1.5"] {
        lab.get(absent).expect(404);
    }
    assert_eq!(lab.ask("POST /bytes/1", &[], "").expect(405).field("Allow"), "GET, HEAD, OPTIONS");
}

#[test]
fn a_range_is_understood_as_httpbin_understands_it() {
    let lab = lab();
    let letters = b"abcdefghijklmnopqrstuvwxyz";
    for (range, first, last) in [
        ("bytes=0-15", 0, 15),
        ("bytes=20-", 20, 25),
        ("bytes=-5", 21, 25),
        ("bytes= 1 - 2 ", 1, 2),
        ("bytes=25-25", 25, 25),
    ] {
        let answer = lab.plain("GET /range/26", &[&format!("Range: {range}")]).expect(206);
        assert_eq!(answer.content, letters[first..=last], "{range}");
        assert_eq!(answer.field("Content-Range"), format!("bytes {first}-{last}/26"));
        assert_eq!((answer.field("ETag"), answer.field("Accept-Ranges")), ("range26", "bytes"));
    }
    for range in [
        "bytes=0-",
        "bytes=0-25",
        "bytes=-100",
        "items=1-2",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=1-2,4-5",
        "bytes=1-2-3",
        "bytes=1",
        "x",
    ] {
        let answer = lab.plain("GET /range/26", &[&format!("Range: {range}")]).expect(200);
        assert_eq!((answer.content.as_slice(), answer.field("Content-Range")), (&letters[..], "bytes 0-25/26"));
        assert_eq!(answer.field("Content-Length"), "26");
    }
    for range in ["bytes=10-5", "bytes=32-40", "bytes=0-40", "bytes=26-", "bytes=-0", "bytes=99999999999999999999-"] {
        let answer = lab.plain("GET /range/26", &[&format!("Range: {range}")]).expect(416);
        assert_eq!((answer.content.len(), answer.field("Content-Length")), (0, "0"), "{range}");
        assert_eq!((answer.field("Content-Range"), answer.field("ETag")), ("bytes */26", "range26"));
        assert_eq!(lab.decided(&answer), (Question::RangeSatisfiable, false));
    }
}

#[test]
fn a_range_goes_on_where_it_was_broken_off() {
    let lab = lab();
    let part = lab.plain("GET /range/100", &["Range: bytes=30-54", "If-Range: range100"]).expect(206);
    assert_eq!(part.text(), "efghijklmnopqrstuvwxyzabc");
    let whole = lab.plain("GET /range/100", &["Range: bytes=30-54", "If-Range: \"other\""]).expect(200);
    assert_eq!((whole.content.len(), lab.decided(&whole)), (100, (Question::IfRangeHolds, false)));
    // Range is for GET alone (RFC 9110 §14.2).
    let head = lab.plain("HEAD /range/100", &["Range: bytes=30-54"]).expect(200);
    assert_eq!(head.field("Content-Length"), "100");
}

#[test]
fn there_are_as_many_letters_as_the_limit_says() {
    let lab = lab();
    assert_eq!(lab.get("/range/102400").expect(200).content.len(), 102_400);
    for absent in ["/range/0", "/range/102401", "/range/-1", "/range/x"] {
        lab.get(absent).expect(404);
    }
    assert_eq!(lab.get("/range/0").json()["limit"], 102_400);
}

#[test]
fn letters_take_the_time_that_is_asked_for() {
    let lab = lab_with(|settings| settings.httpbin.duration = Duration::from_secs(1));
    let took = |target: &str, fields: &[&str]| {
        let before = Instant::now();
        let answer = lab.plain(target, fields);
        (answer.code(), answer.content.len(), before.elapsed())
    };
    let (code, length, time) = took("GET /range/100?duration=0.4&chunk_size=6", &[]);
    assert!(code == 200 && length == 100 && time >= Duration::from_millis(400), "{time:?}");
    // A quarter of it takes a quarter of the time.
    let (code, length, time) = took("GET /range/100?duration=0.8s", &["Range: bytes=0-24"]);
    assert!(code == 206 && length == 25 && time >= Duration::from_millis(200), "{time:?}");
    assert!(time < Duration::from_millis(800), "{time:?}");
    let (code, _, time) = took("HEAD /range/100?duration=1", &[]);
    assert!(code == 200 && time < Duration::from_secs(1), "{time:?}");
    for (query, parameter) in [
        ("duration=-1", "duration"),
        ("duration=x", "duration"),
        ("duration=", "duration"),
        ("duration=nan", "duration"),
        ("duration=1.1", "duration"),
        ("duration=inf", "duration"),
        ("chunk_size=x", "chunk_size"),
    ] {
        assert_eq!(lab.get(&format!("/range/26?{query}")).expect(400).json()["parameter"], parameter, "{query}");
    }
    assert!(lab.get("/range/26?duration=2").detail().contains("1 second"));
}
