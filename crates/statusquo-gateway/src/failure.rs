//! Why no answer could be had from the upstream: a proxy error type of RFC 9209 §2.3, and what was seen.

use crate::PSEUDONYM;
use statusquo_wire::message::Part;
use statusquo_wire::{Rule, Violation};
use std::fmt;
use std::io;

/// How much of a detail goes into a field; the rest is for the log.
const DETAIL: usize = 512;

/// The proxy error types of RFC 9209 §2.3 that this gateway can meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProxyError {
    /// No route leads to the upstream's address (RFC 9209 §2.3.6).
    DestinationIpUnroutable,
    /// Nobody listens at the upstream's address (RFC 9209 §2.3.7).
    ConnectionRefused,
    /// The connection was closed or reset before a complete response (RFC 9209 §2.3.8).
    ConnectionTerminated,
    /// The connection was not opened in time (RFC 9209 §2.3.9).
    ConnectionTimeout,
    /// The content stopped coming (RFC 9209 §2.3.10).
    ConnectionReadTimeout,
    /// The upstream did not take the request in time (RFC 9209 §2.3.11).
    ConnectionWriteTimeout,
    /// A part of the response came, then the end (RFC 9209 §2.3.18).
    HttpResponseIncomplete,
    /// The fields of the head are larger, or more, than the limit (RFC 9209 §2.3.19).
    HttpResponseHeaderSectionSize,
    /// The trailer fields are larger, or more, than the limit (RFC 9209 §2.3.22).
    HttpResponseTrailerSectionSize,
    /// The transfer coding is unknown or broken (RFC 9209 §2.3.24).
    HttpResponseTransferCoding,
    /// The head, or the whole content, did not come in time (RFC 9209 §2.3.26).
    HttpResponseTimeout,
    /// The response is no HTTP, or breaks a rule that has no type of its own (RFC 9209 §2.3.28).
    HttpProtocolError,
    /// The request may not be forwarded any further: the gateway has to answer it itself (RFC 9209 §2.3.29).
    ProxyInternalResponse,
    /// The gateway itself is at fault (RFC 9209 §2.3.30).
    ProxyInternalError,
}

impl ProxyError {
    /// The registered name.
    pub const fn name(self) -> &'static str {
        match self {
            ProxyError::DestinationIpUnroutable => "destination_ip_unroutable",
            ProxyError::ConnectionRefused => "connection_refused",
            ProxyError::ConnectionTerminated => "connection_terminated",
            ProxyError::ConnectionTimeout => "connection_timeout",
            ProxyError::ConnectionReadTimeout => "connection_read_timeout",
            ProxyError::ConnectionWriteTimeout => "connection_write_timeout",
            ProxyError::HttpResponseIncomplete => "http_response_incomplete",
            ProxyError::HttpResponseHeaderSectionSize => "http_response_header_section_size",
            ProxyError::HttpResponseTrailerSectionSize => "http_response_trailer_section_size",
            ProxyError::HttpResponseTransferCoding => "http_response_transfer_coding",
            ProxyError::HttpResponseTimeout => "http_response_timeout",
            ProxyError::HttpProtocolError => "http_protocol_error",
            ProxyError::ProxyInternalResponse => "proxy_internal_response",
            ProxyError::ProxyInternalError => "proxy_internal_error",
        }
    }

    /// Whether the upstream was late, rather than wrong or absent.
    pub const fn is_timeout(self) -> bool {
        matches!(
            self,
            ProxyError::ConnectionTimeout
                | ProxyError::ConnectionReadTimeout
                | ProxyError::ConnectionWriteTimeout
                | ProxyError::HttpResponseTimeout
        )
    }

    /// Whether the cause lies in the gateway or the request, and not in the upstream.
    pub const fn is_internal(self) -> bool {
        matches!(self, ProxyError::ProxyInternalResponse | ProxyError::ProxyInternalError)
    }
}

impl fmt::Display for ProxyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The upstream gave no answer that could be passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The kind.
    pub error: ProxyError,
    /// What was seen, in one sentence; it names no address.
    pub detail: String,
    /// The rule that the response broke, where it was one.
    pub violation: Option<Violation>,
}

impl Failure {
    pub(crate) fn new(error: ProxyError, detail: impl Into<String>) -> Self {
        Self { error, detail: detail.into(), violation: None }
    }

