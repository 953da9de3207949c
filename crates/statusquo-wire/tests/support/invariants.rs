//! What must hold of whatever the readers make of any bytes at all; each of these panics where it does not.

use super::mutants::Dice;
use super::ours::{End, Message, Seen, read, read_in_pieces};
use statusquo_wire::h1::{ContentReader, ResponseHead, ResponseReader};
use statusquo_wire::{Framing, Limits, Version, Violation};

/// Limits that short messages come to.
pub(crate) const NARROW: Limits =
    Limits { method: 8, target: 24, fields: 120, lines: 5, drain: 16, connections: 1, ..Limits::USUAL };

/// Reads a stream of requests; what is accepted has boundaries that fit the bytes, what is refused has its byte in them.
pub(crate) fn requests(bytes: &[u8], limits: &Limits) -> Seen {
    let seen = read(bytes, limits);
    let mut from = 0;
    for message in &seen.messages {
        assert_eq!(message.from, from, "messages touch");
        from = message.to;
        accepted(message, bytes, limits);
    }
    assert_eq!(seen.rest, from, "what is left over begins after the last message");
    let last = seen.messages.last().is_some_and(|message| message.last);
    assert_eq!(last, seen.end == End::Closes, "nothing is read after the last request");
    match &seen.end {
        End::HeadRefused(violation) => assert!(violation.at <= (bytes.len() - from) as u64, "{violation}"),
        End::ContentRefused(message, violation) => {
            assert_eq!(message.framing, Framing::Chunked, "only chunks can be broken");
            assert!(violation.at <= (bytes.len() - message.head) as u64, "{violation}");
        }
        End::WaitsForContent(message) => assert_ne!(message.framing, Framing::None),
        End::Waits | End::Closes => {}
    }
    seen
}

fn accepted(message: &Message, bytes: &[u8], limits: &Limits) {
    assert!(bytes[..message.head].ends_with(b"\r\n\r\n"), "a head ends with an empty line");
    assert!(message.method.len() <= limits.method && message.target.len() <= limits.target);
    assert!(message.fields.len() <= limits.lines);
    // The framing, found once more in the plainest way: whatever needs more than this must have been refused.
    let values = |name: &str| -> Vec<&[u8]> {
        let lines = message.fields.iter().filter(|field| field.0.eq_ignore_ascii_case(name));
        lines.map(|field| &field.1[..]).collect()
    };
    let framing = match (&values("Transfer-Encoding")[..], &values("Content-Length")[..]) {
        ([], []) => Framing::None,
        ([coding], []) if message.version >= Version::Http11 && coding.eq_ignore_ascii_case(b"chunked") => {
            Framing::Chunked
        }
        ([], [digits]) if digits.iter().all(u8::is_ascii_digit) => {
            let length = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
            length.filter(|length| *length > 0).map_or(Framing::None, Framing::Length)
        }
        (coding, length) => panic!("this frames nothing: {coding:?} {length:?}"),
    };
    assert_eq!(message.framing, framing);
    let hosts = values("Host").len();
    assert!(hosts == 1 || hosts == 0 && message.version == Version::Http10, "{hosts} Hosts");
    let wire = &bytes[message.head..message.to];
    match message.framing {
        Framing::None => assert!(wire.is_empty() && message.content.is_empty()),
        Framing::Length(length) => {
            assert_eq!(wire.len() as u64, length);
            assert_eq!(wire, message.content);
        }
        Framing::Chunked => assert!(wire.ends_with(b"\r\n\r\n") && wire.len() >= message.content.len() + 5),
        Framing::Close => panic!("no request ends with its connection"),
    }
}

/// What was read does not depend on how the bytes came, nor on what comes after a refusal, which is certain at one octet.
pub(crate) fn any_cut(bytes: &[u8], limits: &Limits, seen: &Seen, dice: &mut Dice) {
    let (by_octet, shown) = read_in_pieces(bytes, limits, || 1);
    assert_eq!(&by_octet, seen, "an octet at a time, and all at once");
    let (by_piece, _) = read_in_pieces(bytes, limits, || 1 + dice.below(40));
    assert_eq!(&by_piece, seen, "in pieces, and all at once");

    let cut = dice.below(bytes.len() + 1);
    let before = read(&bytes[..cut], limits);
    let whole = seen.messages.iter().take_while(|message| message.to <= cut).count();
    assert_eq!(before.messages[..], seen.messages[..whole], "cut at {cut}, the messages before are the same");

    let at = match &seen.end {
        End::HeadRefused(violation) => seen.rest as u64 + violation.at,
        End::ContentRefused(message, violation) => message.head as u64 + violation.at,
        End::Waits | End::WaitsForContent(_) | End::Closes => return,
    };
    assert!(at <= shown as u64, "byte {at} is at fault before it was shown, after {shown}");
    assert_eq!(&read(&bytes[..shown], limits), seen, "a refusal needs nothing that follows it");
    let before = read(&bytes[..shown - 1], limits).end;
    assert!(matches!(before, End::Waits | End::WaitsForContent(_)), "refused too late: {before:?} one octet before");
    let mut other = bytes[..shown].to_vec();
    other.extend((0..8).map(|_| dice.roll() as u8));
    assert_eq!(&read(&other, limits), seen, "what follows a refusal is not read");
}

