//! `/{code}/happen`: each of the 21 codes happens on demand and says why; what else may be asked for, by whom, how often.

mod support;

use serde_json::Value;
use statusquo_catalog::{ALL, Carried, PAGE, entry};
use statusquo_decision::Question;
use statusquo_lab::Lab;
use statusquo_lab::happening::{Case, Outcome};
use statusquo_wire::Version;
use std::io::{Read, Write};
use std::net::TcpStream;
use support::{Answer, PATIENCE, TestLab, count_panics, lab, lab_with, request, until};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const STREAM: &str = "Accept: text/event-stream";
const BROWSER: &str = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

fn ask(lab: &TestLab, code: u16, version: &str, fields: &[&str]) -> Answer {
    let content = format!("version={}", version.replace('/', "%2F"));
    lab.ask(&format!("POST /{code}/happen"), &[&[FORM], fields].concat(), content)
}

/// The events of a stream.
fn events(text: &str) -> Vec<(String, Value)> {
    let event = |event: &str| {
        let (name, data) = event.split_once('\n').expect("two lines");
        let name = name.strip_prefix("event: ").expect("a name").to_owned();
        let data = data.strip_prefix("data: ").expect("data");
        (name, serde_json::from_str(data).expect("JSON"))
    };
    text.split_terminator("\n\n").filter(|text| !text.starts_with(':')).map(event).collect()
}

/// The last event, which has to be a result.
fn result(answer: Answer) -> Value {
    let mut events = events(answer.expect(200).text());
    let (name, data) = events.pop().expect("an event");
    assert_eq!(name, "result", "{data}");
    data
}

#[test]
fn every_code_of_the_page_happens_and_says_which_question_decided() {
    count_panics();
    let lab = lab_with(|settings| settings.happenings = PAGE.len());
    std::thread::scope(|scope| {
        for code in PAGE {
            let lab = &lab;
            scope.spawn(move || {
                let answer = ask(lab, code, "HTTP/1.1", &[STREAM]);
                assert_eq!(answer.field("Content-Type"), "text/event-stream");
                let told = events(answer.text());
                assert_eq!(told[0].0, "sent", "{code}");
                let answered = |event: &&(String, Value)| event.0 == "answered" && event.1["code"] == code;
                let (_, told) = told.iter().find(answered).unwrap_or_else(|| panic!("{code} was not told"));
                assert_eq!(told["interim"], code < 200 && code != 101, "{code}");
                assert!(told["label"].as_str().is_some_and(|label| label.starts_with(&format!("HTTP/1.1 {code} "))));
                let result = result(answer);
                let why = format!("# Why {code}: {}. ({})", result["why"], result["source"]).replace('"', "");
                let known = entry(code).and_then(|entry| entry.transcript?.lines().last());
                assert_eq!((result["code"].as_u64(), Some(&why[..])), (Some(code.into()), known));
                let html = result["html"].as_str().expect("a fragment");
                for part in ["<svg", "class=\"deciding\"", &format!(" {code}</text>"), "HTTP/1.1"] {
                    assert!(html.contains(part), "{code}: no {part} in {html}");
                }
            });
        }
    });
}

#[test]
fn it_happens_over_every_version_that_has_the_code() {
    let lab = lab();
    for version in ["HTTP/1.1", "HTTP/2", "HTTP/3"] {
        let result = result(ask(&lab, 409, version, &[STREAM]));
        assert_eq!((&result["code"], &result["version"]), (&409.into(), &version.into()));
    }
    // Where it takes another cause, that is said.
    let other = result(ask(&lab, 408, "HTTP/2", &[STREAM]));
    assert!(other["html"].as_str().is_some_and(|html| html.contains("class=\"note\"")), "{other}");
}

