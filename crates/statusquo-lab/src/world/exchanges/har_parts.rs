//! The parts of a message that HAR has a place of their own for: URL, query, fields, cookies, content.

use super::super::form::FORM;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde_json::{Value, json};
use statusquo_decision::Way;
use statusquo_journal::{Message, Record};
use statusquo_wire::h1::ContentReader;
use statusquo_wire::message::is_host;
use statusquo_wire::{Framing, Limits};
use std::borrow::Cow;

/// What may stand nowhere in a URI (RFC 3986 §2).
const NEVER: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'#');

/// The host of a request that names none which could stand in a URI (RFC 2606).
const UNKNOWN: &str = "unknown.invalid";

/// The URI that the request was for.
pub(super) fn url(record: &Record<Way>, request: Message<'_>) -> String {
    let scheme = if record.secured { "https" } else { "http" };
    let given = request.field(":authority").or_else(|| request.field("Host")).unwrap_or_default();
    let authority = if is_authority(&given) { &given } else { UNKNOWN };
    let target = utf8_percent_encode(&record.target, NEVER);
    if record.target.starts_with('/') {
        return format!("{scheme}://{authority}{target}");
    }
    let absolute = record.target.split_once("://").is_some_and(|(scheme, rest)| {
        matches!(scheme, "http" | "https") && is_authority(rest.split(['/', '?']).next().unwrap_or(""))
    });
    if absolute { target.to_string() } else { format!("{scheme}://{authority}/") }
}

/// Whether it is a name or an address, and perhaps a port. RFC 3986 §3.2.2 lets more be part of a name than URLs of browsers have.
fn is_authority(text: &str) -> bool {
    is_host(text) && text.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-._:[]".contains(&octet))
}

/// The pairs of a target's query, decoded.
pub(super) fn query(target: &str) -> Vec<Value> {
    let query = target.split_once('?').map_or("", |(_, query)| query);
    pairs(query)
}

fn pairs(encoded: &str) -> Vec<Value> {
    let decoded = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let pairs = encoded.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            json!({"name": decoded(name), "value": decoded(value)})
        })
        .collect()
}

/// Its fields, in order; control data among them.
pub(super) fn fields(message: Message<'_>) -> Vec<Value> {
    message.fields().map(|(name, value)| json!({"name": name, "value": value})).collect()
}

/// The cookies that a request brought. Where they are masked, they have no names.
pub(super) fn cookies(request: Message<'_>) -> Vec<Value> {
    let lines = request.fields().filter(|(name, _)| name.eq_ignore_ascii_case("Cookie"));
    lines
        .flat_map(|(_, value)| {
            value
                .split(';')
                .filter_map(|pair| pair.trim().split_once('='))
                .map(|(name, value)| json!({"name": name, "value": value}))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The cookies that an answer set.
pub(super) fn cookies_set(answer: Message<'_>) -> Vec<Value> {
    let lines = answer.fields().filter(|(name, _)| name.eq_ignore_ascii_case("Set-Cookie"));
    lines
        .filter_map(|(_, value)| {
            let mut parts = value.split(';').map(str::trim);
            let (name, text) = parts.next()?.split_once('=')?;
            let mut cookie = json!({"name": name, "value": text, "httpOnly": false, "secure": false});
            for part in parts {
                let (attribute, text) = part.split_once('=').unwrap_or((part, ""));
                match &*attribute.to_ascii_lowercase() {
                    "path" => cookie["path"] = text.into(),
                    "domain" => cookie["domain"] = text.into(),
                    "httponly" => cookie["httpOnly"] = true.into(),
                    "secure" => cookie["secure"] = true.into(),
                    _ => {}
                }
            }
            Some(cookie)
        })
        .collect()
}

/// The content of a request, if it brought some.
pub(super) fn posted(record: &Record<Way>, request: Message<'_>) -> Option<Value> {
    let content = unframed(record, request);
    if content.is_empty() && record.traffic.received_omitted == 0 {
        return None;
    }
    let media_type = request.field("Content-Type").unwrap_or_default();
    let mut posted = json!({"mimeType": media_type, "params": [], "text": ""});
    match readable(&content) {
        Some(text) => {
            if media_type.starts_with(FORM) {
                posted["params"] = pairs(text).into();
            }
            posted["text"] = text.into();
        }
        // HAR has no place for octets here; tools know this one from answers.
        None => {
            posted["text"] = STANDARD.encode(&content).into();
            posted["_encoding"] = "base64".into();
        }
    }
    omitted(&mut posted, record.traffic.received_omitted);
    Some(posted)
}

/// The content of an answer: without chunks, but in its content coding.
pub(super) fn content(record: &Record<Way>, answer: Message<'_>) -> Value {
    let content = unframed(record, answer);
    let missing = record.traffic.sent_omitted;
    let mut shown = json!({
        "size": content.len() as u64 + missing,
        "mimeType": answer.field("Content-Type").unwrap_or_default(),
    });
    match readable(&content) {
        Some("") => {}
        Some(text) => shown["text"] = text.into(),
        None => {
            shown["text"] = STANDARD.encode(&content).into();
            shown["encoding"] = "base64".into();
        }
    }
    omitted(&mut shown, missing);
    shown
}

fn omitted(shown: &mut Value, omitted: u64) {
    if omitted > 0 {
        shown["comment"] = format!("The last {omitted} octets were not kept.").into();
    }
}

/// The content without the chunks in which HTTP/1.1 sends it.
fn unframed<'m>(record: &Record<Way>, message: Message<'m>) -> Cow<'m, [u8]> {
    let chunked = record.version.starts_with("HTTP/1")
        && message.field("Transfer-Encoding").is_some_and(|codings| codings.to_ascii_lowercase().ends_with("chunked"));
    if !chunked {
        return message.content.into();
    }
    let (mut reader, mut content, mut rest) = (ContentReader::new(Framing::Chunked), Vec::new(), message.content);
    while let Ok(progress) = reader.advance(rest, &Limits::default(), |data| content.extend_from_slice(data)) {
        rest = &rest[progress.used..];
        if progress.done || progress.used == 0 {
            break;
        }
    }
    content.into()
}

/// Octets as text, where every one of them is kept by that.
fn readable(content: &[u8]) -> Option<&str> {
    let is_text = |character: char| !character.is_control() || matches!(character, '\r' | '\n' | '\t');
    std::str::from_utf8(content).ok().filter(|text| text.chars().all(is_text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_authority_has_no_place_in_a_url() {
        for own in ["localhost", "127.0.0.1:8080", "[::1]:80", "[::1]", "a-b.c_d:1", "localhost:"] {
            assert!(is_authority(own), "{own}");
        }
        for other in [
            "",
            ":80",
            "a b",
            "a<b>",
            "a:b",
            "a/b",
            "a@b",
            "::1",
            "[::1",
            "é.example",
            "a:80:80",
            "a:65536",
            "[a b]",
            "a%20b",
        ] {
            assert!(!is_authority(other), "{other}");
        }
    }

    #[test]
    fn queries_are_pairs() {
        let expected =
            json!([{"name": "a b", "value": "c&d"}, {"name": "e", "value": ""}, {"name": "f", "value": "=g"}]);
        assert_eq!(Value::from(query("/x?a+b=c%26d&&e&f==g")), expected);
        assert!(query("/x").is_empty());
    }
}
