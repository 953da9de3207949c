//! `/{code}/happen` for one of the causes of a code: the steps that are played are that cause's own; which ones may be asked for,
//! and what is said where a version of HTTP has no way to say them.

mod support;

use serde_json::Value;
use statusquo_catalog::{Entry, entry};
use statusquo_decision::Question;
use statusquo_lab::Lab;
use statusquo_lab::happening::{Case, Outcome};
use statusquo_wire::Version;
use std::future::pending;
use support::{Answer, TestLab, lab};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const STREAM: &str = "Accept: text/event-stream";
const BROWSER: &str = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

fn ask(lab: &TestLab, code: u16, form: &str, accept: &str) -> Answer {
    lab.ask(&format!("POST /{code}/happen"), &[FORM, accept], form)
}

/// The data of the last event, which has this name.
fn last(answer: &Answer, name: &str) -> Value {
    let event = answer.text().split_terminator("\n\n").last().expect("an event");
    let data = event.strip_prefix(&format!("event: {name}\ndata: ")).unwrap_or_else(|| panic!("no {name}: {event}"));
    serde_json::from_str(data).expect("JSON")
}

fn conflict() -> &'static Entry {
    entry(409).expect("registered")
}

/// The number of the first cause of 409 that has steps which its trigger has not.
fn another_cause() -> usize {
    let trigger = conflict().trigger.expect("409 has a trigger");
    let mut others = conflict().causes_with_steps().filter(|(_, cause)| cause.trigger != Some(trigger));
    others.next().expect("409 has another cause in the lab").0
}

#[test]
fn what_is_played_are_the_steps_of_that_cause_over_every_version() {
    let lab = lab();
    let number = another_cause();
    let steps = conflict().causes[number - 1].trigger.expect("steps").steps;
    let target = steps[steps.len() - 1].send.split(' ').nth(1).expect("a target");
    for version in ["HTTP/1.1", "HTTP/2", "HTTP/3"] {
        let answer = ask(&lab, 409, &format!("version={version}&cause={number}"), STREAM).expect(200);
        let result = last(&answer, "result");
        assert_eq!(
            (&result["code"], &result["version"], &result["cause"]),
            (&409.into(), &version.into(), &number.into())
        );
        assert!(answer.text().contains(target.split('{').next().expect("a beginning")), "{}", answer.shown());
        assert!(result["html"].as_str().is_some_and(|html| html.contains("class=\"deciding\"")), "{result}");
    }
    // Which comes first in the form does not count; without a cause it is what the entry shows.
    let turned = ask(&lab, 409, &format!("cause={number}&version=HTTP/1.1"), STREAM).expect(200);
    assert_eq!(last(&turned, "result")["cause"], number);
    let usual = ask(&lab, 409, "version=HTTP/1.1", STREAM).expect(200);
    assert_eq!(last(&usual, "result")["cause"], Value::Null);
}

#[test]
fn the_page_that_comes_without_script_says_which_cause_it_was_and_leads_back() {
    let lab = lab();
    let number = another_cause();
    let page = ask(&lab, 409, &format!("version=HTTP/1.1&cause={number}"), BROWSER).expect(200);
    let text = page.text();
    let (told, again) = (conflict().causes[number - 1].text, format!("name=\"cause\" value=\"{number}\""));
    let back = format!("href=\"/409#cause-{number}\"");
    for part in ["just now", told.split(['"', '&', '`']).next().expect("a text"), &again, &back, "class=\"deciding\""] {
        assert!(text.contains(part), "no {part} in {text}");
    }
    assert!(lab.plain("GET /409", &[BROWSER]).expect(200).text().contains(&format!("id=\"cause-{number}\"")));
}

#[test]
fn a_cause_that_cannot_be_asked_for_is_refused_with_those_that_can() {
    let lab = lab();
    let numbers: Vec<usize> = conflict().causes_with_steps().map(|(number, _)| number).collect();
    let (good, count) = (numbers[0], conflict().causes.len());
    let without = (1..=count).find(|number| !numbers.contains(number)).expect("a cause of 409 that no lab has");
    for wrong in [
        "0",
        "",
        "x",
        "-1",
        "+1",
        "01",
        "1.0",
        " 1",
        "1e0",
        "99999999999999999999",
        "%EF%BC%91",
        &(count + 1).to_string(),
        &without.to_string(),
        &format!("{good}%00"),
        "GET+/",
    ] {
        let answer = ask(&lab, 409, &format!("version=HTTP/1.1&cause={wrong}"), STREAM).expect(400);
        assert_eq!(answer.json()["parameter"], "cause", "{wrong}: {}", answer.shown());
        assert_eq!(lab.decided(&answer), (Question::Understood, false));
        let last = numbers[numbers.len() - 1];
        assert!(answer.detail().ends_with(&format!(" {last}.")), "{}", answer.detail());
    }
    for (form, parameter) in [
        (format!("version=HTTP/1.1&cause={good}&cause={good}"), "cause"),
        (format!("version=HTTP/1.1&cause={good}&version=HTTP/1.1"), "version"),
        (format!("version=HTTP/4&cause={good}"), "version"),
        (format!("version=HTTP/1.1&Cause={good}"), "Cause"),
        (format!("version=HTTP/1.1&cause={good}&steps=GET"), "steps"),
    ] {
        let answer = ask(&lab, 409, &form, STREAM).expect(400);
        assert_eq!(answer.json()["parameter"], parameter, "{form}: {}", answer.shown());
    }
    let missing = ask(&lab, 409, &format!("cause={good}"), STREAM).expect(400);
    assert_eq!(missing.json()["missing"][0], "version");
}

#[test]
fn a_version_without_the_code_has_it_for_no_cause() {
    let lab = lab();
    let (number, _) = entry(426).expect("registered").causes_with_steps().next().expect("a cause of 426 with steps");
    let answer = ask(&lab, 426, &format!("version=HTTP/2&cause={number}"), STREAM).expect(422);
    assert_eq!(lab.decided(&answer), (Question::Possible, false));
    assert_eq!(answer.json()["parameter"], "version");
}

#[test]
fn what_a_version_cannot_say_is_said_so_and_is_nobodys_fault() {
    let bad = entry(400).expect("registered");
    let lab = lab();
    let mut unsaid = 0;
    for (number, cause) in bad.causes_with_steps() {
        for version in [Version::Http2, Version::Http3] {
            let case = Case::new(bad, version).of_cause(number).expect("a cause with steps");
            match Lab::happen(case, &mut |_, _| {}, Box::pin(pending())) {
                Outcome::Happened(happened) => assert_eq!(happened.record.code, 400, "{}", cause.text),
                Outcome::NoCause(how) => {
                    unsaid += 1;
                    assert!(how.starts_with(&format!("over {} ", version.name())), "{how}");
                    if unsaid > 1 {
                        continue;
                    }
                    let form = format!("version={}&cause={number}", version.name());
                    let told = last(&ask(&lab, 400, &form, STREAM).expect(200), "missed");
                    assert_eq!((&told["sentence"], &told["fault"]), (&how.into(), &false.into()));
                    let page = ask(&lab, 400, &form, BROWSER).expect(200);
                    assert!(page.text().contains("It did not happen: over HTTP/"), "{}", page.text());
                }
                other => panic!("cause {number} over {}: {other:?}", version.name()),
            }
        }
    }
    assert!(unsaid > 0, "all causes of 400 have a form in frames");
}
