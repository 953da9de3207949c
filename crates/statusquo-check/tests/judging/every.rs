//! The duties of every answer: each is kept by one answer and broken by its twin, which breaks nothing else.

use super::sample::{DATE, Sample};
use statusquo_catalog::{ALL, Duty, Test};
use statusquo_check::{EVERY, Outcome};
use statusquo_wire::Version;
use std::collections::BTreeSet;

/// The section of the duty, an answer that keeps it, and how its twin breaks it.
type Case = (&'static str, Sample, fn(Sample) -> Sample, &'static str);

/// 299 and 499 are not registered, so that nothing but these duties lies on them.
fn cases() -> Vec<Case> {
    let ok = || Sample::new("GET", 299).content("x");
    // Whoever passes an answer on may write an age of nothing.
    let aged = |status| Sample::new("GET", status).with("Age", "0").content("x");
    let no_content = || Sample::new("GET", 204);
    vec![
        ("15", Sample::new("GET", 599).content("x"), |s| Sample { status: 600, ..s }, "the status is 600"),
        ("15", Sample::new("GET", 599).content("x"), |s| Sample { status: 999, ..s }, "the status is 999"),
        (
            "15.2",
            ok().asked_in_http10(),
            |s| Sample { status: 199, content: Vec::new(), ..s },
            "199 was sent to an HTTP/1.0 client",
        ),
        ("8.6", Sample::new("GET", 199), |s| s.with("content-length", "0"), "Content-Length: 0"),
        ("8.6", Sample::new("CONNECT", 299), |s| s.with("Content-Length", "0"), "Content-Length: 0"),
        ("8.6", no_content(), |s| s.with("Content-Length", "0"), "Content-Length: 0"),
        ("6.1", Sample::new("GET", 199), |s| s.with("Transfer-Encoding", "chunked"), "Transfer-Encoding: chunked"),
        ("6.1", no_content(), |s| s.with("Transfer-Encoding", "chunked"), "Transfer-Encoding: chunked"),
        ("6.1", ok().asked_in_http10(), |s| s.with("Transfer-Encoding", "chunked"), "Transfer-Encoding: chunked"),
        ("6.2", ok().with("Transfer-Encoding", "chunked"), |s| s.with("Content-Length", "1"), "Content-Length: 1"),
        ("9.3.2", Sample::new("HEAD", 299), |s| s.content("x"), "1 octet behind the head"),
        ("6.4.1", Sample::new("GET", 199), |s| s.content("xy"), "2 octets behind the head"),
        ("6.4.1", no_content(), |s| s.content("xy"), "2 octets behind the head"),
        ("6.4.1", Sample::new("GET", 304), |s| s.content("xy"), "2 octets behind the head"),
        ("15.5", Sample::new("GET", 499).content("x"), |s| s.content(""), "there is no content"),
        ("15.6", Sample::new("GET", 599).content("x"), |s| s.content(""), "there is no content"),
        ("6.6.1", ok().with("Age", "9"), |s| s.without("Date"), "there is no Date, though Age: 9 shows a clock"),
        (
            "6.6.1",
            Sample::new("GET", 499).content("x").with("Age", "9"),
            |s| s.without("Date"),
            "there is no Date, though Age: 9 shows a clock",
        ),
        ("5.6.7", ok(), |s| s.without("Date").with("Date", "now"), "Date: now"),
        (
            "5.6.7",
            ok().with("Last-Modified", DATE),
            |s| s.without("Last-Modified").with("Last-Modified", "Sunday, 06-Nov-94 08:49:37 GMT"),
            "Last-Modified: Sunday, 06-Nov-94 08:49:37 GMT",
        ),
        (
            "5.6.7",
            ok().with("Retry-After", "9"),
            |s| s.without("Retry-After").with("Retry-After", "Sun Nov  6 08:49:37 1994"),
            "Retry-After: Sun Nov  6 08:49:37 1994",
        ),
        ("8.2.2", Sample { version: Version::Http2, ..ok() }, |s| s.with("connection", "close"), "Connection: close"),
        (
            "8.2.2",
            Sample { version: Version::Http2, ..ok() },
            |s| s.with("transfer-encoding", "chunked"),
            "Transfer-Encoding: chunked",
        ),
        (
            "8.6",
            Sample { version: Version::Http2, ..Sample::new("GET", 103) },
            |s| Sample { status: 101, ..s },
            "the status is 101",
        ),
        (
            "4.5",
            Sample { version: Version::Http3, ..Sample::new("GET", 103) },
            |s| Sample { status: 101, ..s },
            "the status is 101",
        ),
        ("4.2", Sample { version: Version::Http3, ..ok() }, |s| s.with("Upgrade", "h2c"), "Upgrade: h2c"),
        (
            "9.6",
            ok().asked("Connection", "close").with("Connection", "close"),
            |s| s.without("Connection"),
            "there is no Connection",
        ),
        (
            "8.8.3",
            ok().with("ETag", "W/\"a\""),
            |s| s.without("ETag").with("ETag", "a"),
            "ETag: a: an entity tag begins with a quotation mark, at octet 0",
        ),
        (
            "8.3",
            ok().with("Content-Type", "a/b"),
            |s| s.without("Content-Type").with("Content-Type", "text"),
            "Content-Type: text: a slash stands between type and subtype, at octet 4",
        ),
        ("5.3", ok(), |s| s.with("date", DATE), "Date is there more than once"),
        ("5.3", ok().with("ETag", "\"a\""), |s| s.with("etag", "\"a\""), "ETag is there more than once"),
        (
            "10.2.2",
            ok().with("Location", "/a"),
            |s| s.without("Location").with("Location", "/a b"),
            "Location: /a b: this octet may not stand in a path, at octet 2",
        ),
        (
            "10.2.3",
            ok().with("Retry-After", "9"),
            |s| s.without("Retry-After").with("Retry-After", "1.5"),
            "Retry-After: 1.5: neither a number of seconds nor an HTTP-date, at octet 0",
        ),
        (
            "10.2.1",
            ok().with("Allow", "GET"),
            |s| s.with("Allow", "PUT POST"),
            "Allow: GET, PUT POST: a method is a token, at octet 3",
        ),
        (
            "11.6.1",
            ok().with("WWW-Authenticate", "Basic"),
            |s| s.with("WWW-Authenticate", "Basic realm=\"a"),
            "WWW-Authenticate: Basic, Basic realm=\"a: a quoted value has no end, at octet 21",
        ),
        (
            "11.7.1",
            ok().with("Proxy-Authenticate", "Basic"),
            |s| s.without("Proxy-Authenticate").with("Proxy-Authenticate", "realm=a"),
            "Proxy-Authenticate: realm=a: a parameter stands before any scheme, at octet 0",
        ),
        (
            "7.8",
            ok().with("Upgrade", "x").with("Connection", "upgrade"),
            |s| s.without("Connection").with("Connection", "close"),
            "Connection: close, without upgrade",
        ),
        (
            "7.8",
            ok().with("Upgrade", "x").with("Connection", "upgrade"),
            |s| s.without("Connection"),
            "there is no Connection",
        ),
        ("3", aged(428), |s| s.without("Age").with("Age", "1"), "Age: 1"),
        ("4", aged(429), |s| s.without("Age").with("Age", "60"), "Age: 60"),
        ("5", aged(431), |s| s.without("Age").with("Age", "1"), "Age: 1"),
        ("6", aged(511), |s| s.without("Age").with("Age", "1"), "Age: 1"),
    ]
}

