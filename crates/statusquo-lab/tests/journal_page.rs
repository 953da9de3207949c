//! The journal as pages: `/_/` and an exchange in full, the filter, the switch, and who may see them.

mod support;

use serde_json::Value;
use statusquo_decision::Question;
use statusquo_lab::Journaling;
use support::{Answer, Client, TestLab, lab, lab_with, until};

const PAGE: &str = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded";

/// The page with what has passed, as soon as it has all of these numbers.
fn page(lab: &TestLab, query: &str) -> Answer {
    lab.plain(&format!("GET /_/{query}"), &[PAGE]).expect(200)
}

/// The numbers of the rows on a page, in order.
fn rows(page: &Answer) -> Vec<u64> {
    let table = page.text().split("<tbody>").nth(1).expect("a table");
    let links = table.split("<td><a href=\"/_/exchanges/").skip(1);
    links.map(|link| link.split('"').next().expect("a link").parse().expect("a number")).collect()
}

/// Asks, and waits until that is in the journal; its number, which not every answer names.
fn passed(lab: &TestLab, line: &str) -> u64 {
    let before = lab.newest(1).first().map_or(0, |record| record.id);
    let (_, target) = line.split_once(' ').expect("a target");
    lab.plain(line, &[]);
    let find = || lab.newest(3).into_iter().find(|record| record.id > before && record.target == target);
    until("it is in the journal", find).id
}

#[track_caller]
fn protected(answer: &Answer) {
    let policy = answer.field("Content-Security-Policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'self'; script-src 'self'"), "{policy}");
    assert_eq!(answer.fields("X-Content-Type-Options"), ["nosniff"]);
    assert_eq!(answer.field("Cache-Control"), "no-store");
    assert!(answer.list("Vary").contains(&"Accept"));
}

#[test]
fn a_browser_sees_what_passed_and_a_program_gets_json() {
    let lab = lab();
    let missing = passed(&lab, "GET /lab/documents/never");
    let forced = passed(&lab, "GET /status/418");
    let shown = page(&lab, "");
    assert!(!shown.text().contains("every answer was the usual one"));
    protected(&shown);
    assert_eq!(shown.field("Content-Type"), "text/html; charset=utf-8");
    assert_eq!(rows(&shown), [forced, missing]);
    for part in
        ["Does the resource exist, or does the method make it?", "forced, not caused", "data-follow=\"/_/events\""]
    {
        assert!(shown.text().contains(part), "{part} in {}", shown.text());
    }
    assert_eq!(rows(&lab.get("/_/").expect(200)), [forced, missing], "whoever does not say gets the page");
    let list = lab.plain("GET /_/", &["Accept: application/json"]).expect(200);
    assert_eq!(list.field("Content-Security-Policy"), "sandbox");
    assert!(list.json()["exchanges"].as_array().is_some_and(|exchanges| exchanges.len() >= 2));
    lab.plain("HEAD /_/", &[PAGE]).expect(200);
    lab.plain("POST /_/", &[FORM]).expect(405);
}

#[test]
fn an_exchange_is_a_page_for_a_browser_and_json_for_all_others() {
    let lab = lab();
    let id = passed(&lab, "GET /lab/slow-page?seconds=0");
    let path = format!("GET /_/exchanges/{id}");
    let shown = lab.plain(&path, &[PAGE]).expect(200);
    protected(&shown);
    for part in [
        "<b>GET</b> /lab/slow-page?seconds=0",
        "Why this code",
        "HTTP/1.1 103 Early Hints",
        "HTTP/1.1 200 OK",
        "answer decided",
    ] {
        assert!(shown.text().contains(part), "{part} in {}", shown.text());
    }
    for accept in ["Accept: */*", "Accept: application/json", "Accept: image/png"] {
        assert_eq!(lab.plain(&path, &[accept]).expect(200).json()["id"], id);
    }
    assert_eq!(lab.get(&format!("/_/exchanges/{id}")).expect(200).field("Vary"), "Accept");
    let missing = lab.plain("GET /_/exchanges/99999", &[PAGE]).expect(404);
    assert!(missing.field("Content-Type").starts_with("text/html"));
}

#[test]
fn the_filter_leaves_what_fits_and_the_admin_side_is_left_out() {
    let lab = lab();
    let found = passed(&lab, "GET /lab/documents/welcome");
    let missing = passed(&lab, "GET /lab/documents/never");
    let forced = passed(&lab, "GET /status/404");
    let hinted = passed(&lab, "GET /lab/slow-page?seconds=0");
    for (filter, expected) in [
        ("", vec![hinted, forced, missing, found]),
        ("404", vec![forced, missing]),
        ("404+-forced", vec![missing]),
        ("1xx", vec![hinted]),
        ("%2Flab%2Fdoc", vec![missing, found]),
        ("GET+2xx+h1", vec![hinted, found]),
        ("POST", vec![]),
        ("h3", vec![]),
    ] {
        assert_eq!(rows(&page(&lab, &format!("?filter={filter}"))), expected, "{filter}");
    }
    assert!(rows(&page(&lab, "?filter=/_/")).iter().all(|id| *id > hinted));
    assert!(page(&lab, "?filter=POST").text().contains("Nothing that passed is like that"));
    lab.get(&format!("/_/?filter={}", "a".repeat(201))).expect(400);
    lab.get("/_/?before=x").expect(400);
}

