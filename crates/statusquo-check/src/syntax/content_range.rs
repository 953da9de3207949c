//! `Content-Range`: which range of how much, or how much alone (RFC 9110 §14.4).

use super::Malformed;
use super::token::{is_tchar, run};

/// What a `Content-Range` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentRange<'a> {
    /// The range unit as it was written.
    pub unit: &'a str,
    /// The first and the last position, or none where no range could be satisfied.
    pub positions: Option<(u64, u64)>,
    /// The complete length, unless it is not known.
    pub complete: Option<u64>,
}

/// Parses a value without white space at its ends; one that contradicts itself is malformed too.
///
/// ```
/// use statusquo_check::syntax::content_range;
/// let range = content_range(b"bytes 42-1233/1234").unwrap();
/// assert_eq!((range.unit, range.positions, range.complete), ("bytes", Some((42, 1233)), Some(1234)));
/// assert_eq!(content_range(b"bytes */1234").unwrap().positions, None);
/// assert_eq!(content_range(b"bytes 5-4/9").unwrap_err().at, 8);
/// ```
pub fn content_range(value: &[u8]) -> Result<ContentRange<'_>, Malformed> {
    let length = run(value, 0, is_tchar);
    let unit = std::str::from_utf8(&value[..length]).unwrap_or_default();
    if unit.is_empty() {
        return Err(Malformed::at(0, "a range unit is a token"));
    }
    let mut at = length;
    expect(value, &mut at, b' ', "one space comes after the range unit")?;
    let positions = if value.get(at) == Some(&b'*') {
        at += 1;
        None
    } else {
        let first = number(value, &mut at)?;
        expect(value, &mut at, b'-', "a hyphen stands between first and last position")?;
        let from = at;
        let last = number(value, &mut at)?;
        if last < first {
            return Err(Malformed::at(from, "the last position is before the first"));
        }
        Some((first, last))
    };
    expect(value, &mut at, b'/', "a slash stands before the complete length")?;
    let from = at;
    let complete = match (value.get(at), positions) {
        (Some(b'*'), Some(_)) => {
            at += 1;
            None
        }
        _ => Some(number(value, &mut at)?),
    };
    if let (Some((_, last)), Some(complete)) = (positions, complete)
        && complete <= last
    {
        return Err(Malformed::at(from, "the complete length is not beyond the last position"));
    }
    match at == value.len() {
        true => Ok(ContentRange { unit, positions, complete }),
        false => Err(Malformed::at(at, "nothing may follow the complete length")),
    }
}

fn expect(value: &[u8], at: &mut usize, octet: u8, what: &'static str) -> Result<(), Malformed> {
    match value.get(*at) == Some(&octet) {
        true => {
            *at += 1;
            Ok(())
        }
        false => Err(Malformed::at(*at, what)),
    }
}

fn number(value: &[u8], at: &mut usize) -> Result<u64, Malformed> {
    let length = run(value, *at, |byte| byte.is_ascii_digit());
    let digits = std::str::from_utf8(&value[*at..*at + length]).unwrap_or_default();
    let number = digits.parse().map_err(|_| match length {
        0 => Malformed::at(*at, "a position is a number"),
        _ => Malformed::at(*at, "the number is too large to be counted"),
    })?;
    *at += length;
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_is_found_at_its_octet() {
        let table: &[(&[u8], usize)] = &[
            (b"", 0),
            (b"bytes", 5),
            (b"bytes  0-1/2", 6),
            (b"bytes=0-1/2", 5),
            (b"bytes 0/2", 7),
            (b"bytes -1/2", 6),
            (b"bytes 0-1", 9),
            (b"bytes 0-1/1", 10),
            (b"bytes */*", 8),
            (b"bytes 0-1/2 ", 11),
            (b"bytes 0-99999999999999999999/*", 8),
        ];
        for (value, at) in table {
            let found = content_range(value).expect_err("it is malformed").at;
            assert_eq!(found, *at, "{}", String::from_utf8_lossy(value));
        }
    }

    #[test]
    fn what_is_allowed_is_read() {
        for value in ["bytes 0-0/1", "bytes 0-0/*", "bytes */0", "lines 3-4/*"] {
            assert!(content_range(value.as_bytes()).is_ok(), "{value}");
        }
    }
}
