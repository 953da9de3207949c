//! The four forms of a request target (RFC 9112 §3.2), and the grammar of a host.

use super::bytes::host_run;

/// Which form a request target has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A path and perhaps a query.
    Origin,
    /// A whole `http` or `https` URI, as sent to a proxy.
    Absolute,
    /// A host and a port, for CONNECT alone.
    Authority,
    /// `*`, for OPTIONS alone.
    Asterisk,
}

/// A request target, split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target<'a> {
    /// Its form.
    pub form: Form,
    /// The host and port that the target itself names (absolute and authority form).
    pub authority: Option<&'a str>,
    /// The path as it was sent, escapes and all; `/` for an absolute form without one, empty for the last two forms.
    pub path: &'a str,
    /// What follows the question mark, without it.
    pub query: Option<&'a str>,
    /// It is an `https` URI: one for secured connections alone (RFC 9110 §4.2.2).
    pub secure: bool,
}

impl<'a> Target<'a> {
    /// Splits a target; the method decides whether the last two forms may be used.
    ///
    /// ```
    /// use statusquo_wire::message::{Form, Target};
    /// let target = Target::parse("GET", "/lab/divide?by=4").unwrap();
    /// assert_eq!((target.form, target.path, target.query), (Form::Origin, "/lab/divide", Some("by=4")));
    /// assert!(Target::parse("GET", "lab").is_none());
    /// ```
    pub fn parse(method: &str, target: &'a str) -> Option<Self> {
        if method == "CONNECT" {
            let (host, port) = target.rsplit_once(':')?;
            let whole = is_host(target) && !host.is_empty() && !port.is_empty();
            return whole.then_some(Target {
                form: Form::Authority,
                authority: Some(target),
                path: "",
                query: None,
                secure: false,
            });
        }
        if target.starts_with('/') {
            let (path, query) = split_query(target);
            return Some(Target { form: Form::Origin, authority: None, path, query, secure: false });
        }
        if target == "*" && method == "OPTIONS" {
            return Some(Target { form: Form::Asterisk, authority: None, path: "", query: None, secure: false });
        }
        let (scheme, rest) = target.split_once("://")?;
        let secure = scheme.eq_ignore_ascii_case("https");
        if !secure && !scheme.eq_ignore_ascii_case("http") {
            return None;
        }
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(end);
        if authority.is_empty() || authority.starts_with(':') || !is_host(authority) {
            return None;
        }
        let (path, query) = split_query(rest);
        Some(Target {
            form: Form::Absolute,
            authority: Some(authority),
            path: if path.is_empty() { "/" } else { path },
            query,
            secure,
        })
    }
}

fn split_query(target: &str) -> (&str, Option<&str>) {
    match target.bytes().position(|byte| byte == b'?') {
        Some(at) => (&target[..at], Some(&target[at + 1..])),
        None => (target, None),
    }
}

/// Whether this is `uri-host [ ":" port ]` (RFC 9110 §7.2) with a host that is not empty.
///
/// ```
/// use statusquo_wire::message::is_host;
/// assert!(is_host("localhost:8080") && is_host("[::1]:80") && is_host("a%20b.test") && is_host("a:"));
/// assert!(!is_host("user@host") && !is_host("a b") && !is_host("a/b") && !is_host("a,b") && !is_host(""));
/// ```
pub fn is_host(text: &str) -> bool {
    is_host_port(text.as_bytes())
}

/// The same of what may not be text.
pub(crate) fn is_host_port(bytes: &[u8]) -> bool {
    let rest = match bytes.strip_prefix(b"[") {
        Some(literal) => {
            let Some(end) = literal.iter().position(|byte| *byte == b']') else { return false };
            match std::str::from_utf8(&literal[..end]) {
                Ok(address) if is_ip_literal(address) => &literal[end + 1..],
                _ => return false,
            }
        }
        None => match name(bytes) {
            0 => return false,
            end => &bytes[end..],
        },
    };
    match rest {
        [] => true,
        [b':', port @ ..] => is_port(port),
        _ => false,
    }
}

/// `port` of RFC 3986 §3.2.3, of which TCP has 65,535; it may be empty.
fn is_port(digits: &[u8]) -> bool {
    let mut number = 0;
    for digit in digits {
        if !digit.is_ascii_digit() || number > u32::from(u16::MAX) {
            return false;
        }
        number = number * 10 + u32::from(*digit - b'0');
    }
    digits.len() <= 5 && number <= u32::from(u16::MAX)
}

/// `IPv6address / IPvFuture` of RFC 3986 §3.2.2.
fn is_ip_literal(address: &str) -> bool {
    if address.parse::<std::net::Ipv6Addr>().is_ok() {
        return true;
    }
    let Some(rest) = address.strip_prefix(['v', 'V']) else { return false };
    let Some((version, rest)) = rest.split_once('.') else { return false };
    !version.is_empty()
        && version.bytes().all(|byte| byte.is_ascii_hexdigit())
        && !rest.is_empty()
        && rest.split([':', ',']).all(|part| host_run(part.as_bytes()) == part.len())
}

/// How many octets `reg-name` of RFC 3986 §3.2.2 takes at the beginning; an IPv4 address looks like one.
fn name(bytes: &[u8]) -> usize {
    let mut at = 0;
    loop {
        at += host_run(&bytes[at..]);
        match bytes[at..] {
            [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => at += 3,
            _ => return at,
        }
    }
}