#[test]
fn a_code_that_a_version_does_not_have_is_refused_with_what_happens_instead() {
    let lab = lab();
    let answer = ask(&lab, 101, "HTTP/2", &[STREAM]).expect(422);
    let Some(Carried::No { why, instead }) = entry(101).map(|entry| entry.versions.http2) else { panic!("101") };
    let detail = answer.detail();
    assert!(detail.contains(why) && detail.contains(instead), "{detail}");
    assert_eq!(lab.decided(&answer), (Question::Possible, false));
}

#[test]
fn an_event_is_told_when_it_happens_and_not_when_all_is_over() {
    let lab = lab();
    let mut stream = TcpStream::connect(lab.place()).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    let fields = [FORM, STREAM];
    stream.write_all(&request(lab.place(), "POST /103/happen", &fields, b"version=HTTP/1.1")).expect("sent");
    let (mut text, mut octets) = (String::new(), [0; 4096]);
    while !text.contains("\"code\":103") {
        let count = stream.read(&mut octets).expect("more comes");
        assert!(count > 0, "it ended before 103: {text}");
        text += &String::from_utf8_lossy(&octets[..count]);
    }
    assert!(!text.contains("\"code\":200") && !text.contains("event: result"), "all came at once: {text}");
}

#[test]
fn a_browser_without_script_gets_all_of_it_as_a_page() {
    let lab = lab();
    for fields in [&[BROWSER][..], &[], &["Accept: */*"]] {
        let page = ask(&lab, 409, "HTTP/1.1", fields).expect(200);
        assert_eq!(page.field("Content-Type"), "text/html; charset=utf-8");
        assert!(page.field("Content-Security-Policy").contains("script-src 'self'"));
        assert_eq!(page.field("Cache-Control"), "no-store");
        let text = page.text();
        assert!(text.starts_with("<!DOCTYPE html>") && text.ends_with("</html>"), "{text}");
        for part in ["<svg", "class=\"deciding\"", "POST /lab/users HTTP/1.1", "action=\"/409/happen\""] {
            assert!(text.contains(part), "no {part} in {text}");
        }
    }
}

#[test]
fn what_the_lab_said_is_shown_as_text() {
    let lab = lab();
    let result = result(ask(&lab, 424, "HTTP/1.1", &[STREAM]));
    let page = ask(&lab, 424, "HTTP/1.1", &[BROWSER]).expect(200);
    for html in [result["html"].as_str().expect("a fragment"), page.text()] {
        assert!(html.contains("&lt;D:multistatus") && html.contains("&lt;propertyupdate"), "{html}");
        assert!(!html.contains("<D:multistatus") && !html.contains("<propertyupdate"), "{html}");
    }
}

#[test]
fn a_page_of_another_origin_may_not_ask() {
    let lab = lab();
    for foreign in ["Origin: http://elsewhere.test", "Origin: null", "Sec-Fetch-Site: cross-site"] {
        let answer = ask(&lab, 409, "HTTP/1.1", &[STREAM, foreign]).expect(403);
        assert_eq!(lab.decided(&answer), (Question::Allowed, false));
    }
    let own = format!("Origin: http://{}", lab.place());
    result(ask(&lab, 409, "HTTP/1.1", &[STREAM, &own, "Sec-Fetch-Site: same-origin"]));
}

#[test]
fn no_more_than_a_few_happen_at_a_time() {
    let lab = lab_with(|settings| settings.happenings = 1);
    let mut first = lab.connect();
    first.send(request(lab.place(), "POST /408/happen", &[FORM, STREAM], b"version=HTTP/1.1"));
    let refused = until("a second one is refused", || {
        let answer = ask(&lab, 409, "HTTP/1.1", &[STREAM]);
        (answer.code() == 503).then_some(answer)
    });
    assert!((1..=3).contains(&refused.retry_after()), "{}", refused.shown());
    assert_eq!(refused.json()["limit"], 1);
    assert_eq!(lab.decided(&refused), (Question::PlaceFree, false));
    // The one under way is not disturbed, and makes room in the end.
    let told = first.answer("POST /408/happen");
    assert!(told.text().contains("\n\n:\n\n"), "no comment while nothing happened: {}", told.shown());
    assert_eq!(result(told)["code"], 408);
    until("there is room again", || (ask(&lab, 409, "HTTP/1.1", &[STREAM]).code() == 200).then_some(()));
}

