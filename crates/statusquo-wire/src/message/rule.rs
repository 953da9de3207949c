//! Every rule that received bytes can break, in one list, and the violation that says where they did.

use super::Version;
use std::fmt;

/// One rule on received bytes.
///
/// The rules stand in the order in which a message is read, and those that HTTP/2 and HTTP/3 alone have stand last. Which status code answers a broken rule is not known here;
/// whichever it is, the end of the message can no longer be trusted, so the connection closes after the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// TLS on a port that speaks cleartext.
    CleartextOnly,
    /// Cleartext on a port that speaks TLS.
    TlsOnly,
    /// The head comes within its time.
    HeadInTime,
    /// The head comes whole.
    HeadWhole,
    /// Empty lines before a request are few.
    EmptyLines,
    /// A method is a token.
    MethodToken,
    /// A method is no longer than any known one.
    MethodLength,
    /// Three parts, a single space between them, CRLF at the end.
    RequestLine,
    /// A request target has one of four forms.
    TargetForm,
    /// A request target has no controls, no fragment and no octets beyond ASCII.
    TargetOctets,
    /// A percent sign introduces two hexadecimal digits.
    TargetPercent,
    /// A request target fits the limit.
    TargetLength,
    /// HTTP-version is `HTTP/`, a digit, a dot, a digit.
    VersionForm,
    /// The major version is one that this server speaks.
    VersionMajor,
    /// Lines end with CRLF.
    LineEnd,
    /// No white space comes before the first field line.
    LeadingSpace,
    /// A field line has a name.
    NameEmpty,
    /// A field name is a token.
    NameToken,
    /// No white space stands between a field name and its colon.
    NameSpace,
    /// A field line has a colon.
    NameColon,
    /// A field line is not folded.
    Fold,
    /// A field value holds no CR, NUL or other control.
    ValueOctets,
    /// The field section fits the limit.
    FieldsLength,
    /// The field lines are no more than the limit.
    FieldsCount,
    /// Exactly one Host.
    HostOne,
    /// Host holds a host and perhaps a port.
    HostForm,
    /// Content-Length and Transfer-Encoding exclude each other.
    FramingOne,
    /// Content-Length is given once.
    LengthOne,
    /// Content-Length is digits only.
    LengthDigits,
    /// Content-Length can be counted.
    LengthSize,
    /// HTTP/1.0 knows no Transfer-Encoding.
    CodingVersion,
    /// Transfer-Encoding is a list of codings.
    CodingForm,
    /// The last transfer coding is chunked.
    CodingLast,
    /// chunked is applied once.
    CodingOnce,
    /// Each transfer coding is one that this server knows.
    CodingKnown,
    /// The content comes within its time.
    ContentInTime,
    /// The content comes whole.
    ContentWhole,
    /// A chunk size is hexadecimal digits.
    ChunkSize,
    /// A chunk size can be counted.
    ChunkCount,
    /// A chunk extension is well-formed.
    ChunkExtension,
    /// Chunk extensions fit the limit.
    ChunkExtensionLength,
    /// CRLF follows the chunk's data.
    ChunkEnd,
    /// A trailer does not frame the message.
    TrailerFraming,
    /// A status line is well-formed (in a response).
    StatusLine,
    /// Method, scheme and path are given, each once (HTTP/2, HTTP/3).
    ControlData,
    /// The scheme is one that the connection is fit for (HTTP/2, HTTP/3).
    SchemeFit,
    /// A field name has no capitals (HTTP/2, HTTP/3).
    NameCase,
    /// A field value neither begins nor ends with white space (HTTP/2, HTTP/3).
    ValueSpace,
    /// No field speaks of the connection (HTTP/2, HTTP/3).
    ConnectionField,
    /// TE names trailers alone (HTTP/2, HTTP/3).
    TeTrailers,
    /// The request says for which authority it is (HTTP/2, HTTP/3).
    AuthorityGiven,
    /// Host and :authority are the same (HTTP/2, HTTP/3).
    AuthorityOne,
    /// A trailer section holds no control data (HTTP/2, HTTP/3).
    TrailerControl,
    /// The content has the length that was declared (HTTP/2, HTTP/3).
    LengthHeld,
}

