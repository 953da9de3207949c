//! `/bytes/{n}` and `/stream-bytes/{n}`: octets by chance, or those that a seed gives in Python; whole, or in chunks.

use super::call::Call;
use super::mersenne::Mersenne;
use super::parameters::{Parameters, Wrong};
use crate::chance;
use crate::flow::Piece;
use crate::visit::Visit;

/// How many octets go in one piece, unless something else is asked for.
pub(crate) const PIECE: u64 = 10 * 1024;

/// How many are made at a time at most, whatever the size of a chunk is to be: they are in memory until they are taken.
const MOST: u64 = 1024 * 1024;

/// The type of octets that are nothing in particular.
pub(crate) const OCTETS: &str = "application/octet-stream";

/// What `/bytes` needs to know.
pub(crate) fn find(visit: &mut Visit<'_>, _: &Call) {
    if let Err(wrong) = Parameters::of(visit).source() {
        wrong.refuse(visit);
    }
}

/// What `/stream-bytes` needs to know besides.
pub(crate) fn find_chunks(visit: &mut Visit<'_>, call: &Call) {
    match chunk_size(&Parameters::of(visit)) {
        Ok(_) => find(visit, call),
        Err(wrong) => wrong.refuse(visit),
    }
}

/// How many octets a chunk has.
pub(crate) fn chunk_size(parameters: &Parameters) -> Result<u64, Wrong> {
    parameters.size("chunk_size", PIECE)
}

/// `/bytes`.
pub(crate) fn show(visit: &mut Visit<'_>, call: &Call) {
    make(visit, call, PIECE, true);
}

/// `/stream-bytes`.
pub(crate) fn show_chunks(visit: &mut Visit<'_>, call: &Call) {
    let size = chunk_size(&Parameters::of(visit)).unwrap_or(PIECE);
    make(visit, call, size, false);
}

/// Answers with octets in pieces of this size; their number is said beforehand, or not.
fn make(visit: &mut Visit<'_>, call: &Call, size: u64, announced: bool) {
    let Ok(Some(source)) = Parameters::of(visit).source() else { return chance::refuse(visit) };
    let count = call.number(0).min(visit.state.settings.httpbin.made_bytes);
    visit.flow(OCTETS, announced.then_some(count), Drawn { source, left: count, size });
}

/// Octets that are drawn as they are sent.
struct Drawn {
    source: Mersenne,
    left: u64,
    size: u64,
}

impl Iterator for Drawn {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let size = self.size.min(self.left).min(MOST);
        self.left -= size;
        (size > 0).then(|| Piece::at_once((0..size).map(|_| self.source.octet()).collect::<Vec<u8>>()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_of_any_size_is_made_in_pieces() {
        let drawn = Drawn { source: Mersenne::seeded(&[1]), left: 2 * MOST + 1, size: u64::MAX };
        let sizes: Vec<u64> = drawn.map(|piece| piece.octets.len() as u64).collect();
        assert_eq!(sizes, [MOST, MOST, 1]);
    }
}
