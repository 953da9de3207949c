//! The request that is sent: a method and fields, checked so that it is what it says and no more.

use super::Url;
use crate::syntax::is_token;
use statusquo_wire::Fields;
use std::fmt;

/// A request without content, to be sent to any URL.
///
/// ```
/// use statusquo_check::asking::{Outgoing, Url};
/// let mut outgoing = Outgoing::new("OPTIONS").unwrap();
/// outgoing.field("X-Trace: 7").unwrap();
/// let url = Url::parse("http://a.example/b").unwrap();
/// let head = outgoing.head(&url, &outgoing.fields(&url));
/// assert!(head.starts_with(b"OPTIONS /b HTTP/1.1\r\nHost: a.example\r\n"));
/// assert!(outgoing.field("X: 1\r\nY: 2").is_err());
/// ```
#[derive(Clone, Debug)]
pub struct Outgoing {
    method: String,
    /// Fields that the user gave, in order.
    given: Vec<(String, String)>,
    /// Fields that are not to be sent.
    left_out: Vec<String>,
}

/// Why something cannot be sent, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsendable(String);

impl fmt::Display for Unsendable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unsendable {}

/// What frames a content, or promises one: there is none.
const FRAMES: [&str; 4] = ["Content-Length", "Transfer-Encoding", "Trailer", "Expect"];

impl Outgoing {
    /// A request with this method and the usual fields.
    ///
    /// # Errors
    ///
    /// If the method is no token, or opens a tunnel.
    pub fn new(method: &str) -> Result<Self, Unsendable> {
        if !is_token(method.as_bytes()) {
            let what = "is no method: that is a token of letters, digits and !#$%&'*+-.^_`|~ (RFC 9110 §9.1)";
            return Err(Unsendable(format!("\"{}\" {what}", method.escape_debug())));
        }
        if method == "CONNECT" {
            return Err(Unsendable(
                "CONNECT opens a tunnel through a proxy; check asks for one answer and closes".into(),
            ));
        }
        Ok(Self { method: method.to_owned(), given: Vec::new(), left_out: Vec::new() })
    }

    /// The method.
    pub fn method(&self) -> &str {
        &self.method
    }

    /// Adds a field as curl takes it: `Name: value`; `Name;` with an empty value; `Name:` leaves a usual one out.
    ///
    /// # Errors
    ///
    /// If it is no field line, would be more than one, or would frame a content that is not sent.
    pub fn field(&mut self, line: &str) -> Result<(), Unsendable> {
        let shown = line.escape_debug().to_string();
        let refuse = |why: String| Err(Unsendable(format!("\"{shown}\" cannot be sent: {why}")));
        let (name, value) = match (line.split_once(':'), line.strip_suffix(';')) {
            (Some((name, value)), _) => (name, Some(value.trim_matches([' ', '\t'])).filter(|value| !value.is_empty())),
            (None, Some(name)) => (name, Some("")),
            (None, None) => return refuse("a field is a name, a colon and a value: 'Accept: text/html'".to_owned()),
        };
        if !is_token(name.as_bytes()) {
            return refuse("a field name is a token: letters, digits and !#$%&'*+-.^_`|~, without a space".to_owned());
        }
        let control = |octet: u8| octet < b' ' && octet != b'\t' || octet == 0x7f;
        if let Some(at) = value.and_then(|value| value.bytes().position(control)) {
            let octet = value.map_or(0, |value| value.as_bytes()[at]);
            return refuse(format!(
                "octet {at} of the value is {octet:#04x}, and CR, LF, NUL and other controls may not stand in a field; \
                 for several fields, give --header several times"
            ));
        }
        if FRAMES.iter().any(|frame| frame.eq_ignore_ascii_case(name)) && value.is_some() {
            return refuse("check sends no content, so that nothing may announce one".to_owned());
        }
        match value {
            Some(value) => self.given.push((name.to_owned(), value.to_owned())),
            None if name.eq_ignore_ascii_case("Host") => {
                return refuse("an HTTP/1.1 request without Host is answered 400 (RFC 9112 §3.2)".to_owned());
            }
            None => self.left_out.push(name.to_owned()),
        }
        Ok(())
    }

    fn gives(&self, name: &str) -> bool {
        self.given.iter().any(|(have, _)| have.eq_ignore_ascii_case(name))
            || self.left_out.iter().any(|have| have.eq_ignore_ascii_case(name))
    }

    /// The fields for a URL: its host and credentials, the usual ones, and those that were given.
    pub fn fields(&self, url: &Url) -> Fields {
        let mut fields = Fields::default();
        let usual = [
            ("Host", url.authority()),
            ("User-Agent", concat!("statusquo/", env!("CARGO_PKG_VERSION")).to_owned()),
            ("Accept", "*/*".to_owned()),
            ("Connection", "close".to_owned()),
        ];
        for (name, value) in usual {
            if !self.gives(name) {
                fields.push(name, value);
            }
        }
        if let Some(credentials) = url.authorization().filter(|_| !self.gives("Authorization")) {
            fields.push("Authorization", credentials);
        }
        if matches!(&*self.method, "POST" | "PUT" | "PATCH") {
            fields.push("Content-Length", "0");
        }
        for (name, value) in &self.given {
            fields.push_received(name, value);
        }
        fields
    }

    /// The fields that were given, and no others.
    pub fn given(&self) -> Fields {
        let mut fields = Fields::default();
        for (name, value) in &self.given {
            fields.push_received(name, value);
        }
        fields
    }

    /// The head as it goes out.
    pub fn head(&self, url: &Url, fields: &Fields) -> Vec<u8> {
        let line = format!("{} {} HTTP/1.1\r\n", self.method, url.target());
        [line.as_bytes(), fields.wire(), b"\r\n"].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_more_than_one_field_is_refused() {
        let table = [
            ("X: a\r\nY: b", "0x0d"),
            ("X: a\nY: b", "0x0a"),
            ("X: a\0", "0x00"),
            ("X\r\nY: b", "a field name is a token"),
            ("X Y: b", "a field name is a token"),
            (": b", "a field name is a token"),
            ("X", "a name, a colon and a value"),
            ("content-length: 5", "no content"),
            ("Host:", "RFC 9112 §3.2"),
        ];
        for (line, why) in table {
            let refused = Outgoing::new("GET").expect("GET").field(line).expect_err(line).to_string();
            assert!(refused.contains(why), "{line:?}: {refused}");
        }
        for method in ["", "GE T", "GET\r\n", "CONNECT"] {
            assert!(Outgoing::new(method).is_err(), "{method:?}");
        }
    }

    #[test]
    fn usual_fields_give_way() {
        let url = Url::parse("https://u%3a:p@a.example:444").expect("a URL");
        let mut outgoing = Outgoing::new("PUT").expect("PUT");
        for line in ["accept:", "Host: b.example", "X-Empty;", "X-Two: 1", "X-Two: 2"] {
            outgoing.field(line).expect(line);
        }
        let fields = outgoing.fields(&url);
        let text = String::from_utf8(fields.wire().to_vec()).expect("text");
        let own = concat!("statusquo/", env!("CARGO_PKG_VERSION"));
        assert_eq!(
            text,
            format!(
                "User-Agent: {own}\r\nConnection: close\r\nAuthorization: Basic dTo6cA==\r\nContent-Length: 0\r\n\
                 Host: b.example\r\nX-Empty: \r\nX-Two: 1\r\nX-Two: 2\r\n"
            )
        );
    }
}
