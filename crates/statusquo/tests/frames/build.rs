//! Builds frames of HTTP/2, good and bad, octet by octet (RFC 9113 §4.1, §6).

pub(crate) const DATA: u8 = 0;
pub(crate) const HEADERS: u8 = 1;
pub(crate) const PRIORITY: u8 = 2;
pub(crate) const RST_STREAM: u8 = 3;
pub(crate) const SETTINGS: u8 = 4;
pub(crate) const PUSH_PROMISE: u8 = 5;
pub(crate) const PING: u8 = 6;
pub(crate) const GOAWAY: u8 = 7;
pub(crate) const WINDOW_UPDATE: u8 = 8;
pub(crate) const CONTINUATION: u8 = 9;

pub(crate) const END_STREAM: u8 = 1;
pub(crate) const ACK: u8 = 1;
pub(crate) const END_HEADERS: u8 = 4;
pub(crate) const PADDED: u8 = 8;
pub(crate) const WITH_PRIORITY: u8 = 32;
/// A head with no content behind it, in one frame.
pub(crate) const WHOLE: u8 = END_HEADERS | END_STREAM;

pub(crate) const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// The names of the error codes (RFC 9113 §7).
pub(crate) const ERRORS: [&str; 14] = [
    "NO_ERROR",
    "PROTOCOL_ERROR",
    "INTERNAL_ERROR",
    "FLOW_CONTROL_ERROR",
    "SETTINGS_TIMEOUT",
    "STREAM_CLOSED",
    "FRAME_SIZE_ERROR",
    "REFUSED_STREAM",
    "CANCEL",
    "COMPRESSION_ERROR",
    "CONNECT_ERROR",
    "ENHANCE_YOUR_CALM",
    "INADEQUATE_SECURITY",
    "HTTP_1_1_REQUIRED",
];

/// A frame.
pub(crate) fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let mut out = (payload.len() as u32).to_be_bytes()[1..].to_vec();
    out.extend([kind, flags]);
    out.extend(stream.to_be_bytes());
    out.extend(payload);
    out
}

/// A SETTINGS frame.
pub(crate) fn settings(values: &[(u16, u32)]) -> Vec<u8> {
    let payload: Vec<u8> =
        values.iter().flat_map(|(id, value)| [&id.to_be_bytes()[..], &value.to_be_bytes()].concat()).collect();
    frame(SETTINGS, 0, 0, &payload)
}

/// An integer of HPACK with a prefix of 7 bits (RFC 7541 §5.1).
fn integer(mut number: usize, out: &mut Vec<u8>) {
    if number < 127 {
        return out.push(number as u8);
    }
    out.push(127);
    number -= 127;
    while number >= 128 {
        out.push(number as u8 | 128);
        number /= 128;
    }
    out.push(number as u8);
}

/// A field section: literals that are not indexed, without Huffman coding, so that anything can be said.
pub(crate) fn section(fields: &[(&str, &str)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, value) in fields {
        out.push(0);
        for text in [name, value] {
            integer(text.len(), &mut out);
            out.extend(text.as_bytes());
        }
    }
    out
}

/// A HEADERS frame.
pub(crate) fn headers(stream: u32, flags: u8, fields: &[(&str, &str)]) -> Vec<u8> {
    frame(HEADERS, flags, stream, &section(fields))
}

/// A field section in as many frames as it takes; the first has room for one octet more, which `https` needs.
pub(crate) fn long_headers(stream: u32, flags: u8, fields: &[(&str, &str)]) -> Vec<u8> {
    let section = section(fields);
    let (first, rest) = section.split_at(section.len().min(16_383));
    let pieces: Vec<&[u8]> = std::iter::once(first).chain(rest.chunks(16_384)).collect();
    let mut out = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let end = if at + 1 == pieces.len() { END_HEADERS } else { 0 };
        match at {
            0 => out.extend(frame(HEADERS, flags & END_STREAM | end, stream, piece)),
            _ => out.extend(frame(CONTINUATION, end, stream, piece)),
        }
    }
    out
}

/// The control data of a request, with these fields behind it.
pub(crate) fn request<'a>(method: &'a str, path: &'a str, fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all = vec![(":method", method), (":scheme", "http"), (":authority", "lab"), (":path", path)];
    all.extend(fields);
    all
}

/// The usual good request, with these fields.
pub(crate) fn get<'a>(fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    request("GET", "/lab/documents/welcome", fields)
}

/// The good request on a stream.
pub(crate) fn plain(stream: u32) -> Vec<u8> {
    headers(stream, WHOLE, &get(&[]))
}

/// The head of a request that brings a user, and the user.
pub(crate) const JSON: (&str, &str) = ("content-type", "application/json");
pub(crate) const USER: &str = "{\"name\":\"Ada\",\"email\":\"ada@example.test\"}";

/// The head of a request that brings content.
pub(crate) fn post(stream: u32, fields: &[(&str, &str)]) -> Vec<u8> {
    let mut all = vec![JSON];
    all.extend(fields);
    headers(stream, END_HEADERS, &request("POST", "/lab/users", &all))
}

/// The same frames with `https` as the scheme, wherever it is said in one of the ways of this table.
pub(crate) fn with_https(frames: &[u8]) -> Vec<u8> {
    let (preface, mut rest) = frames.split_at(if frames.starts_with(PREFACE) { PREFACE.len() } else { 0 });
    let mut out = preface.to_vec();
    while let Some((head, after)) = rest.split_first_chunk::<9>() {
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
        let (payload, after) = after.split_at(length.min(after.len()));
        rest = after;
        let section = matches!(head[3], HEADERS | CONTINUATION);
        let said = section.then(|| replaced(payload, b"\x07:scheme\x04http", b"\x07:scheme\x05https"));
        let said =
            said.map(
                |payload| if payload.starts_with(b"\x82\x86") { replaced(&payload, b"\x86", b"\x87") } else { payload },
            );
        let stream = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
        out.extend(frame(head[3], head[4], stream, &said.unwrap_or_else(|| payload.to_vec())));
    }
    out.extend(rest);
    out
}

/// The same bytes with the first of these replaced.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    match bytes.windows(from.len()).position(|window| window == from) {
        Some(at) => [&bytes[..at], to, &bytes[at + from.len()..]].concat(),
        None => bytes.to_vec(),
    }
}
