//! The stable JSON of an entry, of a number that is not registered, and of several side by side; `docs/json.md` describes it.

use serde_json::{Map, Value, json};
use statusquo_catalog::{
    Carried, Class, ClassRule, Compared, Duty, Elsewhere, Entry, Specification, Step, Trigger, Versions, When, asks,
    class_rule, comparison, differences, method_after, uses,
};

/// An entry. Keys are only ever added, never renamed or removed.
pub fn entry(entry: &Entry) -> Value {
    let former: Vec<&str> = entry.former_phrases.iter().map(|former| former.phrase).collect();
    let causes: Vec<Value> = entry
        .causes
        .iter()
        .map(|cause| with_given(json!({"text": cause.text}), [("lab", cause.lab.map(Value::from))]))
        .collect();
    let confused: Vec<Value> =
        entry.confused_with.iter().map(|other| json!({"code": other.code, "difference": other.difference})).collect();
    json!({
        "code": entry.code,
        "phrase": entry.phrase,
        "former_phrases": former,
        "class": entry.class().pattern(),
        "specification": specification(&entry.specification),
        "layer": entry.layer.name(),
        "meaning": entry.meaning,
        "causes": causes,
        "duties": entry.duties.iter().map(duty).collect::<Vec<_>>(),
        "client": {"next": entry.client.next, "retry": entry.client.retry.name()},
        "confused_with": confused,
        "heuristically_cacheable": matches!(entry.caching, statusquo_catalog::Caching::Heuristic),
        "versions": versions(&entry.versions),
        "trigger": entry.trigger.map(trigger),
        "exchange": entry.transcript,
        "registered": true,
        "standing": {"name": entry.standing.name(), "note": entry.standing.note()},
        "example": entry.example,
        "rfc_says": entry.rfc_says,
        "elsewhere": entry.elsewhere.iter().map(elsewhere).collect::<Vec<_>>(),
        "caching": entry.caching.name(),
        "curl": entry.curl,
        "author": entry.author,
        "history": entry.history,
        "browsers": entry.browsers,
    })
}

/// A number that is not registered: the class rule, and who uses it all the same.
pub fn unregistered(code: u16) -> Value {
    let treated_as = match class_rule(code) {
        ClassRule::TreatAs(known) => json!(known.code),
        ClassRule::Invalid | ClassRule::NoStatusCode => Value::Null,
    };
    // An invalid number is processed as if it were some 5xx (RFC 9110 §15).
    let class = Class::of_digit(code / 100).unwrap_or(Class::ServerError);
    let uses: Vec<Value> = uses(code)
        .map(|one| {
            json!({
                "whose": one.whose,
                "name": one.name,
                "meaning": one.meaning,
                "seen": one.seen.name(),
                "nearest": one.nearest,
                "next": one.next,
            })
        })
        .collect();
    json!({"code": code, "registered": false, "class": class.pattern(), "treated_as": treated_as, "uses": uses})
}

/// Several codes side by side: what decides, each in short, and how to tell every pair of them apart.
pub fn compared(codes: &[u16]) -> Value {
    let asks: Vec<Value> = asks(codes).iter().map(|ask| json!({"question": ask.question, "code": ask.code})).collect();
    let differences: Vec<Value> = differences(codes)
        .iter()
        .map(|(codes, difference)| json!({"codes": codes, "difference": difference}))
        .collect();
    json!({
        "compared": codes,
        "headline": comparison(codes).map(|group| group.headline),
        "ask": asks,
        "codes": codes.iter().map(|code| one_of_several(*code)).collect::<Vec<_>>(),
        "differences": differences,
    })
}

/// What a comparison says of one code.
fn one_of_several(code: u16) -> Value {
    let compared = Compared::new(code);
    let known = compared.entry;
    let treated_as = match (known, class_rule(code)) {
        (None, ClassRule::TreatAs(known)) => Some(known.code),
        _ => None,
    };
    let owes: Vec<Value> =
        compared.owes().iter().map(|(level, field)| json!({"level": level.to_string(), "field": field})).collect();
    json!({
        "code": code,
        "registered": known.is_some(),
        "phrase": compared.phrase(),
        "meaning": known.map(|entry| entry.meaning).or(compared.used.map(|used| used.meaning)),
        "layer": known.map(|entry| entry.layer.name()),
        "cause": compared.cause(),
        "next": compared.next(),
        "retry": known.map(|entry| entry.client.retry.name()),
        "caching": known.map(|entry| entry.caching.name()),
        "owes": owes,
        "method": method_after(code),
        "curl": known.and_then(|entry| entry.curl),
        "treated_as": treated_as,
    })
}

/// As text, with a line end.
pub fn text(value: &Value) -> String {
    format!("{value:#}\n")
}

fn specification(specification: &Specification) -> Value {
    json!({"rfc": specification.rfc, "section": specification.section})
}

fn duty(duty: &Duty) -> Value {
    let when = condition(duty.when);
    let value = json!({
        "level": duty.level.to_string(),
        "text": duty.text,
        "section": duty.specification.to_string(),
    });
    with_given(value, [("when", when)])
}

