//! Reads a request head as its bytes come in: a request, a violation at its byte, or "more, please".

use super::field_reader::FieldReader;
use super::framing::{Gathered, Kind};
use crate::Limits;
use crate::message::bytes::{is_target, is_token, target_run, token_run};
use crate::message::{Request, Rule, Target, Version, Violation};
use crate::transport::Security;

/// How many empty lines may come before a request line: RFC 9112 §2.2 asks for at least one.
const EMPTY_LINES: u32 = 4;

/// How nearly every request line ends: it is known in one go.
const USUAL: &[u8] = b"HTTP/1.1\r\n";

/// TLS begins a handshake with a record of type 22, an octet that no method can begin with.
const TLS_HANDSHAKE: u8 = 22;

#[derive(Debug)]
enum State {
    Start,
    StartLf,
    Method,
    Target,
    Version,
    LineLf,
    Fields(FieldReader),
}

/// A reader of one request head.
///
/// It looks at each octet once, in order, so the outcome does not depend on how the bytes were cut into packets.
///
/// ```
/// use statusquo_wire::{Limits, Request, h1::HeadReader};
/// let mut reader = HeadReader::default();
/// let mut request = Request::default();
/// let bytes = b"GET /lab HTTP/1.1\r\nHost: a\r\n\r\nleft over";
/// assert_eq!(reader.advance(&bytes[..9], &Limits::default(), &mut request), None);
/// assert_eq!(reader.advance(bytes, &Limits::default(), &mut request), Some(30));
/// assert_eq!((request.method(), request.target(), request.violation.is_none()), ("GET", "/lab", true));
/// ```
#[derive(Debug)]
pub struct HeadReader {
    security: Security,
    state: State,
    at: usize,
    from: usize,
    /// Where the method lies.
    method: (usize, usize),
    /// Where the target has its first question mark.
    query: Option<usize>,
    empty_lines: u32,
    escape: u8,
    major: u8,
    preface: bool,
    gathered: Gathered,
}

impl Default for HeadReader {
    fn default() -> Self {
        Self {
            security: Security::None,
            state: State::Start,
            at: 0,
            from: 0,
            method: (0, 0),
            query: None,
            empty_lines: 0,
            escape: 0,
            major: 0,
            preface: false,
            gathered: Gathered::default(),
        }
    }
}

impl HeadReader {
    /// A reader for a connection that is, or is not, protected by TLS; the default is one in cleartext.
    pub fn over(security: Security) -> Self {
        Self { security, ..Self::default() }
    }

    /// Whether any octet of a request line has come: until then the connection is idle, not slow.
    pub fn has_begun(&self) -> bool {
        !matches!(self.state, State::Start | State::StartLf)
    }

    /// Reads on in a buffer that begins with the head and holds at least what it held before.
    ///
    /// Answers how many octets the head took once it is whole or broken; `request` then holds it, and
    /// [`Request::violation`] says which rule it broke, if any.
    pub fn advance(&mut self, bytes: &[u8], limits: &Limits, request: &mut Request) -> Option<usize> {
        match self.read(bytes, limits, request) {
            Ok(None) => None,
            Ok(Some(end)) => {
                request.bytes.extend_from_slice(&bytes[..end]);
                Some(end)
            }
            Err(violation) => Some(self.give_up(bytes, request, violation)),
        }
    }

    /// Ends the reading with a violation that is not in the bytes: the time is over, the connection closed.
    pub(crate) fn give_up(&self, bytes: &[u8], request: &mut Request, violation: Violation) -> usize {
        // The lines noted so far point into the bytes that were looked at, so all of those are kept.
        let looked_at = match &self.state {
            State::Fields(reader) => reader.at(),
            _ => self.at,
        };
        let end = bytes.len().min(looked_at.max(violation.at as usize) + 1);
        if request.line.is_empty() {
            request.line.push_str(text(bytes, self.method));
            request.method = request.line.len();
        }
        request.bytes.extend_from_slice(&bytes[..end]);
        request.violation = Some(violation);
        end
    }

    fn read(&mut self, bytes: &[u8], limits: &Limits, request: &mut Request) -> Result<Option<usize>, Violation> {
        while self.at < bytes.len() {
            let byte = bytes[self.at];
            match &mut self.state {
                State::Start => match byte {
                    _ if self.security == Security::Missing => return Err(self.broken(Rule::TlsOnly)),
                    b'\r' => self.state = State::StartLf,
                    b'\n' => return Err(self.broken(Rule::LineEnd)),
                    TLS_HANDSHAKE => return Err(self.broken(Rule::CleartextOnly)),
                    _ => {
                        self.from = self.at;
                        self.state = State::Method;
                        continue;
                    }
                },
                State::StartLf => {
                    self.empty_lines += 1;
                    match byte {
                        b'\n' if self.empty_lines > EMPTY_LINES => return Err(self.broken(Rule::EmptyLines)),
                        b'\n' => self.state = State::Start,
                        _ => return Err(self.broken(Rule::LineEnd)),
                    }
                }
                State::Method => {
                    let limit = self.from + limits.method;
                    let end = bytes.len().min(limit);
                    self.at += token_run(&bytes[self.at.min(end)..end]);
                    if self.at == bytes.len() {
                        return Ok(None);
                    }
                    match bytes[self.at] {
                        b' ' if self.at > self.from => {
                            self.method = (self.from, self.at);
                            self.from = self.at + 1;
                            self.state = State::Target;
                        }
                        byte if self.at == limit && is_token(byte) => {
                            return Err(self.broken(Rule::MethodLength).limit(limits.method as u64));
                        }
                        b'\r' | b'\n' => return Err(self.broken(Rule::RequestLine)),
                        _ => return Err(self.broken(Rule::MethodToken)),
                    }
                }
                State::Target => {
                    if let Some(violation) = self.target(bytes, limits, request) {
                        return Err(violation);
                    }
                    continue;
                }
                State::Version if self.at == self.from && !self.preface && bytes[self.at..].starts_with(USUAL) => {
                    self.at += USUAL.len();
                    self.state = State::Fields(FieldReader::new(self.at));
                    continue;
                }
                State::Version => {
                    self.version(bytes[self.at], request)?;
                }
                State::LineLf => {
                    if byte != b'\n' {
                        return Err(self.broken(Rule::LineEnd));
                    }
                    self.state = State::Fields(FieldReader::new(self.at + 1));
                }
                State::Fields(reader) => {
                    let gathered = &mut self.gathered;
                    let end = reader.advance(bytes, limits, &mut request.lines, |section, line| {
                        gathered.line(Kind::Request, section, line)
                    })?;
                    let Some(end) = end else { return Ok(None) };
                    self.finish(end, request)?;
                    return Ok(Some(end));
                }
            }
            self.at += 1;
        }
        Ok(None)
    }

