//! `/stream/{n}`: the request, shown so many times, each time in a line and a chunk of its own.

use super::call::{Call, query};
use super::json::{Json, object_in_a_line};
use super::{headers, place};
use crate::flow::Piece;
use crate::visit::Visit;

/// The most lines.
const MOST: u64 = 100;

/// Shows the lines: members stand in the order that httpbin's have, and what came with the request as it came.
pub(crate) fn show(visit: &mut Visit<'_>, call: &Call) {
    let in_a_line = |value: Json| value.in_a_line();
    let args = query(visit);
    let args = object_in_a_line(args.grouped().into_iter().map(|(name, value)| (name, value.in_a_line())));
    let headers = headers::in_order(visit).into_iter().map(|(name, value)| (name, value.in_a_line()));
    let mut start = object_in_a_line([
        ("url", in_a_line(place::url(visit).into())),
        ("args", args),
        ("headers", object_in_a_line(headers)),
        ("origin", in_a_line(place::origin(visit).into())),
    ]);
    // Only the last member differs from line to line.
    start.pop();
    let lines = (0..call.number(0).min(MOST)).map(move |id| Piece::at_once(format!("{start}, \"id\": {id}}}\n")));
    visit.flow("application/json", None, lines);
}
