//! Structured fields (RFC 9651): items that are integers or booleans, read strictly; what is not one is as if it were not there.

use statusquo_wire::message::{FieldSection, is_token};

/// The value of a field that is an item with a non-negative integer.
pub(crate) fn number(fields: FieldSection<'_>, name: &str) -> Option<u64> {
    match item(only(fields, name)?)? {
        Bare::Integer(number) => u64::try_from(number).ok(),
        _ => None,
    }
}

/// The value of a field that is an item with a boolean.
pub(crate) fn boolean(fields: FieldSection<'_>, name: &str) -> Option<bool> {
    match item(only(fields, name)?)? {
        Bare::Boolean(yes) => Some(yes),
        _ => None,
    }
}

/// The one line of a field: several would be joined to a list, which is no item.
fn only<'f>(fields: FieldSection<'f>, name: &str) -> Option<&'f [u8]> {
    let mut lines = fields.all(name);
    lines.next().filter(|_| lines.next().is_none())
}

/// A value without its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bare {
    Integer(i64),
    Boolean(bool),
    /// One of the other types, well-formed.
    Other,
}

/// A whole field value that is an item. Its parameters have to be well-formed; nothing here knows any.
fn item(value: &[u8]) -> Option<Bare> {
    // The spaces around it are no part of a field value.
    let (bare, mut rest) = bare(value)?;
    while let Some(after) = rest.strip_prefix(b";") {
        let (key, after) = while_in(while_in(after, |byte| byte == b' ').1, |byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-' | b'.' | b'*')
        });
        if !key.first().is_some_and(|byte| byte.is_ascii_lowercase() || *byte == b'*') {
            return None;
        }
        rest = match after.strip_prefix(b"=") {
            Some(value) => self::bare(value)?.1,
            None => after,
        };
    }
    rest.is_empty().then_some(bare)
}

/// The octets at the beginning that are of a kind, and the rest.
fn while_in(bytes: &[u8], is_in: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    bytes.split_at(bytes.iter().position(|byte| !is_in(*byte)).unwrap_or(bytes.len()))
}

/// A value of any type, and what follows it.
fn bare(bytes: &[u8]) -> Option<(Bare, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    match first {
        b'?' => match rest.split_first()? {
            (b'0', rest) => Some((Bare::Boolean(false), rest)),
            (b'1', rest) => Some((Bare::Boolean(true), rest)),
            _ => None,
        },
        b'-' | b'0'..=b'9' => numeric(bytes),
        b'@' => numeric(rest).and_then(|(bare, rest)| Some((Bare::Other, rest)).filter(|_| bare != Bare::Other)),
        b'"' => quoted(rest),
        b'%' => displayed(rest.strip_prefix(b"\"")?),
        b':' => {
            let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
            Some((Bare::Other, while_in(rest, is_base64).1.strip_prefix(b":")?))
        }
        b'*' | b'a'..=b'z' | b'A'..=b'Z' => {
            let in_token = |byte: u8| is_token(byte) || matches!(byte, b':' | b'/');
            Some((Bare::Other, while_in(bytes, in_token).1))
        }
        _ => None,
    }
}

/// An integer of up to 15 digits, or a decimal of up to 12 and 3.
fn numeric(bytes: &[u8]) -> Option<(Bare, &[u8])> {
    let (sign, unsigned) = bytes.strip_prefix(b"-").map_or((1, bytes), |rest| (-1, rest));
    let (digits, rest) = while_in(unsigned, |byte| byte.is_ascii_digit());
    if let Some(after) = rest.strip_prefix(b".") {
        let (fraction, rest) = while_in(after, |byte| byte.is_ascii_digit());
        let fits = (1..=12).contains(&digits.len()) && (1..=3).contains(&fraction.len());
        return fits.then_some((Bare::Other, rest));
    }
    if !(1..=15).contains(&digits.len()) {
        return None;
    }
    let number: i64 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some((Bare::Integer(sign * number), rest))
}

/// What follows a string, behind its first quote.
fn quoted(bytes: &[u8]) -> Option<(Bare, &[u8])> {
    let mut escaped = false;
    for (at, byte) in bytes.iter().enumerate() {
        match (byte, escaped) {
            (b'"' | b'\\', true) => escaped = false,
            (_, true) => return None,
            (b'"', false) => return Some((Bare::Other, &bytes[at + 1..])),
            (b'\\', false) => escaped = true,
            (b' '..=b'~', false) => {}
            _ => return None,
        }
    }
    None
}

/// What follows a display string, behind its first quote.
fn displayed(bytes: &[u8]) -> Option<(Bare, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'"')?;
    let (text, rest) = (&bytes[..end], &bytes[end + 1..]);
    let is_hex = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let escapes = text.split(|byte| *byte == b'%').skip(1).all(|rest| rest.len() >= 2 && rest[..2].iter().all(is_hex));
    let plain = text.iter().all(|byte| matches!(byte, b' '..=b'~'));
    (escapes && plain).then_some((Bare::Other, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use statusquo_wire::Fields;

    #[test]
    fn integers_and_booleans_are_read_as_they_are_written_and_nothing_else_is() {
        for (value, expected) in [
            ("0", Some(Bare::Integer(0))),
            ("007", Some(Bare::Integer(7))),
            ("-5", Some(Bare::Integer(-5))),
            ("999999999999999", Some(Bare::Integer(999_999_999_999_999))),
            ("?1", Some(Bare::Boolean(true))),
            ("?0;a;b=2;*c=\"x;\\\"\";d=:YQ==:;e=@1;f=tok/en;g=?1;h=1.5;i=%\"a%c3%bc\"", Some(Bare::Boolean(false))),
            ("5; a=1", Some(Bare::Integer(5))),
            ("1.5", Some(Bare::Other)),
            ("token", Some(Bare::Other)),
        ] {
            assert_eq!(item(value.as_bytes()), expected, "{value}");
        }
        for value in [
            "",
            " ",
            "+1",
            "1,2",
            "1 2",
            "1000000000000000",
            "-",
            "--1",
            "0x5",
            "1.",
            ".5",
            "1.2345",
            "?2",
            "?",
            "true",
            "?1,",
            "?1 ?1",
            "5;",
            "5;A",
            "5;a=",
            "5;a=\"",
            "5 ;a",
            "5;1",
            "\"a",
            "\"\\n\"",
            "@1.5",
            ":a",
            "\u{e9}",
        ] {
            assert!(!matches!(item(value.as_bytes()), Some(Bare::Integer(_) | Bare::Boolean(_))), "{value}");
        }
    }

    #[test]
    fn a_field_that_comes_twice_or_is_of_another_type_is_not_there() {
        let mut fields = Fields::default();
        for (name, value) in [("A", "5"), ("B", "5"), ("b", "5"), ("C", "?1"), ("D", "-1")] {
            fields.push(name, value);
        }
        let fields = fields.section();
        assert_eq!((number(fields, "a"), boolean(fields, "C")), (Some(5), Some(true)));
        assert_eq!([number(fields, "B"), number(fields, "C"), number(fields, "D"), number(fields, "E")], [None; 4]);
        assert_eq!(boolean(fields, "A"), None);
    }
}
