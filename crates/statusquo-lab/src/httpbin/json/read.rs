//! Reads JSON as Python's reader does, which takes more than JSON is: NaN, infinities, surrogates that stand alone.

use super::{Json, Text};
use std::collections::BTreeMap;

/// How deep values may be nested.
const DEEPEST: usize = 512;

/// The most octets that a value may take when it is laid out: what is deep takes far more than it took to send.
pub(crate) const LAID_OUT: usize = 16 * 1024 * 1024;

/// The most digits of a whole number, as in Python.
const DIGITS: usize = 4300;

/// Why a text is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotJson {
    /// It is not JSON.
    Invalid,
    /// It is nested deeper than is read.
    TooDeep(usize),
    /// It would take more than this many octets to lay out.
    TooLarge(usize),
}

/// The value that a text is.
pub(crate) fn read(text: &str) -> Result<Json, NotJson> {
    let mut reader = Reader { rest: text.as_bytes(), room: LAID_OUT };
    let value = reader.value(0)?;
    reader.space();
    if reader.rest.is_empty() { Ok(value) } else { Err(NotJson::Invalid) }
}

struct Reader<'t> {
    rest: &'t [u8],
    /// The octets that laying out may still take.
    room: usize,
}

impl Reader<'_> {
    fn space(&mut self) {
        let from = self.rest.iter().position(|octet| !b" \t\n\r".contains(octet)).unwrap_or(self.rest.len());
        self.rest = &self.rest[from..];
    }

    fn take(&mut self, octet: u8) -> bool {
        let there = self.rest.first() == Some(&octet);
        if there {
            self.rest = &self.rest[1..];
        }
        there
    }

    /// Takes note of what a line costs.
    fn spend(&mut self, octets: usize) -> Result<(), NotJson> {
        self.room = self.room.checked_sub(octets).ok_or(NotJson::TooLarge(LAID_OUT))?;
        Ok(())
    }

    fn value(&mut self, depth: usize) -> Result<Json, NotJson> {
        if depth > DEEPEST {
            return Err(NotJson::TooDeep(DEEPEST));
        }
        self.space();
        let before = self.rest.len();
        let value = match self.rest.first() {
            Some(b'{') => return self.object(depth),
            Some(b'[') => return self.list(depth),
            Some(b'"') => {
                self.rest = &self.rest[1..];
                Json::Text(self.text()?)
            }
            _ => self.word().map_or_else(|| self.number(), Ok)?,
        };
        // An octet of text becomes six at most.
        self.spend(2 * depth + 6 * (before - self.rest.len()))?;
        Ok(value)
    }

    fn word(&mut self) -> Option<Json> {
        let (word, value) = [
            ("null", Json::Null),
            ("true", Json::Bool(true)),
            ("false", Json::Bool(false)),
            ("NaN", Json::Number("NaN".into())),
            ("Infinity", Json::Number("Infinity".into())),
            ("-Infinity", Json::Number("-Infinity".into())),
        ]
        .into_iter()
        .find(|(word, _)| self.rest.starts_with(word.as_bytes()))?;
        self.rest = &self.rest[word.len()..];
        Some(value)
    }

    fn list(&mut self, depth: usize) -> Result<Json, NotJson> {
        self.rest = &self.rest[1..];
        self.spend(4 * depth + 8)?;
        let mut values = Vec::new();
        self.space();
        if self.take(b']') {
            return Ok(Json::List(values));
        }
        loop {
            values.push(self.value(depth + 1)?);
            self.space();
            if self.take(b']') {
                return Ok(Json::List(values));
            }
            self.comma()?;
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json, NotJson> {
        self.rest = &self.rest[1..];
        self.spend(4 * depth + 8)?;
        let mut members = BTreeMap::new();
        self.space();
        if self.take(b'}') {
            return Ok(Json::Object(members));
        }
        loop {
            self.space();
            let before = self.rest.len();
            if !self.take(b'"') {
                return Err(NotJson::Invalid);
            }
            let name = self.text()?;
            self.spend(6 * (before - self.rest.len()))?;
            self.space();
            if !self.take(b':') {
                return Err(NotJson::Invalid);
            }
            // Of several members with one name the last counts.
            members.insert(name, self.value(depth + 1)?);
            self.space();
            if self.take(b'}') {
                return Ok(Json::Object(members));
            }
            self.comma()?;
        }
    }

    fn comma(&mut self) -> Result<(), NotJson> {
        if self.take(b',') { Ok(()) } else { Err(NotJson::Invalid) }
    }

    /// What follows an opening quote, to the closing one.
    fn text(&mut self) -> Result<Text, NotJson> {
        let mut text = Text::default();
        loop {
            let plain = self.rest.iter().position(|octet| matches!(octet, b'"' | b'\\' | 0..0x20));
            let plain = plain.ok_or(NotJson::Invalid)?;
            text.0.extend_from_slice(&self.rest[..plain]);
            self.rest = &self.rest[plain..];
            if self.take(b'"') {
                return Ok(text);
            }
            if !self.take(b'\\') {
                return Err(NotJson::Invalid);
            }
            let escaped = *self.rest.first().ok_or(NotJson::Invalid)?;
            self.rest = &self.rest[1..];
            text.push(match escaped {
                b'"' | b'\\' | b'/' => escaped.into(),
                b'b' => 0x08,
                b'f' => 0x0c,
                b'n' => 0x0a,
                b'r' => 0x0d,
                b't' => 0x09,
                b'u' => self.escaped_point()?,
                _ => return Err(NotJson::Invalid),
            });
        }
    }

    /// The code point of `\uXXXX`, or of two of them that are a pair of surrogates.
    fn escaped_point(&mut self) -> Result<u32, NotJson> {
        let first = four_digits(self.rest).ok_or(NotJson::Invalid)?;
        self.rest = &self.rest[4..];
        if (0xd800..0xdc00).contains(&first)
            && let Some(second) = self.rest.strip_prefix(b"\\u").and_then(four_digits)
            && (0xdc00..0xe000).contains(&second)
        {
            self.rest = &self.rest[6..];
            return Ok(0x1_0000 + ((first - 0xd800) << 10 | (second - 0xdc00)));
        }
        Ok(first)
    }

    fn number(&mut self) -> Result<Json, NotJson> {
        let digits = |from: usize| self.rest[from..].iter().take_while(|octet| octet.is_ascii_digit()).count();
        let sign = usize::from(self.rest.first() == Some(&b'-'));
        let whole = match digits(sign) {
            0 => return Err(NotJson::Invalid),
            // No other digit follows a leading zero.
            _ if self.rest[sign] == b'0' => 1,
            count => count,
        };
        let mut end = sign + whole;
        let mut is_whole = true;
        if self.rest.get(end) == Some(&b'.') && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
            is_whole = false;
        }
        if matches!(self.rest.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(self.rest.get(end + 1), Some(b'+' | b'-')));
            if self.rest.len() > end + 1 + sign && digits(end + 1 + sign) > 0 {
                end += 1 + sign + digits(end + 1 + sign);
                is_whole = false;
            }
        }
        let (number, rest) = self.rest.split_at(end);
        self.rest = rest;
        let number = std::str::from_utf8(number).map_err(|_| NotJson::Invalid)?;
        match is_whole {
            true if whole > DIGITS => Err(NotJson::Invalid),
            true if number == "-0" => Ok(Json::Number("0".into())),
            true => Ok(Json::Number(number.to_owned())),
            false => Ok(Json::Number(float(number.parse().map_err(|_| NotJson::Invalid)?))),
        }
    }
}

