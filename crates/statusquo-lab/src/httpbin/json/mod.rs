//! JSON as httpbin writes it: keys in order, two spaces a level, nothing beyond ASCII unescaped, a line end behind it.

mod read;

pub(crate) use read::{NotJson, read};

use std::collections::BTreeMap;
use std::fmt::Write;

/// Text as Python has it: code points, surrogates that stand alone among them.
///
/// It is kept as UTF-8 in which those are encoded like any other code point, so that the order of the octets is the order of
/// the code points, in which keys are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Text(Vec<u8>);

impl Text {
    /// Adds a code point, which may be a surrogate.
    pub(crate) fn push(&mut self, point: u32) {
        let last = |shift: u32| 0x80 | (point >> shift & 0x3f) as u8;
        match point {
            0..=0x7f => self.0.push(point as u8),
            0x80..=0x7ff => self.0.extend([0xc0 | (point >> 6) as u8, last(0)]),
            0x800..=0xffff => self.0.extend([0xe0 | (point >> 12) as u8, last(6), last(0)]),
            _ => self.0.extend([0xf0 | (point >> 18) as u8, last(12), last(6), last(0)]),
        }
    }

    /// The code points, surrogates that stand alone among them.
    pub(crate) fn points(&self) -> impl Iterator<Item = u32> {
        let mut rest = self.0.iter().map(|octet| u32::from(*octet));
        std::iter::from_fn(move || {
            let first = rest.next()?;
            let (mut point, more) = match first {
                0..=0x7f => (first, 0),
                0x80..=0xdf => (first & 0x1f, 1),
                0xe0..=0xef => (first & 0x0f, 2),
                _ => (first & 0x07, 3),
            };
            for octet in rest.by_ref().take(more) {
                point = point << 6 | octet & 0x3f;
            }
            Some(point)
        })
    }

    fn write(&self, out: &mut String) {
        out.push('"');
        for point in self.points() {
            match point {
                0x22 => out.push_str("\\\""),
                0x5c => out.push_str("\\\\"),
                0x0a => out.push_str("\\n"),
                0x0d => out.push_str("\\r"),
                0x09 => out.push_str("\\t"),
                0x08 => out.push_str("\\b"),
                0x0c => out.push_str("\\f"),
                0x20..=0x7e => out.push(point as u8 as char),
                0x1_0000.. => {
                    let beyond = point - 0x1_0000;
                    let _ = write!(out, "\\u{:04x}\\u{:04x}", 0xd800 + (beyond >> 10), 0xdc00 + (beyond & 0x3ff));
                }
                _ => {
                    let _ = write!(out, "\\u{point:04x}");
                }
            }
        }
        out.push('"');
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

/// A value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Json {
    #[default]
    Null,
    Bool(bool),
    /// As Python would write it.
    Number(String),
    Text(Text),
    List(Vec<Json>),
    Object(BTreeMap<Text, Json>),
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Json::Text(text.into())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Json::Text(text.into())
    }
}

impl From<bool> for Json {
    fn from(yes: bool) -> Self {
        Json::Bool(yes)
    }
}

