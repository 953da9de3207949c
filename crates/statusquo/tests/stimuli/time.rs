//! What does not come in time: heads and contents that stop, and connections that idle (RFC 9110 §15.5.9).

use super::row::{Ending, Row, get, put};
use statusquo_wire::Rule;
use std::time::Duration;

/// How long the lab of these rows waits for a head, for a content, and between requests.
pub(crate) const WAIT: Duration = Duration::from_millis(300);

/// Name and the beginning of a head, after which nothing comes: 408.
const HEADS: &[(&str, &[u8])] = &[
    ("RFC 9110 §15.5.9: a head that stops in its method", b"GE^^"),
    ("RFC 9110 §15.5.9: a head that stops in its target", b"GET /lab/documents/welc^^"),
    ("RFC 9110 §15.5.9: a head that stops in its version", b"GET /lab/documents/welcome HTTP/1.^^"),
    ("RFC 9110 §15.5.9: a head that stops before the LF of its first line", b"GET /lab/documents/welcome HTTP/1.1\r^^"),
    ("RFC 9110 §15.5.9: a head that stops in a name", b"GET /lab/documents/welcome HTTP/1.1\r\nHo^^"),
    ("RFC 9110 §15.5.9: a head that stops in a value", b"GET /lab/documents/welcome HTTP/1.1\r\nHost: la^^"),
    ("RFC 9110 §15.5.9: a head that stops before its end", b"GET /lab/documents/welcome HTTP/1.1\r\nHost: lab\r\n^^"),
    ("RFC 9110 §15.5.9: a head that stops in its end", b"GET /lab/documents/welcome HTTP/1.1\r\nHost: lab\r\n\r^^"),
    ("RFC 9110 §15.5.9: a head that stops, after empty lines", b"\r\n\r\nG^^"),
];

/// Name, the field that frames the content, and its beginning, after which nothing comes: 408.
const CONTENTS: &[(&str, &[u8], &[u8])] = &[
    ("RFC 9110 §15.5.9: a content that does not come", b"Content-Length: 5", b"^^"),
    ("RFC 9110 §15.5.9: a content that stops", b"Content-Length: 5", b"hell^^"),
    ("RFC 9110 §15.5.9: chunks that do not come", b"Transfer-Encoding: chunked", b"^^"),
    ("RFC 9110 §15.5.9: chunks that stop in a size", b"Transfer-Encoding: chunked", b"5^^"),
    ("RFC 9110 §15.5.9: chunks that stop in an extension", b"Transfer-Encoding: chunked", b"5;a=\"b^^"),
    ("RFC 9110 §15.5.9: chunks that stop in their data", b"Transfer-Encoding: chunked", b"5\r\nhell^^"),
    ("RFC 9110 §15.5.9: chunks that stop after their data", b"Transfer-Encoding: chunked", b"5\r\nhello\r\n^^"),
    ("RFC 9110 §15.5.9: chunks that stop in their trailers", b"Transfer-Encoding: chunked", b"0\r\nA: ^^"),
    ("RFC 9110 §15.5.9: chunks that stop in their end", b"Transfer-Encoding: chunked", b"5\r\nhello\r\n0\r\n\r^^"),
];

pub(crate) fn rows() -> Vec<Row> {
    let limit = WAIT.as_millis() as u64;
    let good = get(b"Host: lab");
    let mut rows: Vec<Row> = HEADS
        .iter()
        .map(|(name, sent)| Row::broken(name, sent, 408, Rule::HeadInTime, &good).limit(limit).ending(Ending::Open))
        .collect();
    rows.extend(CONTENTS.iter().map(|(name, framing, content)| {
        let whole: &[u8] = if framing.ends_with(b"5") { b"hello" } else { b"5\r\nhello\r\n0\r\n\r\n" };
        Row::broken_content(name, &put(framing, content), 408, Rule::ContentInTime, &put(framing, whole))
            .limit(limit)
            .ending(Ending::Open)
    }));
    rows
}
