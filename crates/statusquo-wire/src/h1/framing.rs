//! What the fields of a head say of its framing, its host and its connection (RFC 9112 §3.2, §6, §9).

use crate::message::bytes::trim;
use crate::message::{Expectation, FieldSection, Framing, Line, Rule, Version, Violation, is_host_port};

/// Gathered line by line; each line that breaks a rule by itself is refused at its byte.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// Where the value of Host lies.
    pub(crate) host: Option<(u32, u32)>,
    length: Option<(u64, u32)>,
    coding: Option<Coding>,
    pub(crate) close: bool,
    pub(crate) keep_alive: bool,
    pub(crate) upgrade: bool,
    pub(crate) conditional: bool,
    pub(crate) partial: bool,
    pub(crate) early_before: bool,
    expectation: Option<Expectation>,
}

/// What Transfer-Encoding said so far, over all its lines.
#[derive(Debug, Default)]
struct Coding {
    at: u32,
    members: u32,
    chunked: u32,
    chunked_last: bool,
    malformed: Option<u32>,
}

/// Which kind of message the head belongs to: they differ in what is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Request,
    Response,
}

impl Gathered {
    /// Takes note of a line.
    pub(crate) fn line(&mut self, kind: Kind, section: FieldSection<'_>, line: Line) -> Result<(), Violation> {
        let Some((name, value)) = section.last() else { return Ok(()) };
        self.conditional |= name.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(b"if-"));
        match name.len() {
            4 if name.eq_ignore_ascii_case(b"host") && kind == Kind::Request => {
                if self.host.is_some() {
                    return Err(broken(Rule::HostOne, line.name.0, name));
                }
                self.host = Some(line.value);
                if !is_host_port(value) {
                    return Err(broken(Rule::HostForm, line.value.0, name));
                }
            }
            4 if name.eq_ignore_ascii_case(b"a-im") => self.partial = true,
            5 if name.eq_ignore_ascii_case(b"range") => self.partial = true,
            6 if name.eq_ignore_ascii_case(b"expect") => self.expect(value),
            10 if name.eq_ignore_ascii_case(b"connection") => {
                for option in value.split(|byte| *byte == b',').map(trim) {
                    self.close |= option.eq_ignore_ascii_case(b"close");
                    self.keep_alive |= option.eq_ignore_ascii_case(b"keep-alive");
                    self.upgrade |= option.eq_ignore_ascii_case(b"upgrade");
                }
            }
            10 if name.eq_ignore_ascii_case(b"early-data") => self.early_before = true,
            14 if name.eq_ignore_ascii_case(b"content-length") => {
                if self.length.is_some() {
                    return Err(broken(Rule::LengthOne, line.name.0, name));
                }
                self.length = Some((length(value, line)?, line.name.0));
            }
            17 if name.eq_ignore_ascii_case(b"transfer-encoding") => self.coding(value, line),
            _ => {}
        }
        Ok(())
    }

    fn expect(&mut self, value: &[u8]) {
        for member in crate::message::members(value) {
            let known = member.eq_ignore_ascii_case(b"100-continue") && self.expectation != Some(Expectation::Unknown);
            self.expectation = Some(if known { Expectation::Continue } else { Expectation::Unknown });
        }
    }

    fn coding(&mut self, value: &[u8], line: Line) {
        let coding = self.coding.get_or_insert_with(|| Coding { at: line.name.0, ..Coding::default() });
        // RFC 9110 §5.6.1.2 asks recipients to overlook a reasonable number of empty list members. Where the list says
        // how the message is framed, none is reasonable: others take `chunked,` for a coding that is not chunked.
        for member in crate::message::elements(value) {
            let name = trim(member.split(|byte| *byte == b';').next().unwrap_or(member));
            let chunked = name.eq_ignore_ascii_case(b"chunked");
            let well_formed = !name.is_empty() && name.iter().all(|byte| crate::message::bytes::is_token(*byte));
            // chunked has no parameters (RFC 9112 §7.1): one that brings some is not a coding that anybody agreed on.
            if !well_formed || chunked && member.len() != name.len() {
                coding.malformed.get_or_insert(line.value.0);
            }
            coding.members += 1;
            coding.chunked += u32::from(chunked);
            coding.chunked_last = chunked;
        }
    }

    /// What the whole section says of the framing of a request of this version.
    pub(crate) fn request(&self, version: Version, end: usize) -> Result<(Framing, Expectation), Violation> {
        if self.host.is_none() && version >= Version::Http11 {
            return Err(Violation::head(Rule::HostOne, end));
        }
        let framing = match (&self.coding, self.length) {
            (Some(coding), Some((_, at))) => {
                return Err(broken(Rule::FramingOne, coding.at.max(at), b"Transfer-Encoding"));
            }
            (Some(coding), None) => {
                if version < Version::Http11 {
                    return Err(broken(Rule::CodingVersion, coding.at, b"Transfer-Encoding"));
                }
                coding.request()?
            }
            (None, Some((0, _))) | (None, None) => Framing::None,
            (None, Some((length, _))) => Framing::Length(length),
        };
        let expectation = match self.expectation {
            Some(expectation) if version >= Version::Http11 => expectation,
            _ => Expectation::None,
        };
        Ok((framing, expectation))
    }

    /// The same for a request that came on a stream of its own, whose end frames it; `ended` if it came with the head.
    pub(crate) fn on_stream(&self, ended: bool) -> (Framing, Expectation) {
        let framing = match self.length {
            _ if ended => Framing::None,
            Some((0, _)) => Framing::None,
            Some((length, _)) => Framing::Length(length),
            None => Framing::Chunked,
        };
        (framing, self.expectation.unwrap_or(Expectation::None))
    }

    /// What the whole section says of the framing of a response that may have content.
    pub(crate) fn response(&self, version: Version) -> Result<Framing, Violation> {
        match (&self.coding, self.length) {
            (Some(coding), Some((_, at))) => Err(broken(Rule::FramingOne, coding.at.max(at), b"Transfer-Encoding")),
            (Some(coding), None) if version < Version::Http11 => {
                Err(broken(Rule::CodingVersion, coding.at, b"Transfer-Encoding"))
            }
            (Some(coding), None) => coding.request(),
            (None, Some((length, _))) => Ok(Framing::Length(length)),
            (None, None) => Ok(Framing::Close),
        }
    }
}

