//! Writes heads and chunks into a buffer; which octets delimit the content is decided here, by RFC 9112 §6.

use crate::message::Fields;
use crate::message::bytes::{blank_controls, digits};

/// How the content that follows a head is delimited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// By nothing: the status allows no content, and so no length.
    Nothing,
    /// By `Content-Length`.
    Length(u64),
    /// In chunks.
    Chunked,
    /// By the end of the connection.
    Close,
}

/// The most octets of a head beside its reason and its fields.
const ROOM: usize = 160;

/// Writes a response head: the status line, `Date` with this IMF-fixdate unless the fields have one, the fields, the framing and the connection option.
///
/// An interim answer (1xx) carries no `Date` and no framing of its own.
///
/// ```
/// use statusquo_wire::{Clock, Fields, h1::{Frame, encode_head}};
/// let mut out = Vec::new();
/// let date = Clock::Fixed(784_111_777).date();
/// encode_head(&mut out, 204, "No Content", &date, &Fields::default(), Frame::Nothing, None);
/// assert_eq!(out, b"HTTP/1.1 204 No Content\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n");
/// ```
pub fn encode_head(
    out: &mut Vec<u8>,
    status: u16,
    reason: &str,
    date: &[u8; 29],
    fields: &Fields,
    frame: Frame,
    connection: Option<&str>,
) {
    // Room for all but the content, so that the pieces need not look for it one by one.
    out.reserve(ROOM + reason.len() + fields.wire().len());
    let mut line = *b"HTTP/1.1 000 ";
    for (digit, unit) in line[9..12].iter_mut().zip([100, 10, 1]) {
        *digit += (status / unit % 10) as u8;
    }
    out.extend_from_slice(&line);
    let from = out.len();
    out.extend_from_slice(reason.as_bytes());
    blank_controls(&mut out[from..]);
    out.extend_from_slice(b"\r\n");
    if status >= 200 && !fields.is_dated() {
        let mut line = *b"Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n";
        line[6..35].copy_from_slice(date);
        out.extend_from_slice(&line);
    }
    out.extend_from_slice(fields.wire());
    match frame {
        Frame::Length(length) => {
            let mut text = [0; 20];
            let at = digits(length, &mut text);
            out.extend_from_slice(b"Content-Length: ");
            out.extend_from_slice(&text[at..]);
            out.extend_from_slice(b"\r\n");
        }
        Frame::Chunked => out.extend_from_slice(b"Transfer-Encoding: chunked\r\n"),
        Frame::Nothing | Frame::Close => {}
    }
    if let Some(option) = connection {
        out.extend_from_slice(b"Connection: ");
        out.extend_from_slice(option.as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"\r\n");
}

/// Writes one chunk; an empty one is left out, since it would end the content.
pub fn encode_chunk(out: &mut Vec<u8>, data: &[u8]) {
    if data.is_empty() {
        return;
    }
    out.extend_from_slice(format!("{:x}\r\n", data.len()).as_bytes());
    out.extend_from_slice(data);
    out.extend_from_slice(b"\r\n");
}

/// Writes the chunk of size 0 that ends the content, and the trailer section, which may be empty (RFC 9112 §7.1).
///
/// ```
/// use statusquo_wire::{Fields, h1::encode_last_chunk};
/// let mut trailers = Fields::default();
/// trailers.push("Server-Timing", "total;dur=2");
/// let mut out = Vec::new();
/// encode_last_chunk(&mut out, &trailers);
/// assert_eq!(out, b"0\r\nServer-Timing: total;dur=2\r\n\r\n");
/// ```
pub fn encode_last_chunk(out: &mut Vec<u8>, trailers: &Fields) {
    out.extend_from_slice(b"0\r\n");
    out.extend_from_slice(trailers.wire());
    out.extend_from_slice(b"\r\n");
}
