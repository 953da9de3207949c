//! One answer, as the judge sees it: to which request, with which status, fields and content.

use statusquo_wire::Version;
use statusquo_wire::h1::ResponseHead;
use statusquo_wire::message::FieldSection;

/// One answer, interim or final, in its exchange.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The method of the request; empty if it is not known.
    pub method: &'a str,
    /// Whether the method is only taken for granted: nobody told it.
    pub assumed: bool,
    /// The version of the request.
    pub version: Version,
    /// The fields of the request, if they are known.
    pub asked: Option<FieldSection<'a>>,
    /// The codes of the interim answers that came before, if they are known.
    pub before: Option<&'a [u16]>,
    /// The version that the answer itself names: that of the server, where it is lower.
    pub spoken: Version,
    /// The three digits.
    pub status: u16,
    /// The fields of the head.
    pub fields: FieldSection<'a>,
    /// The content, without its transfer coding. Where an answer has none by rule (1xx, 204, 304, to HEAD), the
    /// octets that came behind its head and begin no other answer: there ought to be none.
    pub content: &'a [u8],
    /// Whether there may be more content than is here: it was not all read, or it is not known.
    pub cut: bool,
    /// Whether the server closed the connection after it, if that is known.
    pub closed: Option<bool>,
}

impl<'a> Answer<'a> {
    /// The answer with this head and whole content to an HTTP/1.1 request with this method, of which nothing else is known.
    pub fn of(method: &'a str, head: &'a ResponseHead, content: &'a [u8]) -> Self {
        Self::with(method, head.status, head.fields(), content)
    }

    /// The same with the parts of a head.
    pub fn with(method: &'a str, status: u16, fields: FieldSection<'a>, content: &'a [u8]) -> Self {
        Self {
            method,
            assumed: false,
            version: Version::Http11,
            asked: None,
            before: None,
            spoken: Version::Http11,
            status,
            fields,
            content,
            cut: false,
            closed: None,
        }
    }

    /// The same answer to a request of another version.
    pub fn to(self, version: Version) -> Self {
        let spoken = if version.has_streams() { version } else { self.spoken };
        Self { version, spoken, ..self }
    }

    /// The same answer to a request with these fields.
    pub fn asked(self, fields: FieldSection<'a>) -> Self {
        Self { asked: Some(fields), ..self }
    }

    /// Whether what follows the head belongs to another protocol: after 101, and after 2xx to CONNECT.
    pub(crate) fn is_tunnel(&self) -> bool {
        self.status == 101 || self.is_connected()
    }

    /// 2xx to CONNECT.
    pub(crate) fn is_connected(&self) -> bool {
        self.method == "CONNECT" && (200..300).contains(&self.status)
    }

    /// Whether it ends with its head, whatever its fields say (RFC 9110 §6.4.1).
    pub(crate) fn ends_with_head(&self) -> bool {
        self.method == "HEAD" || self.status < 200 || matches!(self.status, 204 | 304) || self.is_connected()
    }
}