/// On which answers a duty lies, by one key; nothing where it lies on all.
fn condition(when: When) -> Option<Value> {
    Some(match when {
        When::Always => return None,
        When::Method(method) => json!({"method": method}),
        When::NotMethod(method) => json!({"not_method": method}),
        When::Methods(methods) => json!({"methods": methods}),
        When::Has(name) => json!({"has": name}),
        When::Lacks(name) => json!({"lacks": name}),
        When::Type(media_type) => json!({"type": media_type}),
        When::NotType(media_type) => json!({"not_type": media_type}),
        When::RequestHas(name) => json!({"request_has": name}),
        When::RequestLacks(name) => json!({"request_lacks": name}),
        When::RequestLists(name, member) => json!({"request_lists": {"field": name, "member": member}}),
        When::Http1 => json!({"version": "http1_1"}),
        When::Streams => json!({"version": "streams"}),
        When::Closes => json!({"closes": true}),
        When::All(all) => json!({"all": all.iter().filter_map(|when| condition(*when)).collect::<Vec<_>>()}),
    })
}

/// Whether each has it; then, by the same keys, what is to be said of those that have it not, or for another cause.
fn versions(versions: &Versions) -> Value {
    let each = [("http1_1", versions.http1_1), ("http2", versions.http2), ("http3", versions.http3)];
    let mut value = Map::from_iter(each.map(|(key, carried)| (key.to_owned(), Value::from(carried.exists()))));
    let (mut absent, mut other_cause) = (Map::new(), Map::new());
    for (key, carried) in each {
        match carried {
            Carried::Yes => {}
            Carried::No { why, instead } => {
                absent.insert(key.to_owned(), json!({"why": why, "instead": instead}));
            }
            Carried::ForAnotherCause { why, trigger: there } => {
                other_cause.insert(key.to_owned(), json!({"why": why, "trigger": trigger(there)}));
            }
        }
    }
    value.insert("note".to_owned(), versions.note.into());
    value.insert("absent".to_owned(), absent.into());
    value.insert("other_cause".to_owned(), other_cause.into());
    value.into()
}

fn trigger(trigger: Trigger) -> Value {
    json!({"steps": trigger.steps.iter().map(step).collect::<Vec<_>>()})
}

fn step(step: &Step) -> Value {
    let capture = step.capture.map(|capture| json!({"name": capture.name, "field": capture.field}));
    with_given(
        json!({"send": step.send}),
        [
            ("wait_ms", step.wait_ms.map(Value::from)),
            ("parallel", step.parallel.map(Value::from)),
            ("repeat", step.repeat.map(Value::from)),
            ("capture", capture),
            ("tls", step.tls.map(|server| json!({"server_name": server}))),
            ("inside", step.inside.map(Value::from)),
        ],
    )
}

fn elsewhere(elsewhere: &Elsewhere) -> Value {
    let answers: Vec<Value> =
        elsewhere.answers.iter().map(|(server, answer)| json!({"server": server, "answer": answer})).collect();
    json!({"cause": elsewhere.cause, "answers": answers})
}

/// The object with those of the optional members that are given; the others are left out.
fn with_given<const N: usize>(object: Value, optional: [(&str, Option<Value>); N]) -> Value {
    let mut members = match object {
        Value::Object(members) => members,
        other => Map::from_iter([("value".to_string(), other)]),
    };
    members.extend(optional.into_iter().filter_map(|(name, value)| value.map(|value| (name.to_string(), value))));
    Value::Object(members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_has_only_the_members_that_it_uses() {
        let plain = step(&Step::send("GET / HTTP/1.1\r\n\r\n"));
        assert_eq!(plain, json!({"send": "GET / HTTP/1.1\r\n\r\n"}));
        let full =
            step(&Step::send("x").wait_ms(5).parallel(3).repeat(2).capture("tag", "ETag").over_tls("a").inside(207));
        assert_eq!(
            full.to_string(),
            r#"{"send":"x","wait_ms":5,"parallel":3,"repeat":2,"capture":{"name":"tag","field":"ETag"},"tls":{"server_name":"a"},"inside":207}"#
        );
    }

    #[test]
    fn versions_without_a_code_say_why_and_what_happens_instead() {
        const THERE: Trigger = Trigger { steps: &[Step::send("x")] };
        let no = Carried::No { why: "w", instead: "i" };
        let another = Carried::ForAnotherCause { why: "o", trigger: THERE };
        let value = versions(&Versions { http2: no, http3: another, ..Versions::ALL });
        assert_eq!(
            value.to_string(),
            r#"{"http1_1":true,"http2":false,"http3":true,"note":null,"absent":{"http2":{"why":"w","instead":"i"}},"other_cause":{"http3":{"why":"o","trigger":{"steps":[{"send":"x"}]}}}}"#
        );
    }

    #[test]
    fn a_number_that_nobody_registered_says_so() {
        assert_eq!(unregistered(499)["registered"], false);
        assert_eq!(unregistered(499)["treated_as"], 400);
        assert_eq!(unregistered(799)["class"], "5xx");
        assert!(unregistered(799)["treated_as"].is_null());
    }
}
