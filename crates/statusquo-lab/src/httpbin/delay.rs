//! `/delay/{seconds}`: the request, shown after a while.

use super::call::{Call, refuse_parameter, say};
use super::json::Json;
use super::requests;
use super::shape::Shape;
use crate::visit::Visit;
use statusquo_decision::Question;
use std::time::Duration;

/// Looks how long it is to be, and takes a place for that.
pub(crate) fn find(visit: &mut Visit<'_>, call: &Call) {
    match (Shape::of(visit).delay)(call.text(0), visit.state.settings.httpbin.delay) {
        Ok(wait) => visit.stay(wait, Duration::ZERO, Question::PlaceFree),
        Err(detail) => refuse_parameter(visit, "delay", detail),
    }
}

/// Shows the request.
pub(crate) fn show(visit: &mut Visit<'_>, call: &Call) {
    let json = Shape::of(visit).delays_json;
    let brought = requests::brought(call).into_iter().filter(|(name, _)| json || *name != "json");
    let shown = Json::object(requests::seen(visit).into_iter().chain(brought));
    say(visit, &shown);
}
