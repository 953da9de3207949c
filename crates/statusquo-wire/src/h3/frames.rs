//! Finds the frames in the octets of a stream, however they are cut (RFC 9114 §7.1).

pub(super) const DATA: u64 = 0x0;
pub(super) const HEADERS: u64 = 0x1;
pub(super) const CANCEL_PUSH: u64 = 0x3;
pub(super) const SETTINGS: u64 = 0x4;
pub(super) const PUSH_PROMISE: u64 = 0x5;
pub(super) const GOAWAY: u64 = 0x7;
pub(super) const MAX_PUSH_ID: u64 = 0xd;

/// Frame types of HTTP/2 that must not come (RFC 9114 §7.2.8).
pub(super) const OF_HTTP2: [u64; 4] = [0x2, 0x6, 0x8, 0x9];

/// The most octets that type and length take.
const HEAD: usize = 16;

/// Type and length of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) kind: u64,
    pub(super) length: u64,
}

/// What stands next in the octets.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'b> {
    /// A frame begins: its head is whole.
    Head(Head),
    /// Octets of its payload.
    Payload(&'b [u8]),
}

/// Where a stream is in its frames.
#[derive(Debug, Default)]
pub(super) struct Frames {
    head: [u8; HEAD],
    /// Octets of the head that have come.
    have: usize,
    /// Octets of the payload that have not.
    left: u64,
}

impl Frames {
    /// The next part; none when the octets are used up.
    pub(super) fn next<'b>(&mut self, bytes: &mut &'b [u8]) -> Option<Part<'b>> {
        if self.left > 0 {
            let take = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len());
            let (payload, rest) = bytes.split_at(take);
            *bytes = rest;
            self.left -= take as u64;
            return (take > 0).then_some(Part::Payload(payload));
        }
        if self.whole().is_some() {
            self.have = 0;
        }
        while let Some((first, rest)) = bytes.split_first() {
            *bytes = rest;
            self.head[self.have] = *first;
            self.have += 1;
            if let Some(head) = self.whole() {
                self.left = head.length;
                return Some(Part::Head(head));
            }
        }
        None
    }

    fn whole(&self) -> Option<Head> {
        let have = &self.head[..self.have];
        let (kind, rest) = varint(have)?;
        let (length, _) = varint(rest)?;
        Some(Head { kind, length })
    }

    /// The octets of the head, of the last frame or of one that has begun.
    pub(super) fn head(&self) -> &[u8] {
        &self.head[..self.have]
    }

    /// Whether the stream may end here.
    pub(super) fn between(&self) -> bool {
        self.left == 0 && (self.have == 0 || self.whole().is_some())
    }

    /// Whether the payload of the frame that was begun is whole.
    pub(super) fn payload_ended(&self) -> bool {
        self.left == 0
    }
}

/// A number in its variable-length form, and what follows it (RFC 9000 §16).
pub(super) fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let first = *bytes.first()?;
    let length = 1 << (first >> 6);
    let (number, rest) = (bytes.get(..length)?, &bytes[length..]);
    let start = u64::from(first & 0x3f);
    Some((number[1..].iter().fold(start, |number, octet| number << 8 | u64::from(*octet)), rest))
}

/// The name of a frame type, as its RFC writes it.
pub(super) fn name(kind: u64) -> &'static str {
    match kind {
        DATA => "DATA",
        HEADERS => "HEADERS",
        CANCEL_PUSH => "CANCEL_PUSH",
        SETTINGS => "SETTINGS",
        PUSH_PROMISE => "PUSH_PROMISE",
        GOAWAY => "GOAWAY",
        MAX_PUSH_ID => "MAX_PUSH_ID",
        _ => "EXTENSION",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// HEADERS of 2 octets, DATA of 0, an unknown type of 4 octets with a payload of 3, DATA of 1.
    const STREAM: &[u8] = &[1, 2, 7, 8, 0, 0, 0x9f, 0xff, 0xff, 0xf0, 0x40, 3, 1, 2, 3, 0, 1, 9];

    fn heads(pieces: &[&[u8]]) -> (Vec<(u64, u64)>, Vec<u8>, bool) {
        let mut frames = Frames::default();
        let (mut heads, mut payload) = (Vec::new(), Vec::new());
        for piece in pieces {
            let mut bytes = *piece;
            while let Some(part) = frames.next(&mut bytes) {
                match part {
                    Part::Head(head) => heads.push((head.kind, head.length)),
                    Part::Payload(octets) => payload.extend_from_slice(octets),
                }
            }
        }
        (heads, payload, frames.between())
    }

    #[test]
    fn frames_are_found_however_the_octets_are_cut() {
        let expected = (vec![(1, 2), (0, 0), (0x1fff_fff0, 3), (0, 1)], vec![7, 8, 1, 2, 3, 9], true);
        assert_eq!(heads(&[STREAM]), expected);
        for cut in 1..STREAM.len() {
            let (one, two) = STREAM.split_at(cut);
            assert_eq!(heads(&[one, two]), expected, "cut at {cut}");
        }
        let octets: Vec<&[u8]> = STREAM.chunks(1).collect();
        assert_eq!(heads(&octets), expected);
        let ends: Vec<usize> = (0..=STREAM.len()).filter(|end| heads(&[&STREAM[..*end]]).2).collect();
        assert_eq!(ends, [0, 4, 6, 15, 18], "where a stream may end");
    }

    #[test]
    fn numbers_have_four_lengths() {
        // The examples of RFC 9000, appendix A.1.
        assert_eq!(varint(&[0xc2, 0x19, 0x7c, 0x5e, 0xff, 0x14, 0xe8, 0x8c]), Some((151_288_809_941_952_652, &[][..])));
        assert_eq!(varint(&[0x9d, 0x7f, 0x3e, 0x7d, 1]), Some((494_878_333, &[1][..])));
        assert_eq!(varint(&[0x7b, 0xbd]), Some((15_293, &[][..])));
        assert_eq!(varint(&[0x25]), Some((37, &[][..])));
        assert_eq!(varint(&[0x40]), None);
    }
}
