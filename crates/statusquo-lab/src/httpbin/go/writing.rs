//! JSON as Go's encoder writes it: nothing escaped that need not be, numbers as floats of 64 bits.

use super::super::json::{Json, Text};
use std::fmt::Write;

/// Stands for an octet that is no UTF-8.
pub(super) const BROKEN: u32 = 0xdc80;

/// A value, laid out, and a line end.
pub(super) fn laid_out(value: &Json) -> String {
    let mut out = String::with_capacity(512);
    write(value, 0, &mut out);
    out.push('\n');
    out
}

/// The same of an object whose members have this order.
pub(super) fn object<'j>(members: impl IntoIterator<Item = (&'j Text, &'j Json)>) -> String {
    let mut out = String::with_capacity(512);
    write_members(members, 0, &mut out);
    out.push('\n');
    out
}

/// A value without any space, and with nothing in it that means something in HTML.
pub(super) fn in_a_line(value: &Json) -> String {
    let mut out = String::new();
    write_close(value, &mut out);
    // Outside of text there is none of these.
    out.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

fn write_close(value: &Json, out: &mut String) {
    match value {
        Json::List(values) => {
            out.push('[');
            for (at, value) in values.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                write_close(value, out);
            }
            out.push(']');
        }
        Json::Object(members) => {
            out.push('{');
            for (at, (name, value)) in members.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                write_text(name, out);
                out.push(':');
                write_close(value, out);
            }
            out.push('}');
        }
        plain => write(plain, 0, out),
    }
}

fn write(value: &Json, depth: usize, out: &mut String) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Bool(true) => out.push_str("true"),
        Json::Bool(false) => out.push_str("false"),
        Json::Number(number) => write_number(number, out),
        Json::Text(text) => write_text(text, out),
        Json::List(values) => write_all(['[', ']'], depth, values, out, |value, out| write(value, depth + 1, out)),
        Json::Object(members) => write_members(members, depth, out),
    }
}

fn write_members<'j>(members: impl IntoIterator<Item = (&'j Text, &'j Json)>, depth: usize, out: &mut String) {
    write_all(['{', '}'], depth, members, out, |(name, value), out| {
        write_text(name, out);
        out.push_str(": ");
        write(value, depth + 1, out);
    });
}

fn write_all<T>(
    [open, close]: [char; 2],
    depth: usize,
    all: impl IntoIterator<Item = T>,
    out: &mut String,
    mut write: impl FnMut(T, &mut String),
) {
    let indent = |depth: usize, out: &mut String| out.extend(std::iter::repeat_n("  ", depth));
    out.push(open);
    let mut empty = true;
    for one in all {
        out.push_str(if empty { "\n" } else { ",\n" });
        indent(depth + 1, out);
        write(one, out);
        empty = false;
    }
    if !empty {
        out.push('\n');
        indent(depth, out);
    }
    out.push(close);
}

fn write_text(text: &Text, out: &mut String) {
    out.push('"');
    for point in text.points() {
        match char::from_u32(point) {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some('\u{8}') => out.push_str("\\b"),
            Some('\u{c}') => out.push_str("\\f"),
            Some('\0'..='\u{1f}' | '\u{2028}' | '\u{2029}') => {
                let _ = write!(out, "\\u{point:04x}");
            }
            Some(character) => out.push(character),
            // A surrogate that stands alone, or an octet that is no UTF-8.
            None => out.push_str("\\ufffd"),
        }
    }
    out.push('"');
}

/// A number of 64 bits, with as few digits as tell it from every other; from 1e21 on and below 0.000001 with an exponent.
fn write_number(number: &str, out: &mut String) {
    let number: f64 = number.parse().unwrap_or(0.0);
    let size = number.abs();
    if size == 0.0 || (1e-6..1e21).contains(&size) {
        let _ = write!(out, "{number}");
        return;
    }
    let shortest = format!("{number:e}");
    out.push_str(&if size < 1.0 { shortest } else { shortest.replace('e', "e+") });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_floats_written_short() {
        for (number, written) in [
            ("1", "1"),
            ("1.0", "1"),
            ("-0.0", "-0"),
            ("1.5e-05", "0.000015"),
            ("0.000001", "0.000001"),
            ("1e-07", "1e-7"),
            ("-1.25e-10", "-1.25e-10"),
            ("123456789012345678901", "123456789012345680000"),
            ("1e+21", "1e+21"),
            ("-1.5e+300", "-1.5e+300"),
            ("0.1", "0.1"),
        ] {
            assert_eq!(laid_out(&Json::Number(number.into())).trim_end(), written);
        }
    }

    #[test]
    fn only_what_has_to_be_is_escaped() {
        let mut text = Text::from("<&>é😀\u{7f}\u{0}\u{8}\u{c}\n\r\t\"\\\u{2028}\u{fffd}");
        text.push(BROKEN);
        let expected = "\"<&>é😀\u{7f}\\u0000\\b\\f\\n\\r\\t\\\"\\\\\\u2028\u{fffd}\\ufffd\"\n";
        assert_eq!(laid_out(&Json::Text(text)), expected);
    }

    #[test]
    fn what_is_empty_stays_on_its_line() {
        let value = Json::object([
            ("a", Json::List(vec![])),
            ("b", Json::object::<&str>([])),
            ("c", Json::List(vec![Json::Null])),
        ]);
        assert_eq!(laid_out(&value), "{\n  \"a\": [],\n  \"b\": {},\n  \"c\": [\n    null\n  ]\n}\n");
        assert_eq!(object([]), "{}\n");
    }
}