impl Rule {
    /// The rule in one sentence.
    pub const fn sentence(self) -> &'static str {
        self.row().1
    }

    /// Where it stands, or which of our limits it is.
    pub const fn section(self) -> &'static str {
        self.row().0
    }

    /// The same for a version: HTTP/3 has sections of its own for what it shares with HTTP/2.
    pub const fn section_over(self, version: Version) -> &'static str {
        match (version, self) {
            (Version::Http3, Rule::ControlData | Rule::AuthorityOne) => "RFC 9114 §4.3.1",
            (Version::Http3, Rule::NameCase | Rule::ConnectionField | Rule::TeTrailers) => "RFC 9114 §4.2",
            (Version::Http3, Rule::ValueSpace) => "RFC 9114 §10.3",
            (Version::Http3, Rule::TrailerControl) => "RFC 9114 §4.3",
            (Version::Http3, Rule::LengthHeld) => "RFC 9114 §4.1.2",
            _ => self.section(),
        }
    }

    /// Whether what breaks it is malformed, beyond being more than the server takes: in HTTP/2 and HTTP/3 its stream then
    /// ends with an error, whatever was answered (RFC 9113 §8.1.1, RFC 9114 §4.1.2).
    pub const fn malforms(self) -> bool {
        !matches!(
            self,
            Rule::HeadInTime
                | Rule::ContentInTime
                | Rule::MethodLength
                | Rule::TargetLength
                | Rule::FieldsLength
                | Rule::FieldsCount
                | Rule::SchemeFit
                | Rule::AuthorityGiven
        )
    }

    const fn row(self) -> (&'static str, &'static str) {
        match self {
            Rule::CleartextOnly => {
                ("RFC 9112 §2.1", "this port speaks HTTP in cleartext; a TLS handshake was received")
            }
            Rule::TlsOnly => {
                ("RFC 9110 §4.2.2", "this port speaks TLS (https); a request in cleartext (http) was received")
            }
            Rule::HeadInTime => {
                ("RFC 9110 §15.5.9", "the head of a request comes whole within the time the server waits")
            }
            Rule::HeadWhole => ("RFC 9112 §8", "a head ends with an empty line before the connection closes"),
            Rule::EmptyLines => ("RFC 9112 §2.2", "only a few empty lines may come before a request line"),
            Rule::MethodToken => ("RFC 9110 §9.1", "a method is a token: letters, digits and !#$%&'*+-.^_`|~"),
            Rule::MethodLength => {
                ("RFC 9112 §3", "a method is not longer than every method that the server implements")
            }
            Rule::RequestLine => {
                ("RFC 9112 §3", "a request line is method, request target and HTTP-version with one space between them")
            }
            Rule::TargetForm => (
                "RFC 9112 §3.2",
                "a request target is a path, an http URI (over TLS an https one too) without userinfo, an authority (CONNECT alone) or * (OPTIONS alone)",
            ),
            Rule::TargetOctets => {
                ("RFC 3986 §2", "a request target has no controls, no fragment (#) and no octets beyond ASCII")
            }
            Rule::TargetPercent => {
                ("RFC 3986 §2.1", "a percent sign in a request target is followed by two hexadecimal digits")
            }
            Rule::TargetLength => ("RFC 9112 §3", "a request target is no longer than the server will read"),
            Rule::VersionForm => {
                ("RFC 9112 §2.3", "HTTP-version is HTTP/, one digit, a dot and one digit, in capitals")
            }
            Rule::VersionMajor => {
                ("RFC 9110 §15.6.6", "the major version of a request is one that the server speaks here: 1")
            }
            Rule::LineEnd => ("RFC 9112 §2.2", "a line ends with CR and LF; this server takes no LF alone"),
            Rule::LeadingSpace => ("RFC 9112 §2.2", "no white space comes between the start line and the first field"),
            Rule::NameEmpty => ("RFC 9110 §5.1", "a field has a name of at least one octet"),
            Rule::NameToken => ("RFC 9110 §5.1", "a field name is a token: letters, digits and !#$%&'*+-.^_`|~"),
            Rule::NameSpace => ("RFC 9112 §5.1", "no white space stands in a field name or between it and the colon"),
            Rule::NameColon => ("RFC 9112 §5", "a field line is a name, a colon and a value"),
            Rule::Fold => ("RFC 9112 §5.2", "a field value is not folded over several lines"),
            Rule::ValueOctets => ("RFC 9110 §5.5", "a field value holds no CR, LF, NUL or other control but the tab"),
            Rule::FieldsLength => ("RFC 6585 §5", "the fields together are no larger than the server will read"),
            Rule::FieldsCount => ("RFC 6585 §5", "the fields are no more than the server will read"),
            Rule::HostOne => ("RFC 9112 §3.2", "an HTTP/1.1 request has exactly one Host field line"),
            Rule::HostForm => {
                ("RFC 9110 §7.2", "Host is a host, and perhaps a colon and a port: no userinfo, path, list or space")
            }
            Rule::FramingOne => ("RFC 9112 §6.1", "a message has Content-Length or Transfer-Encoding, never both"),
            Rule::LengthOne => ("RFC 9110 §8.6", "Content-Length is given once, as one number"),
            Rule::LengthDigits => ("RFC 9110 §8.6", "Content-Length is one or more decimal digits and nothing else"),
            Rule::LengthSize => ("RFC 9110 §8.6", "Content-Length is a number that can be counted without overflow"),
            Rule::CodingVersion => {
                ("RFC 9112 §6.1", "an HTTP/1.0 message has no Transfer-Encoding: its framing would be faulty")
            }
            Rule::CodingForm => ("RFC 9112 §6.1", "Transfer-Encoding is a list of transfer codings"),
            Rule::CodingLast => {
                ("RFC 9112 §6.3", "in a request the final transfer coding is chunked; else its end cannot be found")
            }
            Rule::CodingOnce => ("RFC 9112 §6.1", "chunked is applied no more than once"),
            Rule::CodingKnown => {
                ("RFC 9112 §6.1", "a transfer coding is one that the server understands: chunked alone")
            }
            Rule::ControlData => (
                "RFC 9113 §8.3.1",
                "a request has exactly one :method, :scheme and :path, none of them empty; CONNECT has :authority instead",
            ),
            Rule::SchemeFit => ("RFC 9110 §7.4", "the scheme is http, or https on a connection that is secured by TLS"),
            Rule::NameCase => ("RFC 9113 §8.2.1", "a field name has no capital letters"),
            Rule::ValueSpace => ("RFC 9113 §8.2.1", "a field value neither begins nor ends with white space"),
            Rule::ConnectionField => (
                "RFC 9113 §8.2.2",
                "no field speaks of the connection: Connection, Keep-Alive, Proxy-Connection, Transfer-Encoding, Upgrade",
            ),
            Rule::TeTrailers => ("RFC 9113 §8.2.2", "TE holds nothing but trailers"),
            Rule::AuthorityGiven => ("RFC 9110 §7.2", "a request names its authority, in :authority or in Host"),
            Rule::AuthorityOne => ("RFC 9113 §8.3.1", "Host and :authority name the same"),
            Rule::TrailerControl => ("RFC 9113 §8.1", "a trailer section holds no pseudo-header fields"),
            Rule::LengthHeld => ("RFC 9113 §8.1.1", "Content-Length is the number of octets that the content has"),
            Rule::ContentInTime => {
                ("RFC 9110 §15.5.9", "the content of a request comes whole within the time the server waits")
            }
            Rule::ContentWhole => ("RFC 9112 §8", "the content comes whole before the connection closes"),
            Rule::ChunkSize => (
                "RFC 9112 §7.1",
                "a chunk begins with its size in hexadecimal digits, with no sign, prefix, separator or space",
            ),
            Rule::ChunkCount => {
                ("RFC 9112 §7.1", "a chunk size is a number of at most 16 digits that can be counted without overflow")
            }
            Rule::ChunkExtension => {
                ("RFC 9112 §7.1.1", "a chunk extension is a semicolon, a name and perhaps a value, without line ends")
            }
            Rule::ChunkExtensionLength => {
                ("RFC 9112 §7.1.1", "the chunk extensions of a message are no longer than the server will read")
            }
            Rule::ChunkEnd => ("RFC 9112 §7.1", "CR and LF follow the data of each chunk"),
            Rule::TrailerFraming => {
                ("RFC 9110 §6.5.1", "a trailer section holds no field that frames or routes the message")
            }
            Rule::StatusLine => (
                "RFC 9112 §4",
                "a status line is HTTP-version, a three-digit code and a reason, with one space between them",
            ),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.section(), self.sentence())
    }
}

