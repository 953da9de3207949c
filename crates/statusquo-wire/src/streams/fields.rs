//! The fields of an answer on their way into a HEADERS frame of HTTP/2 or HTTP/3.

use super::known;
use crate::message::{Fields, bytes};
use crate::{Broken, Clock};
use http::header::HeaderMap;
use http::{Response, StatusCode};

/// A head: `Date` is added to a final one, `Content-Length` if it is known. Fields that speak of a connection are left
/// out (RFC 9113 §8.2.2, RFC 9114 §4.2): whoever gave them does not know which version this is.
pub(super) fn response(
    status: u16,
    fields: &Fields,
    clock: Clock,
    length: Option<u64>,
) -> Result<Response<()>, Broken> {
    let section = fields.section();
    let mut map = HeaderMap::with_capacity(section.len() + 2);
    let mut digits = [0; 20];
    known::with(|known| {
        let mut add = |name: &[u8], value: &[u8]| match known.line(name, value)? {
            Some((name, value)) => map.try_append(name, value).map(|_| ()).map_err(|_| Broken),
            None => Ok(()),
        };
        if status >= 200 && !fields.is_dated() {
            add(b"Date", &clock.date())?;
        }
        for (name, value) in section.iter() {
            if length.is_none() || !name.eq_ignore_ascii_case(b"Content-Length") {
                add(name, value)?;
            }
        }
        if let Some(length) = length {
            let at = bytes::digits(length, &mut digits);
            add(b"Content-Length", &digits[at..])?;
        }
        Ok(())
    })?;
    let mut response = Response::new(());
    *response.status_mut() = StatusCode::from_u16(status).map_err(|_| Broken)?;
    *response.headers_mut() = map;
    Ok(response)
}

/// A trailer section, without what speaks of a connection.
pub(super) fn trailers(fields: &Fields) -> Result<HeaderMap, Broken> {
    let section = fields.section();
    let mut map = HeaderMap::with_capacity(section.len());
    known::with(|known| {
        section.iter().try_for_each(|(name, value)| match known.line(name, value)? {
            Some((name, value)) => map.try_append(name, value).map(|_| ()).map_err(|_| Broken),
            None => Ok(()),
        })
    })?;
    Ok(map)
}

/// A head as text, a line a field, for the recording.
pub(super) fn text(response: &Response<()>) -> Vec<u8> {
    let mut text = format!(":status: {}\r\n", response.status().as_u16()).into_bytes();
    for (name, value) in response.headers() {
        text.extend_from_slice(name.as_str().as_bytes());
        text.extend_from_slice(b": ");
        text.extend_from_slice(value.as_bytes());
        text.extend_from_slice(b"\r\n");
    }
    text.extend_from_slice(b"\r\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_speaks_of_the_connection_is_left_out_and_names_are_lower_case() {
        let mut fields = Fields::default();
        fields.push("Content-Type", "text/plain");
        for (name, value) in [
            ("Connection", "close, X"),
            ("Keep-Alive", "timeout=5"),
            ("Proxy-Connection", "close"),
            ("Transfer-Encoding", "chunked"),
            ("Upgrade", "websocket"),
        ] {
            fields.push(name, value);
        }
        fields.push("Set-Cookie", "a=1");
        fields.push("Set-Cookie", " b=2 ");
        let response = response(200, &fields, Clock::Fixed(784_111_777), Some(5)).unwrap();
        let expected = ":status: 200\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\ncontent-type: text/plain\r\nset-cookie: a=1\r\n\
                        set-cookie: b=2\r\ncontent-length: 5\r\n\r\n";
        assert_eq!(String::from_utf8_lossy(&text(&response)), expected);
    }
}
