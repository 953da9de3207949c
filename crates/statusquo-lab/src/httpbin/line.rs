//! The request in one line, as `/stream` of httpbin repeats it: members stand in the order that httpbin's have, and what came with the
//! request as it came.

use super::json::{Json, object_in_a_line};
use super::pairs::Pairs;
use super::{headers, place};
use crate::visit::Visit;

/// What stands before the number of a line, and what behind it.
pub(crate) fn around(visit: &Visit<'_>) -> [String; 2] {
    let text = |text: String| Json::from(text).in_a_line();
    let args = Pairs::of(visit.target.query.unwrap_or(""));
    let args = object_in_a_line(args.grouped().into_iter().map(|(name, value)| (name, value.in_a_line())));
    let headers = headers::in_order(visit).into_iter().map(|(name, value)| (name, value.in_a_line()));
    let mut start = object_in_a_line([
        ("url", text(place::url(visit))),
        ("args", args),
        ("headers", object_in_a_line(headers)),
        ("origin", text(place::origin(visit))),
    ]);
    start.pop();
    [start + ", \"id\": ", "}\n".to_owned()]
}
