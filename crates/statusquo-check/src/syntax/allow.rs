//! `Allow`: a list of methods, perhaps empty (RFC 9110 §10.2.1).

use super::Malformed;
use super::token::is_tchar;
use statusquo_wire::message::FieldSection;

/// The methods that `Allow` lists, over all its lines; the offset of a malformed one counts from the start of its member.
///
/// ```
/// let mut fields = statusquo_wire::Fields::default();
/// fields.push("Allow", "GET, , HEAD");
/// fields.push("Allow", "PUT");
/// assert_eq!(statusquo_check::syntax::methods(fields.section()).unwrap(), ["GET", "HEAD", "PUT"]);
/// ```
pub fn methods(fields: FieldSection<'_>) -> Result<Vec<&str>, Malformed> {
    fields.list("Allow").map(method).collect()
}

fn method(member: &[u8]) -> Result<&str, Malformed> {
    let broken = |at| Malformed::at(at, "a method is a token");
    match member.iter().position(|byte| !is_tchar(*byte)) {
        Some(at) => Err(broken(at)),
        None => std::str::from_utf8(member).map_err(|error| broken(error.valid_up_to())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statusquo_wire::Fields;

    fn parse(lines: &[&str]) -> Result<Vec<String>, Malformed> {
        let mut fields = Fields::default();
        for line in lines {
            fields.push("allow", line);
        }
        Ok(methods(fields.section())?.into_iter().map(str::to_owned).collect())
    }

    #[test]
    fn lists_that_are_allowed() {
        let cases: &[(&[&str], &[&str])] = &[
            (&["GET"], &["GET"]),
            (&["GET,HEAD , PUT"], &["GET", "HEAD", "PUT"]),
            (&["GET", "M-SEARCH, x!#"], &["GET", "M-SEARCH", "x!#"]),
            (&[",GET,, ,HEAD,"], &["GET", "HEAD"]),
            (&[""], &[]),
            (&[" , "], &[]),
            (&[], &[]),
        ];
        for (lines, expected) in cases {
            assert_eq!(parse(lines).unwrap(), *expected, "{lines:?}");
        }
    }

    #[test]
    fn lists_that_are_not() {
        for (line, at) in [("GET HEAD", 3), ("GET; HEAD", 3), ("GET, \"PUT\"", 0), ("GET, PÜT", 1), ("[GET]", 0)] {
            assert_eq!(parse(&[line]).map_err(|malformed| malformed.at), Err(at), "{line}");
        }
    }
}