fn four_digits(octets: &[u8]) -> Option<u32> {
    let digits = octets.get(..4).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// A number with a point, with as few digits as tell it from every other; from 1e16 on and below 0.0001 with an exponent.
fn float(number: f64) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "Infinity".into() } else { "-Infinity".into() };
    }
    let shortest = format!("{number:e}");
    let (digits, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if !(-4..16).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{digits}e{sign}{:02}", exponent.abs());
    }
    let plain = number.to_string();
    if plain.contains('.') { plain } else { plain + ".0" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(text: &str) -> String {
        read(text).map(|value| value.laid_out().replace(['\n', ' '], "")).unwrap_or_else(|why| format!("{why:?}"))
    }

    #[test]
    fn numbers_come_back_as_python_writes_them() {
        for (given, written) in [
            ("1e16", "1e+16"),
            ("1e15", "1000000000000000.0"),
            ("1.5e-5", "1.5e-05"),
            ("0.0001", "0.0001"),
            ("-0", "0"),
            ("-0.0", "-0.0"),
            ("1E400", "Infinity"),
            ("-1e400", "-Infinity"),
            ("NaN", "NaN"),
            ("-Infinity", "-Infinity"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
            ("1e22", "1e+22"),
            ("5e-324", "5e-324"),
            ("0.1e1", "1.0"),
            ("1e100", "1e+100"),
            ("1.0", "1.0"),
            ("12345.678e2", "1234567.8"),
        ] {
            assert_eq!(again(given), written, "{given}");
        }
    }

    #[test]
    fn what_is_not_json_is_told_from_what_is_too_much() {
        for wrong in [
            "",
            " ",
            "01",
            "1.",
            "1.e3",
            "+1",
            ".5",
            "--1",
            "nul",
            "[1,]",
            "[1 2]",
            "{a:1}",
            "{\"a\" 1}",
            "{\"a\":1,}",
            "\"",
            "\"\n\"",
            "\"\\x\"",
            "\"\\u12g4\"",
            "1 2",
            "\u{feff}1",
            "-",
            "1e",
            "[",
            "{",
            "'a'",
            "\u{a0}1",
        ] {
            assert_eq!(read(wrong), Err(NotJson::Invalid), "{wrong}");
        }
        assert_eq!(read(&"9".repeat(DIGITS + 1)), Err(NotJson::Invalid));
        assert!(read(&"9".repeat(DIGITS)).is_ok());
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(read(&deep(DEEPEST + 1)).is_ok());
        assert_eq!(read(&deep(DEEPEST + 2)), Err(NotJson::TooDeep(DEEPEST)));
        let large = "[".repeat(500) + &"0,".repeat(20_000) + "0" + &"]".repeat(500);
        assert_eq!(read(&large), Err(NotJson::TooLarge(LAID_OUT)));
    }

    #[test]
    fn surrogates_that_stand_alone_stay_and_pairs_are_one() {
        assert_eq!(again(r#""\ud83d\ude00""#), r#""\ud83d\ude00""#);
        assert_eq!(read(r#""\ud83d\ude00""#), Ok(Json::from("😀")));
        assert_eq!(again(r#""\ud800x\udc00\ud83d\u0041""#), r#""\ud800x\udc00\ud83dA""#);
        assert_eq!(again(r#"{"b":1,"a":2,"b":3}"#), r#"{"a":2,"b":3}"#);
    }
}