    /// A response broke a rule: the most specific error type that fits it (RFC 9209 §2.1.1 asks for that).
    pub(crate) fn violation(violation: Violation) -> Self {
        let error = match (violation.part, violation.rule) {
            (_, Rule::HeadWhole | Rule::ContentWhole) => ProxyError::HttpResponseIncomplete,
            (Part::Head, Rule::FieldsLength | Rule::FieldsCount) => ProxyError::HttpResponseHeaderSectionSize,
            (Part::Head, Rule::CodingForm | Rule::CodingLast | Rule::CodingOnce | Rule::CodingKnown) => {
                ProxyError::HttpResponseTransferCoding
            }
            (Part::Head, _) => ProxyError::HttpProtocolError,
            (Part::Content, Rule::FieldsLength | Rule::FieldsCount) => ProxyError::HttpResponseTrailerSectionSize,
            (Part::Content, Rule::TrailerFraming) => ProxyError::HttpProtocolError,
            // The trailer section is a part of the chunked coding (RFC 9112 §7.1).
            (Part::Content, _) => ProxyError::HttpResponseTransferCoding,
        };
        Self { error, detail: detail(&violation), violation: Some(violation) }
    }

    /// Connecting failed.
    pub(crate) fn connecting(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::ConnectionRefused => {
                Self::new(ProxyError::ConnectionRefused, "nobody listens at the upstream's address")
            }
            io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable => {
                Self::new(ProxyError::DestinationIpUnroutable, "no route leads to the upstream's address")
            }
            io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted => {
                Self::new(ProxyError::ConnectionTerminated, "the connection was reset while it was opened")
            }
            io::ErrorKind::TimedOut => {
                Self::new(ProxyError::ConnectionTimeout, "the system gave up opening the connection")
            }
            kind => {
                Self::new(ProxyError::ProxyInternalError, format!("the gateway could not open a connection: {kind}"))
            }
        }
    }

    /// The value of a `Proxy-Status` field (RFC 9209 §2): this gateway, the error type, and the detail as a string.
    ///
    /// ```
    /// use statusquo_gateway::{Failure, ProxyError};
    /// let detail = "RFC 9110 §8.6: a \"length\" is given once".to_owned();
    /// let failure = Failure { error: ProxyError::HttpProtocolError, detail, violation: None };
    /// assert_eq!(
    ///     failure.proxy_status(),
    ///     r#"statusquo; error=http_protocol_error; details="RFC 9110 section 8.6: a \"length\" is given once""#
    /// );
    /// ```
    pub fn proxy_status(&self) -> String {
        let mut value = format!("{PSEUDONYM}; error={}", self.error.name());
        if !self.detail.is_empty() {
            value.push_str("; details=");
            push_string(&mut value, &self.detail);
        }
        value
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.error, self.detail)
    }
}

impl std::error::Error for Failure {}

/// The violation in words; the rules that are worded for requests are worded for a response here.
fn detail(violation: &Violation) -> String {
    match violation.rule {
        Rule::VersionMajor => {
            format!("RFC 9110 §2.5: the response has another major version than 1, at byte {}", violation.at)
        }
        Rule::CodingLast => {
            "RFC 9112 §6.3: the final transfer coding of the response is not chunked, and no other is understood".into()
        }
        _ => violation.to_string(),
    }
}

/// Writes a String of structured fields, which holds printable ASCII alone.
fn push_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars().take(DETAIL) {
        match character {
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            ' '..='~' => out.push(character),
            '§' => out.push_str("section "),
            _ => out.push('?'),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_that_connecting_fails_has_its_name() {
        let table = [
            (io::ErrorKind::ConnectionRefused, "connection_refused"),
            (io::ErrorKind::NetworkUnreachable, "destination_ip_unroutable"),
            (io::ErrorKind::HostUnreachable, "destination_ip_unroutable"),
            (io::ErrorKind::ConnectionReset, "connection_terminated"),
            (io::ErrorKind::TimedOut, "connection_timeout"),
            (io::ErrorKind::AddrNotAvailable, "proxy_internal_error"),
        ];
        for (kind, name) in table {
            assert_eq!(Failure::connecting(&kind.into()).error.name(), name, "{kind:?}");
        }
    }

    #[test]
    fn a_string_holds_nothing_but_printable_ascii() {
        let mut out = String::new();
        push_string(&mut out, "a\r\nb\u{7f}\\ü");
        assert_eq!(out, r#""a??b?\\?""#);
    }
}
