//! Text is UTF-8 as a whole, wherever its frames are cut (RFC 6455 §8.1, §5.6).

use crate::case::{Case, fine, refused};
use crate::frame::{BINARY, CONTINUATION, Frame, TEXT, binary, frame, ping, rest, text};

/// Octets that are no UTF-8 (RFC 3629 §3, §4), each with its name.
const BROKEN: &[(&str, &[u8])] = &[
    ("an octet that never occurs, FF", b"\xff"),
    ("an octet that never occurs, C0", b"\xc0"),
    ("an octet that never occurs, F5", b"\xf5\x80\x80\x80"),
    ("a continuation octet alone", b"\x80"),
    ("a beginning without continuation", b"\xc3("),
    ("an overlong slash of two octets", b"\xc0\xaf"),
    ("an overlong slash of three octets", b"\xe0\x80\xaf"),
    ("an overlong slash of four octets", b"\xf0\x80\x80\xaf"),
    ("an overlong U+07FF", b"\xe0\x9f\xbf"),
    ("an overlong U+FFFF", b"\xf0\x8f\xbf\xbf"),
    ("an overlong NUL", b"\xc0\x80"),
    ("the first surrogate", b"\xed\xa0\x80"),
    ("the last surrogate", b"\xed\xbf\xbf"),
    ("a pair of surrogates", b"\xed\xa0\xbd\xed\xb8\x80"),
    ("a number beyond U+10FFFF", b"\xf4\x90\x80\x80"),
    ("five octets for one character", b"\xf8\x88\x80\x80\x80"),
];

/// Characters at the edges of what there is.
const EDGES: &str = "\u{0}\u{7f}\u{80}\u{7ff}\u{800}\u{d7ff}\u{e000}\u{ffff}\u{10000}\u{10ffff}";

/// A fragment for every octet.
fn octet_by_octet(message: &[u8]) -> Vec<Frame> {
    let last = message.len() - 1;
    let part = |(at, octet): (usize, &u8)| match at {
        0 => frame(TEXT, [*octet]),
        _ if at == last => rest([*octet]),
        _ => frame(CONTINUATION, [*octet]),
    };
    message.iter().enumerate().map(part).collect()
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, octets) in BROKEN {
        let whole = [b"before ", *octets, b" after"].concat();
        let (one, other) = whole.split_at(8);
        cases.extend([
            refused(1007, "§8.1", format!("{name}, in one frame"), vec![text(&whole)]),
            refused(1007, "§8.1", format!("{name}, across two frames"), vec![frame(TEXT, one), rest(other)]),
            refused(1007, "§8.1", format!("{name}, octet by octet"), octet_by_octet(&whole)),
            fine("§5.6", format!("{name}, as binary"), vec![binary(&whole)]).back(BINARY, &whole),
        ]);
    }
    for (name, octets) in
        [("two", &b"\xc3"[..]), ("three", b"\xe2\x82"), ("four", b"\xf0\x9f\x98"), ("four, one there", b"\xf0")]
    {
        let whole = [b"caf", octets].concat();
        cases.extend([
            refused(1007, "§8.1", format!("the end within a character of {name}"), vec![text(&whole)]),
            refused(1007, "§8.1", format!("the same in fragments, of {name}"), octet_by_octet(&whole)),
            refused(
                1007,
                "§8.1",
                format!("the same before an empty end, of {name}"),
                vec![frame(TEXT, &whole), rest("")],
            ),
        ]);
    }
    let edges = EDGES.as_bytes();
    let early = vec![frame(TEXT, b"\xff"), ping("not answered"), rest("never looked at")];
    cases.extend([
        fine("§8.1", "the characters at the edges, in one frame", vec![text(edges)]).back(TEXT, edges),
        fine("§8.1", "the characters at the edges, octet by octet", octet_by_octet(edges)).back(TEXT, edges),
        refused(1007, "§8.1", "a fault in the first fragment, found before the last", early),
        refused(1007, "§8.1", "a good message, then a broken one", vec![text("good"), text(b"\xff")])
            .back(TEXT, "good"),
    ]);
    for cut in 1..4 {
        let (one, other) = "😀".as_bytes().split_at(cut);
        cases.push(
            fine("§5.6", format!("a character of four octets, cut after {cut}"), vec![frame(TEXT, one), rest(other)])
                .back(TEXT, "😀"),
        );
    }
    cases
}
