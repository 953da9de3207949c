//! The bits of a frame's head: what is reserved, and the mask (RFC 6455 §5.1, §5.2).

use crate::case::{Case, fine, refused};
use crate::frame::{BINARY, CLOSE, CONTINUATION, LAST, PING, PONG, TEXT, binary, close, frame, ping, pong, rest, text};

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, bits) in [("1", 0x40), ("2", 0x20), ("3", 0x10), ("1, 2 and 3", 0x70)] {
        for (kind, opcode) in [("text", TEXT), ("binary", BINARY), ("ping", PING), ("pong", PONG)] {
            let name = format!("reserved bit {name} in a {kind}");
            cases.push(refused(1002, "§5.2", name, vec![frame(LAST | bits | opcode, "x")]));
        }
        let closing = frame(LAST | bits | CLOSE, 1000_u16.to_be_bytes());
        cases.push(refused(1002, "§5.2", format!("reserved bit {name} in a close"), vec![closing]));
        let continued = vec![frame(TEXT, "a"), frame(LAST | bits | CONTINUATION, "b")];
        cases.push(refused(1002, "§5.2", format!("reserved bit {name} in a continuation"), continued));
    }
    for opcode in [3, 4, 5, 6, 7, 11, 12, 13, 14, 15] {
        cases.extend([
            refused(1002, "§5.2", format!("reserved opcode {opcode}"), vec![frame(LAST | opcode, "x")]),
            refused(1002, "§5.2", format!("reserved opcode {opcode}, empty"), vec![frame(LAST | opcode, "")]),
            refused(1002, "§5.2", format!("reserved opcode {opcode}, not the last frame"), vec![frame(opcode, "x")]),
            refused(
                1002,
                "§5.2",
                format!("reserved opcode {opcode} between fragments"),
                vec![frame(TEXT, "a"), frame(LAST | opcode, "x"), rest("b")],
            ),
        ]);
    }
    cases.extend([
        refused(1002, "§5.1", "a text without a mask", vec![text("x").unmasked()]),
        refused(1002, "§5.1", "an empty text without a mask", vec![text("").unmasked()]),
        refused(1002, "§5.1", "a binary without a mask", vec![binary("x").unmasked()]),
        refused(1002, "§5.1", "a ping without a mask", vec![ping("x").unmasked()]),
        refused(1002, "§5.1", "a pong without a mask", vec![pong("x").unmasked()]),
        refused(1002, "§5.1", "a close without a mask", vec![close(1000, "").unmasked()]),
        refused(1002, "§5.1", "a continuation without a mask", vec![frame(TEXT, "a"), rest("b").unmasked()]),
        refused(1002, "§5.1", "a text with a mask, then one without", vec![text("a"), text("b").unmasked()])
            .back(TEXT, "a"),
        fine("§5.3", "a mask of zeros", vec![text("plain").masked_with([0; 4])]).back(TEXT, "plain"),
        fine("§5.3", "a mask of ones", vec![binary("plain").masked_with([255; 4])]).back(BINARY, "plain"),
    ]);
    for length in 0..=9 {
        let octets: Vec<u8> = (1..=length).collect();
        let sent = vec![binary(&octets).masked_with([1, 2, 4, 8])];
        cases.push(fine("§5.3", format!("a mask over {length} octets"), sent).back(BINARY, &octets));
    }
    cases
}
