//! Reads a response head, strictly: the client's direction, for the gateway, the player of triggers and the checker.

use super::field_reader::FieldReader;
use super::framing::{Gathered, Kind};
use crate::Limits;
use crate::message::bytes::is_value;
use crate::message::{FieldSection, Framing, Line, Rule, Version, Violation};

/// The longest reason phrase that is read.
const REASON: usize = 1024;

/// A response head as it was received.
#[derive(Clone, Debug)]
pub struct ResponseHead {
    bytes: Vec<u8>,
    lines: Vec<Line>,
    reason: (u32, u32),
    /// The three digits.
    pub status: u16,
    /// The version.
    pub version: Version,
    /// How the content is delimited, given the request's method.
    pub framing: Framing,
    /// Whether the connection ends after it.
    pub close: bool,
}

impl ResponseHead {
    /// The reason phrase as it was sent, perhaps empty.
    pub fn reason(&self) -> &[u8] {
        &self.bytes[self.reason.0 as usize..self.reason.1 as usize]
    }

    /// The fields, in the order and case in which they came.
    pub fn fields(&self) -> FieldSection<'_> {
        FieldSection::new(&self.bytes, &self.lines)
    }

    /// The head as it came, byte for byte.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

#[derive(Debug)]
enum State {
    Line,
    LineLf,
    Fields(FieldReader),
}

/// A reader of one response head to a request with a known method.
///
/// ```
/// use statusquo_wire::{Framing, Limits, h1::ResponseReader};
/// let mut reader = ResponseReader::new("GET");
/// let bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
/// let (head, used) = reader.advance(bytes, &Limits::default()).unwrap().unwrap();
/// assert_eq!((head.status, head.framing, used), (200, Framing::Length(2), 38));
/// ```
#[derive(Debug)]
pub struct ResponseReader {
    head_request: bool,
    connect_request: bool,
    state: State,
    at: usize,
    status: u16,
    version: Version,
    lines: Vec<Line>,
    gathered: Gathered,
}

impl ResponseReader {
    /// A reader for the next response on a connection on which this method was sent.
    pub fn new(method: &str) -> Self {
        Self {
            head_request: method == "HEAD",
            connect_request: method == "CONNECT",
            state: State::Line,
            at: 0,
            status: 0,
            version: Version::Http11,
            lines: Vec::new(),
            gathered: Gathered::default(),
        }
    }

    /// Reads on in a buffer that begins with the head; answers the head and how many octets it took once it is whole.
    pub fn advance(&mut self, bytes: &[u8], limits: &Limits) -> Result<Option<(ResponseHead, usize)>, Violation> {
        while self.at < bytes.len() {
            let byte = bytes[self.at];
            match &mut self.state {
                State::Line => self.status_line(byte)?,
                State::LineLf if byte == b'\n' => self.state = State::Fields(FieldReader::new(self.at + 1)),
                State::LineLf => return Err(Violation::head(Rule::LineEnd, self.at)),
                State::Fields(reader) => {
                    let gathered = &mut self.gathered;
                    let end = reader.advance(bytes, limits, &mut self.lines, |section, line| {
                        gathered.line(Kind::Response, section, line)
                    })?;
                    return match end {
                        None => Ok(None),
                        Some(end) => Ok(Some((self.finish(&bytes[..end])?, end))),
                    };
                }
            }
            self.at += 1;
        }
        Ok(None)
    }

    fn status_line(&mut self, byte: u8) -> Result<(), Violation> {
        const FORM: &[u8; 13] = b"HTTP/1.d ddd ";
        let broken = Err(Violation::head(Rule::StatusLine, self.at));
        if self.at >= FORM.len() {
            match byte {
                b'\r' => self.state = State::LineLf,
                _ if !is_value(byte) || self.at > REASON => return broken,
                _ => {}
            }
            return Ok(());
        }
        // Some servers leave out the space before an empty reason; RFC 9112 §4 asks for it, and so does this reader.
        let fits = match FORM[self.at] {
            b'd' => byte.is_ascii_digit(),
            octet => byte == octet,
        };
        match self.at {
            5 if byte.is_ascii_digit() && byte != b'1' => return Err(Violation::head(Rule::VersionMajor, self.at)),
            _ if !fits => return broken,
            7 if byte == b'0' => self.version = Version::Http10,
            9 if !(b'1'..=b'9').contains(&byte) => return broken,
            9..=11 => self.status = self.status * 10 + u16::from(byte - b'0'),
            _ => {}
        }
        Ok(())
    }

    fn finish(&mut self, bytes: &[u8]) -> Result<ResponseHead, Violation> {
        let line_end = bytes.iter().position(|byte| *byte == b'\r').unwrap_or(0);
        // RFC 9112 §6.3: these end with the head, whatever their fields say; the fields must still be well-formed.
        let framing = self.gathered.response(self.version)?;
        let none = self.head_request || self.status < 200 || matches!(self.status, 204 | 304);
        let tunnel = self.connect_request && (200..300).contains(&self.status);
        let persistent = self.version >= Version::Http11 || self.gathered.keep_alive;
        let framing = if none || tunnel { Framing::None } else { framing };
        Ok(ResponseHead {
            bytes: bytes.to_vec(),
            lines: std::mem::take(&mut self.lines),
            reason: (13, line_end as u32),
            status: self.status,
            version: self.version,
            framing,
            close: self.gathered.close || !persistent || framing == Framing::Close,
        })
    }
}
