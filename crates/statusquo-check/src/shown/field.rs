//! Tests on the fields of the answer's head.

use super::{Shown, broken, kept, not_judged};
use crate::syntax::{self, Malformed, RetryAfter};
use crate::{Answer, printable};
use statusquo_wire::message::FieldSection;

pub(super) fn has(fields: FieldSection<'_>, name: &str) -> Shown {
    match fields.all(name).find(|value| !value.is_empty()) {
        Some(value) => kept(line(name, value)),
        None if fields.has(name) => broken(format!("{name} is there, but empty")).at_line(fields, name),
        None => absent(name),
    }
}

pub(super) fn present(fields: FieldSection<'_>, name: &str) -> Shown {
    match fields.get(name) {
        Some(value) => kept(line(name, value)),
        None => absent(name),
    }
}

pub(super) fn lacks(fields: FieldSection<'_>, name: &str) -> Shown {
    match fields.get(name) {
        Some(value) => broken(line(name, value)).at_line(fields, name),
        None => kept(format!("there is no {name}")),
    }
}

pub(super) fn has_one_of(fields: FieldSection<'_>, names: &[&str]) -> Shown {
    let found =
        names.iter().find_map(|name| fields.all(name).find(|value| !value.is_empty()).map(|value| (name, value)));
    match found {
        Some((name, value)) => kept(line(name, value)),
        None => broken(format!("there is none of {}", names.join(", "))),
    }
}

/// Without one, only `Age` shows a clock: other dates may be constants, as RFC 9110 §8.8.2.1 and RFC 9111 §5.3 allow.
pub(super) fn date(fields: FieldSection<'_>) -> Shown {
    if fields.has("Date") {
        return has(fields, "Date");
    }
    match fields.get("Age") {
        Some(age) => {
            broken(format!("there is no Date, though {} shows a clock", line("Age", age))).at_line(fields, "Age")
        }
        None => not_judged("there is no Date; it is owed unless the server has no clock"),
    }
}

pub(super) fn connection_option(fields: FieldSection<'_>, option: &str) -> Shown {
    match fields.get("Connection") {
        Some(_) if fields.lists("Connection", option) => kept(format!("Connection lists {option}")),
        Some(value) => broken(format!("{}, without {option}", line("Connection", value))).at_line(fields, "Connection"),
        None => absent("Connection"),
    }
}

pub(super) fn challenges(fields: FieldSection<'_>, name: &str) -> Shown {
    if !fields.has(name) {
        return absent(name);
    }
    match syntax::challenges(fields, name) {
        Err(malformed) => spoiled(fields, name, malformed),
        Ok(challenges) if challenges.is_empty() => {
            broken(format!("{name} is there, but holds no challenge")).at_line(fields, name)
        }
        Ok(challenges) => {
            let schemes: Vec<&str> = challenges.iter().map(|challenge| &*challenge.scheme).collect();
            let schemes: String = schemes.join(", ").chars().take(QUOTED).collect();
            kept(format!("{name} challenges with {schemes}"))
        }
    }
}

pub(super) fn retry_after(fields: FieldSection<'_>) -> Shown {
    one(fields, "Retry-After", |value| {
        RetryAfter::parse(value).map(drop).ok_or(Malformed::at(0, "neither a number of seconds nor an HTTP-date"))
    })
}

pub(super) fn uri_reference(fields: FieldSection<'_>, name: &str) -> Shown {
    one(fields, name, syntax::uri_reference)
}

pub(super) fn allow_lacks(answer: &Answer<'_>) -> Shown {
    let Answer { fields, method, .. } = *answer;
    if method.is_empty() || answer.assumed {
        return not_judged("the method is not known");
    }
    match fields.list("Allow").any(|allowed| allowed == method.as_bytes()) {
        true => broken(format!("Allow lists {method}")).at_line(fields, "Allow"),
        false if fields.has("Allow") => kept(format!("Allow does not list {method}")),
        false => kept("there is no Allow"),
    }
}

pub(super) fn link_relation(fields: FieldSection<'_>, relation: &str) -> Shown {
    match syntax::has_relation(fields, relation) {
        true => kept(format!("Link has the relation {relation}")),
        false if fields.has("Link") => broken(format!("no Link has the relation {relation}")).at_line(fields, "Link"),
        false => absent("Link"),
    }
}

pub(super) fn unsatisfied_range(answer: &Answer<'_>) -> Shown {
    let fields = answer.fields;
    if !fields.has("Content-Range") {
        let is_of_bytes = |value: &[u8]| value.get(..6).is_some_and(|unit| unit.eq_ignore_ascii_case(b"bytes="));
        return match answer.asked.map(|asked| asked.get("Range").is_some_and(is_of_bytes)) {
            Some(false) => not_judged("the request asked for no range of bytes"),
            _ => absent("Content-Range"),
        };
    }
    one(fields, "Content-Range", |value| {
        let range = syntax::content_range(value)?;
        match range.positions {
            None => Ok(()),
            Some(_) => Err(Malformed::at(range.unit.len() + 1, "an asterisk stands where no range is sent")),
        }
    })
}

/// A field that, if it is there, is there once and well-formed.
pub(super) fn one(fields: FieldSection<'_>, name: &str, parse: impl Fn(&[u8]) -> Result<(), Malformed>) -> Shown {
    if let Some(second) = fields.spans(name).nth(1) {
        return broken(format!("{name} is there more than once")).at(second);
    }
    each(fields, name, parse)
}

/// A field that is well-formed in each line in which it is there.
pub(crate) fn each(fields: FieldSection<'_>, name: &str, parse: impl Fn(&[u8]) -> Result<(), Malformed>) -> Shown {
    for (value, span) in fields.all(name).zip(fields.spans(name)) {
        if let Err(malformed) = parse(value) {
            let from = (span.end - value.len() + malformed.at).min(span.end);
            return broken(format!("{}: {malformed}", line(name, value))).at(from..span.end);
        }
    }
    match fields.get(name) {
        Some(value) => kept(line(name, value)),
        None => kept(format!("there is no {name}")),
    }
}

fn absent(name: &str) -> Shown {
    broken(format!("there is no {name}"))
}

/// A malformed field with all its lines, and where it went wrong.
pub(crate) fn spoiled(fields: FieldSection<'_>, name: &str, malformed: Malformed) -> Shown {
    let value = syntax::combined(fields, name);
    broken(format!("{}: {malformed}", line(name, &value))).at_line(fields, name)
}

/// So many characters of a value are quoted.
const QUOTED: usize = 80;

/// A field line for a report: controls escaped, a long value cut.
pub(crate) fn line(name: &str, value: &[u8]) -> String {
    let text = String::from_utf8_lossy(value);
    let quoted: String = text.chars().take(QUOTED).collect();
    let more = if text.chars().nth(QUOTED).is_some() { "…" } else { "" };
    format!("{name}: {}{more}", printable(&quoted))
}
