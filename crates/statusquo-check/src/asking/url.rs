//! The URL that is asked: http or https, with each part checked, and errors that say what to write instead.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fmt;
use std::net::Ipv6Addr;

/// An http or https URL, ready to be asked.
///
/// ```
/// use statusquo_check::asking::Url;
/// let url = Url::parse("https://reader:secret@[::1]:8443/a?b#c").unwrap();
/// assert_eq!(url.to_string(), "https://[::1]:8443/a?b");
/// assert_eq!((url.host(), url.port(), url.target()), ("::1", 8443, "/a?b"));
/// assert!(Url::parse("a.example").unwrap_err().to_string().contains("https://a.example"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url {
    secure: bool,
    credentials: Option<Vec<u8>>,
    host: String,
    port: u16,
    target: String,
}

/// Why a URL cannot be asked, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadUrl(String);

impl fmt::Display for BadUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadUrl {}

impl Url {
    /// Parses what somebody typed. Credentials are taken out of it, to be sent in `Authorization`; a fragment stays here.
    ///
    /// # Errors
    ///
    /// If it is no http or https URL: what is wrong, and where.
    pub fn parse(typed: &str) -> Result<Self, BadUrl> {
        let typed = typed.trim();
        // The credentials are shown nowhere, not even in an error.
        let shown = masked(typed);
        let bad = |why: String| BadUrl(format!("\"{shown}\" cannot be asked: {why}"));
        let Some((scheme, rest)) = typed.split_once("://") else {
            let rest = shown.trim_start_matches("http:").trim_start_matches("https:").trim_start_matches('/');
            return Err(bad(format!("it names no scheme; write http://{rest} or https://{rest}")));
        };
        let secure = match scheme.to_ascii_lowercase().as_str() {
            "http" => false,
            "https" => true,
            _ => return Err(bad(format!("{} is not spoken here, only http and https are", scheme.escape_debug()))),
        };
        let rest = rest.split('#').next().unwrap_or_default();
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, target) = rest.split_at(end);
        let (userinfo, authority) = match authority.rsplit_once('@') {
            Some((userinfo, authority)) => (Some(userinfo), authority),
            None => (None, authority),
        };
        let (host, port) = host_and_port(authority).map_err(&bad)?;
        let port = match port {
            "" if secure => 443,
            "" => 80,
            digits => match digits.parse::<u16>() {
                Ok(port @ 1..) => port,
                _ => return Err(bad(format!("\"{digits}\" is no port: that is a number from 1 to 65535"))),
            },
        };
        if let Some(wrong) = target.chars().find(|character| !is_sendable(*character)) {
            let mut octets = [0; 4];
            let encoded: String = wrong.encode_utf8(&mut octets).bytes().map(|octet| format!("%{octet:02X}")).collect();
            let wrong = wrong.escape_debug();
            return Err(bad(format!("'{wrong}' may not stand in a request target; write it as {encoded}")));
        }
        let credentials = userinfo.filter(|userinfo| !userinfo.is_empty()).map(|userinfo| {
            let both = if userinfo.contains(':') { userinfo.to_owned() } else { format!("{userinfo}:") };
            decoded(&both)
        });
        let slash = if target.starts_with('/') { "" } else { "/" };
        Ok(Self { secure, credentials, host: host.to_owned(), port, target: format!("{slash}{target}") })
    }

    /// Whether it is https.
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// The host, an IPv6 address without its brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port, the scheme's own if none was named.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Path and query, as they are sent.
    pub fn target(&self) -> &str {
        &self.target
    }

    /// The authority as `Host` names it: the port is left out if it is the scheme's own.
    pub fn authority(&self) -> String {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        match (self.secure, self.port) {
            (true, 443) | (false, 80) => host,
            (_, port) => format!("{host}:{port}"),
        }
    }

    /// Where a reference in an answer leads, seen from here (RFC 3986 §5.2): `Location: ../b`.
    ///
    /// ```
    /// use statusquo_check::asking::Url;
    /// let url = Url::parse("http://a.example/b/c?d").unwrap();
    /// assert_eq!(url.resolve("../e?f"), "http://a.example/e?f");
    /// assert_eq!(url.resolve("//b.example"), "http://b.example");
    /// assert_eq!(url.resolve("https://c.example/"), "https://c.example/");
    /// ```
    pub fn resolve(&self, reference: &str) -> String {
        let before = |marks: &[char]| reference.find(marks).unwrap_or(reference.len());
        if reference[..before(&['/', '?', '#'])].contains(':') {
            return reference.to_owned();
        }
        let scheme = if self.secure { "https" } else { "http" };
        if reference.starts_with("//") {
            return format!("{scheme}:{reference}");
        }
        let root = format!("{scheme}://{}", self.authority());
        let (path, rest) = reference.split_at(before(&['?', '#']));
        let (own, query) = self.target.split_once('?').map_or((&*self.target, None), |(own, query)| (own, Some(query)));
        if path.is_empty() {
            let query = query.filter(|_| !rest.starts_with('?')).map(|query| format!("?{query}")).unwrap_or_default();
            return format!("{root}{own}{query}{rest}");
        }
        let folder = if path.starts_with('/') { "" } else { &own[..=own.rfind('/').unwrap_or(0)] };
        format!("{root}{}{rest}", without_dots(&format!("{folder}{path}")))
    }

    /// The value of `Authorization`, if the URL had credentials.
    pub fn authorization(&self) -> Option<String> {
        self.credentials.as_ref().map(|credentials| format!("Basic {}", STANDARD.encode(credentials)))
    }
}

