//! A request as it was received: its bytes, and where in them the parts lie. One value serves a whole connection.

use super::{FieldSection, Form, Line, Target, Violation};
use std::time::Instant;

/// The version of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// HTTP/1.0.
    Http10,
    /// HTTP/1.1, and 1.2 to 1.9, which are served as 1.1 (RFC 9110 §2.5).
    Http11,
    /// HTTP/2.
    Http2,
    /// HTTP/3.
    Http3,
}

impl Version {
    /// Its name: `HTTP/1.1`.
    pub const fn name(self) -> &'static str {
        match self {
            Version::Http10 => "HTTP/1.0",
            Version::Http11 => "HTTP/1.1",
            Version::Http2 => "HTTP/2",
            Version::Http3 => "HTTP/3",
        }
    }

    /// Whether its connections carry many exchanges at a time, each on a stream of its own.
    pub const fn has_streams(self) -> bool {
        matches!(self, Version::Http2 | Version::Http3)
    }
}

/// How the content of a message is delimited (RFC 9112 §6.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// There is none.
    None,
    /// So many octets.
    Length(u64),
    /// In chunks, until a chunk of size 0; in HTTP/2 and HTTP/3 in frames, until the stream ends, without a length
    /// that was told before.
    Chunked,
    /// Until the connection closes (a response alone).
    Close,
}

/// What the request expects before it sends its content (RFC 9110 §10.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// Nothing, or the version knows no expectations.
    None,
    /// `100-continue`.
    Continue,
    /// Something else, perhaps beside it.
    Unknown,
}

/// A request head, or as much of it as came before it broke a rule.
#[derive(Debug)]
pub struct Request {
    pub(crate) bytes: Vec<u8>,
    pub(crate) lines: Vec<Line>,
    /// Method and target with a space between them, or the method alone if the request line broke after it.
    pub(crate) line: String,
    /// How long the method is.
    pub(crate) method: usize,
    /// Where in the target its path ends, if it has origin form.
    pub(crate) origin: Option<usize>,
    /// `:authority`, where there is one.
    pub(crate) authority: Option<Box<str>>,
    /// Where the value of Host lies, if it came as a field.
    pub(crate) host: (u32, u32),
    /// `:protocol`, where there is one.
    pub(crate) protocol: Option<Box<str>>,
    /// The version; HTTP/1.1 if the request line broke before it.
    pub version: Version,
    /// How its content is delimited.
    pub framing: Framing,
    /// What it expects before it sends the content.
    pub expectation: Expectation,
    /// `Connection` lists `close`.
    pub close: bool,
    /// `Connection` lists `keep-alive`.
    pub keep_alive: bool,
    /// `Connection` lists `upgrade`, and the version has upgrades.
    pub upgrade: bool,
    /// There is a field whose name begins with `If-`.
    pub conditional: bool,
    /// It has a field that asks for less than the whole representation: Range, or A-IM (RFC 3229).
    pub partial: bool,
    /// It came over TLS, and asks for an `http` URI: in HTTP/2 and HTTP/3, where each request names its scheme.
    pub plain: bool,
    /// It carries Early-Data, whatever its value: on an earlier hop it was early data (RFC 8470 §5.1).
    pub early_before: bool,
    /// The rule that the head broke, if it did.
    pub violation: Option<Violation>,
    /// The connection is one more than there is room for.
    pub crowded: bool,
    /// The head began in the early data of TLS 1.3, which an attacker can send again (RFC 8470 §3).
    pub early: bool,
    /// When the first octet came.
    pub began: Instant,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            bytes: Vec::new(),
            lines: Vec::new(),
            line: String::new(),
            method: 0,
            origin: None,
            authority: None,
            host: (0, 0),
            protocol: None,
            version: Version::Http11,
            framing: Framing::None,
            expectation: Expectation::None,
            close: false,
            keep_alive: false,
            upgrade: false,
            conditional: false,
            partial: false,
            plain: false,
            early_before: false,
            violation: None,
            crowded: false,
            early: false,
            began: Instant::now(),
        }
    }
}

impl Request {
    /// The method as it was sent; empty if the request line broke before its end.
    pub fn method(&self) -> &str {
        &self.line[..self.method]
    }

    /// The target as it was sent; empty if the request line broke before its end.
    pub fn target(&self) -> &str {
        self.line.get(self.method + 1..).unwrap_or("")
    }

    /// The target split into its parts; a bare empty path where the request line broke before its end.
    pub fn split_target(&self) -> Target<'_> {
        let target = self.target();
        let origin = |path, query| Target { form: Form::Origin, authority: None, path, query, secure: false };
        match self.origin {
            Some(end) => origin(&target[..end], target.get(end + 1..)),
            None => Target::parse(self.method(), target).unwrap_or(origin("", None)),
        }
    }

    /// The authority that the request is for: `:authority` (RFC 9113 §8.3.1) or that of an absolute target, else Host
    /// (RFC 9112 §3.3).
    pub fn authority(&self) -> Option<&str> {
        self.authority.as_deref().or_else(|| self.split_target().authority).or_else(|| self.fields().text("Host"))
    }

    /// The same as octets, where it is `:authority` or Host: what the wire has noted, without a search. Empty if there is
    /// none; an absolute target's own authority, which counts more than Host, is not looked at.
    pub fn host(&self) -> &[u8] {
        match &self.authority {
            Some(authority) => authority.as_bytes(),
            None => self.bytes.get(self.host.0 as usize..self.host.1 as usize).unwrap_or_default(),
        }
    }

    /// The protocol that an extended CONNECT asks for (RFC 8441 §4).
    pub fn protocol(&self) -> Option<&str> {
        self.protocol.as_deref()
    }

    /// The fields, in the order and case in which they came; none until the head is whole or broken.
    pub fn fields(&self) -> FieldSection<'_> {
        // The lines are noted as they come, the bytes that they point into once the head is whole or broken.
        let lines = if self.bytes.is_empty() { &[][..] } else { &self.lines };
        FieldSection::new(&self.bytes, lines)
    }

    /// The head as it came, byte for byte, with any empty lines before it; in HTTP/2 and HTTP/3, where it comes
    /// compressed, as text, a line a field, those with a colon before their names first.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether it is a HEAD request, whose answer has no content.
    pub fn is_head(&self) -> bool {
        self.method() == "HEAD"
    }

    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.lines.clear();
        self.line.clear();
        self.method = 0;
        self.origin = None;
        self.authority = None;
        self.host = (0, 0);
        self.protocol = None;
        self.version = Version::Http11;
        self.framing = Framing::None;
        self.expectation = Expectation::None;
        self.close = false;
        self.keep_alive = false;
        self.upgrade = false;
        self.conditional = false;
        self.partial = false;
        self.plain = false;
        self.early_before = false;
        self.violation = None;
        self.early = false;
    }
}
