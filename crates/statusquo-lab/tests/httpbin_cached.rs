//! httpbin's routes for caches: a copy that is always good, lifetimes, and any entity tag.

mod support;

use statusquo_decision::Question;
use support::lab;

#[test]
fn what_was_got_once_has_not_changed_whatever_the_condition_says() {
    let lab = lab();
    let answer = lab.get("/cache").expect(200);
    let (tag, date) = (answer.field("ETag"), answer.field("Last-Modified"));
    assert!(tag.len() == 32 && tag.bytes().all(|octet| octet.is_ascii_hexdigit()), "{tag}");
    assert_eq!(date.len(), "Sun, 06 Nov 1994 08:49:37 GMT".len());
    assert_eq!(answer.json()["url"], format!("http://{}/cache", lab.place()));
    assert_ne!(lab.get("/cache").field("ETag"), tag);
    let line = format!("If-None-Match: {tag}");
    for (condition, tag, question) in [
        (line.as_str(), Some(tag), Question::OnlyReads),
        ("If-None-Match: \"x\"", Some("\"x\""), Question::OnlyReads),
        ("If-None-Match: \"x\", y", None, Question::OnlyReads),
        ("If-None-Match: *", None, Question::OnlyReads),
        ("If-None-Match:", None, Question::OnlyReads),
        (&format!("If-Modified-Since: {date}"), None, Question::IfModifiedSinceHolds),
        ("If-Modified-Since: once", None, Question::IfModifiedSinceHolds),
    ] {
        for method in ["GET", "HEAD"] {
            let answer = lab.plain(&format!("{method} /cache"), &[condition]).expect(304);
            assert_eq!((answer.optional("ETag"), answer.content.len()), (tag, 0), "{condition}");
            assert_eq!((answer.has("Content-Type"), lab.decided(&answer).0), (false, question), "{condition}");
            assert_eq!(answer.field("Access-Control-Allow-Origin"), "*");
        }
    }
    lab.plain("GET /cache", &["If-Match: \"x\""]).expect(200);
    lab.plain("POST /cache", &["If-None-Match: *"]).expect(405);
}

#[test]
fn a_lifetime_is_as_long_as_is_asked_for() {
    let lab = lab();
    for seconds in ["0", "60", "31536000", "18446744073709551615"] {
        let answer = lab.plain(&format!("GET /cache/{seconds}"), &["If-None-Match: *"]).expect(200);
        assert_eq!(answer.field("Cache-Control"), format!("public, max-age={seconds}"));
        assert_eq!((answer.has("ETag"), answer.has("Last-Modified")), (false, false));
        assert_eq!(answer.json()["headers"]["If-None-Match"], "*");
    }
    for nothing in ["-1", "1.5", "x"] {
        lab.get(&format!("/cache/{nothing}")).expect(404);
    }
}

#[test]
fn a_tag_is_sent_as_it_is_asked_for_and_compared_without_its_quotes() {
    let lab = lab();
    let answer = lab.get("/etag/abc?a=1").expect(200);
    assert_eq!((answer.field("ETag"), &answer.json()["args"]["a"]), ("abc", &"1".into()));
    for (named, is_the_one) in [
        ("abc", true),
        ("\"abc\"", true),
        ("W/\"abc\"", true),
        ("W/abc", true),
        ("\"x\", \"abc\"", true),
        ("W/\"x\",W/\"abc\"", true),
        ("*", true),
        ("\"x\"", false),
        ("\"abcd\"", false),
        ("ABC", false),
    ] {
        for target in ["/etag/abc", "/etag/%22abc%22"] {
            let answer = lab.plain(&format!("GET {target}"), &[&format!("If-None-Match: {named}")]);
            assert_eq!(answer.code(), if is_the_one { 304 } else { 200 }, "{named}");
            assert_eq!(answer.field("ETag").trim_matches('"'), "abc");
            if is_the_one {
                assert_eq!((answer.content.len(), lab.decided(&answer)), (0, (Question::OnlyReads, true)));
            }
            let answer = lab.plain(&format!("GET {target}"), &[&format!("If-Match: {named}")]);
            assert_eq!(answer.code(), if is_the_one { 200 } else { 412 }, "{named}");
            if !is_the_one {
                assert_eq!(lab.decided(&answer), (Question::IfMatchHolds, false));
                assert!(answer.detail().contains(named) && answer.detail().contains("abc"));
            }
        }
    }
}

#[test]
fn where_both_conditions_stand_the_one_of_caches_decides() {
    let lab = lab();
    lab.plain("GET /etag/a", &["If-None-Match: \"a\"", "If-Match: \"b\""]).expect(304);
    lab.plain("GET /etag/a", &["If-None-Match: \"b\"", "If-Match: \"b\""]).expect(200);
    lab.plain("GET /etag/a", &["If-None-Match:", "If-Match: \"b\""]).expect(412);
    lab.plain("GET /etag/a", &["If-None-Match: \"b\"", "If-None-Match: \"a\""]).expect(304);
    lab.plain("GET /etag/a", &["If-Modified-Since: Sun, 06 Nov 2094 08:49:37 GMT"]).expect(200);
}

#[test]
fn what_cannot_stand_in_a_field_is_no_tag() {
    let lab = lab();
    for tag in ["a%0d%0ab", "%00", "%E2%82%AC"] {
        let answer = lab.plain(&format!("GET /etag/{tag}"), &["If-Match: \"x\""]).expect(400);
        assert_eq!((&answer.json()["parameter"], answer.has("ETag")), (&"etag".into(), false));
    }
    let answer = lab.get("/etag/%C3%A9").expect(200);
    assert_eq!(answer.head.fields().get("ETag"), Some(&b"\xe9"[..]));
    lab.get("/etag/a%2Fb").expect(404);
}
