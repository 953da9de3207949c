//! Messages in fragments (RFC 6455 §5.4).

use crate::case::{Case, fine, refused};
use crate::frame::{BINARY, CONTINUATION, Frame, TEXT, binary, frame, rest, text};

const WORDS: &str =
    "The quick brown fox jumps over the lazy dog, café by café, whatever 犬 and 狐 may think of it: it never tires.";

/// A message in so many fragments, as even as they can be.
fn split(opcode: u8, message: &[u8], count: usize) -> Vec<Frame> {
    let cut = |at: usize| message.len() * at / count;
    let part = |at: usize| &message[cut(at)..cut(at + 1)];
    (0..count)
        .map(|at| match at {
            0 => frame(opcode, part(0)),
            _ if at + 1 == count => rest(part(at)),
            _ => frame(CONTINUATION, part(at)),
        })
        .collect()
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for count in [2, 3, 7, 20, 100] {
        let words = WORDS.as_bytes();
        cases.push(fine("§5.4", format!("text in {count} fragments"), split(TEXT, words, count)).back(TEXT, words));
        let octets: Vec<u8> = (0..=255).collect();
        cases.push(
            fine("§5.4", format!("binary in {count} fragments"), split(BINARY, &octets, count)).back(BINARY, &octets),
        );
    }
    let nothing = || frame(CONTINUATION, "");
    let hundred_empty: Vec<Frame> =
        [frame(TEXT, "")].into_iter().chain((0..98).map(|_| nothing())).chain([rest("")]).collect();
    let each_masked = vec![
        frame(TEXT, "a").masked_with([0; 4]),
        frame(CONTINUATION, "b").masked_with([255; 4]),
        rest("c").masked_with([1, 0, 0, 0]),
    ];
    let two = [split(TEXT, b"first", 3), split(BINARY, b"second", 2)].concat();
    let whole_after = [split(TEXT, b"first", 2), vec![text("second")]].concat();
    cases.extend([
        fine("§5.4", "first fragment empty", vec![frame(TEXT, ""), rest("hello")]).back(TEXT, "hello"),
        fine("§5.4", "first fragment of binary empty", vec![frame(BINARY, ""), rest("hello")]).back(BINARY, "hello"),
        fine("§5.4", "last fragment empty", vec![frame(TEXT, "hello"), rest("")]).back(TEXT, "hello"),
        fine("§5.4", "middle fragment empty", vec![frame(TEXT, "hel"), nothing(), rest("lo")]).back(TEXT, "hello"),
        fine("§5.4", "two fragments, both empty", vec![frame(TEXT, ""), rest("")]).back(TEXT, ""),
        fine("§5.4", "a hundred fragments, all empty", hundred_empty).back(TEXT, ""),
        fine("§5.4", "an empty text", vec![text("")]).back(TEXT, ""),
        fine("§5.4", "an empty binary", vec![binary("")]).back(BINARY, ""),
        fine("§5.3", "each fragment with another mask", each_masked).back(TEXT, "abc"),
        fine("§5.4", "two fragmented messages", two).back(TEXT, "first").back(BINARY, "second"),
        fine("§5.4", "a whole message after a fragmented one", whole_after).back(TEXT, "first").back(TEXT, "second"),
        fine("§5.4", "a hundred whole messages", vec![text("again"); 100]).back_times(100, TEXT, "again"),
        refused(1002, "§5.4", "a continuation of nothing", vec![frame(CONTINUATION, "x")]),
        refused(1002, "§5.4", "the end of nothing", vec![rest("x")]),
        refused(1002, "§5.4", "an empty end of nothing", vec![rest("")]),
        refused(1002, "§5.4", "a continuation of a whole message", vec![text("whole"), rest("more")])
            .back(TEXT, "whole"),
        refused(1002, "§5.4", "an end after the end", [split(TEXT, b"first", 2), vec![rest("x")]].concat())
            .back(TEXT, "first"),
        refused(1002, "§5.4", "a whole text within a text", vec![frame(TEXT, "a"), text("b")]),
        refused(1002, "§5.4", "a whole binary within a text", vec![frame(TEXT, "a"), binary("b")]),
        refused(1002, "§5.4", "a fragmented text within a text", vec![frame(TEXT, "a"), frame(TEXT, "b"), rest("c")]),
        refused(1002, "§5.4", "a text within a binary", vec![frame(BINARY, "a"), frame(CONTINUATION, "b"), text("c")]),
    ]);
    cases
}
