//! `/mix`: what the other routes do one at a time, combined in one answer. The query says of what it is made, or, where there
//! is none, a JSON content.

mod asked;
mod furnish;
mod members;

use super::call::{Call, query, refuse_parameter};
use super::pairs::Pairs;
use super::{leading, response_headers};
use crate::visit::{Visit, Wanted};
use asked::Asked;
use statusquo_wire::Framing;

/// The number that is asked for in the query; what is wrong with a part of it is said later, as of every query.
pub(crate) fn admit(visit: &mut Visit<'_>, call: &Call) {
    if !is_in_content(visit, call) {
        let query = query(visit);
        answer(visit, &query, None);
    }
}

/// The content is read only where it says of what the answer is made; else it belongs to whom the answer is for.
pub(crate) fn wants(visit: &Visit<'_>, call: &Call) -> Option<Wanted> {
    let limit = visit.state.settings.httpbin.content_bytes;
    is_in_content(visit, call).then_some(Wanted { limit, media_type: Some("application/json") })
}

/// The number that is asked for in the content.
pub(crate) fn judge(visit: &mut Visit<'_>, call: &Call) {
    if !is_in_content(visit, call) {
        return;
    }
    match members::read(&visit.content) {
        Ok(members) => answer(visit, &members.pairs, members.media_type),
        Err((parameter, detail)) => refuse_parameter(visit, &parameter, detail),
    }
}

/// Of a POST to `/mix` itself, without a query, if it has content.
fn is_in_content(visit: &Visit<'_>, call: &Call) -> bool {
    visit.method() == "POST"
        && call.text(0).is_empty()
        && visit.target.query.is_none_or(str::is_empty)
        && !matches!(visit.request.framing, Framing::None | Framing::Length(0))
}

/// Makes the answer, if every part of it can be understood.
fn answer(visit: &mut Visit<'_>, pairs: &Pairs, media_type: Option<&'static str>) {
    let asked = match Asked::read(visit, pairs, media_type) {
        Ok(asked) => asked,
        Err((parameter, detail)) => return refuse_parameter(visit, &parameter, detail),
    };
    let leads = asked.redirect.as_deref().is_none_or(|place| leading::admit(visit, place))
        && asked.headers.iter().all(|(name, value)| response_headers::may_lead(visit, name, value));
    if leads {
        if asked.times.take(visit) {
            furnish::furnish(visit, &asked);
        }
        // Even if there is no place to wait: it is by this that the table is asked once more.
        visit.force(asked.status);
    }
}
