//! Whether a duty lies on an answer: one arm for each of the catalog's conditions.

use crate::Answer;
use crate::syntax::media_type;
use statusquo_catalog::When;

/// Whether the condition holds, if that is known.
pub(crate) fn lies_on(when: When, answer: &Answer<'_>) -> Option<bool> {
    let to = |methods: &[&str]| (!answer.method.is_empty()).then(|| methods.contains(&answer.method));
    match when {
        When::Always => Some(true),
        When::Method(method) => to(&[method]),
        When::NotMethod(method) => to(&[method]).map(|is| !is),
        When::Methods(methods) => to(methods),
        When::Has(name) => Some(answer.fields.has(name)),
        When::Lacks(name) => Some(!answer.fields.has(name)),
        When::Type(wanted) => Some(is_type(answer, wanted)),
        When::NotType(wanted) => Some(!is_type(answer, wanted)),
        When::RequestHas(name) => answer.asked.map(|asked| asked.has(name)),
        When::RequestLacks(name) => answer.asked.map(|asked| !asked.has(name)),
        When::RequestLists(name, member) => answer.asked.map(|asked| asked.lists(name, member)),
        When::Http1 => Some(!answer.version.has_streams()),
        When::Streams => Some(answer.version.has_streams()),
        When::Closes => answer.closed,
        When::All(all) => {
            let each: Vec<Option<bool>> = all.iter().map(|when| lies_on(*when, answer)).collect();
            // One that does not hold settles it, whatever is not known.
            match each.contains(&Some(false)) {
                true => Some(false),
                false => (!each.contains(&None)).then_some(true),
            }
        }
    }
}

fn is_type(answer: &Answer<'_>, wanted: &str) -> bool {
    let value = answer.fields.get("Content-Type").unwrap_or_default();
    media_type(value).is_ok_and(|found| found.essence.eq_ignore_ascii_case(wanted))
}
