//! Lengths: their three forms, and the longest message, whole and in fragments (RFC 6455 §5.2, §7.4.1, §10.4).

use crate::case::{Case, fine, refused};
use crate::frame::{BINARY, CONTINUATION, Frame, PONG, TEXT, binary, frame, ping, rest, text};

/// The longest message that is taken, in octets.
const LONGEST: usize = 1024 * 1024;

/// A message in fragments of so many octets.
fn pieces(opcode: u8, message: &[u8], size: usize) -> Vec<Frame> {
    let count = message.len().div_ceil(size);
    let part = |(at, part)| match at {
        0 => frame(opcode, part),
        _ if at + 1 == count => rest(part),
        _ => frame(CONTINUATION, part),
    };
    message.chunks(size).enumerate().map(part).collect()
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for length in [1, 124, 125, 126, 127, 65534, 65535, 65536, 65537] {
        let octets = vec![b'x'; length];
        cases.push(fine("§5.2", format!("a text of {length} octets"), vec![text(&octets)]).back(TEXT, &octets));
        cases.push(fine("§5.2", format!("a binary of {length} octets"), vec![binary(&octets)]).back(BINARY, &octets));
    }
    let told = |name: &str, sent: Frame| refused(1002, "§5.2", name, vec![sent]);
    let longest: Vec<u8> = (0..LONGEST).map(|at| (at % 251) as u8).collect();
    let letters = vec![b'x'; LONGEST];
    let too_long = [&longest[..], b"x"].concat();
    let too_many_letters = [&letters[..], b"x"].concat();
    let mut with_pings = pieces(BINARY, &longest, 64 * 1024);
    with_pings.insert(8, ping("half"));
    let end_too_long = vec![frame(BINARY, &longest), rest("x")];
    let short_first = vec![frame(BINARY, "x"), rest(&longest)];
    let said = |length: u64| text("hello").length_said(length);
    let beyond = format!("a length of {}, whatever comes", LONGEST + 1);
    cases.extend([
        told("5 octets, told in 16 bits", text("hello").length_in_16_bits()),
        told("5 octets, told in 64 bits", text("hello").length_in_64_bits()),
        told("125 octets, told in 16 bits", binary([b'x'; 125]).length_in_16_bits()),
        told("126 octets, told in 64 bits", binary([b'x'; 126]).length_in_64_bits()),
        told("65535 octets, told in 64 bits", binary([b'x'; 65535]).length_in_64_bits()),
        refused(1002, "§5.5", "a ping of 5 octets, told in 16 bits", vec![ping("hello").length_in_16_bits()]),
        told("a 64-bit length with the high bit", said(1 << 63 | 5)),
        told("a 64-bit length of all ones", said(u64::MAX)),
        refused(1009, "§10.4", "a 64-bit length just below the high bit", vec![said(u64::MAX >> 1)]),
        refused(1009, "§10.4", "a length of 4 GiB and 5", vec![said((1 << 32) + 5)]),
        refused(1009, "§10.4", beyond, vec![said(LONGEST as u64 + 1)]),
        fine("§10.4", "a binary of 1 MiB", vec![binary(&longest)]).back(BINARY, &longest),
        fine("§10.4", "a text of 1 MiB", vec![text(&letters)]).back(TEXT, &letters),
        fine("§10.4", "1 MiB in two fragments", pieces(BINARY, &longest, LONGEST / 2)).back(BINARY, &longest),
        fine("§10.4", "1 MiB in 1024 fragments", pieces(BINARY, &longest, 1024)).back(BINARY, &longest),
        fine("§10.4", "1 MiB of text in fragments of 999", pieces(TEXT, &letters, 999)).back(TEXT, &letters),
        fine("§10.4", "1 MiB and an empty end", vec![frame(BINARY, &longest), rest("")]).back(BINARY, &longest),
        fine("§10.4", "1 MiB in 16 fragments and a ping", with_pings).back(PONG, "half").back(BINARY, &longest),
        fine("§10.4", "1 MiB, twice", vec![binary(&longest), binary(&longest)])
            .back(BINARY, &longest)
            .back(BINARY, &longest),
        refused(1009, "§7.4.1", "a binary of an octet more", vec![binary(&too_long)]),
        refused(1009, "§7.4.1", "a text of an octet more", vec![text(&too_many_letters)]),
        refused(1009, "§7.4.1", "an octet more in the last fragment", end_too_long),
        refused(1009, "§7.4.1", "an octet more in the first fragment", short_first),
        refused(1009, "§7.4.1", "an octet more in 1025 fragments", pieces(BINARY, &too_long, 1024)),
        refused(1009, "§7.4.1", "text of an octet more in fragments", pieces(TEXT, &too_many_letters, 999)),
        refused(1009, "§7.4.1", "a good message, then one too long", vec![text("good"), binary(&too_long)])
            .back(TEXT, "good"),
    ]);
    cases
}
