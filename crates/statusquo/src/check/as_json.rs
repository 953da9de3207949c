//! What was found, for programs.

use super::{Checked, Failed, Judged};
use serde_json::{Value, json};
use statusquo_catalog::entry;
use statusquo_check::{Exchange, Finding, Outcome, Received, meaning};
use statusquo_wire::message::Part;

/// An object for each exchange, and for each target from which there is none.
pub(super) fn all(all: &[Checked]) -> Value {
    let mut values = Vec::new();
    for checked in all {
        match &checked.came {
            Ok(exchanges) => {
                for Judged { exchange, findings } in exchanges {
                    values.push(one(&checked.target, exchange, findings));
                }
            }
            Err(Failed { step, what }) => values.push(json!({
                "target": checked.target,
                "request": null,
                "answers": [],
                "failure": {"step": step, "text": what},
            })),
        }
    }
    Value::Array(values)
}

fn one(target: &str, exchange: &Exchange, findings: &[Vec<Finding>]) -> Value {
    let codes: Vec<u16> = exchange.answers.iter().map(|answer| answer.status).collect();
    let answers: Vec<Value> = exchange
        .answers
        .iter()
        .zip(findings)
        .enumerate()
        .map(|(at, (received, findings))| answer(received, findings, meaning(&exchange.answer(at, &codes))))
        .collect();
    let failure = exchange.last().is_none().then(|| json!({"step": "answer", "text": "no final answer followed"}));
    json!({
        "target": target,
        "request": {"method": exchange.asked.method, "assumed": exchange.asked.assumed},
        "answers": answers,
        "failure": failure,
    })
}

fn answer(received: &Received, findings: &[Finding], here: Vec<String>) -> Value {
    let entry = entry(received.status);
    json!({
        "code": received.status,
        "reason": received.reason,
        "phrase": entry.map(|entry| entry.phrase),
        "version": received.version.name(),
        "meaning": entry.map(|entry| entry.meaning),
        "here": here,
        "octet": received.start,
        "head": String::from_utf8_lossy(&received.head),
        "content_octets": received.content.len(),
        "content_whole": !received.cut,
        "findings": findings.iter().map(|found| finding(received, found)).collect::<Vec<_>>(),
        "remarks": received.remarks,
    })
}

fn finding(received: &Received, finding: &Finding) -> Value {
    let place = finding.place.as_ref().map(|place| {
        let (octet, octets) = received.octets(place);
        let part = match place.part {
            Part::Head => "head",
            Part::Content => "content",
        };
        json!({"part": part, "octet": octet, "octets": octets[..octets.len().min(SHOWN)].escape_ascii().to_string()})
    });
    json!({
        "outcome": match finding.outcome {
            Outcome::Broken => "broken",
            Outcome::Kept => "kept",
            Outcome::NotJudged => "not-judged",
        },
        "level": finding.duty.level.to_string(),
        "text": finding.duty.text,
        "section": finding.duty.specification.to_string(),
        "evidence": finding.evidence,
        "place": place,
    })
}

/// So many octets are quoted.
const SHOWN: usize = 256;