impl Coding {
    fn request(&self) -> Result<Framing, Violation> {
        let broken = |rule, at| broken(rule, at, b"Transfer-Encoding");
        if let Some(at) = self.malformed {
            return Err(broken(Rule::CodingForm, at));
        }
        if !self.chunked_last {
            return Err(broken(Rule::CodingLast, self.at));
        }
        if self.chunked > 1 {
            return Err(broken(Rule::CodingOnce, self.at));
        }
        if self.members > 1 {
            return Err(broken(Rule::CodingKnown, self.at));
        }
        Ok(Framing::Chunked)
    }
}

fn length(value: &[u8], line: Line) -> Result<u64, Violation> {
    if let Some(wrong) = value.iter().position(|byte| !byte.is_ascii_digit()) {
        return Err(broken(Rule::LengthDigits, line.value.0 + wrong as u32, b"Content-Length"));
    }
    if value.is_empty() {
        return Err(broken(Rule::LengthDigits, line.value.0, b"Content-Length"));
    }
    let counted = std::str::from_utf8(value).ok().and_then(|digits| digits.parse::<i64>().ok());
    counted.map(i64::unsigned_abs).ok_or_else(|| broken(Rule::LengthSize, line.value.0, b"Content-Length"))
}

fn broken(rule: Rule, at: u32, field: &[u8]) -> Violation {
    Violation::head(rule, at as usize).field(field)
}
