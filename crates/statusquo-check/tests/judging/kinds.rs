//! What the judge says of each kind of test that looks beyond the answer's own fields: the evidence, to the letter.

use super::sample::Sample;
use statusquo_catalog::Test;
use statusquo_check::{Finding, Outcome};

/// The finding on the duty with this test.
fn on(sample: &Sample, test: Test) -> Finding {
    let found = sample.findings().into_iter().find(|finding| finding.duty.test == test);
    found.unwrap_or_else(|| panic!("no duty with {test:?} lies on {sample:?}"))
}

const NO_RANGES: &[&str] = &["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"];
const TWO_PARTS: &str =
    "--b\r\nContent-Range: bytes 0-0/9\r\n\r\na\r\n--b\r\nContent-Range: bytes 8-8/9\r\n\r\nb\r\n--b--\r\n";
const SWITCH: Test = Test::Offered("Upgrade", "Upgrade");

#[test]
fn evidence_names_what_was_seen() {
    let part = |range: &str, content: &str| Sample::new("GET", 206).with("Content-Range", range).content(content);
    let several = |content: &str| {
        Sample::new("GET", 206).with("Content-Type", "multipart/byteranges; boundary=b").content(content)
    };
    let asked = |range: &str| several("").asked("Range", range);
    let switched = Sample::new("GET", 101).with("Upgrade", "b/2").with("Connection", "upgrade");
    let xml = |content: &str| Sample::new("PROPFIND", 207).with("Content-Type", "text/xml").content(content);
    use Outcome::{Broken, Kept, NotJudged};
    let table: Vec<(Sample, Test, Outcome, &str)> = vec![
        (part("bytes 0-3/9", "abcd"), Test::ContentRange, Kept, "Content-Range: bytes 0-3/9"),
        (part("bytes 0-3/9", "abc"), Test::ContentRange, Broken, "the range has 4 octets, and the content 3"),
        (part("bytes 0-3/9", "abcde"), Test::ContentRange, Broken, "the range has 4 octets, and the content 5"),
        (
            part("bytes 0-3/3", "abcd"),
            Test::ContentRange,
            Broken,
            "Content-Range: bytes 0-3/3: the complete length is not beyond the last position, at octet 10",
        ),
        (
            part("bytes */9", ""),
            Test::ContentRange,
            Broken,
            "Content-Range: bytes */9: a part is of a range, at octet 6",
        ),
        (
            several("--b\r\nContent-Range: bytes 0-0/9\r\n\r\na\r\n--b--"),
            Test::ByteRanges,
            Kept,
            "parts with their Content-Range: 1",
        ),
        (
            several("--b\r\n\r\na\r\n--b--"),
            Test::ByteRanges,
            Broken,
            "the content: a part has no Content-Range, at octet 5",
        ),
        (
            several("x").without("Content-Type").with("Content-Type", "multipart/byteranges"),
            Test::ByteRanges,
            Broken,
            "Content-Type: multipart/byteranges, without a boundary",
        ),
        (Sample { cut: true, ..several("--b") }, Test::ByteRanges, NotJudged, "the content is not all here"),
        (asked("bytes=0-0,2-2"), Test::SeveralRangesAsked, Kept, "the request asked for 2 ranges"),
        (asked("bytes=0-0"), Test::SeveralRangesAsked, Broken, "the request had Range: bytes=0-0"),
        (several(""), Test::SeveralRangesAsked, NotJudged, "the request is not known"),
        (Sample { method: "PUT".to_owned(), ..part("", "") }, Test::NotTo(NO_RANGES), Broken, "the request was PUT"),
        (
            Sample { method: String::new(), ..part("", "") },
            Test::NotTo(NO_RANGES),
            NotJudged,
            "the method is not known",
        ),
        (switched.clone().asked("Upgrade", "a, B/2"), SWITCH, Kept, "the request's Upgrade lists all of Upgrade"),
        (
            switched.clone().asked("Upgrade", "b/1"),
            SWITCH,
            Broken,
            "Upgrade: b/2, which the request's Upgrade does not list",
        ),
        (switched, SWITCH, NotJudged, "the request is not known"),
        (Sample::new("GET", 103).asked_in_http10(), Test::NotToHttp10, Broken, "the request was of HTTP/1.0"),
        (
            Sample::new("GET", 425).asked("Accept", "*/*"),
            Test::Asked(&["Early-Data"]),
            Broken,
            "the request had no Early-Data",
        ),
        (xml("<a:multistatus/>"), Test::XmlRoot("multistatus"), Kept, "the root element is multistatus"),
        (xml("<a/>"), Test::XmlRoot("multistatus"), Broken, "the root element is a, not multistatus"),
        (xml("{}"), Test::XmlRoot("multistatus"), Broken, "the content: XML begins with an element, at octet 0"),
        (
            xml("\u{1f}x").with("Content-Encoding", "gzip"),
            Test::XmlRoot("multistatus"),
            NotJudged,
            "Content-Encoding: gzip: the content is not decoded here",
        ),
        (
            Sample::new("GET", 416).with("Content-Range", "bytes 0-1/2"),
            Test::UnsatisfiedRange,
            Broken,
            "Content-Range: bytes 0-1/2: an asterisk stands where no range is sent, at octet 6",
        ),
        (
            several(TWO_PARTS).asked("Range", "bytes=8-8, 0-0"),
            Test::PartsInOrder,
            Broken,
            "the parts stand in another order than in Range: bytes=8-8, 0-0",
        ),
        (
            several(TWO_PARTS).asked("Range", "bytes=8-8,0-3"),
            Test::PartsInOrder,
            NotJudged,
            "the parts are not just the ranges that were asked for",
        ),
        (
            several(TWO_PARTS).asked("Range", "bytes=-1,0-0"),
            Test::PartsInOrder,
            NotJudged,
            "not all ranges were asked for by both their ends",
        ),
        (
            Sample::new("GET", 502).with("Proxy-Status", "a; error=connection_timeout"),
            Test::ProxyError,
            Broken,
            "Proxy-Status: a; error=connection_timeout goes with 504",
        ),
        (
            Sample::new("GET", 504).with("Proxy-Status", "a; error=connection_terminated, b"),
            Test::ProxyError,
            NotJudged,
            "the code need not be the intermediary's own",
        ),
        (
            Sample::new("GET", 451).with("Link", "</a>; rel=next"),
            Test::LinkRelation("blocked-by"),
            Broken,
            "no Link has the relation blocked-by",
        ),
        (
            Sample::new("TRACE", 200).asked("Cookie", "id=7").content("TRACE / HTTP/1.1\r\nCookie: id=7"),
            Test::LacksSecrets,
            Broken,
            "the content holds the request's Cookie",
        ),
    ];
    for (sample, test, outcome, evidence) in table {
        let found = on(&sample, test);
        assert_eq!((found.outcome, &*found.evidence), (outcome, evidence), "{test:?} of {sample:?}");
    }
}