    /// Reads the target up to its space.
    fn target(&mut self, bytes: &[u8], limits: &Limits, request: &mut Request) -> Option<Violation> {
        let limit = self.from + limits.target;
        while self.at < bytes.len() {
            if self.escape == 0 {
                let end = bytes.len().min(limit);
                self.at += target_run(&bytes[self.at.min(end)..end]);
                if self.at == bytes.len() {
                    return None;
                }
            }
            let byte = bytes[self.at];
            // A space or a line end is no part of the target: one that just fits is not too long.
            if self.at == limit && !matches!(byte, b' ' | b'\r' | b'\n') {
                return Some(self.broken(Rule::TargetLength).limit(limits.target as u64));
            }
            if self.escape > 0 {
                if !byte.is_ascii_hexdigit() {
                    return Some(self.broken(Rule::TargetPercent));
                }
                self.escape -= 1;
            } else if !is_target(byte) {
                match byte {
                    b'%' => self.escape = 2,
                    b' ' if self.at == self.from => return Some(self.broken(Rule::RequestLine)),
                    b' ' => {
                        self.request_line(bytes, request);
                        // HTTP/2 begins like a request, so that others answer it by its version (RFC 9113 §3.4).
                        self.preface = request.line == "PRI *";
                        if request.origin.is_none()
                            && !self.preface
                            && Target::parse(request.method(), request.target())
                                .is_none_or(|target| self.is_unfit(&target))
                        {
                            request.line.truncate(request.method);
                            return Some(Violation::head(Rule::TargetForm, self.from));
                        }
                        self.at += 1;
                        self.from = self.at;
                        self.state = State::Version;
                        return None;
                    }
                    b'?' => {
                        self.query.get_or_insert(self.at);
                    }
                    b'\r' | b'\n' => return Some(self.broken(Rule::RequestLine)),
                    _ => return Some(self.broken(Rule::TargetOctets)),
                }
            }
            self.at += 1;
        }
        None
    }

    /// Notes method and target, which are both whole.
    fn request_line(&self, bytes: &[u8], request: &mut Request) {
        request.line.push_str(text(bytes, (self.method.0, self.at)));
        request.method = self.method.1 - self.method.0;
        if bytes[self.from] == b'/' && request.method() != "CONNECT" {
            request.origin = Some(self.query.unwrap_or(self.at) - self.from);
        }
    }

    /// Whether a target may only be asked for over TLS, and this is not it (RFC 9110 §7.4).
    fn is_unfit(&self, target: &Target<'_>) -> bool {
        target.secure && self.security != Security::Tls
    }

    /// Looks at one octet of `HTTP/d.d` CR.
    fn version(&mut self, byte: u8, request: &mut Request) -> Result<(), Violation> {
        const FORM: &[u8; 9] = b"HTTP/d.d\r";
        let fits = match FORM[self.at - self.from] {
            b'd' => byte.is_ascii_digit(),
            octet => byte == octet,
        };
        match self.at - self.from {
            0 if byte == b' ' => return Err(self.broken(Rule::RequestLine)),
            8 if byte == b'\n' => return Err(self.broken(Rule::LineEnd)),
            8 if byte == b' ' => return Err(self.broken(Rule::RequestLine)),
            _ if !fits => return Err(self.broken(Rule::VersionForm)),
            5 => self.major = byte,
            7 if self.major != b'1' => return Err(Violation::head(Rule::VersionMajor, self.at - 2)),
            7 if self.preface => return Err(Violation::head(Rule::TargetForm, self.method.1 + 1)),
            7 => request.version = if byte == b'0' { Version::Http10 } else { Version::Http11 },
            8 => self.state = State::LineLf,
            _ => {}
        }
        Ok(())
    }

    fn finish(&mut self, end: usize, request: &mut Request) -> Result<(), Violation> {
        let gathered = &self.gathered;
        (request.framing, request.expectation) = gathered.request(request.version, end - 1)?;
        request.host = gathered.host.unwrap_or_default();
        request.conditional = gathered.conditional;
        request.partial = gathered.partial;
        request.early_before = gathered.early_before;
        request.close = gathered.close;
        request.keep_alive = gathered.keep_alive;
        // HTTP/1.0 has no upgrades: the field is to be ignored (RFC 9110 §7.8).
        request.upgrade = gathered.upgrade && request.version >= Version::Http11;
        Ok(())
    }

    fn broken(&self, rule: Rule) -> Violation {
        Violation::head(rule, self.at)
    }
}

/// What was checked octet by octet to be ASCII.
fn text(bytes: &[u8], (from, to): (usize, usize)) -> &str {
    std::str::from_utf8(&bytes[from..to]).unwrap_or("")
}