/// Which part of the message broke the rule; offsets count from its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The head, from its first octet: empty lines before the start line count.
    Head,
    /// The content as it is on the wire, chunk sizes and trailers included.
    Content,
}

impl Part {
    /// The part in a word: `head` or `content`.
    pub const fn name(self) -> &'static str {
        match self {
            Part::Head => "head",
            Part::Content => "content",
        }
    }
}

/// What rule the received bytes broke, at which byte, against which limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule.
    pub rule: Rule,
    /// The part that `at` counts in.
    pub part: Part,
    /// The first octet at which it was certain, from 0.
    pub at: u64,
    /// The limit that was crossed, if the rule is one: octets, lines, or milliseconds for a time.
    pub limit: Option<u64>,
    /// The name of the field at fault, where there is one; at most 64 octets of it.
    pub field: Option<String>,
}

impl Violation {
    pub(crate) fn head(rule: Rule, at: usize) -> Self {
        Self { rule, part: Part::Head, at: at as u64, limit: None, field: None }
    }

    pub(crate) fn content(rule: Rule, at: u64) -> Self {
        Self { rule, part: Part::Content, at, limit: None, field: None }
    }

    pub(crate) fn limit(self, limit: u64) -> Self {
        Self { limit: Some(limit), ..self }
    }

