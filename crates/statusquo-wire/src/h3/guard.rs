//! Looks at each frame that a client sends before the `h3` crate sees it: the crate would gather a frame of any length in
//! memory, take an empty DATA frame for the end of the content, and wait without end for a frame that is too short.

use super::frames::{
    CANCEL_PUSH, DATA, Frames, GOAWAY, HEADERS, Head, MAX_PUSH_ID, OF_HTTP2, PUSH_PROMISE, Part, SETTINGS, varint,
};
use bytes::{Bytes, BytesMut};
use h3::error::Code;

/// The largest SETTINGS frame that is taken.
const SETTINGS_LENGTH: u64 = 4 * 1024;

/// The types of unidirectional streams (RFC 9114 §6.2).
const CONTROL: u64 = 0x0;
const PUSH: u64 = 0x1;

/// What ends because of what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Stream(Code, &'static str),
    Connection(Code, &'static str),
}

/// The kind of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// With a request; so many field sections have come.
    Request { sections: u32 },
    /// A unidirectional one, of which the type has not come.
    Undecided,
    /// The control stream; whether its first frame has come.
    Control { begun: bool },
    /// One of which `h3` reads no more than the type.
    Other,
}

/// What is known of the octets of one stream.
#[derive(Debug)]
pub(super) struct Guard {
    kind: Kind,
    frames: Frames,
    /// The frame that was begun is not handed on.
    swallows: bool,
    /// The payload of a frame that is one number, or the type of a stream, as far as it has come.
    number: Vec<u8>,
    reads_number: Option<u64>,
    max_push_id: u64,
    /// Content has begun to come.
    content: bool,
    /// The largest field section in its encoded form.
    section_length: u64,
}

/// A frame that was found, and whether it has no meaning here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) head: Head,
    pub(super) control: bool,
    pub(super) swallowed: bool,
}

impl Guard {
    /// Of a stream with a request.
    pub(super) fn request(section_length: u64) -> Self {
        Self::new(Kind::Request { sections: 0 }, section_length)
    }

    /// Of a unidirectional stream.
    pub(super) fn unidirectional() -> Self {
        Self::new(Kind::Undecided, 0)
    }

    fn new(kind: Kind, section_length: u64) -> Self {
        Self {
            kind,
            frames: Frames::default(),
            swallows: false,
            number: Vec::new(),
            reads_number: None,
            max_push_id: 0,
            content: false,
            section_length,
        }
    }

    /// Looks at octets; what of them is to be handed on is added to `out`.
    pub(super) fn pass(
        &mut self,
        mut bytes: &[u8],
        out: &mut BytesMut,
        mut found: impl FnMut(Found) -> Result<(), Wrong>,
    ) -> Result<(), Wrong> {
        while self.kind == Kind::Undecided {
            let Some((first, rest)) = bytes.split_first() else { return Ok(()) };
            bytes = rest;
            self.number.push(*first);
            out.extend_from_slice(&[*first]);
            if let Some((kind, _)) = varint(&self.number) {
                self.number.clear();
                self.kind = match kind {
                    CONTROL => Kind::Control { begun: false },
                    PUSH => {
                        let why = "only a server opens push streams (RFC 9114 §6.2.2)";
                        return Err(Wrong::Connection(Code::H3_STREAM_CREATION_ERROR, why));
                    }
                    _ => Kind::Other,
                };
            }
        }
        if self.kind == Kind::Other {
            out.extend_from_slice(bytes);
            return Ok(());
        }
        while let Some(part) = self.frames.next(&mut bytes) {
            match part {
                Part::Head(head) => {
                    self.begin(head)?;
                    let control = matches!(self.kind, Kind::Control { .. });
                    found(Found { head, control, swallowed: self.swallows })?;
                    if !self.swallows {
                        out.extend_from_slice(self.frames.head());
                    }
                }
                Part::Payload(octets) => {
                    if self.reads_number.is_some() {
                        self.number.extend_from_slice(octets);
                    }
                    if !self.swallows {
                        out.extend_from_slice(octets);
                    }
                }
            }
            if self.frames.payload_ended()
                && let Some(kind) = self.reads_number.take()
            {
                self.number(kind)?;
            }
        }
        Ok(())
    }

