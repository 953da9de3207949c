//! If-Range: whether a part is still one of what the client has (RFC 9110 §13.1.5), and what is not sent again then.

mod support;

use statusquo_decision::Question::*;
use statusquo_wire::Clock;
use std::time::{Duration, SystemTime};
use support::{Answer, TestLab, lab, lab_with};

const TARGET: &str = "/lab/documents/digits";
const DIGITS: &str = "0123456789";
const PLAIN: &str = "Content-Type: text/plain";

fn with(content: &str) -> TestLab {
    let lab = lab();
    lab.ask(&format!("PUT {TARGET}"), &[PLAIN], content).expect(201);
    lab
}

fn get(lab: &TestLab, fields: &[&str]) -> Answer {
    lab.plain(&format!("GET {TARGET}"), fields)
}

#[test]
fn with_if_range_what_the_client_has_already_is_left_out() {
    let lab = with(DIGITS);
    let etag = get(&lab, &[]).field("ETag").to_owned();
    let if_range = format!("If-Range: {etag}");
    let part = get(&lab, &["Range: bytes=1-2", &if_range]).expect(206);
    assert!(!part.has("Content-Type") && !part.has("Last-Modified"), "§15.3.7: {}", part.shown());
    assert_eq!((part.field("ETag"), part.field("Content-Range")), (&*etag, "bytes 1-2/10"));
    assert!(part.has("Date") && part.has("X-Content-Type-Options") && part.has("Content-Security-Policy"));
    let several = get(&lab, &["Range: bytes=1-2,4-4", &if_range]).expect(206);
    assert!(several.has("Content-Type") && !several.has("Last-Modified"), "{}", several.shown());
    assert_eq!(several.text().matches("Content-Type: text/plain\r\n").count(), 2, "in each part");
}

#[test]
fn if_range_holds_for_the_strong_entity_tag_alone() {
    let lab = with(DIGITS);
    let etag = get(&lab, &[]).field("ETag").to_owned();
    for (value, code) in [
        (etag.clone(), 206),
        (format!("W/{etag}"), 200),
        (etag.to_uppercase().replace("\"1-", "\"2-"), 200),
        ("\"other\"".to_owned(), 200),
        ("\"\"".to_owned(), 200),
        ("*".to_owned(), 200),
        (etag.trim_matches('"').to_owned(), 200),
        (format!("{etag}, {etag}"), 200),
        (String::new(), 200),
        ("soon".to_owned(), 200),
    ] {
        let answer = get(&lab, &["Range: bytes=1-2", &format!("If-Range: {value}")]).expect(code);
        let decided = lab.decided(&answer);
        let expected = if code == 206 { (RangeSatisfiable, true) } else { (IfRangeHolds, false) };
        assert_eq!(decided, expected, "If-Range: {value}");
        assert_eq!(answer.content.len(), if code == 206 { 2 } else { 10 });
    }
    let twice = format!("If-Range: {etag}");
    get(&lab, &["Range: bytes=1-2", &twice, &twice]).expect(200);
}

#[test]
fn if_range_does_not_count_without_a_range_that_does() {
    let lab = with(DIGITS);
    // §13.1.5: without Range it is ignored; §13.2.2: so are both where Range does not apply.
    for fields in [&["If-Range: \"other\""][..], &["If-Range: \"other\"", "Range: lines=1-2"]] {
        let answer = get(&lab, fields).expect(200);
        assert_eq!(lab.decided(&answer), (RangesAsked, false));
    }
    // What it lets through is judged, and what it does not is not: 200, not 416.
    let etag = get(&lab, &[]).field("ETag").to_owned();
    get(&lab, &["Range: bytes=20-", &format!("If-Range: {etag}")]).expect(416);
    get(&lab, &["Range: bytes=20-", "If-Range: \"other\""]).expect(200);
}

/// The clock of a lab whose documents are all changed in one second.
const NOON: u64 = 1_767_268_800;

fn date(seconds: u64) -> String {
    httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
}

#[test]
fn if_range_holds_for_the_very_date_if_nothing_else_changed_in_that_second() {
    let lab = lab_with(|settings| settings.clock = Clock::Fixed(NOON));
    let put = |content: &str, code| lab.ask(&format!("PUT {TARGET}"), &[PLAIN], content).expect(code);
    let ask = |value: &str| get(&lab, &["Range: bytes=1-2", &format!("If-Range: {value}")]);
    put(DIGITS, 201);
    assert_eq!(get(&lab, &[]).field("Last-Modified"), date(NOON));
    // Made in that second and not changed since: §8.8.2.2.
    let answer = ask(&date(NOON)).expect(206);
    assert!(!answer.has("Last-Modified"));
    // The same moment in the forms that are obsolete (§5.6.7).
    ask("Thursday, 01-Jan-26 12:00:00 GMT").expect(206);
    ask("Thu Jan  1 12:00:00 2026").expect(206);
    // Exactly that date: neither earlier nor later will do (§13.1.5).
    ask(&date(NOON + 1)).expect(200);
    ask(&date(NOON - 1)).expect(200);
    ask("Thu, 01 Jan 2026 12:00:00 CET").expect(200);
    // Changed again in the same second, the date no longer tells the two apart.
    put("9876543210", 204);
    let answer = ask(&date(NOON)).expect(200);
    assert_eq!(lab.decided(&answer), (IfRangeHolds, false));
    // Nor does it after what was removed in between: when that was is not kept.
    lab.plain(&format!("DELETE {TARGET}"), &[]).expect(204);
    put(DIGITS, 201);
    ask(&date(NOON)).expect(200);
}
