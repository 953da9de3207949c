//! Ranges of a document: what each kind of Range, good or bad, comes to, by RFC 9110 §14, §15.3.7 and §15.5.17.

mod support;

use statusquo_decision::Question::{self, *};
use support::{Answer, TestLab, lab};

const TARGET: &str = "/lab/documents/digits";
const DIGITS: &str = "0123456789";
const PLAIN: &str = "Content-Type: text/plain";

fn with(content: impl AsRef<[u8]>) -> TestLab {
    let lab = lab();
    lab.ask(&format!("PUT {TARGET}"), &[PLAIN], content).expect(201);
    lab
}

fn get(lab: &TestLab, fields: &[&str]) -> Answer {
    lab.plain(&format!("GET {TARGET}"), fields)
}

/// What a range comes to.
enum Comes {
    /// The whole with 200, decided there.
    Whole,
    /// One part, with this Content-Range.
    One(&'static str, &'static str),
    /// Several parts in this order.
    Parts(&'static [(&'static str, &'static str)]),
    /// 416, decided there.
    Refused(Question),
}

use Comes::*;

#[rustfmt::skip]
const TABLE: &[(&str, &str, Comes)] = &[
    // One range: §14.1.2.
    ("bytes=0-3", "the first octets, both ends inclusive", One("bytes 0-3/10", "0123")),
    ("bytes=0-0", "one octet", One("bytes 0-0/10", "0")),
    ("bytes=4-", "to the end", One("bytes 4-9/10", "456789")),
    ("bytes=9-9", "the last octet", One("bytes 9-9/10", "9")),
    ("bytes=0-", "all of it is a range too", One("bytes 0-9/10", "0123456789")),
    ("bytes=-4", "the last octets", One("bytes 6-9/10", "6789")),
    ("bytes=-10", "as many as there are", One("bytes 0-9/10", "0123456789")),
    ("bytes=-11", "more than there are", One("bytes 0-9/10", "0123456789")),
    ("bytes=7-10", "an end beyond the last octet is cut", One("bytes 7-9/10", "789")),
    ("bytes=7-99999999999999999999999999", "however large", One("bytes 7-9/10", "789")),
    ("bytes=-99999999999999999999999999", "however many", One("bytes 0-9/10", "0123456789")),
    ("bytes=007-008", "zeros before a number", One("bytes 7-8/10", "78")),
    ("Bytes=0-1", "units are told apart without regard to case: §14.1", One("bytes 0-1/10", "01")),
    ("bytes= 1-2", "space before a member of the list: the example of §14.1.2", One("bytes 1-2/10", "12")),
    ("bytes=,1-2,,", "empty members are overlooked: §5.6.1.2", One("bytes 1-2/10", "12")),
    // Several: §15.3.7.2.
    ("bytes=0-1,5-6", "apart", Parts(&[("bytes 0-1/10", "01"), ("bytes 5-6/10", "56")])),
    ("bytes=5-6,0-1", "in the order asked", Parts(&[("bytes 5-6/10", "56"), ("bytes 0-1/10", "01")])),
    ("bytes=0-0, -1", "the first and the last octet", Parts(&[("bytes 0-0/10", "0"), ("bytes 9-9/10", "9")])),
    ("bytes=0-4,3-6", "two that overlap stay apart", Parts(&[("bytes 0-4/10", "01234"), ("bytes 3-6/10", "3456")])),
    ("bytes=0-1,0-1", "the same twice", Parts(&[("bytes 0-1/10", "01"), ("bytes 0-1/10", "01")])),
    ("bytes=0-1,2-3,4-", "side by side", Parts(&[("bytes 0-1/10", "01"), ("bytes 2-3/10", "23"), ("bytes 4-9/10", "456789")])),
    ("bytes=8-20,20-30,1-1", "what cannot be satisfied is left out", Parts(&[("bytes 8-9/10", "89"), ("bytes 1-1/10", "1")])),
    ("bytes=20-30,2-3", "one that is left is a part by itself", One("bytes 2-3/10", "23")),
    ("bytes=-0,2-3", "the same", One("bytes 2-3/10", "23")),
    // None can be satisfied: §14.1.2, §15.5.17.
    ("bytes=10-", "from the end on", Refused(RangeSatisfiable)),
    ("bytes=10-20", "beyond the end", Refused(RangeSatisfiable)),
    ("bytes=99999999999999999999999999-", "far beyond the end", Refused(RangeSatisfiable)),
    ("bytes=-0", "the last no octets", Refused(RangeSatisfiable)),
    ("bytes=10-11,20-,-0", "none of several", Refused(RangeSatisfiable)),
    // More than is served: §14.2, §17.15.
    ("bytes=0-4,2-6,4-8", "three at one octet", Refused(RangesModest)),
    ("bytes=0-,0-,0-,0-", "the whole, again and again", Refused(RangesModest)),
    // Another unit, which must be ignored: §14.2.
    ("lines=0-1", "a unit that nobody knows", Whole),
    ("none=0-1", "a name that is reserved: §14.3", Whole),
    // No valid ranges-specifier, which may be ignored: §14.1.1, §14.2.
    ("bytes=9-2", "an end before the beginning", Whole),
    ("bytes=0-1,9-2", "one invalid range makes the set invalid", Whole),
    ("bytes=99999999999999999999999999-99999999999999999999999998", "however large", Whole),
    ("bytes", "no ranges", Whole),
    ("bytes=", "an empty set", Whole),
    ("bytes=,", "a set of empty members", Whole),
    ("bytes=-", "neither end", Whole),
    ("bytes=3", "no dash", Whole),
    ("bytes=a-b", "no numbers", Whole),
    ("bytes=0x0-0x1", "no decimal numbers", Whole),
    ("bytes=-1-2", "a negative number", Whole),
    ("bytes=0-1-2", "one dash too many", Whole),
    ("bytes=0 -1", "space within a range", Whole),
    ("bytes =0-1", "space after the unit", Whole),
    ("bytes=0-1;2-3", "another separator", Whole),
    ("bytes=0-1, bytes=2-3", "the unit twice", Whole),
];

#[test]
fn each_kind_of_range_comes_to_what_the_rfc_says() {
    let lab = with(DIGITS);
    for (range, why, comes) in TABLE {
        let answer = get(&lab, &[&format!("Range: {range}")]);
        let decided = lab.decided(&answer);
        match comes {
            Whole => {
                assert_eq!((answer.code(), answer.text()), (200, DIGITS), "{range}: {why}");
                assert_eq!(decided, (RangesAsked, false), "{range}: {why}");
                assert!(!answer.has("Content-Range"), "{range}: {why}");
            }
            One(place, octets) => {
                assert_eq!((answer.code(), answer.text()), (206, *octets), "{range}: {why}");
                assert_eq!(answer.field("Content-Range"), *place, "{range}: {why}");
                assert_eq!(answer.field("Content-Type"), "text/plain");
                assert_eq!(decided, (RangeSatisfiable, true));
            }
            Parts(expected) => {
                assert_eq!(answer.code(), 206, "{range}: {why}");
                assert!(!answer.has("Content-Range"), "{range}: it stands in the parts (§15.3.7.2)");
                let parts = parts(&answer);
                let seen: Vec<_> = parts.iter().map(|part| (&*part.place, &*part.octets)).collect();
                let expected: Vec<_> = expected.iter().map(|(place, octets)| (*place, octets.as_bytes())).collect();
                assert_eq!(seen, expected, "{range}: {why}");
                assert!(parts.iter().all(|part| part.media_type == "text/plain"), "{range}");
            }
            Refused(question) => {
                assert_eq!(answer.code(), 416, "{range}: {why}");
                assert_eq!(answer.field("Content-Range"), "bytes */10", "{range}: {why}");
                assert_eq!(decided, (*question, false), "{range}: {why}");
                assert_eq!(answer.field("Content-Type"), "application/problem+json");
            }
        }
    }
}

/// A part of several.
#[derive(Debug)]
struct Part {
    media_type: String,
    place: String,
    octets: Vec<u8>,
}

/// Reads multipart/byteranges as RFC 2046 has it: by the boundary alone, not by lengths.
fn parts(answer: &Answer) -> Vec<Part> {
    let boundary = answer.field("Content-Type").strip_prefix("multipart/byteranges; boundary=").expect("a boundary");
    assert!((1..=70).contains(&boundary.len()) && !boundary.contains('"'), "{boundary}");
    let delimiter = format!("\r\n--{boundary}");
    let mut rest = &[b"\r\n", &answer.content[..]].concat()[..];
    let mut parts = Vec::new();
    let find = |octets: &[u8], what: &str| octets.windows(what.len()).position(|window| window == what.as_bytes());
    assert_eq!(find(rest, &delimiter), Some(0), "it begins with the boundary");
    loop {
        rest = &rest[delimiter.len()..];
        if rest == b"--\r\n" {
            return parts;
        }
        let end = find(rest, "\r\n\r\n").expect("the fields of a part end");
        let head = std::str::from_utf8(&rest[..end]).expect("fields are text");
        let field = |name: &str| {
            let line = head.split("\r\n").find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
            line.unwrap_or_else(|| panic!("no {name} in {head:?}")).to_owned()
        };
        let (media_type, place) = (field("Content-Type"), field("Content-Range"));
        let content = &rest[end + 4..];
        let length = find(content, &delimiter).expect("a part ends with the boundary");
        parts.push(Part { media_type, place, octets: content[..length].to_vec() });
        rest = &content[length..];
    }
}

#[test]
fn several_lines_of_range_are_none() {
    let lab = with(DIGITS);
    assert_eq!(get(&lab, &["Range: bytes=0-1", "Range: bytes=2-3"]).expect(200).text(), DIGITS);
}

#[test]
fn a_part_has_all_fields_of_the_whole_and_parts_their_media_type_inside() {
    let lab = with(DIGITS);
    let own = ["Date", "Content-Length", "Statusquo-Exchange"];
    let whole = get(&lab, &[]).expect(200);
    assert_eq!(whole.field("Accept-Ranges"), "bytes");
    let part = get(&lab, &["Range: bytes=1-2"]).expect(206);
    let mut without = own.to_vec();
    assert_eq!(part.field("Content-Length"), "2");
    without.push("Content-Range");
    assert_eq!(part.fields_without(&without), whole.fields_without(&own), "§15.3.7");
    let parts = get(&lab, &["Range: bytes=1-2,4-5"]).expect(206);
    let mut without = own.to_vec();
    without.push("Content-Type");
    assert_eq!(parts.fields_without(&without), whole.fields_without(&without));
    assert_eq!(parts.field("X-Content-Type-Options"), "nosniff");
}

#[test]
fn preconditions_come_before_range() {
    let lab = with(DIGITS);
    let whole = get(&lab, &[]);
    let (etag, modified) = (whole.field("ETag"), whole.field("Last-Modified"));
    for range in ["Range: bytes=1-2", "Range: bytes=20-"] {
        // §14.2: ignored where a conditional GET comes to 304.
        get(&lab, &[range, &format!("If-None-Match: {etag}")]).expect(304);
        get(&lab, &[range, &format!("If-Modified-Since: {modified}")]).expect(304);
        get(&lab, &[range, "If-Match: \"other\""]).expect(412);
        get(&lab, &[range, &format!("If-Match: {etag}"), &format!("If-None-Match: {etag}")]).expect(304);
    }
    get(&lab, &["Range: bytes=1-2", &format!("If-Match: {etag}")]).expect(206);
    get(&lab, &["Range: bytes=1-2", "If-None-Match: \"other\""]).expect(206);
    get(&lab, &["Range: bytes=20-", "If-None-Match: \"other\""]).expect(416);
}

#[test]
fn only_where_200_would_be_the_answer() {
    let lab = lab();
    let range = ["Range: bytes=0-1"];
    lab.plain("GET /lab/documents/never", &range).expect(404);
    lab.plain("GET /lab/documents/old-welcome", &range).expect(301);
    lab.plain("DELETE /lab/documents/welcome", &range).expect(204);
    lab.plain("GET /lab/documents/welcome", &range).expect(410);
}

#[test]
fn methods_other_than_get_know_no_ranges() {
    let lab = with(DIGITS);
    for range in ["Range: bytes=1-2", "Range: bytes=20-"] {
        let head = lab.plain(&format!("HEAD {TARGET}"), &[range]).expect(200);
        assert_eq!((head.field("Content-Length"), head.has("Content-Range")), ("10", false));
        lab.ask(&format!("POST {TARGET}"), &[range], "x").expect(405);
        let options = lab.plain(&format!("OPTIONS {TARGET}"), &[range]).expect(204);
        assert_eq!(options.field("Allow"), "GET, HEAD, PUT, DELETE, OPTIONS");
        lab.ask(&format!("PUT {TARGET}"), &[range, PLAIN], DIGITS).expect(204);
    }
    assert_eq!(get(&lab, &[]).text(), DIGITS, "it was stored whole");
}

#[test]
fn an_empty_document_has_no_range_but_its_whole() {
    let lab = with("");
    for (range, code) in [
        ("bytes=0-", 416),
        ("bytes=0-0", 416),
        ("bytes=-0", 416),
        ("bytes=0-,5-", 416),
        // The only form that can be satisfied (§14.1.2); no Content-Range says it, so Range is ignored (§14.2).
        ("bytes=-5", 200),
        ("bytes=0-,-5", 200),
    ] {
        let answer = get(&lab, &[&format!("Range: {range}")]).expect(code);
        let place = (code == 416).then_some("bytes */0");
        assert_eq!(answer.optional("Content-Range"), place, "{range}");
    }
}

#[test]
fn so_many_ranges_are_served_and_one_more_is_not() {
    let content: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let lab = with(&content);
    let ranges = |count: usize| {
        let all: Vec<String> = (0..count).map(|at| format!("{}-{}", at * 3000, at * 3000 + 999)).collect();
        format!("Range: bytes={}", all.join(","))
    };
    let answer = get(&lab, &[&ranges(32)]).expect(206);
    let served = parts(&answer);
    assert_eq!(served.len(), 32);
    for (at, part) in served.iter().enumerate() {
        assert_eq!(part.octets, content[at * 3000..at * 3000 + 1000]);
    }
    let answer = get(&lab, &[&ranges(33)]).expect(416);
    assert_eq!(lab.decided(&answer), (RangesModest, false));
    assert_eq!(answer.json()["limit"], 32);
    assert!(answer.detail().contains("33 ranges; 32"), "{}", answer.detail());
    assert_eq!(answer.field("Content-Range"), "bytes */100000");
}

#[test]
fn large_parts_come_whole_and_the_connection_goes_on() {
    let content: Vec<u8> = (0..1024 * 1024_u32).map(|at| (at / 7) as u8).collect();
    let lab = with(&content);
    let mut client = lab.connect();
    for _ in 0..2 {
        let line = format!("GET {TARGET}");
        let answer = client.ask(&line, &["Range: bytes=1-1,-500000,0-"], "").expect(206);
        let seen: Vec<_> = parts(&answer).into_iter().map(|part| part.octets).collect();
        assert_eq!(seen[0], content[1..2]);
        assert!(seen[1] == content[content.len() - 500_000..] && seen[2] == content);
        let answer = client.ask(&line, &["Range: bytes=500000-"], "").expect(206);
        assert!(answer.content == content[500_000..]);
    }
}

#[test]
fn no_boundary_stands_in_what_a_client_stored() {
    let lab = with("first");
    let boundary = |answer: &Answer| answer.field("Content-Type").split_once("boundary=").expect("one").1.to_owned();
    let usual = boundary(&get(&lab, &["Range: bytes=0-0,2-2"]).expect(206));
    let stored = format!("a\r\n--{usual}\r\nContent-Range: bytes 0-0/1\r\n\r\nb\r\n--{usual}--\r\n");
    lab.ask(&format!("PUT {TARGET}"), &[PLAIN], &stored).expect(204);
    let answer = get(&lab, &["Range: bytes=0-,2-"]).expect(206);
    assert_ne!(boundary(&answer), usual);
    let parts = parts(&answer);
    assert_eq!((&parts[0].octets[..], &parts[1].octets[..]), (stored.as_bytes(), &stored.as_bytes()[2..]));
}

#[test]
fn what_is_fetched_in_parts_and_put_together_is_the_whole() {
    let content: Vec<u8> = (0..10_007_u32).map(|at| (at * at / 8) as u8).collect();
    let lab = with(&content);
    let etag = get(&lab, &[]).field("ETag").to_owned();
    let mut client = lab.connect();
    let mut fetched = Vec::new();
    while fetched.len() < content.len() {
        let (from, to) = (fetched.len(), fetched.len() + 998);
        let fields = [&*format!("Range: bytes={from}-{to}"), &*format!("If-Range: {etag}")];
        let answer = client.ask(&format!("GET {TARGET}"), &fields, "").expect(206);
        let last = to.min(content.len() - 1);
        assert_eq!(answer.field("Content-Range"), format!("bytes {from}-{last}/10007"));
        fetched.extend(answer.content);
    }
    assert!(fetched == content);
}

#[test]
fn resources_that_are_no_documents_have_no_ranges() {
    let lab = lab();
    let answer = lab.plain("GET /lab/users/1", &["Range: bytes=0-1"]).expect(200);
    assert!(!answer.has("Accept-Ranges") && !answer.has("Content-Range"));
}
