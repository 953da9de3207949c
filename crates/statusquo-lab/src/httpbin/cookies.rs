//! Cookies: shown, set and deleted, quoted as Werkzeug quotes them.

use super::call::{Call, query, refuse_parameter, say};
use super::json::Json;
use super::{headers, place, redirects};
use crate::visit::Visit;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What scripts of a public host once set, and no client sends on purpose: left out unless `show_env` is asked for.
const OF_SCRIPTS: [&str; 8] = [
    "__utma",
    "__utmb",
    "__utmz",
    "_gauges_unique",
    "_gauges_unique_day",
    "_gauges_unique_hour",
    "_gauges_unique_month",
    "_gauges_unique_year",
];

/// Where they are shown.
const SHOWN: &str = "/cookies";

/// `/cookies`: of several with one name the first.
pub(crate) fn show(visit: &mut Visit<'_>, _: &Call) {
    let given = headers::value(visit.request.fields(), "Cookie").unwrap_or_default();
    let mut cookies = BTreeMap::new();
    for (name, value) in parse(&given) {
        cookies.entry(name).or_insert(value);
    }
    if !query(visit).has("show_env") {
        cookies.retain(|name, _| !OF_SCRIPTS.contains(name));
    }
    let cookies = Json::object(cookies.into_iter().map(|(name, value)| (name, value.into())));
    say(visit, &Json::object([("cookies", cookies)]));
}

/// `/cookies/set?name=value`.
pub(crate) fn set(visit: &mut Visit<'_>, _: &Call) {
    let query = query(visit);
    for (name, value) in query.firsts() {
        if !set_one(visit, name, value) {
            return;
        }
    }
    redirects::send(visit, SHOWN);
}

/// `/cookies/set/{name}/{value}`.
pub(crate) fn set_path(visit: &mut Visit<'_>, call: &Call) {
    if set_one(visit, call.text(0), call.text(1)) {
        redirects::send(visit, SHOWN);
    }
}

/// `/cookies/delete?name`.
pub(crate) fn delete(visit: &mut Visit<'_>, _: &Call) {
    let query = query(visit);
    for (name, _) in query.firsts() {
        if let Err(detail) = judge_name(name) {
            return refuse_parameter(visit, name, detail);
        }
        visit.fields.push("Set-Cookie", deleting(name));
    }
    redirects::send(visit, SHOWN);
}

fn set_one(visit: &mut Visit<'_>, name: &str, value: &str) -> bool {
    if let Err(detail) = judge_name(name) {
        refuse_parameter(visit, name, detail);
        return false;
    }
    let line = setting(visit, name, value);
    visit.fields.push("Set-Cookie", line);
    true
}

/// What sets a cookie.
pub(crate) fn setting(visit: &Visit<'_>, name: &str, value: &str) -> String {
    let secure = if place::scheme(visit) == "https" { "; Secure" } else { "" };
    format!("{name}={}{secure}; Path=/", quote(value))
}

/// What deletes one.
pub(crate) fn deleting(name: &str) -> String {
    format!("{name}=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/")
}

/// A name must not end before its value begins.
pub(crate) fn judge_name(name: &str) -> Result<(), String> {
    let ends = |character: char| character.is_ascii_control() || matches!(character, ' ' | '=' | ';' | '"');
    if !name.is_empty() && !name.contains(ends) {
        return Ok(());
    }
    Err(format!(
        "{name:?} cannot be the name of a cookie: that is one character or more, none of them a control, a space, '=', ';' or '\"'."
    ))
}

/// A value as it may stand in Set-Cookie: in quotes, with octets in octal, where it has to be.
pub(crate) fn quote(value: &str) -> String {
    let plain = |octet: u8| octet.is_ascii_alphanumeric() || b"_!#$%&'()*+-./:<=>?@[]^`{|}~".contains(&octet);
    if value.bytes().all(plain) {
        return value.to_owned();
    }
    let mut quoted = String::from("\"");
    for octet in value.bytes() {
        match octet {
            b'"' | b'\\' => {
                quoted.push('\\');
                quoted.push(char::from(octet));
            }
            0..=0x1f | b',' | b';' | 0x7f.. => {
                let _ = write!(quoted, "\\{octet:03o}");
            }
            _ => quoted.push(char::from(octet)),
        }
    }
    quoted.push('"');
    quoted
}

/// The cookies of a `Cookie` field; what is none is left out.
pub(crate) fn parse(field: &str) -> Vec<(&str, String)> {
    let mut cookies = Vec::new();
    let mut rest = field;
    loop {
        match one(rest) {
            Some((name, value, after)) => {
                cookies.push((name, value));
                rest = after;
            }
            None => match rest.split_once(';') {
                Some((_, after)) => rest = after,
                None => return cookies,
            },
        }
    }
}

/// The cookie at the beginning, and what follows its semicolon.
fn one(field: &str) -> Option<(&str, String, &str)> {
    const SPACE: [char; 2] = [' ', '\t'];
    let field = field.trim_start_matches(SPACE);
    let end = field.find([' ', '\t', '=', '"', ';']).unwrap_or(field.len());
    let (name, rest) = field.split_at(end);
    let rest = rest.trim_start_matches(SPACE);
    let (value, rest) = match rest.strip_prefix('=').map(|rest| rest.trim_start_matches(SPACE)) {
        None => (String::new(), rest),
        Some(rest) if rest.starts_with('"') => {
            let end = closing(&rest[1..])?;
            (unquote(&rest[1..=end]), &rest[end + 2..])
        }
        Some(rest) => {
            let end = rest.find([' ', '\t', '"', ';']).unwrap_or(rest.len());
            (rest[..end].to_owned(), &rest[end..])
        }
    };
    let rest = rest.trim_start_matches(SPACE);
    let rest = if rest.is_empty() { rest } else { rest.strip_prefix(';')? };
    (!name.is_empty()).then_some((name, value, rest))
}

/// Where the quote stands that ends a quoted value.
fn closing(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.bytes().position(|octet| {
        let closes = octet == b'"' && !escaped;
        escaped = octet == b'\\' && !escaped;
        closes
    })
}

fn unquote(text: &str) -> String {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [] => return String::from_utf8_lossy(&octets).into_owned(),
            [b'\\', high @ b'0'..=b'3', middle @ b'0'..=b'7', low @ b'0'..=b'7', rest @ ..] => {
                octets.push((high - b'0') << 6 | (middle - b'0') << 3 | (low - b'0'));
                rest
            }
            [b'\\', next, rest @ ..] => {
                octets.push(*next);
                rest
            }
            [next, rest @ ..] => {
                octets.push(*next);
                rest
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_where_they_have_to_be_and_come_back() {
        for (value, sent) in [
            ("v", "v"),
            ("", ""),
            ("v;2", r#""v\0732""#),
            ("a b", r#""a b""#),
            ("\"bar:baz\"", r#""\"bar:baz\"""#),
            ("x,y", r#""x\054y""#),
            ("é", r#""\303\251""#),
            ("a\\\r\n\u{1b}", r#""a\\\015\012\033""#),
        ] {
            assert_eq!(quote(value), sent);
            assert_eq!(parse(&format!("k={sent}")), [("k", value.to_owned())]);
        }
    }

    #[test]
    fn what_is_no_cookie_is_left_out() {
        let names = |field: &'static str| parse(field).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names("a=1; b; =c; d = 2 ; e=x y; f=\"open; g=\"a\"b; h=\"a;b\";i=1;"), ["a", "b", "d", "h", "i"]);
        assert_eq!(names(""), [""; 0]);
        assert_eq!(parse("a=b=c")[0].1, "b=c");
    }
}
