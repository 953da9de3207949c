//! What is found is found with its evidence, in order, and only where the duty lies.

use super::sample::{DATE, Sample};
use statusquo_catalog::{Duty, Test, entry};
use statusquo_check::{Finding, Outcome};

/// The finding on the first duty with this test.
fn on(sample: &Sample, test: Test) -> Option<Finding> {
    sample.findings().into_iter().find(|finding| finding.duty.test == test)
}

/// A test, an answer that keeps it, one that breaks it, and the evidence of both.
fn pairs() -> Vec<(Test, Sample, &'static str, Sample, &'static str)> {
    let get = |status| Sample::new("GET", status);
    let upgrade = get(426).with("Upgrade", "x").content("x");
    let post = Sample::new("POST", 405).content("x");
    vec![
        (
            Test::Has("Upgrade"),
            upgrade.clone().with("Connection", "upgrade"),
            "Upgrade: x",
            upgrade.clone().without("Upgrade").with("Upgrade", ""),
            "Upgrade is there, but empty",
        ),
        (
            Test::Date,
            get(299),
            "Date: Sun, 06 Nov 1994 08:49:37 GMT",
            get(299).without("Date").with("Age", "9"),
            "there is no Date, though Age: 9 shows a clock",
        ),
        (Test::Present("Allow"), post.clone().with("Allow", ""), "Allow: ", post.clone(), "there is no Allow"),
        (
            Test::Lacks("Content-Length"),
            get(204),
            "there is no Content-Length",
            get(204).with("Content-Length", "x"),
            "Content-Length: x",
        ),
        (
            Test::ConnectionOption("upgrade"),
            upgrade.clone().with("Connection", "close, Upgrade"),
            "Connection lists upgrade",
            upgrade.with("Connection", "close"),
            "Connection: close, without upgrade",
        ),
        (Test::NoContent, get(304), "no octet follows the head", get(304).content("x"), "1 octet behind the head"),
        (Test::SomeContent, get(499).content("x"), "1 octet of content", get(499), "there is no content"),
        (
            Test::Challenges("WWW-Authenticate"),
            get(401).with("WWW-Authenticate", "Basic realm=\"a\", Bearer"),
            "WWW-Authenticate challenges with Basic, Bearer",
            get(401).with("WWW-Authenticate", " ,"),
            "WWW-Authenticate is there, but holds no challenge",
        ),
        (
            Test::RetryAfter,
            get(299).with("Retry-After", DATE),
            "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT",
            get(299).with("Retry-After", "1").with("Retry-After", "2"),
            "Retry-After is there more than once",
        ),
        (
            Test::UriReference("Location"),
            get(299).with("Location", "/a"),
            "Location: /a",
            get(299).with("Location", "/%"),
            "Location: /%: a percent sign is followed by two hexadecimal digits, at octet 1",
        ),
        (
            Test::AllowLacksMethod,
            post.clone().with("Allow", "GET, post"),
            "Allow does not list POST",
            post.with("Allow", "GET").with("Allow", "PUT, POST"),
            "Allow lists POST",
        ),
    ]
}

#[test]
fn each_kind_of_test_is_kept_and_broken() {
    for (test, keeping, kept, breaking, broken) in pairs() {
        for (sample, outcome, evidence) in [(&keeping, Outcome::Kept, kept), (&breaking, Outcome::Broken, broken)] {
            let finding = on(sample, test).unwrap_or_else(|| panic!("no duty with {test:?} lies on {sample:?}"));
            assert_eq!((finding.outcome, &*finding.evidence), (outcome, evidence), "{test:?} of {sample:?}");
        }
    }
}

#[test]
fn what_one_answer_cannot_show_is_not_judged() {
    let finding = on(&Sample::new("GET", 401).content("x"), Test::NotFromOneAnswer).expect("401 has such a duty");
    assert_eq!((finding.outcome, &*finding.evidence), (Outcome::NotJudged, "one answer cannot show it"));
    let clockless = on(&Sample::new("GET", 200).without("Date"), Test::Date).expect("it lies on every 200");
    let evidence = "there is no Date; it is owed unless the server has no clock";
    assert_eq!((clockless.outcome, &*clockless.evidence), (Outcome::NotJudged, evidence));
    let unknown = on(&Sample::new("", 405).content("x"), Test::AllowLacksMethod).expect("405 has such a duty");
    assert_eq!((unknown.outcome, &*unknown.evidence), (Outcome::NotJudged, "the method is not known"));
}

#[test]
fn duties_come_in_the_order_of_the_entry_and_only_where_they_lie() {
    let order =
        |sample: &Sample| -> Vec<&'static str> { sample.findings().iter().map(|finding| finding.duty.text).collect() };
    let entry = entry(405).expect("405 is registered");
    let all: Vec<&str> = entry.duties.iter().map(|duty: &Duty| duty.text).collect();
    assert_eq!(order(&Sample::new("POST", 405))[..all.len()], all[..]);
    let explained = "Explain the error";
    assert!(order(&Sample::new("POST", 405)).iter().any(|text| text.starts_with(explained)));
    assert!(!order(&Sample::new("HEAD", 405)).iter().any(|text| text.starts_with(explained)));
}
