//! The gateway with a cache: what it keeps and for how long, when it asks, and what it says of that.

mod support;

use statusquo_decision::Question;
use support::{Answer, TestLab, lab, until};

const PLACE: &str = "/lab/gateway/cached";
const ONLY: &str = "Cache-Control: only-if-cached";

fn ask(lab: &TestLab, query: &str, fields: &[&str]) -> Answer {
    lab.plain(&format!("GET {PLACE}{query}"), fields)
}

/// Whether an answer came from the cache alone.
#[track_caller]
fn is_hit(answer: &Answer) -> bool {
    let hit = answer.field("Cache-Status").starts_with("statusquo; hit; ttl=");
    assert_eq!(answer.has("Age"), hit, "Age says that nobody was asked: {}", answer.shown());
    hit
}

#[test]
fn what_is_fresh_comes_from_the_cache_and_says_how_old_it_is() {
    let lab = lab();
    let first = ask(&lab, "", &[]).expect(200);
    assert_eq!(first.field("Cache-Status"), "statusquo; fwd=uri-miss; fwd-status=200; stored");
    assert_eq!(lab.decided(&first), (Question::Transformed, false));
    let again = ask(&lab, "", &[]).expect(200);
    assert!(!is_hit(&first) && is_hit(&again));
    assert_eq!(lab.record(&again).way.answer(Question::FromUpstream), Some(false));
    assert_eq!(again.content, first.content);
    let apart = ["Statusquo-Exchange", "Cache-Status", "Age", "Content-Length"];
    assert_eq!(again.fields_without(&apart), first.fields_without(&apart));
    assert!(again.field("Age").parse::<u64>().expect("seconds") < 60);
    let older = until("it is a second older", || {
        let answer = ask(&lab, "", &[]).expect(200);
        (answer.field("Age") != again.field("Age")).then_some(answer)
    });
    assert!(is_hit(&older));
}

#[test]
fn a_stored_answer_alone_is_504_where_there_is_none_and_200_where_there_is() {
    let lab = lab();
    let refused = ask(&lab, "", &[ONLY]).expect(504);
    assert_eq!(lab.decided(&refused), (Question::MayAsk, false));
    assert_eq!(refused.field("Cache-Status"), "statusquo; fwd=uri-miss; detail=only-if-cached");
    assert!(refused.detail().contains("nothing is stored"));
    ask(&lab, "", &[ONLY]).expect(504);
    ask(&lab, "", &[]).expect(200);
    assert!(is_hit(&ask(&lab, "", &[ONLY]).expect(200)));
    lab.plain(&format!("HEAD {PLACE}?other"), &[ONLY]).expect(504);
    // What there is has to fit the rest of the request, too (RFC 9111 §5.2.1.7).
    for more in ["no-cache", "min-fresh=61"] {
        let answer = ask(&lab, "", &[ONLY, &format!("Cache-Control: {more}")]).expect(504);
        assert!(answer.detail().contains("asks for more"), "{more}");
    }
    ask(&lab, "", &[ONLY, "If-Match: \"well-1\""]).expect(504);
}

#[test]
fn what_is_stale_is_validated_and_then_is_the_answer() {
    let lab = lab();
    let query = "?cache-control=max-age=0";
    let first = ask(&lab, query, &[]).expect(200);
    assert!(first.field("Cache-Status").ends_with("; stored"));
    let again = ask(&lab, query, &[]).expect(200);
    assert_eq!(again.field("Cache-Status"), "statusquo; fwd=stale; fwd-status=304");
    assert!(!again.has("Age"), "it was validated just now");
    assert_eq!(again.content, first.content);
    let refused = ask(&lab, query, &[ONLY]).expect(504);
    assert!(refused.detail().contains("stale"));
    // One second of freshness is over after a second.
    let query = "?cache-control=max-age=1";
    ask(&lab, query, &[]).expect(200);
    until("it is stale", || (ask(&lab, query, &[ONLY]).code() == 504).then_some(()));
}

#[test]
fn who_wants_no_stored_answer_gets_a_new_or_a_validated_one() {
    let lab = lab();
    ask(&lab, "", &[]).expect(200);
    for directive in ["no-cache", "min-fresh=100"] {
        let answer = ask(&lab, "", &[&format!("Cache-Control: {directive}")]).expect(200);
        assert_eq!(answer.field("Cache-Status"), "statusquo; fwd=request; fwd-status=304", "{directive}");
        assert!(answer.text().starts_with("All is well"));
    }
    let aged = || ask(&lab, "", &["Cache-Control: max-age=0"]).expect(200);
    until("it is older than nothing", || (!is_hit(&aged())).then_some(()));
    for directive in ["max-age=60", "max-age=soon", "min-fresh=1", "max-stale", "unknown=1"] {
        assert!(is_hit(&ask(&lab, "", &[&format!("Cache-Control: {directive}")]).expect(200)), "{directive}");
    }
}

