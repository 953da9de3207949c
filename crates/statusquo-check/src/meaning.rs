//! What an answer means here: sentences that fit what was seen in it, beside what its code means anywhere.

use crate::syntax::{self, RetryAfter};
use crate::{Answer, printable};
use statusquo_catalog::{ClassRule, class_rule, entry, uses};
use statusquo_wire::message::FieldSection;

/// Sentences on this very answer, each on something that it carries; perhaps none.
///
/// ```
/// use statusquo_check::{Answer, meaning};
/// let mut fields = statusquo_wire::Fields::default();
/// fields.push("Retry-After", "120");
/// let answer = Answer::with("GET", 503, fields.section(), b"");
/// assert_eq!(meaning(&answer), ["It asks to come back in 120 seconds (Retry-After)."]);
/// ```
pub fn meaning(answer: &Answer<'_>) -> Vec<String> {
    let mut said = Vec::new();
    if entry(answer.status).is_none() {
        said.push(unregistered(answer.status));
    }
    let each = [location, retry_after, credentials, allowed, protocols, ranges, wanted, cached, between];
    said.extend(each.iter().flat_map(|one| one(answer)));
    said
}

fn unregistered(code: u16) -> String {
    let who: Vec<String> =
        uses(code).map(|one| format!("{} uses it for \"{}\"", one.whose, one.name.unwrap_or(one.meaning))).collect();
    let treated = match class_rule(code) {
        ClassRule::TreatAs(entry) => format!("a client treats it as {} (RFC 9110 §15)", entry.code),
        _ => "codes lie between 100 and 599 (RFC 9110 §15)".to_owned(),
    };
    match who.is_empty() {
        true => format!("{code} is not registered; {treated}."),
        false => format!("{code} is not registered; {}; {treated}.", who.join("; ")),
    }
}

/// A value as text, if there is one that is not empty.
fn text(fields: FieldSection<'_>, name: &str) -> Option<String> {
    let value = fields.get(name).filter(|value| !value.is_empty())?;
    let text = String::from_utf8_lossy(value);
    let shown = printable(&text.chars().take(SHOWN).collect::<String>());
    Some(if text.chars().nth(SHOWN).is_some() { format!("{shown}…") } else { shown })
}

/// So many members of a list are named.
const NAMED: usize = 20;

fn listed(members: &[impl AsRef<str>], between: &str) -> String {
    let named: Vec<&str> = members.iter().take(NAMED).map(AsRef::as_ref).collect();
    match members.len() - named.len() {
        0 => named.join(between),
        more => format!("{}, and {more} more", named.join(between)),
    }
}

/// So many characters of a value are shown.
const SHOWN: usize = 120;

fn location(answer: &Answer<'_>) -> Option<String> {
    let to = text(answer.fields, "Location")?;
    Some(match answer.status {
        201 => format!("What was created is at {to} (Location)."),
        202 => format!("Location names {to}, probably where to ask how it goes."),
        300 => format!("The server would choose {to} (Location); it was not asked."),
        301..=303 | 307 | 308 => format!("It points to {to} (Location), which was not followed."),
        _ => format!("Location names {to}."),
    })
}

fn retry_after(answer: &Answer<'_>) -> Option<String> {
    let value = answer.fields.get("Retry-After")?;
    Some(match RetryAfter::parse(value)? {
        RetryAfter::Seconds(0) => "It asks to come back at once (Retry-After: 0).".to_owned(),
        RetryAfter::Seconds(1) => "It asks to come back in 1 second (Retry-After).".to_owned(),
        RetryAfter::Seconds(seconds) => format!("It asks to come back in {seconds} seconds (Retry-After)."),
        RetryAfter::Date(_) => {
            format!("It asks to come back after {} (Retry-After).", text(answer.fields, "Retry-After")?)
        }
    })
}

