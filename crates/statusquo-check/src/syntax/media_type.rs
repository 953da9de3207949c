//! `Content-Type`: a type, a subtype and parameters (RFC 9110 §8.3.1).

use super::Malformed;
use super::token::{is_space, is_tchar, run};

/// A media type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaType {
    /// Type and subtype as they were written, with the slash.
    pub essence: String,
    /// The parameters in order: the name as it was written, and the value without its quotes.
    pub parameters: Vec<(String, String)>,
}

impl MediaType {
    /// The value of a parameter, whatever the case of its name.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(have, _)| have.eq_ignore_ascii_case(name)).map(|(_, value)| &**value)
    }
}

/// Parses a value without white space at its ends.
///
/// ```
/// use statusquo_check::syntax::media_type;
/// let found = media_type(b"multipart/byteranges; boundary=\"a b\"").unwrap();
/// assert_eq!((&*found.essence, found.parameter("Boundary")), ("multipart/byteranges", Some("a b")));
/// assert_eq!(media_type(b"text").unwrap_err().at, 4);
/// ```
pub fn media_type(value: &[u8]) -> Result<MediaType, Malformed> {
    let slash = token(value, 0, "a type is a token")?;
    if value.get(slash) != Some(&b'/') {
        return Err(Malformed::at(slash, "a slash stands between type and subtype"));
    }
    let end = token(value, slash + 1, "a subtype is a token")?;
    let mut found = MediaType { essence: text(&value[..end]), parameters: Vec::new() };
    parameters(value, end, &mut found.parameters)?;
    Ok(found)
}

/// Parses `*( OWS ";" OWS [ parameter ] )` from an offset to the end (RFC 9110 §5.6.6).
fn parameters(value: &[u8], mut at: usize, parameters: &mut Vec<(String, String)>) -> Result<(), Malformed> {
    loop {
        at += run(value, at, is_space);
        match value.get(at) {
            None => return Ok(()),
            Some(b';') => at += 1,
            Some(_) => return Err(Malformed::at(at, "a semicolon stands before each parameter")),
        }
        at += run(value, at, is_space);
        if matches!(value.get(at), None | Some(b';')) {
            continue;
        }
        let name_end = token(value, at, "a parameter's name is a token")?;
        let name = text(&value[at..name_end]);
        if value.get(name_end) != Some(&b'=') {
            return Err(Malformed::at(name_end, "an equals sign stands between a parameter's name and its value"));
        }
        let (given, end) = match value.get(name_end + 1) {
            Some(b'"') => quoted(value, name_end + 1)?,
            _ => {
                let end = token(value, name_end + 1, "a parameter's value is a token or quoted")?;
                (text(&value[name_end + 1..end]), end)
            }
        };
        parameters.push((name, given));
        at = end;
    }
}

/// Where the token that begins here ends.
fn token(value: &[u8], from: usize, what: &'static str) -> Result<usize, Malformed> {
    match run(value, from.min(value.len()), is_tchar) {
        0 => Err(Malformed::at(from, what)),
        length => Ok(from + length),
    }
}

/// The quoted string that begins here without its quotes and backslashes, and where it ends.
fn quoted(value: &[u8], from: usize) -> Result<(String, usize), Malformed> {
    let mut content = Vec::new();
    let mut at = from + 1;
    while let Some(octet) = value.get(at) {
        at += 1;
        match octet {
            b'"' => return Ok((text(&content), at)),
            b'\\' => match value.get(at) {
                Some(escaped) => {
                    content.push(*escaped);
                    at += 1;
                }
                None => break,
            },
            octet => content.push(*octet),
        }
    }
    Err(Malformed::at(value.len(), "a quoted value has no end"))
}

fn text(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_is_found_at_its_octet() {
        let table: &[(&[u8], usize)] = &[
            (b"", 0),
            (b"/a", 0),
            (b"a/", 2),
            (b"a b", 1),
            (b"a/b c", 4),
            (b"a/b; c", 6),
            (b"a/b; c=", 7),
            (b"a/b; c = d", 6),
            (b"a/b; c=\"d", 9),
            (b"a/b, c/d", 3),
        ];
        for (value, at) in table {
            let found = media_type(value).expect_err("it is malformed").at;
            assert_eq!(found, *at, "{}", String::from_utf8_lossy(value));
        }
    }

    #[test]
    fn what_is_allowed_is_read() {
        for value in ["a/b", "a/b;", "a/b ; ; c=d", "text/html;charset=\"utf-8\"", "application/vnd.a+json; v=1"] {
            assert!(media_type(value.as_bytes()).is_ok(), "{value}");
        }
    }
}
