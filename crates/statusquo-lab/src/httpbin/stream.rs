//! `/stream/{n}`: the request, shown so many times, each time in a line and a chunk of its own.

use super::call::Call;
use super::shape::Shape;
use crate::flow::Piece;
use crate::visit::Visit;

/// The most lines.
const MOST: u64 = 100;

/// Shows the lines.
pub(crate) fn show(visit: &mut Visit<'_>, call: &Call) {
    let shape = Shape::of(visit);
    // Only the number differs from line to line.
    let [before, behind] = (shape.around_id)(visit);
    let lines = (0..call.number(0).min(MOST)).map(move |id| Piece::at_once(format!("{before}{id}{behind}")));
    visit.flow(shape.line_type, None, lines);
}
