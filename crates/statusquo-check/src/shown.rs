//! How one answer shows that a duty is kept: one arm for each of the catalog's tests.

use crate::syntax::{self, Malformed, RetryAfter};
use crate::{Answer, Outcome};
use statusquo_catalog::Test;
use statusquo_wire::message::FieldSection;

/// An outcome and its evidence.
pub(crate) type Shown = (Outcome, String);

/// Applies a test to an answer.
pub(crate) fn shown(test: Test, answer: &Answer<'_>) -> Shown {
    let fields = answer.fields;
    match test {
        Test::Has(name) => has(fields, name),
        Test::Present(name) => match fields.get(name) {
            Some(value) => kept(line(name, value)),
            None => absent(name),
        },
        Test::Lacks(name) => match fields.get(name) {
            Some(value) => broken(line(name, value)),
            None => kept(format!("there is no {name}")),
        },
        Test::HasOneOf(names) => {
            let found = names.iter().map(|name| has(fields, name)).find(|(outcome, _)| *outcome == Outcome::Kept);
            found.unwrap_or_else(|| broken(format!("there is none of {}", names.join(", "))))
        }
        Test::ConnectionOption(option) => match fields.get("Connection") {
            Some(_) if fields.lists("Connection", option) => kept(format!("Connection lists {option}")),
            Some(value) => broken(format!("{}, without {option}", line("Connection", value))),
            None => absent("Connection"),
        },
        Test::NoContent if answer.is_tunnel() => not_judged("what follows belongs to the new protocol".to_owned()),
        Test::NoContent => match answer.content.len() {
            0 => kept("no octet follows the head".to_owned()),
            octets => broken(format!("{} behind the head", count(octets))),
        },
        Test::SomeContent if answer.ends_with_head() => not_judged("this answer has no content by rule".to_owned()),
        Test::SomeContent => match answer.content.len() {
            0 => broken("there is no content".to_owned()),
            octets => kept(format!("{} of content", count(octets))),
        },
        Test::Challenges(name) if !fields.has(name) => absent(name),
        Test::Challenges(name) => match syntax::challenges(fields, name) {
            Err(malformed) => broken(spoiled(fields, name, malformed)),
            Ok(challenges) if challenges.is_empty() => broken(format!("{name} is there, but holds no challenge")),
            Ok(challenges) => {
                let schemes: Vec<&str> = challenges.iter().map(|challenge| &*challenge.scheme).collect();
                kept(format!("{name} challenges with {}", schemes.join(", ")))
            }
        },
        Test::RetryAfter => one(fields, "Retry-After", |value| {
            RetryAfter::parse(value).map(drop).ok_or(Malformed::at(0, "neither a number of seconds nor an HTTP-date"))
        }),
        Test::UriReference(name) => one(fields, name, syntax::uri_reference),
        Test::AllowLacksMethod if answer.method.is_empty() => not_judged("the method is not known".to_owned()),
        Test::AllowLacksMethod => {
            let method = answer.method;
            match fields.list("Allow").any(|allowed| allowed == method.as_bytes()) {
                true => broken(format!("Allow lists {method}")),
                false if fields.has("Allow") => kept(format!("Allow does not list {method}")),
                false => kept("there is no Allow".to_owned()),
            }
        }
        Test::NotFromOneAnswer => not_judged("one answer cannot show it".to_owned()),
    }
}

fn has(fields: FieldSection<'_>, name: &str) -> Shown {
    match fields.all(name).find(|value| !value.is_empty()) {
        Some(value) => kept(line(name, value)),
        None if fields.has(name) => broken(format!("{name} is there, but empty")),
        None => absent(name),
    }
}

/// A field that, if it is there, is there once and well-formed.
fn one(fields: FieldSection<'_>, name: &str, parse: impl FnOnce(&[u8]) -> Result<(), Malformed>) -> Shown {
    let mut values = fields.all(name);
    let Some(value) = values.next() else { return kept(format!("there is no {name}")) };
    if values.next().is_some() {
        return broken(format!("{name} is there more than once"));
    }
    match parse(value) {
        Ok(()) => kept(line(name, value)),
        Err(malformed) => broken(format!("{}: {malformed}", line(name, value))),
    }
}

pub(crate) fn kept(evidence: String) -> Shown {
    (Outcome::Kept, evidence)
}

pub(crate) fn broken(evidence: String) -> Shown {
    (Outcome::Broken, evidence)
}

fn not_judged(evidence: String) -> Shown {
    (Outcome::NotJudged, evidence)
}

fn absent(name: &str) -> Shown {
    broken(format!("there is no {name}"))
}

/// A malformed field with all its lines, and where it went wrong.
pub(crate) fn spoiled(fields: FieldSection<'_>, name: &str, malformed: Malformed) -> String {
    let value = syntax::combined(fields, name);
    format!("{}: {malformed}", line(name, &value))
}

/// So many characters of a value are quoted.
const QUOTED: usize = 80;

/// A field line for a report: controls escaped, a long value cut.
pub(crate) fn line(name: &str, value: &[u8]) -> String {
    let text = String::from_utf8_lossy(value);
    let mut shown: String = text.chars().take(QUOTED).flat_map(printable).collect();
    if text.chars().nth(QUOTED).is_some() {
        shown.push('…');
    }
    format!("{name}: {shown}")
}

fn printable(character: char) -> impl Iterator<Item = char> {
    let (plain, escaped) = match character.is_control() {
        true => (None, Some(character.escape_debug())),
        false => (Some(character), None),
    };
    plain.into_iter().chain(escaped.into_iter().flatten())
}

fn count(octets: usize) -> String {
    match octets {
        1 => "1 octet".to_owned(),
        _ => format!("{octets} octets"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statusquo_wire::{Fields, Version};

    #[test]
    fn one_of_several_fields_is_enough() {
        let test = Test::HasOneOf(&["Accept", "Accept-Encoding"]);
        let cases: &[(&[(&str, &str)], Shown)] = &[
            (&[("accept-encoding", "gzip")], kept("Accept-Encoding: gzip".to_owned())),
            (&[("Accept", ""), ("Accept", "a/b"), ("Accept-Encoding", "gzip")], kept("Accept: a/b".to_owned())),
            (&[("Accept", ""), ("Allow", "GET")], broken("there is none of Accept, Accept-Encoding".to_owned())),
            (&[], broken("there is none of Accept, Accept-Encoding".to_owned())),
        ];
        for (lines, expected) in cases {
            let mut fields = Fields::default();
            for (name, value) in *lines {
                fields.push(name, value);
            }
            let fields = fields.section();
            let answer = Answer { method: "GET", version: Version::Http11, status: 415, fields, content: b"" };
            assert_eq!(shown(test, &answer), *expected, "{lines:?}");
        }
    }
}
