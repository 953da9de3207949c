//! `/upload`: how many octets came.

use super::call::{Call, say};
use super::json::Json;
use crate::visit::Visit;

/// Says it; what they were is of no use.
pub(crate) fn show(visit: &mut Visit<'_>, _: &Call) {
    let count = Json::Number(visit.content.len().to_string());
    say(visit, &Json::object([("bytes_received", count)]));
}
