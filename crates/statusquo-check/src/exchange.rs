//! One request and all that came back, as it was read: heads with their bytes, content, and what was noticed on the way.

use crate::{Answer, Finding, Place};
use statusquo_wire::message::{FieldSection, Line, Part};
use statusquo_wire::{Fields, Version};

/// One request and its answers.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// What was asked.
    pub asked: Asked,
    /// Interim answers in order, then the final one, if it came.
    pub answers: Vec<Received>,
}

impl Exchange {
    /// The final answer.
    pub fn last(&self) -> Option<&Received> {
        self.answers.last().filter(|answer| answer.is_final())
    }

    /// One of the answers, as the judge wants to see it; `before` are the codes of all answers in order.
    pub fn answer<'a>(&'a self, at: usize, before: &'a [u16]) -> Answer<'a> {
        let received = &self.answers[at];
        let streamed = received.version.has_streams();
        Answer {
            method: &self.asked.method,
            assumed: self.asked.assumed,
            version: if streamed { received.version } else { self.asked.version },
            asked: self.asked.fields.as_ref().map(Fields::section),
            before: Some(&before[..at]),
            spoken: received.version,
            status: received.status,
            fields: received.fields(),
            content: &received.content,
            cut: received.cut,
            closed: received.closed,
        }
    }
}

/// The request, as far as it is known.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The method; where none is known, GET is taken for it.
    pub method: String,
    /// Whether that is only taken for granted.
    pub assumed: bool,
    /// The version.
    pub version: Version,
    /// The fields, if they are known.
    pub fields: Option<Fields>,
}

impl Asked {
    /// A request of which at most the method is known.
    pub fn with_method(method: Option<&str>) -> Self {
        Self {
            method: method.unwrap_or("GET").to_owned(),
            assumed: method.is_none(),
            version: Version::Http11,
            fields: None,
        }
    }
}

/// One answer as it was received.
#[derive(Clone, Debug)]
pub struct Received {
    /// The offset of its first octet among all that were read.
    pub start: usize,
    /// The head as it came, to the empty line.
    pub head: Vec<u8>,
    pub(crate) lines: Vec<Line>,
    /// The version that its status line names.
    pub version: Version,
    /// The three digits.
    pub status: u16,
    /// The reason phrase, perhaps empty.
    pub reason: String,
    /// The content without its transfer coding, or what came in its place.
    pub content: Vec<u8>,
    /// Whether there may be more content than is here.
    pub cut: bool,
    /// Whether the server closed the connection after it, if that is known.
    pub closed: Option<bool>,
    /// The rules of message syntax that its bytes broke.
    pub breaches: Vec<Finding>,
    /// What is worth knowing beside the findings: what was overlooked, cut or taken for granted.
    pub remarks: Vec<String>,
}

impl Received {
    /// Its field lines, as far as they can be told apart.
    pub fn fields(&self) -> FieldSection<'_> {
        FieldSection::new(&self.head, &self.lines)
    }

    /// Whether no other answer to the request follows it.
    pub fn is_final(&self) -> bool {
        self.status >= 200 || self.status == 101
    }

    /// The octets of a place, and the offset of the first among all octets that were read. Content that came with a
    /// transfer coding is counted from its own beginning instead, since its octets lie elsewhere on the wire.
    pub fn octets(&self, place: &Place) -> (usize, &[u8]) {
        let (from, bytes) = match place.part {
            Part::Head => (self.start, &self.head),
            Part::Content if self.fields().has("Transfer-Encoding") => (0, &self.content),
            Part::Content => (self.start + self.head.len(), &self.content),
        };
        let range = place.octets.start.min(bytes.len())..place.octets.end.min(bytes.len());
        (from + place.octets.start, bytes.get(range).unwrap_or_default())
    }
}