#[test]
fn where_none_may_happen_no_page_offers_it_and_who_asks_is_told_so() {
    let lab = lab_with(|settings| settings.happenings = 0);
    let refused = ask(&lab, 409, "HTTP/1.1", &[STREAM]).expect(403);
    assert_eq!(lab.decided(&refused), (Question::Allowed, false));
    assert!(refused.json()["detail"].as_str().is_some_and(|detail| detail.contains("limit of happenings is 0")));
    for path in ["/409", "/"] {
        let page = lab.plain(&format!("GET {path}"), &[BROWSER]).expect(200);
        assert!(!page.text().contains("/happen\" method=\"post\"") && !page.text().contains("happen.js"), "{path}");
    }
    assert!(lab_with(|_| ()).plain("GET /409", &[BROWSER]).text().contains("action=\"/409/happen\" method=\"post\""));
}

#[test]
fn the_form_names_one_version_and_nothing_else() {
    let lab = lab();
    for (form, parameter) in [
        ("version=HTTP/4", "version"),
        ("version=HTTP/1.0", "version"),
        ("version=http/1.1", "version"),
        ("version=", "version"),
        ("version", "version"),
        ("version=%FF", "version"),
        ("version=HTTP/1.1&version=HTTP/1.1", "version"),
        ("version=HTTP/1.1&target=/", "target"),
        ("bytes=GET", "bytes"),
    ] {
        let answer = lab.ask("POST /409/happen", &[FORM], form).expect(400);
        assert_eq!(answer.json()["parameter"], parameter, "{form}: {}", answer.shown());
        assert_eq!(lab.decided(&answer), (Question::Understood, false));
    }
    let missing = lab.ask("POST /409/happen", &[FORM], "").expect(400);
    assert_eq!(
        (&missing.json()["missing"][0], lab.decided(&missing)),
        (&"version".into(), (Question::Complete, false))
    );
    lab.json("POST /409/happen", "{\"version\": \"HTTP/1.1\"}").expect(415);
    lab.ask("POST /409/happen", &[FORM], "version=".repeat(200)).expect(413);
}

#[test]
fn it_is_only_asked_for_and_only_where_there_is_a_cause() {
    let lab = lab();
    for method in ["GET", "HEAD", "PUT"] {
        assert_eq!(lab.ask(&format!("{method} /409/happen"), &[], "").expect(405).field("Allow"), "POST, OPTIONS");
    }
    assert_eq!(lab.plain("OPTIONS /409/happen", &[]).expect(204).field("Allow"), "POST, OPTIONS");
    for nothing in [306, 299, 999] {
        ask(&lab, nothing, "HTTP/1.1", &[]).expect(404);
    }
    lab.ask("POST /4090/happen", &[FORM], "version=HTTP/1.1").expect(404);
}

#[test]
fn it_can_be_given_up() {
    let case = Case::new(entry(408).expect("registered"), Version::Http11);
    let outcome = Lab::happen(case, &mut |_, _| {}, Box::pin(std::future::ready(())));
    assert!(matches!(&outcome, Outcome::Missed(why) if why == "it was given up"), "{outcome:?}");
}

#[test]
fn nothing_that_happens_makes_something_happen() {
    for entry in ALL {
        let carried = entry.versions.each().into_iter().filter_map(|(_, carried)| match carried {
            Carried::ForAnotherCause { trigger, .. } => Some(trigger),
            _ => None,
        });
        let caused = entry.causes.iter().filter_map(|cause| cause.trigger);
        for trigger in carried.chain(entry.trigger).chain(caused) {
            assert!(trigger.steps.iter().all(|step| !step.send.contains("/happen")), "{}", entry.code);
        }
    }
}