impl Json {
    /// An object with these members.
    pub(crate) fn object<N: Into<Text>>(members: impl IntoIterator<Item = (N, Json)>) -> Self {
        Json::Object(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }

    /// The value, laid out, and a line end.
    pub(crate) fn laid_out(&self) -> String {
        let mut out = String::with_capacity(512);
        self.write(0, &mut out);
        out.push('\n');
        out
    }

    /// The value in one line.
    pub(crate) fn in_a_line(&self) -> String {
        match self {
            Json::List(values) => {
                let values: Vec<String> = values.iter().map(Json::in_a_line).collect();
                format!("[{}]", values.join(", "))
            }
            Json::Object(members) => {
                object_in_a_line(members.iter().map(|(name, value)| (name.clone(), value.in_a_line())))
            }
            plain => {
                let mut out = String::new();
                plain.write(0, &mut out);
                out
            }
        }
    }

    fn write(&self, depth: usize, out: &mut String) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Bool(true) => out.push_str("true"),
            Json::Bool(false) => out.push_str("false"),
            Json::Number(number) => out.push_str(number),
            Json::Text(text) => text.write(out),
            Json::List(values) => {
                Self::write_all(['[', ']'], depth, values.iter(), out, |value, out| value.write(depth + 1, out));
            }
            Json::Object(members) => {
                Self::write_all(['{', '}'], depth, members.iter(), out, |(name, value), out| {
                    name.write(out);
                    out.push_str(": ");
                    value.write(depth + 1, out);
                });
            }
        }
    }

    fn write_all<T>(
        [open, close]: [char; 2],
        depth: usize,
        all: impl ExactSizeIterator<Item = T>,
        out: &mut String,
        mut write: impl FnMut(T, &mut String),
    ) {
        out.push(open);
        let empty = all.len() == 0;
        for (at, one) in all.enumerate() {
            out.push_str(if at == 0 { "\n" } else { ",\n" });
            indent(depth + 1, out);
            write(one, out);
        }
        if !empty {
            out.push('\n');
            indent(depth, out);
        }
        out.push(close);
    }
}

/// An object in one line, whose members stand in this order, and have values that are written already.
pub(crate) fn object_in_a_line<N: Into<Text>>(members: impl IntoIterator<Item = (N, String)>) -> String {
    let mut out = String::from("{");
    for (at, (name, value)) in members.into_iter().enumerate() {
        out.push_str(if at == 0 { "" } else { ", " });
        name.into().write(&mut out);
        out.push_str(": ");
        out.push_str(&value);
    }
    out.push('}');
    out
}

fn indent(depth: usize, out: &mut String) {
    out.extend(std::iter::repeat_n("  ", depth));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_stays_on_its_line_and_all_else_has_lines_of_its_own() {
        let value = Json::object([
            ("b", Json::List(vec![])),
            ("a", Json::object::<&str>([])),
            ("c", Json::List(vec![Json::Null, true.into(), Json::object([("x", "y".into())])])),
        ]);
        let expected = "{\n  \"a\": {},\n  \"b\": [],\n  \"c\": [\n    null,\n    true,\n    {\n      \"x\": \"y\"\n    }\n  ]\n}\n";
        assert_eq!(value.laid_out(), expected);
    }

    #[test]
    fn a_line_has_one_space_where_python_has_one() {
        let value = Json::object([
            ("b", Json::List(vec![Json::Null, "é".into()])),
            ("a", Json::object::<&str>([])),
            ("c", Json::object([("e", Json::List(vec![])), ("d", false.into())])),
        ]);
        assert_eq!(value.in_a_line(), r#"{"a": {}, "b": [null, "\u00e9"], "c": {"d": false, "e": []}}"#);
        let given = [("z", "1".to_owned()), ("a\n", "[]".to_owned())];
        assert_eq!(object_in_a_line(given), r#"{"z": 1, "a\n": []}"#);
    }

    #[test]
    fn nothing_but_plain_ascii_goes_out_unescaped() {
        let text = "a\"\\/\u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}é€\u{ffff}😀<";
        let expected = r#""a\"\\/\b\f\n\r\t\u0000\u001f\u007f\u00e9\u20ac\uffff\ud83d\ude00<""#;
        assert_eq!(Json::from(text).laid_out(), format!("{expected}\n"));
    }

    #[test]
    fn keys_stand_in_the_order_of_their_code_points() {
        let value = Json::object(["é", "\u{ffff}", "😀", "a", "B", ""].map(|name| (name, Json::Null)));
        let order: Vec<String> =
            value.laid_out().lines().filter_map(|line| line.split_once(':')).map(|(name, _)| name.to_owned()).collect();
        assert_eq!(order, ["  \"\"", "  \"B\"", "  \"a\"", "  \"\\u00e9\"", "  \"\\uffff\"", "  \"\\ud83d\\ude00\""]);
    }
}
