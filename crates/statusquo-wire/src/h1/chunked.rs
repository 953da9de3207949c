//! The chunked coding (RFC 9112 §7.1), octet by octet, with its trailer section.

use super::field_reader::FieldReader;
use crate::Limits;
use crate::message::bytes::is_token;
use crate::message::{Line, Part, Rule, Violation};

/// The most octets of chunk extensions in one message: nobody needs them, and they cost the sender almost nothing.
const EXTENSIONS: u32 = 4096;

/// Fields that frame, route or authenticate a message and so mean nothing good in a trailer (RFC 9110 §6.5.1).
pub(crate) const NOT_IN_TRAILERS: [&str; 9] = [
    "Content-Length",
    "Transfer-Encoding",
    "Host",
    "Trailer",
    "Content-Encoding",
    "Content-Type",
    "Content-Range",
    "Connection",
    "Authorization",
];

#[derive(Debug)]
enum State {
    SizeFirst,
    Size,
    ExtensionAfterSize,
    ExtensionName { empty: bool },
    ExtensionAfterName,
    ExtensionValueFirst,
    ExtensionToken,
    ExtensionQuoted { escaped: bool },
    ExtensionQuoteEnd,
    ExtensionAfterValue,
    SizeLf,
    Data,
    DataCr,
    DataLf,
    Trailer,
    Done,
}

/// The decoder's place in the coding.
#[derive(Debug)]
pub(crate) struct Chunked {
    state: State,
    digits: u32,
    left: u64,
    extensions: u32,
    /// Octets of the content looked at so far, as they are on the wire.
    at: u64,
    trailer: Vec<u8>,
    trailer_at: u64,
    trailer_reader: FieldReader,
    trailer_lines: Vec<Line>,
}

impl Default for Chunked {
    fn default() -> Self {
        Self {
            state: State::SizeFirst,
            digits: 0,
            left: 0,
            extensions: 0,
            at: 0,
            trailer: Vec::new(),
            trailer_at: 0,
            trailer_reader: FieldReader::new(0),
            trailer_lines: Vec::new(),
        }
    }
}

impl Chunked {
    /// Decodes what is there, hands data to `take`, and answers how many octets were used and whether it is over.
    pub(crate) fn advance(
        &mut self,
        bytes: &[u8],
        limits: &Limits,
        mut take: impl FnMut(&[u8]),
    ) -> Result<(usize, bool), Violation> {
        let mut at = 0;
        while at < bytes.len() {
            if let State::Data = self.state {
                let data =
                    &bytes[at..bytes.len().min(at.saturating_add(usize::try_from(self.left).unwrap_or(usize::MAX)))];
                take(data);
                self.left -= data.len() as u64;
                self.at += data.len() as u64;
                at += data.len();
                if self.left == 0 {
                    self.state = State::DataCr;
                }
                continue;
            }
            if let State::Trailer = self.state {
                return self.trailer(bytes, at, limits);
            }
            self.octet(bytes[at])?;
            at += 1;
            self.at += 1;
        }
        Ok((at, matches!(self.state, State::Done)))
    }

    fn octet(&mut self, byte: u8) -> Result<(), Violation> {
        let digit = (byte as char).to_digit(16).map(u64::from);
        self.state = match (&self.state, byte) {
            (State::SizeFirst | State::Size, _) if digit.is_some() => {
                self.digits += 1;
                // 16 digits are 64 bits; the highest bit is left alone, so that sums cannot overflow.
                if self.digits > 16 || self.left > u64::MAX >> 5 {
                    return Err(self.broken(Rule::ChunkCount));
                }
                self.left = self.left << 4 | digit.unwrap_or(0);
                State::Size
            }
            (
                State::Size | State::ExtensionName { empty: false } | State::ExtensionToken | State::ExtensionQuoteEnd,
                b'\r',
            ) => State::SizeLf,
            (State::Size, b';' | b' ' | b'\t') => self.extension(byte)?,
            (State::SizeFirst | State::Size, b'\n') => return Err(self.broken(Rule::LineEnd)),
            (State::SizeFirst | State::Size, _) => return Err(self.broken(Rule::ChunkSize)),
            (State::SizeLf, b'\n') => {
                self.digits = 0;
                match self.left {
                    0 => {
                        self.trailer_at = self.at + 1;
                        State::Trailer
                    }
                    _ => State::Data,
                }
            }
            (State::SizeLf, _) => return Err(self.broken(Rule::LineEnd)),
            (State::DataCr, b'\r') => State::DataLf,
            (State::DataLf, b'\n') => State::SizeFirst,
            (State::DataCr | State::DataLf, _) => return Err(self.broken(Rule::ChunkEnd)),
            _ => self.extension(byte)?,
        };
        Ok(())
    }

