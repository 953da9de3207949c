//! Control frames: ping, pong, and that they are short and whole (RFC 6455 §5.5).

use crate::case::{Case, fine, refused};
use crate::frame::{BINARY, CLOSE, CONTINUATION, LAST, PING, PONG, TEXT, binary, close, frame, ping, pong, rest, text};

pub(crate) fn cases() -> Vec<Case> {
    let longest = [b'x'; 125];
    let too_long = [b'x'; 126];
    let all_octets: Vec<u8> = (0..=124).map(|octet| octet * 2).collect();
    let between = vec![frame(TEXT, "hel"), ping("?"), rest("lo")];
    let after_each = vec![
        frame(BINARY, "a"),
        ping("1"),
        frame(CONTINUATION, "b"),
        ping("2"),
        frame(CONTINUATION, ""),
        ping("3"),
        rest("c"),
        ping("4"),
    ];
    let many: Vec<_> = (0..100).map(|number| ping(format!("ping {number}"))).collect();
    let mut answered_many = fine("§5.5.2", "a hundred pings", many);
    for number in 0..100 {
        answered_many = answered_many.back(PONG, format!("ping {number}"));
    }
    let within_character = vec![frame(TEXT, b"caf\xc3"), ping("?"), pong(""), rest(b"\xa9")];
    let mut cases = vec![
        fine("§5.5.2", "an empty ping", vec![ping("")]).back(PONG, ""),
        fine("§5.5.2", "a ping with words", vec![ping("are you there?")]).back(PONG, "are you there?"),
        fine("§5.5.2", "a ping of 125 octets", vec![ping(longest)]).back(PONG, longest),
        fine("§5.5.2", "a ping of octets that are no text", vec![ping(&all_octets)]).back(PONG, &all_octets),
        answered_many,
        fine("§5.4", "a ping between fragments", between).back(PONG, "?").back(TEXT, "hello"),
        fine("§5.4", "pings between all fragments", after_each)
            .back(PONG, "1")
            .back(PONG, "2")
            .back(PONG, "3")
            .back(BINARY, "abc")
            .back(PONG, "4"),
        fine("§5.4", "control frames within a character", within_character).back(PONG, "?").back(TEXT, "café"),
        fine("§5.5.3", "an unasked pong", vec![pong("unasked")]),
        fine("§5.5.3", "an unasked empty pong", vec![pong("")]),
        fine("§5.5.3", "a pong of 125 octets", vec![pong(longest), text("on")]).back(TEXT, "on"),
        fine("§5.5.3", "a pong between fragments", vec![frame(TEXT, "hel"), pong("!"), rest("lo")]).back(TEXT, "hello"),
        fine("§5.4", "a close between fragments", vec![frame(TEXT, "hel"), close(1001, "off")]).code(1001),
        fine("§5.4", "a ping and a close between fragments", vec![frame(BINARY, "hel"), ping("?"), close(1000, "")])
            .back(PONG, "?"),
        refused(1002, "§5.5", "a ping of 1 MiB and an octet", vec![ping(vec![b'x'; 1024 * 1024 + 1])]),
        refused(1002, "§5.5", "a long ping between fragments", vec![frame(TEXT, "a"), ping(too_long), rest("b")]),
        refused(1002, "§5.5", "a message, then a long ping", vec![binary("a"), ping(too_long)]).back(BINARY, "a"),
        refused(1002, "§5.5", "a ping in two fragments", vec![frame(PING, "a"), rest("b")]),
    ];
    for (name, opcode) in [("close", CLOSE), ("ping", PING), ("pong", PONG)] {
        let payload = [&1000_u16.to_be_bytes()[..], b"x"].concat();
        cases.extend([
            refused(1002, "§5.5", format!("a {name} of 126 octets"), vec![frame(LAST | opcode, too_long)]),
            refused(1002, "§5.5", format!("a {name} of 70000 octets"), vec![frame(LAST | opcode, vec![b'x'; 70_000])]),
            refused(1002, "§5.5", format!("a {name} that is not the last frame"), vec![frame(opcode, payload)]),
        ]);
    }
    cases
}
