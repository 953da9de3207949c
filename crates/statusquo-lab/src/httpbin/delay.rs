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
    let text = call.text(0);
    // As Python reads it, who is asked for the like: spaces around it do not count.
    match text.trim().parse::<f64>() {
        Ok(seconds) if seconds >= 0.0 => {
            let wait = longest(seconds, visit.state.settings.httpbin.delay);
            visit.stay(wait, Duration::ZERO, Question::PlaceFree);
        }
        _ => refuse_parameter(visit, "delay", format!("{text:?} is not a number of seconds from 0 on.")),
    }
}

/// So many seconds, or as many as are granted: what is more is cut down to that, as httpbin's users know it.
pub(crate) fn longest(seconds: f64, most: Duration) -> Duration {
    Duration::try_from_secs_f64(seconds).map_or(most, |wait| wait.min(most))
}

/// Shows the request.
pub(crate) fn show(visit: &mut Visit<'_>, call: &Call) {
    let json = Shape::of(visit).delays_json;
    let brought = requests::brought(call).into_iter().filter(|(name, _)| json || *name != "json");
    let shown = Json::object(requests::seen(visit).into_iter().chain(brought));
    say(visit, &shown);
}