    pub(crate) fn field(self, name: &[u8]) -> Self {
        let name = &name[..name.len().min(64)];
        Self { field: Some(String::from_utf8_lossy(name).into_owned()), ..self }
    }
}

impl Violation {
    /// What was broken, where, against which limit, with the section of a version.
    pub fn over(&self, version: Version) -> String {
        let text = self.to_string();
        match text.strip_prefix(self.rule.section()) {
            Some(rest) => format!("{}{rest}", self.rule.section_over(version)),
            None => text,
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = self.part.name();
        write!(f, "{}, broken at byte {} of the {part}", self.rule, self.at)?;
        if let Some(field) = &self.field {
            write!(f, " in the field {field}")?;
        }
        match (self.limit, self.rule) {
            (Some(limit), Rule::HeadInTime | Rule::ContentInTime) => write!(f, "; the limit is {limit} ms"),
            (Some(limit), Rule::FieldsCount) => write!(f, "; the limit is {limit} field lines"),
            (Some(limit), _) => write!(f, "; the limit is {limit} octets"),
            (None, _) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn http3_is_told_by_its_own_rfc() {
        let violation = Violation::head(Rule::TeTrailers, 7).field(b"te");
        let rest = ": TE holds nothing but trailers, broken at byte 7 of the head in the field te";
        assert_eq!(violation.over(Version::Http2), format!("RFC 9113 §8.2.2{rest}"));
        assert_eq!(violation.over(Version::Http3), format!("RFC 9114 §4.2{rest}"));
        let common = Violation::content(Rule::ContentInTime, 0);
        assert_eq!(common.over(Version::Http3), common.to_string());
    }
}