/// A content as it was read: the data, the octets used, whether it is whole, or the rule that it broke.
type Content = Result<(Vec<u8>, usize, bool), (Vec<u8>, Violation)>;

/// Reads a content of this framing, shown in pieces.
pub(crate) fn content(framing: Framing, bytes: &[u8], limits: &Limits, mut piece: impl FnMut() -> usize) -> Content {
    let mut reader = ContentReader::new(framing);
    let (mut data, mut used, mut shown) = (Vec::new(), 0, 0);
    loop {
        match reader.advance(&bytes[used..shown], limits, |piece| data.extend_from_slice(piece)) {
            Err(violation) => return Err((data, violation)),
            Ok(progress) => {
                used += progress.used;
                assert_eq!(progress.done, reader.is_done());
            }
        }
        if reader.is_done() || shown == bytes.len() {
            return Ok((data, used, reader.is_done()));
        }
        assert_eq!(used, shown, "all that was shown is used as long as more is needed");
        shown = shown.saturating_add(piece().max(1)).min(bytes.len());
    }
}

/// A content is read in one way, however it is cut, and no further than its end.
pub(crate) fn any_content(framing: Framing, bytes: &[u8], limits: &Limits, dice: &mut Dice) {
    let at_once = content(framing, bytes, limits, || usize::MAX);
    assert_eq!(content(framing, bytes, limits, || 1), at_once, "an octet at a time");
    assert_eq!(content(framing, bytes, limits, || 1 + dice.below(40)), at_once, "in pieces");
    match (framing, at_once) {
        (Framing::None, result) => assert_eq!(result, Ok((Vec::new(), 0, true))),
        (Framing::Close, result) => assert_eq!(result, Ok((bytes.to_vec(), bytes.len(), false))),
        (Framing::Length(length), result) => {
            let there = usize::try_from(length).unwrap_or(usize::MAX).min(bytes.len());
            assert_eq!(result, Ok((bytes[..there].to_vec(), there, there as u64 == length)));
        }
        (Framing::Chunked, Ok((data, used, whole))) => {
            assert!(data.len() <= used && used <= bytes.len());
            if whole {
                assert!(bytes[..used].ends_with(b"\r\n\r\n"));
                let other = [&bytes[..used], b"5\r\n".as_slice()].concat();
                assert_eq!(content(framing, &other, limits, || usize::MAX), Ok((data, used, true)), "what follows");
            }
        }
        (Framing::Chunked, Err((_, violation))) => assert!(violation.at <= bytes.len() as u64, "{violation}"),
    }
}

/// Reads a response head, shown in pieces: the head and its length, or nothing yet, or the rule that it broke.
fn response_in_pieces(
    method: &str,
    bytes: &[u8],
    limits: &Limits,
    mut piece: impl FnMut() -> usize,
) -> Result<Option<(ResponseHead, usize)>, Violation> {
    let mut reader = ResponseReader::new(method);
    let mut shown = 0;
    loop {
        if let Some(whole) = reader.advance(&bytes[..shown], limits)? {
            return Ok(Some(whole));
        }
        if shown == bytes.len() {
            return Ok(None);
        }
        shown = shown.saturating_add(piece().max(1)).min(bytes.len());
    }
}

/// A response head is read in one way, however it is cut; its framing follows from its status and the method.
pub(crate) fn response(
    method: &str,
    bytes: &[u8],
    limits: &Limits,
    dice: &mut Dice,
) -> Result<Option<(ResponseHead, usize)>, Violation> {
    let at_once = response_in_pieces(method, bytes, limits, || usize::MAX);
    let comparable = |result: &Result<Option<(ResponseHead, usize)>, Violation>| match result {
        Err(violation) => Err(violation.clone()),
        Ok(whole) => Ok(whole.as_ref().map(|(head, used)| (format!("{head:?}"), *used))),
    };
    let expected = comparable(&at_once);
    assert_eq!(comparable(&response_in_pieces(method, bytes, limits, || 1)), expected, "an octet at a time");
    let in_pieces = response_in_pieces(method, bytes, limits, || 1 + dice.below(40));
    assert_eq!(comparable(&in_pieces), expected, "in pieces");
    match &at_once {
        Err(violation) => assert!(violation.at <= bytes.len() as u64, "{violation}"),
        Ok(None) => {}
        Ok(Some((head, used))) => {
            assert_eq!(head.bytes(), &bytes[..*used]);
            assert!(head.bytes().ends_with(b"\r\n\r\n") && (100..=999).contains(&head.status));
            let none = method == "HEAD" || head.status < 200 || matches!(head.status, 204 | 304);
            assert!(!none || head.framing == Framing::None, "no content where there can be none");
            assert!(head.framing != Framing::Close || head.close, "what ends with the connection ends the connection");
        }
    }
    at_once
}