    /// The stream has ended: what is to be handed on, so that `h3` finds the frame that is not whole.
    pub(super) fn end(&self) -> Option<Bytes> {
        let frames = !matches!(self.kind, Kind::Undecided | Kind::Other);
        // What was not swallowed is with h3 already, but for a head that is not whole.
        let held = self.swallows || self.frames.payload_ended();
        (frames && held && !self.frames.between()).then(|| Bytes::copy_from_slice(self.frames.head()))
    }

    /// Whether content has begun to come.
    pub(super) fn has_content(&self) -> bool {
        self.content
    }

    /// Whether a field section has begun to come.
    pub(super) fn has_section(&self) -> bool {
        matches!(self.kind, Kind::Request { sections: 1.. })
    }

    fn begin(&mut self, head: Head) -> Result<(), Wrong> {
        let unexpected = |why| Err(Wrong::Connection(Code::H3_FRAME_UNEXPECTED, why));
        self.swallows = false;
        if OF_HTTP2.contains(&head.kind) {
            return unexpected("a frame type of HTTP/2 that HTTP/3 does not have (RFC 9114 §7.2.8)");
        }
        if let Kind::Control { begun } = &mut self.kind
            && !std::mem::replace(begun, true)
            && head.kind != SETTINGS
        {
            let why = "a control stream begins with SETTINGS (RFC 9114 §6.2.1)";
            return Err(Wrong::Connection(Code::H3_MISSING_SETTINGS, why));
        }
        match (&mut self.kind, head.kind) {
            (Kind::Request { sections: 0 }, DATA) => unexpected("DATA before HEADERS (RFC 9114 §4.1)"),
            (Kind::Request { sections: 2.. }, DATA | HEADERS) => {
                unexpected("a frame after the trailers (RFC 9114 §4.1)")
            }
            (Kind::Request { .. }, DATA) => {
                self.swallows = head.length == 0;
                self.content |= head.length > 0;
                Ok(())
            }
            (Kind::Request { sections }, HEADERS) => {
                *sections += 1;
                if head.length > self.section_length {
                    let why = "a field section larger than any that is read";
                    return Err(Wrong::Stream(Code::H3_EXCESSIVE_LOAD, why));
                }
                Ok(())
            }
            (Kind::Request { .. }, CANCEL_PUSH | SETTINGS | PUSH_PROMISE | GOAWAY | MAX_PUSH_ID) => {
                unexpected("a frame that a client sends on its control stream, or never (RFC 9114 §7.2)")
            }
            (Kind::Control { .. }, DATA | HEADERS | PUSH_PROMISE) => {
                unexpected("a frame that does not belong on a control stream (RFC 9114 §7.2)")
            }
            (Kind::Control { .. }, SETTINGS) if head.length > SETTINGS_LENGTH => {
                Err(Wrong::Connection(Code::H3_EXCESSIVE_LOAD, "more than 4,096 octets of settings"))
            }
            (Kind::Control { .. }, SETTINGS) => Ok(()),
            (Kind::Control { .. }, CANCEL_PUSH | GOAWAY | MAX_PUSH_ID) => {
                if !(1..=8).contains(&head.length) {
                    return Err(Wrong::Connection(Code::H3_FRAME_ERROR, ONE_NUMBER));
                }
                self.reads_number = Some(head.kind);
                Ok(())
            }
            // What it is, nobody here knows, and nobody has to (RFC 9114 §9).
            _ => {
                self.swallows = true;
                Ok(())
            }
        }
    }

    /// A frame whose payload is one number is whole.
    fn number(&mut self, kind: u64) -> Result<(), Wrong> {
        let payload = std::mem::take(&mut self.number);
        let Some((number, [])) = varint(&payload) else {
            return Err(Wrong::Connection(Code::H3_FRAME_ERROR, ONE_NUMBER));
        };
        match kind {
            CANCEL_PUSH => {
                let why = "a push that was never promised cannot be cancelled (RFC 9114 §7.2.3)";
                Err(Wrong::Connection(Code::H3_ID_ERROR, why))
            }
            MAX_PUSH_ID if number < self.max_push_id => {
                Err(Wrong::Connection(Code::H3_ID_ERROR, "MAX_PUSH_ID cannot be reduced (RFC 9114 §7.2.7)"))
            }
            MAX_PUSH_ID => {
                self.max_push_id = number;
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

const ONE_NUMBER: &str = "the payload of this frame is one number (RFC 9114 §7.1)";