#[test]
fn the_octets_at_fault_are_told() {
    let place = |sample: &Sample, test| {
        let place = on(sample, test).place.expect("octets show it");
        (place.part.name(), place.octets)
    };
    // The fields of a sample stand alone, without a status line before them.
    let sample = Sample::new("GET", 103).with("X", "y").with("Content-Length", "0");
    assert_eq!(place(&sample, Test::Lacks("Content-Length")), ("head", 6..23));
    let sample = Sample::new("GET", 103).with("Retry-After", " 1.5");
    assert_eq!(place(&sample, Test::RetryAfter), ("head", 13..17));
    let sample = Sample::new("GET", 304).content("hello");
    assert_eq!(place(&sample, Test::NoContent), ("content", 0..5));
    let sample = Sample::new("GET", 206).with("Content-Range", "bytes 5-4/9");
    assert_eq!(place(&sample, Test::ContentRange).1.len(), 3, "from the last position on");
}

#[test]
fn where_the_request_is_not_known_it_is_not_judged_whether_a_duty_lies() {
    let asked = Sample::new("GET", 101).with("Upgrade", "x").with("Connection", "upgrade");
    let found = on(&asked, Test::After(100));
    assert_eq!(
        (found.outcome, &*found.evidence),
        (Outcome::NotJudged, "whether it is owed is not known from this answer alone")
    );
    let without = asked.clone().asked("Upgrade", "x");
    assert!(!without.findings().iter().any(|finding| finding.duty.test == Test::After(100)));
    let with = Sample { before: Some(Vec::new()), ..without.asked("Expect", "100-continue") };
    assert_eq!(on(&with, Test::After(100)).evidence, "no 100 came before");
}
