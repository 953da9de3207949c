//! Finds the frames in a run of bytes, however it is cut (RFC 9113 §4.1); payloads are passed over.

use crate::transport::{Direction, Frame};
use std::time::Instant;

/// `END_STREAM` of HEADERS and DATA; `ACK` of SETTINGS and PING.
pub(super) const END_STREAM: u8 = 0x1;
/// `ACK` of SETTINGS and PING.
pub(super) const ACK: u8 = 0x1;
/// `PADDED` of HEADERS.
pub(super) const PADDED: u8 = 0x8;
/// `PRIORITY` of HEADERS.
pub(super) const WITH_PRIORITY: u8 = 0x20;
/// `END_HEADERS` of HEADERS and CONTINUATION.
pub(super) const END_HEADERS: u8 = 0x4;

pub(super) const DATA: u8 = 0x0;
pub(super) const HEADERS: u8 = 0x1;
const PRIORITY: u8 = 0x2;
pub(super) const RST_STREAM: u8 = 0x3;
pub(super) const SETTINGS: u8 = 0x4;
pub(super) const PING: u8 = 0x6;
const GOAWAY: u8 = 0x7;
pub(super) const WINDOW_UPDATE: u8 = 0x8;
pub(super) const CONTINUATION: u8 = 0x9;

/// The name of a type of frame (RFC 9113 §6).
pub(super) const fn name(kind: u8) -> &'static str {
    match kind {
        DATA => "DATA",
        HEADERS => "HEADERS",
        PRIORITY => "PRIORITY",
        RST_STREAM => "RST_STREAM",
        SETTINGS => "SETTINGS",
        5 => "PUSH_PROMISE",
        PING => "PING",
        GOAWAY => "GOAWAY",
        WINDOW_UPDATE => "WINDOW_UPDATE",
        CONTINUATION => "CONTINUATION",
        _ => "EXTENSION",
    }
}

/// The head of a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) length: u32,
    pub(super) kind: u8,
    pub(super) flags: u8,
    pub(super) stream: u32,
}

impl Head {
    /// The frame as a recording notes it; `first` are the first four octets of its payload.
    pub(super) fn frame(self, direction: Direction, first: [u8; 4]) -> Frame {
        Frame {
            direction,
            at: Instant::now(),
            kind: name(self.kind),
            flags: self.flags,
            length: u64::from(self.length),
            error: (self.kind == RST_STREAM).then(|| u64::from(u32::from_be_bytes(first))),
        }
    }

    pub(super) fn has(self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Whether it has a length that its type may have (RFC 9113 §6).
    pub(super) fn fits(self) -> bool {
        match self.kind {
            PRIORITY => self.length == 5,
            RST_STREAM | WINDOW_UPDATE => self.length == 4,
            SETTINGS if self.has(ACK) => self.length == 0,
            SETTINGS => self.length.is_multiple_of(6),
            PING => self.length == 8,
            GOAWAY => self.length >= 8,
            _ => true,
        }
    }

    fn parse(octets: [u8; 9]) -> Self {
        let [a, b, c, kind, flags, id @ ..] = octets;
        Self { length: u32::from_be_bytes([0, a, b, c]), kind, flags, stream: u32::from_be_bytes(id) & 0x7fff_ffff }
    }
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found<'b> {
    /// A head is complete; its payload, if it has any, follows.
    Begun(Head),
    /// Some of a payload.
    Piece(&'b [u8]),
    /// A frame is complete; with the first four octets of its payload.
    Ended(Head, [u8; 4]),
}

/// How far in the frame under way the bytes have come.
#[derive(Debug, Default)]
pub(super) struct Frames {
    head: [u8; 9],
    /// How many octets of the head are there.
    have: usize,
    parsed: Head,
    /// How many octets of the payload are still to come.
    left: usize,
    /// The first octets of the payload.
    first: [u8; 4],
}

impl Frames {
    /// Whether the head of a frame has come in part.
    pub(super) fn is_within_head(&self) -> bool {
        (1..self.head.len()).contains(&self.have)
    }

    /// Looks at the next bytes. `each` is told what is found and answers whether to go on.
    pub(super) fn advance(&mut self, bytes: &[u8], mut each: impl FnMut(Found<'_>) -> bool) {
        let mut at = 0;
        while at < bytes.len() {
            if self.have < self.head.len() {
                let take = (self.head.len() - self.have).min(bytes.len() - at);
                self.head[self.have..self.have + take].copy_from_slice(&bytes[at..at + take]);
                self.have += take;
                at += take;
                if self.have < self.head.len() {
                    return;
                }
                self.parsed = Head::parse(self.head);
                self.left = self.parsed.length as usize;
                self.first = [0; 4];
                if !each(Found::Begun(self.parsed)) {
                    return;
                }
            } else {
                let take = self.left.min(bytes.len() - at);
                let passed = self.parsed.length as usize - self.left;
                for (place, octet) in self.first.iter_mut().skip(passed).zip(&bytes[at..at + take]) {
                    *place = *octet;
                }
                self.left -= take;
                at += take;
                if !each(Found::Piece(&bytes[at - take..at])) {
                    return;
                }
            }
            if self.left == 0 {
                self.have = 0;
                if !each(Found::Ended(self.parsed, self.first)) {
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_found_however_the_bytes_are_cut() {
        let mut bytes = vec![0, 0, 0, SETTINGS, 0, 0, 0, 0, 0];
        bytes.extend([0, 0, 4, RST_STREAM, 0, 0x80, 0, 0, 5, 0, 0, 0, 8]);
        bytes.extend([0, 0, 6, DATA, END_STREAM, 0, 0, 1, 1, 1, 2, 3, 4, 5, 6]);
        let head = |length, kind, flags, stream| Head { length, kind, flags, stream };
        let expected = [
            (head(0, SETTINGS, 0, 0), [0; 4]),
            (head(4, RST_STREAM, 0, 5), [0, 0, 0, 8]),
            (head(6, DATA, END_STREAM, 257), [1, 2, 3, 4]),
        ];
        for size in 1..=bytes.len() {
            let mut frames = Frames::default();
            let (mut begun, mut ended) = (Vec::new(), Vec::new());
            for piece in bytes.chunks(size) {
                frames.advance(piece, |found| {
                    match found {
                        Found::Begun(head) => begun.push(head),
                        Found::Piece(_) => {}
                        Found::Ended(head, first) => ended.push((head, first)),
                    }
                    true
                });
            }
            assert_eq!(ended, expected, "in pieces of {size}");
            assert_eq!(begun, expected.map(|(head, _)| head));
            assert_eq!(frames.have, 0);
        }
    }
}
