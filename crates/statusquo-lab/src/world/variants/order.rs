//! What a content asks a list of variants to be.

use super::super::json::{LIST, Problems};
use crate::store::variants::{Draft, MOST, Planned, is_name};
use serde_json::{Map, Value};

/// The longest media type, and the longest language tag (RFC 5646 advises 35 as the least to have room for).
const LONGEST: usize = 100;

/// Reads `{"variants": [{"name", "type", "language", "content" or "list"}, ...]}`.
pub(super) fn read(content: &[u8], problems: &mut Problems) -> Vec<Draft> {
    let members = problems.object(content);
    let Some(all) = problems.required(&members, "variants", LIST) else { return Vec::new() };
    if !(1..=MOST).contains(&all.len()) {
        problems.impossible("/variants", format!("1 to {MOST} variants"));
    }
    let mut drafts: Vec<Draft> = Vec::new();
    for (at, value) in all.iter().take(MOST).enumerate() {
        let Value::Object(members) = value else {
            problems.impossible(format!("/variants/{at}"), "an object");
            continue;
        };
        let Some(draft) = one(at, members, problems) else { continue };
        if drafts.iter().any(|other| other.name == draft.name) {
            problems.impossible(format!("/variants/{at}/name"), "a name that no other variant of the list has");
        }
        drafts.push(draft);
    }
    drafts
}

fn one(at: usize, members: &Map<String, Value>, problems: &mut Problems) -> Option<Draft> {
    let mut text = |name: &str, fits: fn(&str) -> bool, must_be: &str| {
        let found = members.get(name).and_then(Value::as_str).filter(|text| fits(text)).map(str::to_owned);
        if found.is_none() {
            problems.impossible(format!("/variants/{at}/{name}"), must_be);
        }
        found
    };
    let name = text("name", is_name, "1 to 64 letters, digits, dots, hyphens or underscores");
    let media_type = text("type", is_media_type, "a media type without parameters, as text/plain");
    let language = match members.contains_key("language") {
        true => text("language", is_language, "a language tag, as de or de-AT").map(Some),
        false => Some(None),
    };
    let content = match (members.contains_key("content"), members.contains_key("list")) {
        (true, false) => text("content", |_| true, "a string").map(Planned::Text),
        (false, true) => text("list", is_name, "the name of a list of variants").map(Planned::List),
        _ => {
            problems.impossible(format!("/variants/{at}"), "a variant with either content or list, and not both");
            None
        }
    };
    Some(Draft { name: name?, media_type: media_type?, language: language?, content: content? })
}

fn is_media_type(text: &str) -> bool {
    let octet = |octet: u8| octet.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&octet);
    let part = |part: &str| !part.is_empty() && part.bytes().all(octet);
    text.len() <= LONGEST && text.split_once('/').is_some_and(|(kind, subtype)| part(kind) && part(subtype))
}

fn is_language(text: &str) -> bool {
    let subtag = |subtag: &str| (1..=8).contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric());
    text.len() <= LONGEST && text.split('-').all(subtag)
}

#[cfg(test)]
mod tests {
    use super::{is_language, is_media_type};

    #[test]
    fn types_and_languages_are_those_that_a_field_can_carry() {
        for good in ["text/plain", "application/problem+json", "x/y.z-1"] {
            assert!(is_media_type(good), "{good}");
        }
        for bad in ["", "text", "text/", "/plain", "text/*", "a/b/c", "text/plain; a=b", "a/b\r\n", "text/ä"] {
            assert!(!is_media_type(bad), "{bad:?}");
        }
        for good in ["de", "de-AT", "zh-Hant-TW", "x-a"] {
            assert!(is_language(good), "{good}");
        }
        for bad in ["", "*", "de-", "-de", "de--AT", "de_AT", "abcdefghi", "de\r"] {
            assert!(!is_language(bad), "{bad:?}");
        }
    }
}
