//! Whether a value is a URI reference (RFC 9110 §4.1, with the grammar of RFC 3986).

use super::Malformed;
use std::net::Ipv6Addr;
use std::ops::Range;

/// Says where a value stops being a URI reference: a URI or a relative reference, perhaps empty.
///
/// An `http` or `https` URI must also name a host (RFC 9110 §4.2.1, §4.2.2).
///
/// ```
/// use statusquo_check::syntax::uri_reference;
/// assert!(uri_reference(b"https://a.example/b?c#d").is_ok());
/// assert!(uri_reference(b"../b%20c").is_ok());
/// assert_eq!(uri_reference(b"/b c").unwrap_err().at, 2);
/// ```
pub fn uri_reference(value: &[u8]) -> Result<(), Malformed> {
    let find = |range: Range<usize>, wanted: &[u8]| {
        let found = value[range.clone()].iter().position(|byte| wanted.contains(byte));
        found.map_or(range.end, |length| range.start + length)
    };
    let fragment = find(0..value.len(), b"#");
    let query = find(0..fragment, b"?");
    let mut path = 0;
    let mut names_host = false;
    let colon = find(0..query, b":/");
    if value[..query].get(colon) == Some(&b':') {
        let scheme = &value[..colon];
        // Without a scheme, the first segment holds no colon: else it would be taken for one (RFC 3986 §4.2).
        if !is_scheme(scheme) {
            return Err(Malformed::at(colon, "what stands before the first colon is no scheme"));
        }
        names_host = scheme.eq_ignore_ascii_case(b"http") || scheme.eq_ignore_ascii_case(b"https");
        path = colon + 1;
    }
    if value[path..query].starts_with(b"//") {
        let authority = path + 2;
        path = find(authority..query, b"/");
        check_authority(value, authority..path, names_host)?;
    }
    check(value, path..query, b":@/", "this octet may not stand in a path")?;
    check(value, query + 1..fragment, b":@/?", "this octet may not stand in a query")?;
    check(value, fragment + 1..value.len(), b":@/?", "this octet may not stand in a fragment")
}

fn is_scheme(scheme: &[u8]) -> bool {
    scheme.first().is_some_and(u8::is_ascii_alphabetic)
        && scheme.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte))
}

/// `[ userinfo "@" ] host [ ":" port ]` (RFC 3986 §3.2).
fn check_authority(value: &[u8], range: Range<usize>, names_host: bool) -> Result<(), Malformed> {
    let end = range.end;
    let mut host = range.start;
    if let Some(length) = value[range].iter().rposition(|byte| *byte == b'@') {
        check(value, host..host + length, b":", "this octet may not stand in user information")?;
        host += length + 1;
    }
    let host_end = match value[host..end].first() {
        Some(b'[') => {
            let length = value[host..end].iter().position(|byte| *byte == b']');
            let close = host + length.ok_or(Malformed::at(end, "the bracket around an address has no end"))?;
            if !is_ip_literal(&value[host + 1..close]) {
                return Err(Malformed::at(host + 1, "the brackets hold no IPv6 address"));
            }
            close + 1
        }
        _ => {
            let length = value[host..end].iter().position(|byte| *byte == b':').unwrap_or(end - host);
            check(value, host..host + length, b"", "this octet may not stand in a host")?;
            host + length
        }
    };
    if names_host && host_end == host {
        return Err(Malformed::at(host, "the host is missing"));
    }
    match value[host_end..end].split_first() {
        None => Ok(()),
        Some((b':', port)) => match port.iter().position(|byte| !byte.is_ascii_digit()) {
            Some(length) => Err(Malformed::at(host_end + 1 + length, "a port is a number")),
            None => Ok(()),
        },
        Some(_) => Err(Malformed::at(host_end, "only a port may follow an address in brackets")),
    }
}