fn credentials(answer: &Answer<'_>) -> Option<String> {
    let (name, who) = match answer.status {
        401 => ("WWW-Authenticate", "It"),
        407 => ("Proxy-Authenticate", "The proxy"),
        _ => return None,
    };
    let found = syntax::challenges(answer.fields, name).ok().filter(|found| !found.is_empty())?;
    let each: Vec<String> = found
        .iter()
        .map(|challenge| {
            let realm = challenge.parameters.iter().find(|(name, _)| name.eq_ignore_ascii_case("realm"));
            match realm {
                Some((_, realm)) => {
                    format!("{} for \"{}\"", challenge.scheme, printable(&String::from_utf8_lossy(realm)))
                }
                None => challenge.scheme.clone(),
            }
        })
        .collect();
    Some(format!("{who} asks for credentials: {} ({name}).", listed(&each, " or ")))
}

fn allowed(answer: &Answer<'_>) -> Option<String> {
    let found = syntax::methods(answer.fields).ok().filter(|_| answer.fields.has("Allow"))?;
    Some(match found.is_empty() {
        true => "No method is allowed here at present (Allow is empty).".to_owned(),
        false => format!("Allowed here: {} (Allow).", listed(&found, ", ")),
    })
}

fn protocols(answer: &Answer<'_>) -> Option<String> {
    let named = text(answer.fields, "Upgrade")?;
    Some(match answer.status {
        101 => format!("The connection now speaks {named} (Upgrade)."),
        426 => format!("It wants the protocol {named} (Upgrade)."),
        _ => format!("It offers to change to {named} (Upgrade)."),
    })
}

fn ranges(answer: &Answer<'_>) -> Option<String> {
    let value = text(answer.fields, "Content-Range")?;
    if !matches!(answer.status, 206 | 416) {
        return Some(format!(
            "Content-Range: {value} has no meaning with {}, only with 206 and 416 (RFC 9110 §14.4).",
            answer.status
        ));
    }
    let range = syntax::content_range(answer.fields.get("Content-Range")?).ok()?;
    let unit = if range.unit.eq_ignore_ascii_case("bytes") { "octets" } else { range.unit };
    match (answer.status, range.positions, range.complete) {
        (206, Some((first, last)), Some(all)) => Some(format!("It holds {unit} {first} to {last}, of {all} in all.")),
        (206, Some((first, last)), None) => {
            Some(format!("It holds {unit} {first} to {last}; how many there are in all is not said."))
        }
        (416, None, Some(all)) => Some(format!("There are {all} {unit}, and none of those that were asked for.")),
        _ => None,
    }
}

fn wanted(answer: &Answer<'_>) -> Option<String> {
    let named = |name| Some((text(answer.fields, name)?, name));
    let (wanted, name) = match answer.status {
        415 => named("Accept").or_else(|| named("Accept-Encoding")).or_else(|| named("Accept-Patch"))?,
        _ => return None,
    };
    Some(format!("It would take {wanted} ({name})."))
}

fn cached(answer: &Answer<'_>) -> Option<String> {
    let age = text(answer.fields, "Age").filter(|age| age.bytes().all(|octet| octet.is_ascii_digit()))?;
    Some(format!("A cache has kept it for {age} seconds (Age)."))
}

/// Who may have said it, where that need not be the server itself.
fn between(answer: &Answer<'_>) -> Option<String> {
    if let Some(status) = text(answer.fields, "Proxy-Status") {
        return Some(format!("An intermediary says of it: {status} (Proxy-Status)."));
    }
    let via = text(answer.fields, "Via").filter(|_| answer.status >= 400)?;
    Some(format!("It came through {via} (Via), which may have said it itself."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use statusquo_wire::Fields;

    #[test]
    fn a_list_without_end_is_cut() {
        let mut fields = Fields::default();
        fields.push("Allow", ["X"; 300].join(","));
        let said = meaning(&Answer::with("GET", 405, fields.section(), b"")).join(" ");
        assert!(said.len() < 200 && said.ends_with("X, and 280 more (Allow)."), "{said}");
    }

    #[test]
    fn a_range_means_something_with_206_and_416_alone() {
        let mut fields = Fields::default();
        fields.push("Content-Range", "items 0-24/66");
        let said = |status| meaning(&Answer::with("GET", status, fields.section(), b""));
        let nothing = "Content-Range: items 0-24/66 has no meaning with 200, only with 206 and 416 (RFC 9110 §14.4).";
        assert_eq!(said(200), [nothing]);
        assert_eq!(said(206), ["It holds items 0 to 24, of 66 in all."]);
    }
}
