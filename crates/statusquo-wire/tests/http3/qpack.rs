//! As much of QPACK (RFC 9204) as raw stimuli need: field sections without a table, and the status of an answer.

/// A field section, each line literal with its name, nothing compressed (RFC 9204 §4.5.6).
pub(crate) fn section(fields: &[(&str, &str)]) -> Vec<u8> {
    let mut out = vec![0, 0];
    for (name, value) in fields {
        integer(&mut out, 0x20, 3, name.len());
        out.extend_from_slice(name.as_bytes());
        integer(&mut out, 0, 7, value.len());
        out.extend_from_slice(value.as_bytes());
    }
    out
}

/// An integer whose first octet has so many bits for it (RFC 7541 §5.1).
fn integer(out: &mut Vec<u8>, flags: u8, bits: u32, value: usize) {
    let most = (1 << bits) - 1;
    if value < most {
        return out.push(flags | value as u8);
    }
    out.push(flags | most as u8);
    let mut rest = value - most;
    while rest >= 128 {
        out.push(rest as u8 | 128);
        rest >>= 7;
    }
    out.push(rest as u8);
}

/// The statuses of the static table, with their numbers in it (RFC 9204, appendix A).
const STATUSES: [(u8, u16); 14] = [
    (24, 103),
    (25, 200),
    (26, 304),
    (27, 404),
    (28, 503),
    (63, 100),
    (64, 204),
    (65, 206),
    (66, 302),
    (67, 400),
    (68, 403),
    (69, 421),
    (70, 425),
    (71, 500),
];

/// The status that a field section of an answer begins with.
pub(crate) fn status(section: &[u8]) -> u16 {
    match &section[2..] {
        // An indexed field line of the static table.
        [0xff, rest, ..] => indexed(0x3f + rest),
        [line, ..] if line & 0xc0 == 0xc0 => indexed(line & 0x3f),
        // A literal one whose name is in the static table; its number takes a second octet only beyond these.
        [line, rest @ ..] if line & 0xf0 == 0x50 => {
            let rest = if line & 0x0f == 0x0f { &rest[1..] } else { rest };
            let (length, value) = (usize::from(rest[0] & 0x7f), &rest[1..]);
            if rest[0] & 0x80 == 0 { text(&value[..length]) } else { huffman(&value[..length]) }
        }
        other => panic!("no status at the beginning: {other:x?}"),
    }
}

fn indexed(number: u8) -> u16 {
    STATUSES.iter().find(|(at, _)| *at == number).unwrap_or_else(|| panic!("line {number} is no status")).1
}

fn text(digits: &[u8]) -> u16 {
    std::str::from_utf8(digits).expect("digits").parse().expect("a status")
}

/// Digits in the code of RFC 7541, appendix B: 0, 1 and 2 have five bits, the others six.
fn huffman(bytes: &[u8]) -> u16 {
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1)).collect();
    let number = |bits: &[u8]| bits.iter().fold(0_u8, |number, bit| number << 1 | bit);
    let (mut status, mut at) = (0, 0);
    for _ in 0..3 {
        let short = number(&bits[at..at + 5]);
        let (digit, length) = if short < 3 { (short, 5) } else { (number(&bits[at..at + 6]) - 22, 6) };
        status = status * 10 + u16::from(digit);
        at += length;
    }
    status
}

#[test]
fn integers_and_statuses() {
    let mut out = Vec::new();
    integer(&mut out, 0, 5, 1337);
    // The example of RFC 7541 §C.1.2.
    assert_eq!(out, [0x1f, 0x9a, 0x0a]);
    assert_eq!(status(&[0, 0, 0xd9]), 200);
    assert_eq!(status(&[0, 0, 0xff, 0x04]), 400);
    assert_eq!(status(&[0, 0, 0x5f, 0x09, 3, b'4', b'3', b'1']), 431);
    // 413: 011010 00001 011001, and padding.
    assert_eq!(status(&[0, 0, 0x5f, 0x09, 0x83, 0b0110_1000, 0b0010_1100, 0b1111_1111]), 413);
}
