//! What a person typed or pasted: a number, a class, a status line, a line of a log, or words.

use crate::words::{is_generic, tokens};
use crate::{ALL, Class, Entry, entry};

/// What was asked for.
///
/// ```
/// use statusquo_catalog::Query;
/// assert_eq!(Query::parse("409"), Query::Code(409));
/// assert_eq!(Query::parse("4XX"), Query::Class(4));
/// assert_eq!(Query::parse("HTTP/1.1 409 Conflict"), Query::Code(409));
/// assert_eq!(Query::parse("\"GET / HTTP/1.1\" 499 0"), Query::Code(499));
/// assert_eq!(Query::parse("email already taken"), Query::Words("email already taken".to_string()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// A number of up to three digits, registered or not.
    Code(u16),
    /// A class by its first digit, 1 to 5.
    Class(u16),
    /// Anything else, to be searched for.
    Words(String),
}

impl Query {
    /// Reads what was typed. It never fails: what is neither number nor class is words.
    pub fn parse(typed: &str) -> Self {
        let text = typed.trim().trim_start_matches(['<', '>', '*']).trim();
        let lower = text.to_ascii_lowercase();
        if let Some(code) = bare_number(text) {
            return Query::Code(code);
        }
        if let Some(digit) = class(&lower) {
            return Query::Class(digit);
        }
        let told = after_version(&lower)
            .or_else(|| after_status(&lower))
            .or_else(|| after_quoted_request(text))
            .or_else(|| after_timers(&lower))
            .or_else(|| after_cache_result(&lower))
            .or_else(|| number_with_its_name(text));
        match told {
            Some(code) => Query::Code(code),
            None => Query::Words(text.to_string()),
        }
    }
}

/// `409`, and `404.13` as IIS logs it; up to three digits, so that 42 is told that it is no status code.
fn bare_number(text: &str) -> Option<u16> {
    let (number, substatus) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (digits(number) && digits(substatus) && number.len() <= 3).then(|| number.parse().ok()).flatten()
}

/// `4xx`, or the class by name: `client errors`.
fn class(lower: &str) -> Option<u16> {
    if let [digit @ b'1'..=b'5', b'x', b'x'] = lower.as_bytes() {
        return Some(u16::from(digit - b'0'));
    }
    let named = tokens(lower);
    let found = Class::ALL.into_iter().find(|class| tokens(class.name()) == named)?;
    Some(found.digit())
}

/// Exactly three digits at the start of the text, and no fourth.
fn leading_code(text: &str) -> Option<u16> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 3 { text[..3].parse().ok() } else { None }
}

/// `HTTP/1.1 409 Conflict`, `HTTP/2 409`, and the request line that a log quotes: `"GET / HTTP/1.1" 499 0`.
fn after_version(lower: &str) -> Option<u16> {
    lower.match_indices("http/").find_map(|(at, mark)| {
        let rest = &lower[at + mark.len()..];
        let after = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let number = after.trim_start_matches(['\\', '"', '\'', ' ', '\t']);
        // A version that runs into the number without a gap is no status line.
        if after.len() == rest.len() || number.len() == after.len() { None } else { leading_code(number) }
    })
}

/// `:status: 409`, `Status Code: 404`, `"status":499`, `status=503`, as browsers, HTTP/2 dumps and JSON logs write it.
fn after_status(lower: &str) -> Option<u16> {
    lower.match_indices("status").find_map(|(at, mark)| {
        let rest = &lower[at + mark.len()..];
        let rest = rest.trim_start_matches(['_', '-', ' ']);
        let rest = rest.strip_prefix("code").unwrap_or(rest);
        leading_code(rest.trim_start_matches(['"', '\'', ' ', ':', '=']))
    })
}