impl fmt::Display for Url {
    /// Without credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.secure { "https" } else { "http" };
        write!(f, "{scheme}://{}{}", self.authority(), self.target)
    }
}

fn host_and_port(authority: &str) -> Result<(&str, &str), String> {
    if let Some(literal) = authority.strip_prefix('[') {
        let Some((address, rest)) = literal.split_once(']') else {
            return Err("the bracket around the address has no end".to_owned());
        };
        if address.parse::<Ipv6Addr>().is_err() {
            return Err(format!("\"{}\" in brackets is no IPv6 address", address.escape_debug()));
        }
        return match (rest.strip_prefix(':'), rest) {
            (Some(port), _) => Ok((address, port)),
            (None, "") => Ok((address, "")),
            _ => Err("only a colon and a port may follow an address in brackets".to_owned()),
        };
    }
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    if port.contains(':') {
        return Err("an IPv6 address stands in brackets: [::1]".to_owned());
    }
    if host.is_empty() {
        return Err("it names no host".to_owned());
    }
    if !host.is_ascii() {
        return Err("the host is not ASCII; write its ASCII form, which begins with xn--".to_owned());
    }
    match host.chars().find(|character| !character.is_ascii_alphanumeric() && !"-._~".contains(*character)) {
        Some(wrong) => Err(format!("'{}' may not stand in a host", wrong.escape_debug())),
        None => Ok((host, port)),
    }
}

/// May stand in a path or a query; a percent sign is sent as it is.
fn is_sendable(character: char) -> bool {
    character.is_ascii_graphic() && !"\"<>\\^`{|}".contains(character)
}

fn decoded(text: &str) -> Vec<u8> {
    let mut octets = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = |at: usize| after.get(at).and_then(|digit| (*digit as char).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                octets.push((high * 16 + low) as u8);
                rest = &after[2..];
            }
            _ => {
                octets.push(*first);
                rest = after;
            }
        }
    }
    octets
}

/// A path without `.` and `..` (RFC 3986 §5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
    for (at, segment) in segments.iter().enumerate() {
        match *segment {
            "." | ".." => {
                if *segment == ".." {
                    kept.pop();
                }
                // The last one names a folder.
                if at + 1 == segments.len() {
                    kept.push("");
                }
            }
            segment => kept.push(segment),
        }
    }
    format!("/{}", kept.join("/"))
}

/// The text without what stands before the @ of its authority.
fn masked(typed: &str) -> String {
    let from = typed.find("://").map_or(0, |at| at + 3);
    let end = typed[from..].find(['/', '?', '#']).map_or(typed.len(), |at| from + at);
    match typed[from..end].rfind('@') {
        Some(at) => format!("{}***@{}", &typed[..from], &typed[from + at + 1..]).escape_debug().to_string(),
        None => typed.escape_debug().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_say_what_to_write() {
        let table = [
            ("", "names no scheme"),
            ("localhost:8080/a", "write http://localhost:8080/a or https://localhost:8080/a"),
            ("http:/a.example", "write http://a.example"),
            ("ftp://a", "ftp is not spoken here"),
            ("http://", "names no host"),
            ("http://:80/", "names no host"),
            ("http://a:0/", "no port"),
            ("http://a:99999/", "no port"),
            ("http://::1/", "[::1]"),
            ("http://[::1/", "has no end"),
            ("http://[1.2.3.4]/", "no IPv6 address"),
            ("http://[::1]80/", "only a colon and a port"),
            ("http://ä.example/", "xn--"),
            ("http://a b/", "' ' may not stand in a host"),
            ("http://a/b c", "write it as %20"),
            ("http://a/ü", "write it as %C3%BC"),
            ("http://a/\r\nX: y", "write it as %0D"),
        ];
        for (typed, says) in table {
            let said = Url::parse(typed).expect_err(typed).to_string();
            assert!(said.contains(says), "{typed}: {said}");
        }
        let said = Url::parse("http://u:secret@a/b c").expect_err("a space").to_string();
        assert!(!said.contains("secret") && said.contains("***@a"), "{said}");
    }

    /// The examples of RFC 3986 §5.4.
    #[test]
    fn references_are_resolved() {
        let base = Url::parse("http://a/b/c/d;p?q").expect("a URL");
        let table = [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            (";x", "http://a/b/c/;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./g/.", "http://a/b/c/g/"),
            ("g/../h", "http://a/b/c/h"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
        ];
        for (reference, resolved) in table {
            assert_eq!(base.resolve(reference), resolved, "{reference:?}");
        }
    }

    #[test]
    fn what_is_typed_is_taken_apart() {
        let table = [
            ("HTTP://A.example", "http://A.example/"),
            (" http://a.example/b\n", "http://a.example/b"),
            ("http://a.example:80?q", "http://a.example/?q"),
            ("https://a.example:80/", "https://a.example:80/"),
            ("https://a@b/c#d", "https://b/c"),
            ("http://127.0.0.1:1/%20%zz", "http://127.0.0.1:1/%20%zz"),
        ];
        for (typed, shown) in table {
            assert_eq!(Url::parse(typed).expect(typed).to_string(), shown);
        }
    }
}
