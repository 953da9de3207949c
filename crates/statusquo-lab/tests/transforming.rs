//! The transforming gateway: what it changes, what it leaves alone, and when it may not.

mod support;

use statusquo_decision::Question;
use support::{Answer, TestLab, lab};

const PLACE: &str = "/lab/gateway/transforming";

fn ask(lab: &TestLab, method: &str, query: &str, fields: &[&str]) -> Answer {
    lab.plain(&format!("{method} {PLACE}{query}"), fields)
}

#[test]
fn what_is_transformed_is_203_and_its_fields_speak_of_what_it_is_now() {
    let lab = lab();
    let original = lab.get("/lab/gateway/healthy").expect(200);
    let answer = ask(&lab, "GET", "", &[]).expect(203);
    assert_eq!(lab.decided(&answer), (Question::Transformed, true));
    assert_eq!(answer.text(), original.text().to_uppercase());
    assert_eq!(answer.field("Content-Length"), answer.content.len().to_string());
    assert_eq!(answer.field("ETag"), format!("W/{}", original.field("ETag")), "the same in meaning, not in octets");
    assert!(original.has("Accept-Ranges") && !answer.has("Accept-Ranges"));
    // What speaks of the ends, the resource and the type stays (RFC 9110 §7.7).
    for name in ["Date", "Last-Modified", "Content-Type", "Via"] {
        assert_eq!(answer.field(name), original.field(name), "{name}");
    }
    assert!(String::from_utf8_lossy(answer.head.bytes()).starts_with("HTTP/1.1 203 Non-Authoritative Information\r\n"));
}

#[test]
fn no_transform_keeps_the_code_the_octets_and_every_field() {
    let lab = lab();
    let original = lab.get("/lab/gateway/healthy").expect(200);
    let query = "?cache-control=max-age=5,no-transform";
    for answer in [
        ask(&lab, "GET", "", &["Cache-Control: no-transform"]),
        ask(&lab, "GET", "", &["Cache-Control: max-age=0", "cache-control: No-Transform"]),
        ask(&lab, "GET", query, &[]),
    ] {
        let answer = answer.expect(200);
        assert_eq!(lab.decided(&answer), (Question::Transformed, false));
        assert_eq!(answer.content, original.content);
        let apart = ["Statusquo-Exchange", "Cache-Control"];
        assert_eq!(answer.fields_without(&apart), original.fields_without(&apart));
    }
    assert_eq!(ask(&lab, "GET", query, &[]).field("Cache-Control"), "max-age=5,no-transform");
}

#[test]
fn head_says_what_get_would() {
    let lab = lab();
    let get = ask(&lab, "GET", "", &[]).expect(203);
    let head = ask(&lab, "HEAD", "", &[]).expect(203);
    let apart = ["Statusquo-Exchange"];
    assert_eq!(head.fields_without(&apart), get.fields_without(&apart));
    assert_eq!(head.content, b"");
    ask(&lab, "HEAD", "", &["Cache-Control: no-transform"]).expect(200);
}

#[test]
fn only_a_200_is_transformed_and_no_part_of_one_is_asked_for() {
    let lab = lab();
    let part = ask(&lab, "GET", "", &["Range: bytes=0-2"]).expect(203);
    assert!(part.text().starts_with("ALL IS WELL"), "the whole, in capitals");
    let part = ask(&lab, "GET", "", &["Range: bytes=0-2", "Cache-Control: no-transform"]).expect(206);
    assert_eq!(part.text(), "All");
    ask(&lab, "GET", "", &["If-Match: \"other\""]).expect(412);
}

#[test]
fn its_copies_are_validated_by_the_weak_tag_and_never_match_strongly() {
    let lab = lab();
    let tag = ask(&lab, "GET", "", &[]).field("ETag").to_owned();
    let same = ask(&lab, "GET", "", &[&format!("If-None-Match: {tag}")]).expect(304);
    assert_eq!(same.field("ETag"), tag);
    ask(&lab, "GET", "", &[&format!("If-Match: {tag}")]).expect(412);
}

#[test]
fn it_offers_what_gateways_offer() {
    let lab = lab();
    assert_eq!(ask(&lab, "OPTIONS", "", &[]).expect(204).field("Allow"), "GET, HEAD, OPTIONS");
    lab.ask(&format!("POST {PLACE}"), &[], "x").expect(405);
    lab.get("/lab/gateway/Transforming").expect(404);
    // Directives that are none reach nobody.
    assert!(!ask(&lab, "GET", "?cache-control=a%0D%0AX-Evil:1", &[]).expect(203).has("X-Evil"));
}