#[test]
fn each_is_kept_and_broken_by_itself() {
    for (section, keeping, breaking, evidence) in cases() {
        assert_eq!(keeping.broken(), [""; 0], "§{section}: {keeping:?}");
        let twin = breaking(keeping);
        assert_eq!(twin.only_evidence().as_deref(), Some(evidence), "§{section}: {twin:?} breaks {:?}", twin.broken());
    }
}

#[test]
fn each_has_a_case() {
    let name = |duty: &Duty| format!("{}: {}", duty.specification, duty.text);
    let broken: BTreeSet<String> = cases()
        .into_iter()
        .flat_map(|(_, keeping, breaking, _)| breaking(keeping).findings())
        .filter(|finding| finding.outcome == Outcome::Broken)
        .map(|finding| name(&finding.duty))
        .collect();
    for every in EVERY {
        let name = name(&every.duty);
        // A duty that an entry names in its own words is judged as the entry's.
        let elsewhere = ALL.iter().flat_map(|entry| entry.duties).any(|duty| duty.test == every.duty.test);
        assert!(
            broken.contains(&name) || elsewhere && every.duty.test != Test::NotFromOneAnswer,
            "no case breaks {name}"
        );
    }
    let sections: BTreeSet<&str> = cases().iter().map(|(section, ..)| *section).collect();
    let table: BTreeSet<&str> = EVERY.iter().filter_map(|every| every.duty.specification.section).collect();
    assert_eq!(sections, table);
}

#[test]
fn a_duty_that_the_entry_names_is_judged_once() {
    let findings = Sample::new("GET", 404).content("x").findings();
    let explained = findings.iter().filter(|finding| finding.duty.specification.section == Some("15.5"));
    assert_eq!(explained.map(|finding| finding.outcome).collect::<Vec<_>>(), [Outcome::Kept]);
}

#[test]
fn evidence_stays_short_and_printable() {
    let long = format!("a\tb{}", "c".repeat(500));
    let twin = Sample::new("GET", 204).with("Content-Length", &long);
    let evidence = twin.only_evidence().expect("one duty is broken");
    assert!(evidence.starts_with("Content-Length: a\\tbccc") && evidence.ends_with("c…"), "{evidence}");
    assert!(evidence.chars().count() < 120 && !evidence.contains('\t'));
}
