//! What is done with one input of each fuzz target: the same by the fuzzer and by the test of the committed inputs.

use super::invariants::{self, NARROW};
use super::mutants::Dice;
use super::{by_httparse, invariants::any_content};
use statusquo_wire::{Framing, Limits};

/// Pieces and cuts that depend on nothing but the input.
fn dice(bytes: &[u8]) -> Dice {
    Dice::new(bytes.iter().fold(0, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte))))
}

/// A stream of requests.
pub(crate) fn head(bytes: &[u8]) {
    for limits in [Limits::default(), NARROW] {
        let seen = invariants::requests(bytes, &limits);
        invariants::any_cut(bytes, &limits, &seen, &mut dice(bytes));
        let exceptions = by_httparse::exceptions();
        by_httparse::compare(bytes, &seen, &exceptions);
        exceptions.expect_no_disagreement();
    }
}

/// A content: the first octet chooses the framing, the next two the length.
pub(crate) fn content(bytes: &[u8]) {
    let [which, high, low, content @ ..] = bytes else { return };
    let framing = match which % 4 {
        0 => Framing::None,
        1 => Framing::Length(u64::from(*high) << 8 | u64::from(*low)),
        2 => Framing::Chunked,
        _ => Framing::Close,
    };
    for limits in [Limits::default(), NARROW] {
        any_content(framing, content, &limits, &mut dice(bytes));
    }
}

/// A chunked content.
pub(crate) fn chunked(bytes: &[u8]) {
    for limits in [Limits::default(), NARROW] {
        any_content(Framing::Chunked, bytes, &limits, &mut dice(bytes));
    }
    by_httparse::compare_chunks(bytes);
}

/// A response head: the first octet chooses the method of the request.
pub(crate) fn response_head(bytes: &[u8]) {
    let [which, head @ ..] = bytes else { return };
    let method = ["GET", "HEAD", "CONNECT"][usize::from(which % 3)];
    for limits in [Limits::default(), NARROW] {
        let read = invariants::response(method, head, &limits, &mut dice(bytes));
        let exceptions = by_httparse::response_exceptions();
        by_httparse::compare_response(head, &read, &exceptions);
        exceptions.expect_no_disagreement();
    }
}