#[test]
fn what_may_not_be_kept_is_not() {
    let lab = lab();
    for directive in ["no-store", "private", "public", "max-age=60,no-store", "max-age=60,private"] {
        let query = format!("?cache-control={directive}");
        for _ in 0..2 {
            let answer = ask(&lab, &query, &[]).expect(200);
            assert_eq!(answer.field("Cache-Status"), "statusquo; fwd=uri-miss; fwd-status=200", "{directive}");
        }
    }
    ask(&lab, "?a", &["Cache-Control: no-store"]).expect(200);
    ask(&lab, "?b", &["Authorization: Basic eDp5"]).expect(200);
    lab.plain(&format!("HEAD {PLACE}?c"), &[]).expect(200);
    ask(&lab, "?d", &["If-None-Match: \"well-1\""]).expect(304);
    ask(&lab, "?e", &["Range: bytes=0-2"]).expect(206);
    for query in ["?a", "?b", "?c", "?d", "?e"] {
        ask(&lab, query, &[ONLY]).expect(504);
    }
    // For a shared cache alone it is fresh, and that allows to keep it for all (RFC 9111 §3.5).
    let shared = "?cache-control=max-age=0,s-maxage=60";
    ask(&lab, shared, &["Authorization: Basic eDp5"]).expect(200);
    assert!(is_hit(&ask(&lab, shared, &[ONLY]).expect(200)));
}

#[test]
fn an_answer_that_wants_to_be_asked_about_is_never_a_hit() {
    let lab = lab();
    let query = "?cache-control=max-age=60,no-cache";
    ask(&lab, query, &[]).expect(200);
    let again = ask(&lab, query, &[]).expect(200);
    assert_eq!(again.field("Cache-Status"), "statusquo; fwd=stale; fwd-status=304");
    ask(&lab, query, &[ONLY]).expect(504);
}

#[test]
fn the_cache_answers_preconditions_that_are_for_caches_and_passes_on_the_others() {
    let lab = lab();
    let tag = ask(&lab, "", &[]).expect(200).field("ETag").to_owned();
    for field in [format!("If-None-Match: {tag}"), format!("If-None-Match: W/{tag}"), "If-None-Match: *".into()] {
        let answer = ask(&lab, "", &[ONLY, &field]).expect(304);
        assert!(answer.has("Age"), "it was made without asking: {field}");
        assert_eq!(lab.record(&answer).way.answer(Question::FromUpstream), None);
    }
    ask(&lab, "", &[ONLY, "If-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT"]).expect(304);
    assert!(is_hit(&ask(&lab, "", &["If-None-Match: \"other\""]).expect(200)));
    assert!(is_hit(&ask(&lab, "", &["If-Modified-Since: Wed, 31 Dec 2025 00:00:00 GMT"]).expect(200)));
    let answer = ask(&lab, "", &["If-Match: \"other\""]).expect(412);
    assert_eq!(answer.field("Cache-Status"), "statusquo; fwd=request; fwd-status=412");
}

#[test]
fn head_is_answered_from_what_get_brought() {
    let lab = lab();
    let get = ask(&lab, "", &[]).expect(200);
    let head = lab.plain(&format!("HEAD {PLACE}"), &[ONLY]).expect(200);
    assert!(is_hit(&head));
    assert_eq!((head.field("Content-Length"), head.content.len()), (&*get.content.len().to_string(), 0));
    let validated = lab.plain(&format!("HEAD {PLACE}"), &["Cache-Control: no-cache"]).expect(200);
    assert_eq!(validated.field("Content-Length"), get.content.len().to_string());
}

#[test]
fn the_cache_is_small_and_says_nothing_of_keeping_once_it_is_full() {
    let lab = lab();
    let mut client = lab.connect();
    let mut keeps = |number: usize| {
        let answer = client.ask(&format!("GET {PLACE}?{number}"), &[], "").expect(200);
        answer.field("Cache-Status").ends_with("; stored")
    };
    assert!((0..64).all(&mut keeps));
    assert!(!keeps(64) && !keeps(64));
    assert!(is_hit(&ask(&lab, "?0", &[ONLY]).expect(200)), "what was kept stays");
    ask(&lab, "?64", &[ONLY]).expect(504);
}

#[test]
fn it_offers_what_gateways_offer() {
    let lab = lab();
    let options = lab.plain(&format!("OPTIONS {PLACE}"), &[]).expect(204);
    assert_eq!(options.field("Allow"), "GET, HEAD, OPTIONS");
    lab.ask(&format!("POST {PLACE}"), &[], "x").expect(405);
    // Nobody's answer is another's: what differs in the query is another resource.
    ask(&lab, "?cache-control=max-age=60", &[]).expect(200);
    ask(&lab, "?cache-control=max-age=61", &[ONLY]).expect(504);
}
