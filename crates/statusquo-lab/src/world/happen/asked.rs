//! What the form asks for: a version of HTTP, perhaps a cause by its number, and never bytes.

use crate::happening::Case;
use crate::reason::Reason;
use crate::world::form::{FORM, pairs};
use statusquo_catalog::Entry;
use statusquo_decision::Question;
use statusquo_wire::Version;

/// The parameter that has to be there: the version of HTTP.
pub(super) const VERSION: &str = "version";
/// The one that may be: the number of a cause, in place of what the entry shows.
const CAUSE: &str = "cause";

/// The versions over which codes can be made to happen.
const VERSIONS: [Version; 3] = [Version::Http11, Version::Http2, Version::Http3];

/// What a form asks for, and nothing else.
pub(super) fn asked(entry: &'static Entry, form: &[u8]) -> Result<Case, Reason> {
    let Some(pairs) = pairs(form) else {
        return Err(wrong(VERSION, format!("The content cannot be read as {FORM}.")));
    };
    if let Some((name, _)) = pairs.iter().find(|(name, _)| name != VERSION && name != CAUSE) {
        return Err(wrong(name, format!("{name:?} is not known here; {VERSION} and {CAUSE} are.")));
    }
    let once = |wanted: &'static str| {
        let mut values = pairs.iter().filter(|(name, _)| name == wanted).map(|(_, value)| &value[..]);
        match (values.next(), values.next()) {
            (value, None) => Ok(value),
            (_, Some(_)) => Err(wrong(wanted, format!("{wanted} is there more than once."))),
        }
    };
    let (named, number) = (once(VERSION)?, once(CAUSE)?);
    let case = Case::new(entry, version(named)?);
    number.map_or(Ok(case), |number| of_cause(case, number))
}

fn version(named: Option<&str>) -> Result<Version, Reason> {
    let names = VERSIONS.map(Version::name).join(", ");
    let Some(named) = named else {
        let detail = format!("The form lacks what is required: {VERSION}, one of {names}.");
        return Err(Reason::new(Question::Complete, detail).member("missing", [VERSION].as_slice()));
    };
    let known = VERSIONS.into_iter().find(|version| version.name() == named);
    known.ok_or_else(|| wrong(VERSION, format!("{VERSION} is {named:?}; it may be {names}.")))
}

fn of_cause(case: Case, named: &str) -> Result<Case, Reason> {
    let entry = case.entry;
    let numbers: Vec<String> = entry.causes_with_steps().map(|(number, _)| number.to_string()).collect();
    // As it is written on the page: a sign or a zero before it is no number of a cause.
    let known = numbers.iter().find(|number| *number == named).and_then(|number| case.of_cause(number.parse().ok()?));
    known.ok_or_else(|| {
        let is_there = (1..=entry.causes.len()).any(|number| number.to_string() == named);
        let but = if is_there { ", which cannot be made to happen here" } else { "" };
        let may_be = match &numbers[..] {
            [] => format!("no cause of {} can be asked for alone, so leave it out", entry.code),
            [only] => format!("for {} it may be {only}", entry.code),
            [first @ .., last] => format!("for {} it may be {} or {last}", entry.code, first.join(", ")),
        };
        wrong(CAUSE, format!("{CAUSE} is {named:?}{but}; {may_be}."))
    })
}

fn wrong(name: &str, detail: String) -> Reason {
    Reason::new(Question::Understood, detail).member("parameter", name)
}