#[test]
fn older_ones_are_a_page_further_on_which_does_not_follow() {
    let lab = lab();
    let mut client = lab.connect();
    let ids: Vec<u64> = (0..130).map(|_| client.ask("GET /lab/divide?by=1", &[], "").exchange()).collect();
    lab.record_of(ids[129]);
    let first = page(&lab, "?filter=divide");
    assert_eq!(rows(&first), ids[30..].iter().rev().copied().collect::<Vec<_>>());
    let link = first.text().split("rel=\"next\" href=\"").nth(1).expect("a link").split('"').next().expect("its end");
    assert_eq!(link, format!("/_/?filter=divide&amp;before={}", ids[30]));
    let second = page(&lab, &format!("?filter=divide&before={}", ids[30]));
    assert_eq!(rows(&second), ids[..30].iter().rev().copied().collect::<Vec<_>>());
    assert!(!second.text().contains("data-follow") && !second.text().contains("rel=\"next\""));
}

#[test]
fn what_clients_sent_stays_text() {
    let lab = lab();
    let script = "<script>alert(1)</script>";
    let mut client = lab.connect();
    let head = format!("A&'B /x?<img src=x>\"' HTTP/1.1\r\nHost: {}\r\n\r\n", lab.place());
    client.send(head);
    let broken = client.answer("A&'B /x").exchange();
    let fields = ["X-Evil: <script>alert(1)</script>", "Content-Type: text/html"];
    let kept = lab.ask("PUT /lab/documents/<script>alert(1)<%2Fscript>?\"'&amp;", &fields, script);
    let named = lab.plain("GET /lab/documents/never?\"'<b>&lt;", &fields);
    let unknown = lab.plain("X&'`|X /nowhere", &[]);
    let mut ids = vec![broken, kept.exchange(), named.exchange(), unknown.exchange()];
    for raw in [&b"<script>alert(1)</script>\r\n\r\n"[..], b"GET / HTTP/1.1\r\nHost: <script>alert(1)</script>\r\n\r\n"]
    {
        let mut client: Client = lab.connect();
        client.send(raw);
        ids.push(client.answer("GET /").exchange());
    }
    for id in &ids {
        lab.record_of(*id);
    }
    let search = "?filter=%3Cscript%3Ealert(1)%3C%2Fscript%3E%22'";
    let mut pages =
        vec![page(&lab, ""), page(&lab, search), lab.plain("GET /_/", &[PAGE, "Host: localhost"]).expect(200)];
    pages.extend(ids.iter().map(|id| lab.plain(&format!("GET /_/exchanges/{id}"), &[PAGE]).expect(200)));
    for page in &pages {
        let text = page.text();
        // The scripts of the page itself, and no others.
        assert_eq!(text.matches("<script").count(), text.matches("<script src=\"/assets/").count(), "{text}");
        assert!(!text.contains("<img") && !text.contains("<b>&lt;\"") && !text.contains("=x>"), "{text}");
        protected(page);
    }
    assert!(pages[1].text().contains("value=\"&lt;script&gt;alert(1)&lt;/script&gt;&quot;'\""));
    assert!(pages.iter().any(|page| page.text().contains("&lt;script&gt;alert(1)&lt;/script&gt;")));
}

#[test]
fn pages_stay_small_whatever_was_sent() {
    let lab = lab();
    let mut client = lab.connect();
    let long = format!("GET /lab/documents/{}", "&'".repeat(3500));
    for _ in 0..120 {
        client.ask(&long, &[], "").expect(404);
    }
    let big = lab.ask("PUT /lab/documents/a", &[], b"<\n\x00\"".repeat(16 * 1024)).expect(201).exchange();
    lab.record_of(big);
    for (page, what) in [(page(&lab, ""), "rows"), (lab.plain(&format!("GET /_/exchanges/{big}"), &[PAGE]), "bytes")] {
        assert!(page.content.len() < 100_000, "{what}: {}", page.content.len());
    }
}