/// A quoted request that was no HTTP, then status and size: `"\x16\x03\x01" 400 150`.
fn after_quoted_request(text: &str) -> Option<u16> {
    text.match_indices("\" ").find_map(|(at, mark)| {
        let mut parts = text[at + mark.len()..].split_whitespace();
        let code = parts.next().filter(|part| part.len() == 3).and_then(leading_code)?;
        let size = parts.next()?;
        (size == "-" || size.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
    })
}

/// HAProxy writes five timers and then the status: `0/0/1/2/3 503 212`.
fn after_timers(lower: &str) -> Option<u16> {
    let mut parts = lower.split_whitespace();
    parts.find(|part| part.split('/').count() == 5 && part.split('/').all(|timer| timer.parse::<i64>().is_ok()))?;
    parts.next().filter(|part| part.len() == 3).and_then(leading_code)
}

/// Squid writes its cache's result and the status in one word: `TCP_MISS/200`.
fn after_cache_result(lower: &str) -> Option<u16> {
    lower.split_whitespace().find_map(|part| {
        let (result, code) = part.split_once('/')?;
        (result.starts_with("tcp_") && code.len() == 3).then(|| leading_code(code)).flatten()
    })
}

/// One number among words that add nothing to it: `404 error`, `409 Conflict`, `error 429 too many requests`.
fn number_with_its_name(text: &str) -> Option<u16> {
    let all = tokens(text);
    let numbers: Vec<u16> =
        all.iter().filter(|token| token.len() == 3).filter_map(|token| token.parse().ok()).collect();
    let [code] = numbers[..] else { return None };
    let Some(entry) = entry(code) else {
        // A number that no entry has can only be explained as a number, if it comes first.
        return (all.first()?.parse() == Ok(code)).then_some(code);
    };
    let mut names = tokens(entry.phrase);
    names.extend(entry.former_phrases.iter().flat_map(|former| tokens(former.phrase)));
    all.iter().all(|token| token.parse() == Ok(code) || is_generic(token) || names.contains(token)).then_some(code)
}

/// The codes that are to be told apart, if that is what was typed: two or more of them, each by its number or its phrase,
/// with nothing beside them but commas, strokes and words such as "or". Each part is one argument of a command line.
///
/// ```
/// use statusquo_catalog::to_compare;
/// assert_eq!(to_compare(&["401", "403", "404"]), Some(vec![401, 403, 404]));
/// assert_eq!(to_compare(&["401 or 403"]), Some(vec![401, 403]));
/// assert_eq!(to_compare(&["not found", "gone"]), Some(vec![404, 410]));
/// assert_eq!(to_compare(&["409", "Conflict"]), None);
/// ```
pub fn to_compare<P: AsRef<str>>(parts: &[P]) -> Option<Vec<u16>> {
    let mut codes = Vec::new();
    for part in parts {
        let part = part.as_ref();
        match named(part).map(|code| vec![code]).or_else(|| joined(part)) {
            Some(found) => codes.extend(found),
            None if is_joint(part) => {}
            None => return None,
        }
    }
    let mut seen = Vec::new();
    codes.retain(|code| {
        let new = !seen.contains(code);
        seen.push(*code);
        new
    });
    (codes.len() > 1).then_some(codes)
}

/// The one code that a part names: by number, by status line, or by its whole phrase.
fn named(part: &str) -> Option<u16> {
    match Query::parse(part) {
        Query::Code(code) => Some(code),
        Query::Class(_) => None,
        Query::Words(words) => {
            let asked = tokens(&words);
            let has = |entry: &&Entry| {
                let former = entry.former_phrases.iter().map(|former| former.phrase);
                former.chain([entry.phrase]).any(|phrase| !asked.is_empty() && tokens(phrase) == asked)
            };
            ALL.iter().find(has).map(|entry| entry.code)
        }
    }
}

/// Numbers of three digits within one part: `401 or 403`, `401/403/404`, `401,403`.
fn joined(part: &str) -> Option<Vec<u16>> {
    let pieces = part.split([',', '/', ' ', '\t', '\n']).filter(|piece| !piece.is_empty() && !is_joint(piece));
    let codes: Option<Vec<u16>> = pieces
        .map(|piece| {
            (piece.len() == 3 && piece.bytes().all(|byte| byte.is_ascii_digit())).then(|| piece.parse().ok())?
        })
        .collect();
    codes.filter(|codes| codes.len() > 1 || (part.contains(',') && !codes.is_empty()))
}

/// A word that stands between two codes and means nothing else.
fn is_joint(word: &str) -> bool {
    ["or", "and", "vs", "vs.", "versus", ",", "/", "&"].iter().any(|joint| joint.eq_ignore_ascii_case(word.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Query {
        Query::Words(text.to_string())
    }

    #[test]
    fn numbers_and_classes() {
        for (typed, expected) in [
            ("409", Query::Code(409)),
            (" 409\n", Query::Code(409)),
            ("799", Query::Code(799)),
            ("42", Query::Code(42)),
            ("000", Query::Code(0)),
            ("404.13", Query::Code(404)),
            ("4xx", Query::Class(4)),
            ("1XX", Query::Class(1)),
            ("client error", Query::Class(4)),
            ("Server Errors", Query::Class(5)),
            ("6xx", words("6xx")),
            ("4000", words("4000")),
            ("70000", words("70000")),
            ("409.x", words("409.x")),
            ("", words("")),
        ] {
            assert_eq!(Query::parse(typed), expected, "{typed:?}");
        }
    }

    #[test]
    fn status_lines_and_names() {
        for typed in [
            "HTTP/1.1 409 Conflict",
            "http/1.1 409",
            "HTTP/2 409",
            "HTTP/2 409 ",
            "HTTP/3 409",
            "< HTTP/1.1 409 Conflict",
            "HTTP/1.1 409 Conflict\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\nContent-Length: 200\r\n",
            ":status: 409",
            "Status Code: 409 Conflict",
            "status=409",
            "409 Conflict",
            "409 conflict error",
            "error 409",
            "HTTP 409",
        ] {
            assert_eq!(Query::parse(typed), Query::Code(409), "{typed:?}");
        }
    }

    #[test]
    fn log_lines() {
        for (typed, code) in [
            ("\"GET / HTTP/1.1\" 499 0", 499),
            ("GET / HTTP/1.1 499 0", 499),
            ("127.0.0.1 - - [10/Oct/2025:13:55:36 +0000] \"GET /a?b=200 HTTP/1.1\" 404 153 \"-\" \"curl/8.5.0\"", 404),
            ("10.0.0.1 - - [10/Oct/2025:13:55:36 +0000] \"\\x16\\x03\\x01\" 400 150 \"-\" \"-\"", 400),
            ("{\"request\":\"GET / HTTP/1.1\",\"status\":502,\"bytes\":166}", 502),
            ("{\"status_code\": \"503\"}", 503),
            (
                "10.0.1.2:33317 [06/Feb/2025:12:14:14.655] in app/a1 10/0/30/69/109 503 2750 - - ---- \"GET / HTTP/1.1\"",
                503,
            ),
            ("1286536308.779 180 192.168.0.224 TCP_MISS/504 411 GET http://a.test/ - DIRECT/- text/html", 504),
        ] {
            assert_eq!(Query::parse(typed), Query::Code(code), "{typed:?}");
        }
    }

    #[test]
    fn words_stay_words() {
        for typed in ["conflict", "email already taken", "409 or 422", "GET / HTTP/1.1", "port 443 refused", "HTTP/1.1"]
        {
            assert_eq!(Query::parse(typed), words(typed), "{typed:?}");
        }
    }

    #[test]
    fn numbers_and_whole_phrases_are_compared_and_all_else_is_not() {
        for (parts, codes) in [
            (&["401", "403", "404"][..], &[401, 403, 404][..]),
            (&["403", "401"], &[403, 401]),
            (&["401", "or", "403"], &[401, 403]),
            (&["401 vs. 403"], &[401, 403]),
            (&["401/403/404"], &[401, 403, 404]),
            (&["401,", "403,404"], &[401, 403, 404]),
            (&["404", "404", "410"], &[404, 410]),
            (&["499", "408"], &[499, 408]),
            (&["not found", "gone"], &[404, 410]),
            (&["404", "Gone"], &[404, 410]),
            (&["payload too large", "431"], &[413, 431]),
            (&["HTTP/1.1 502 Bad Gateway", "504 Gateway Timeout"], &[502, 504]),
            (&["42", "404"], &[42, 404]),
        ] {
            assert_eq!(to_compare(parts).as_deref(), Some(codes), "{parts:?}");
        }
        for parts in [
            &["409"][..],
            &["409", "409"],
            &["409", "Conflict"],
            &["HTTP/1.1", "409", "Conflict"],
            &["not", "found"],
            &["email", "already", "taken"],
            &["0/0/1/2/3", "503", "212"],
            &["0/0/1/2/3 503 212"],
            &["error", "502", "or", "504"],
            &["4xx", "5xx"],
            &["4000", "404"],
            &["or"],
            &[""],
            &[],
        ] {
            assert_eq!(to_compare(parts), None, "{parts:?}");
        }
    }
}