    /// Looks at one octet of `*( BWS ";" BWS name [ BWS "=" BWS value ] )`; white space may not come last.
    fn extension(&mut self, byte: u8) -> Result<State, Violation> {
        self.extensions += 1;
        if self.extensions > EXTENSIONS {
            return Err(self.broken(Rule::ChunkExtensionLength).limit(u64::from(EXTENSIONS)));
        }
        let space = matches!(byte, b' ' | b'\t');
        Ok(match (&self.state, byte) {
            (State::Size | State::ExtensionAfterSize, b';') => State::ExtensionName { empty: true },
            (State::Size | State::ExtensionAfterSize, _) if space => State::ExtensionAfterSize,
            (State::ExtensionName { empty: true }, _) if space => State::ExtensionName { empty: true },
            (State::ExtensionName { .. }, _) if is_token(byte) => State::ExtensionName { empty: false },
            (State::ExtensionName { empty: false } | State::ExtensionAfterName, b'=') => State::ExtensionValueFirst,
            (State::ExtensionName { empty: false } | State::ExtensionAfterName, b';') => {
                State::ExtensionName { empty: true }
            }
            (State::ExtensionName { empty: false } | State::ExtensionAfterName, _) if space => {
                State::ExtensionAfterName
            }
            (State::ExtensionValueFirst, _) if space => State::ExtensionValueFirst,
            (State::ExtensionValueFirst, b'"') => State::ExtensionQuoted { escaped: false },
            (State::ExtensionValueFirst | State::ExtensionToken, _) if is_token(byte) => State::ExtensionToken,
            (State::ExtensionQuoted { escaped: false }, b'"') => State::ExtensionQuoteEnd,
            (State::ExtensionQuoted { escaped: false }, b'\\') => State::ExtensionQuoted { escaped: true },
            (State::ExtensionQuoted { .. }, _) if crate::message::bytes::is_value(byte) => {
                State::ExtensionQuoted { escaped: false }
            }
            (State::ExtensionToken | State::ExtensionQuoteEnd | State::ExtensionAfterValue, b';') => {
                State::ExtensionName { empty: true }
            }
            (State::ExtensionToken | State::ExtensionQuoteEnd | State::ExtensionAfterValue, _) if space => {
                State::ExtensionAfterValue
            }
            (_, b'\n') => return Err(self.broken(Rule::LineEnd)),
            (State::ExtensionAfterSize, _) => return Err(self.broken(Rule::ChunkSize)),
            _ => return Err(self.broken(Rule::ChunkExtension)),
        })
    }

    /// The trailer section is small and rare, so it is gathered before it is read.
    fn trailer(&mut self, bytes: &[u8], from: usize, limits: &Limits) -> Result<(usize, bool), Violation> {
        let had = self.trailer.len();
        self.trailer
            .extend_from_slice(&bytes[from..bytes.len().min(from + limits.fields + 2 - had.min(limits.fields))]);
        let read = self.trailer_reader.advance(&self.trailer, limits, &mut self.trailer_lines, |section, line| {
            let name = section.last().map_or(&b""[..], |(name, _)| name);
            match NOT_IN_TRAILERS.iter().any(|forbidden| forbidden.as_bytes().eq_ignore_ascii_case(name)) {
                true => Err(Violation::head(Rule::TrailerFraming, line.name.0 as usize).field(name)),
                false => Ok(()),
            }
        });
        match read {
            Ok(None) => {
                self.at += (bytes.len() - from) as u64;
                Ok((bytes.len(), false))
            }
            Ok(Some(end)) => {
                self.state = State::Done;
                Ok((from + end - had, true))
            }
            Err(violation) => Err(Violation { part: Part::Content, at: violation.at + self.trailer_at, ..violation }),
        }
    }

    fn broken(&self, rule: Rule) -> Violation {
        Violation::content(rule, self.at)
    }
}