/// `IPv6address / IPvFuture` (RFC 3986 §3.2.2), the former perhaps with a zone (RFC 6874).
fn is_ip_literal(literal: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(literal) else { return false };
    if let Some((version, rest)) = text.strip_prefix(['v', 'V']).and_then(|future| future.split_once('.')) {
        let allowed = |byte: u8| is_unreserved(byte) || is_sub_delim(byte) || byte == b':';
        return !version.is_empty()
            && version.bytes().all(|byte| byte.is_ascii_hexdigit())
            && !rest.is_empty()
            && rest.bytes().all(allowed);
    }
    let (address, zone) = text.split_once("%25").unwrap_or((text, "none"));
    let zone_end = zone.len();
    let zone_is_sound = zone_end > 0
        && !zone.bytes().any(is_sub_delim)
        && check(zone.as_bytes(), 0..zone_end, b"", "this octet may not stand in a zone").is_ok();
    address.parse::<Ipv6Addr>().is_ok() && zone_is_sound
}

/// Unreserved octets, sub-delims, escapes, and some more that the part allows. A range past the end is an absent part.
fn check(value: &[u8], range: Range<usize>, more: &[u8], what: &'static str) -> Result<(), Malformed> {
    let mut at = range.start;
    while at < range.end {
        let byte = value[at];
        if byte == b'%' {
            let escape = value[..range.end].get(at + 1..at + 3);
            if !escape.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
                return Err(Malformed::at(at, "a percent sign is followed by two hexadecimal digits"));
            }
            at += 3;
        } else if is_unreserved(byte) || is_sub_delim(byte) || more.contains(&byte) {
            at += 1;
        } else {
            return Err(Malformed::at(at, what));
        }
    }
    Ok(())
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

fn is_sub_delim(byte: u8) -> bool {
    b"!$&'()*+,;=".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_that_are_valid() {
        let cases = [
            "",
            "/",
            "/a/b",
            "a",
            "a/b:c",
            "./a:b",
            "../..",
            "?a=b",
            "#",
            "#a",
            "//host/a",
            "//host",
            "///a",
            "/a//b",
            "http://a",
            "http://a:",
            "http://a:8080/b;c?d/e?f#g/h?i",
            "HTTPS://user:pass@a/b",
            "http://[::1]:80/",
            "http://[v1.a:b]/",
            "http://[fe80::1%25eth0]/",
            "http://a%20b/",
            "http://1.2.3.4",
            "file:///etc",
            "mailto:a@b.c",
            "urn:isbn:1",
            "a+b-c.1:d",
            "data:,x",
            "tel:+1",
            "about:blank",
            "/%E2%82%AC",
            "/a,b;c=d'(e)*!$&@:",
            "http:a",
            "x:",
        ];
        for value in cases {
            assert_eq!(uri_reference(value.as_bytes()), Ok(()), "{value}");
        }
    }

    #[test]
    fn references_that_are_not() {
        let cases = [
            (" ", 0),
            ("/a b", 2),
            ("/a\tb", 2),
            ("/a\"", 2),
            ("/<a>", 1),
            ("/a\\b", 2),
            ("/{a}", 1),
            ("/a|b", 2),
            ("/^", 1),
            ("/`", 1),
            ("/caf\u{e9}", 4),
            ("/%", 1),
            ("/%4", 1),
            ("/%4g", 1),
            ("/a?b c", 4),
            ("/a?%", 3),
            ("/a#b#c", 4),
            ("/a#b c", 4),
            ("1a:b", 2),
            (":a", 0),
            ("a b:c", 3),
            ("http://", 7),
            ("http:///a", 7),
            ("https://:80/", 8),
            ("http://user@/a", 12),
            ("http://a b/", 8),
            ("http://a:b/", 9),
            ("http://a:80:90/", 11),
            ("http://[::1/", 11),
            ("http://[::g]/", 8),
            ("http://[::1]a/", 12),
            ("http://a@b@c/", 8),
            ("http://a[b]/", 8),
            ("/[a]", 1),
            ("http://[::1%25]/", 8),
            ("http://[1.2.3.4]/", 8),
            ("http://a%zz/", 8),
        ];
        for (value, at) in cases {
            assert_eq!(uri_reference(value.as_bytes()).map_err(|malformed| malformed.at), Err(at), "{value}");
        }
    }
}