#[test]
fn the_form_of_the_page_switches_maintenance() {
    let lab = lab();
    let post = |content: &str| lab.ask("POST /_/maintenance", &[FORM], content);
    assert!(page(&lab, "").text().contains("Close the lab"));
    let closed = post("seconds=60&maintenance=on").expect(303);
    assert_eq!(closed.field("Location"), "/_/");
    assert!((59..=60).contains(&lab.get("/lab/documents/welcome").expect(503).retry_after()));
    assert!(page(&lab, "").text().contains("Open the lab"));
    post("maintenance=off").expect(303);
    lab.get("/lab/documents/welcome").expect(200);
    for (content, code) in [
        ("", 400),
        ("%FF", 400),
        ("maintenance=perhaps", 422),
        ("maintenance=on", 422),
        ("maintenance=on&seconds=-1", 422),
        ("maintenance=on&seconds=NaN", 422),
        ("maintenance=on&seconds=1e9", 422),
    ] {
        post(content).expect(code);
    }
    lab.json("POST /_/maintenance", "{}").expect(415);
    lab.ask("POST /_/maintenance", &[FORM], "x".repeat(2000)).expect(413);
    lab.get("/lab/documents/welcome").expect(200);
}

#[test]
fn the_journal_can_be_emptied() {
    let lab = lab();
    let id = passed(&lab, "GET /409");
    lab.plain("DELETE /_/exchanges", &[]).expect(204);
    assert!(lab.recorded(id).is_none());
    let id = passed(&lab, "GET /409");
    let emptied = lab.ask("POST /_/exchanges", &[FORM], "journal=empty").expect(303);
    assert_eq!(emptied.field("Location"), "/_/");
    assert!(lab.recorded(id).is_none());
    let id = passed(&lab, "GET /409");
    for content in ["", "journal=full", "journal=empty&x=1"] {
        lab.ask("POST /_/exchanges", &[FORM], content).expect(400);
    }
    assert!(lab.recorded(id).is_some());
}

#[test]
fn a_journal_that_is_off_says_so() {
    let lab = lab_with(|settings| settings.journaling = Journaling::Off);
    let shown = page(&lab, "");
    assert!(shown.text().contains("The journal is off") && shown.text().contains("Close the lab"));
    for target in ["/_/har", "/_/events", "/_/exchanges/1.har", "/_/exchanges/1"] {
        lab.get(target).expect(404);
    }
    lab.plain("DELETE /_/exchanges", &[]).expect(204);
}

const ALL: [&str; 8] = [
    "GET /_/",
    "GET /_/har",
    "GET /_/events",
    "GET /_/exchanges/1",
    "GET /_/exchanges/1.har",
    "POST /_/maintenance",
    "POST /_/exchanges",
    "DELETE /_/exchanges",
];

#[test]
fn no_foreign_page_and_no_foreign_name_reaches_any_of_them() {
    let lab = lab();
    let id = passed(&lab, "GET /409");
    assert_eq!(id, 1);
    for line in ALL {
        let refused = |fields: &[&str], question| {
            let answer = lab.ask(line, &[&[PAGE, FORM], fields].concat(), "").expect(403);
            assert_eq!(lab.decided(&answer), (question, false), "{line} {fields:?}");
        };
        refused(&["Origin: http://elsewhere.test"], Question::OriginOwn);
        refused(&["Origin: null"], Question::OriginOwn);
        refused(&["Sec-Fetch-Site: cross-site"], Question::OriginOwn);
        refused(&["Sec-Fetch-Site: same-site"], Question::OriginOwn);
        refused(&["Host: elsewhere.test"], Question::HostTrusted);
    }
    assert!(lab.recorded(id).is_some(), "it was not emptied");
    lab.get("/lab/documents/welcome").expect(200);
    let lab = lab_with(|settings| settings.admin_token = Some("open-sesame".into()));
    passed(&lab, "GET /409");
    for line in ALL {
        lab.ask(line, &[PAGE, FORM], "").expect(401);
    }
    page_with_token(&lab);
}

fn page_with_token(lab: &TestLab) {
    let shown = lab.plain("GET /_/", &[PAGE, "Authorization: Bearer open-sesame"]).expect(200);
    assert_eq!(rows(&shown).last(), Some(&1));
}

#[test]
fn what_is_secret_is_masked_on_pages_and_in_har() {
    let lab = lab();
    let secrets = ["Authorization: Basic hush-hush-12", "Cookie: hush=hush-12"];
    let id = lab.plain("GET /lab/documents/never", &secrets).exchange();
    lab.record_of(id);
    for target in ["/_/".to_owned(), format!("/_/exchanges/{id}"), "/_/har".into(), format!("/_/exchanges/{id}.har")] {
        let shown = lab.plain(&format!("GET {target}"), &[PAGE]).expect(200);
        assert!(!shown.text().contains("hush"), "{target}");
    }
    let entry: Value = lab.get(&format!("/_/exchanges/{id}.har")).json()["log"]["entries"][0].clone();
    assert_eq!(entry["request"]["cookies"], Value::Array(Vec::new()));
}
