//! What a cache keeps: `/cache`, which has never changed for who has a copy, a lifetime of any length, and any entity tag.
//!
//! Entity tags are sent as they are asked for, which is mostly without the quotes that they should have (RFC 9110 §8.8.3): so
//! httpbin sends them, and its clients look for them so. What clients send is compared without regard to quotes.

use super::call::{Call, refuse_parameter};
use super::headers::value;
use super::{latin1, requests};
use crate::chance;
use crate::form::hexadecimal;
use crate::reason::Reason;
use crate::visit::Visit;
use statusquo_decision::Question;
use statusquo_wire::Clock;

/// `/cache`: any date, and any entity tag, is that of what there is now.
pub(crate) fn any_condition(visit: &mut Visit<'_>, _: &Call) {
    let fields = visit.request.fields();
    if let Some(named) = value(fields, "If-None-Match") {
        // A 304 names the representation that it stands for; where several are named, nobody knows which it is.
        if !named.is_empty() && named != "*" && !named.contains(',') {
            visit.fields.push("ETag", latin1::judged(&named));
        }
        is_current(
            visit,
            format!("If-None-Match names {named}: here, whatever tag it names is that of what there is now."),
        );
    } else if let Some(date) = value(fields, "If-Modified-Since") {
        visit.know(Question::Conditional, true);
        let detail = format!("If-Modified-Since is {date}: here, nothing was modified since, whenever that was.");
        visit.refuse(Question::IfModifiedSinceHolds, detail);
    }
}

/// Makes known that the client has what there is.
fn is_current(visit: &mut Visit<'_>, detail: String) {
    visit.know(Question::Conditional, true);
    visit.know(Question::IfNoneMatchHolds, false);
    visit.reasons.push(Reason::new(Question::OnlyReads, detail));
}

/// Shows the request, with what a client needs to ask whether that has changed.
pub(crate) fn show(visit: &mut Visit<'_>, call: &Call) {
    let Some(octets) = chance::octets::<16>() else { return chance::refuse(visit) };
    let now = visit.state.settings.clock.seconds();
    visit.fields.push("Last-Modified", Clock::Fixed(now).date());
    visit.fields.push("ETag", hexadecimal(&octets));
    requests::get(visit, call);
}

/// `/cache/{n}`: shows the request, for so many seconds.
pub(crate) fn for_seconds(visit: &mut Visit<'_>, call: &Call) {
    visit.fields.push("Cache-Control", format!("public, max-age={}", call.number(0)));
    requests::get(visit, call);
}

/// `/etag/{etag}`: asked of `If-None-Match`, and of `If-Match` only if that is not there, as httpbin does it.
pub(crate) fn conditions(visit: &mut Visit<'_>, call: &Call) {
    let tag = call.text(0);
    match latin1::encode(tag) {
        Ok(octets) => visit.fields.push("ETag", octets),
        Err(why) => return refuse_parameter(visit, "etag", format!("The entity tag {tag:?} {why}.")),
    }
    let fields = visit.request.fields();
    let given = |name: &str| value(fields, name).filter(|value| !value.is_empty());
    if let Some(list) = given("If-None-Match") {
        if names(&list, tag) {
            is_current(visit, format!("If-None-Match names {list}, and the entity tag is {tag}."));
        }
    } else if let Some(list) = given("If-Match")
        && !names(&list, tag)
    {
        visit.know(Question::Conditional, true);
        visit.refuse(Question::IfMatchHolds, format!("If-Match names {list}, but the entity tag is {tag}."));
    }
}

/// Whether one of the entity tags in a list is this one.
fn names(list: &str, tag: &str) -> bool {
    list.split(',').any(|member| matches!(opaque(member), "*") || opaque(member) == opaque(tag))
}

/// What of an entity tag is compared: neither its quotes nor whether it is weak.
fn opaque(tag: &str) -> &str {
    let tag = tag.trim();
    let tag = tag.strip_prefix("W/").unwrap_or(tag);
    let tag = tag.strip_prefix('"').unwrap_or(tag);
    tag.strip_suffix('"').unwrap_or(tag)
}
