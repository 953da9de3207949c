//! Close frames: their codes, their reasons, and that nothing after them counts (RFC 6455 §5.5.1, §7.4).

use crate::case::{Case, fine, refused};
use crate::frame::{CLOSE, LAST, PONG, TEXT, close, frame, ping, text};

/// Codes that an endpoint may send: those of RFC 6455 §7.4.1, those registered since, and both ends of the free ranges.
const ECHOED: [u16; 16] =
    [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 3000, 3999, 4000, 4321, 4999];

/// Codes that nobody may send: out of range, undefined, or only for the use of an endpoint's own programs.
const REFUSED: [u16; 13] = [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535];

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for code in ECHOED {
        cases.push(fine("§5.5.1", format!("close {code}"), vec![close(code, "")]).code(code));
        cases
            .push(fine("§5.5.1", format!("close {code} with a reason"), vec![close(code, "so long, café")]).code(code));
    }
    for code in REFUSED {
        cases.push(refused(1002, "§7.4", format!("close {code}"), vec![close(code, "")]));
        cases.push(refused(1002, "§7.4", format!("close {code} with a reason"), vec![close(code, "so long")]));
    }
    let payload = |payload: &[u8]| frame(LAST | CLOSE, payload);
    let longest = "x".repeat(123);
    cases.extend([
        fine("§5.5.1", "a close without a code", vec![payload(b"")]).without_code(),
        fine("§5.5.1", "a close of 125 octets", vec![close(3000, &longest)]).code(3000),
        refused(1002, "§5.5.1", "a close of one octet", vec![payload(b"\x03")]),
        refused(1007, "§5.5.1", "a close reason that is no UTF-8", vec![payload(b"\x03\xe8\xff")]),
        refused(1007, "§5.5.1", "a close reason that ends within a character", vec![payload(b"\x03\xe8caf\xc3")]),
        refused(1007, "§5.5.1", "a close reason with a surrogate", vec![payload(b"\x03\xe8\xed\xa0\x80")]),
        fine("§1.4", "a text after the close", vec![close(3001, ""), text("too late")]).code(3001),
        fine("§1.4", "a ping after the close", vec![close(3002, ""), ping("too late")]).code(3002),
        fine("§1.4", "another close after the close", vec![close(3003, ""), close(3004, "")]).code(3003),
        fine("§1.4", "no frame after the close", vec![close(3005, ""), frame(0xff, "x").unmasked()]).code(3005),
        fine("§1.4", "much after the close", vec![close(3006, ""), text("x".repeat(300_000))]).code(3006),
        refused(1002, "§7.1.7", "a text after a refusal", vec![frame(LAST | 3, "x"), text("too late")]),
        refused(1002, "§7.1.7", "much after a refusal", vec![frame(LAST | 3, "x"), text("x".repeat(300_000))]),
        fine("§5.5.1", "messages, then a close", vec![text("a"), ping("b"), text("c"), close(1001, "")])
            .back(TEXT, "a")
            .back(PONG, "b")
            .back(TEXT, "c")
            .code(1001),
    ]);
    cases
}
