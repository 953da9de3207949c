//! Masks the secrets in raw heads: the values of four fields become asterisks, and no offset moves.

use statusquo_wire::message::is_token;
use std::ops::Range;

/// The fields whose values are secret, and whether the value begins with an authentication scheme.
const SECRET: [(&[u8], Holds); 4] = [
    (b"authorization", Holds::Credentials),
    (b"proxy-authorization", Holds::Credentials),
    (b"cookie", Holds::Cookies),
    (b"set-cookie", Holds::Cookies),
];

/// The schemes whose names may stay readable; any other could be a secret that lost its scheme.
const SCHEMES: [&[u8]; 3] = [b"basic", b"bearer", b"digest"];

/// One of these is in each secret name: how it begins, the rarest two letters in it, and how it goes on.
const STEMS: [(&[u8], [u8; 2], &[u8]); 2] = [(b"coo", *b"ki", b"e"), (b"authori", *b"za", b"tion")];

/// What is longer is looked at line by line, up to the end of its head: the rest is content.
const LOOKED_AT: usize = 4 * 1024;

/// So many pairs of letters are compared at a time.
const PAIRS: usize = 32;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Credentials,
    Cookies,
}

/// Replaces the values of `Authorization`, `Proxy-Authorization`, `Cookie` and `Set-Cookie` by as many asterisks.
///
/// The bytes are those of one exchange in one direction: a request head, or any number of interim response heads and a
/// final one, each whole, cut or broken; content may follow and stays as it is. The names `Basic`, `Bearer` and
/// `Digest` stay readable before their credentials.
///
/// In doubt more is masked: continuation lines and stray lines after a masked field are taken as parts of its value;
/// a name counts also where spaces, controls or quotes stand around it, or where its colon is missing; and where one
/// line of a head does not end as it must, the head has no end that could be trusted, so all that follows is read as
/// part of it.
///
/// ```
/// let mut bytes = b"GET / HTTP/1.1\r\ncookie: id=1\r\nAuthorization: Bearer abc\r\n\r\nCookie: content".to_vec();
/// statusquo_journal::mask(&mut bytes);
/// assert_eq!(bytes, b"GET / HTTP/1.1\r\ncookie: ****\r\nAuthorization: Bearer ***\r\n\r\nCookie: content");
/// ```
pub fn mask(bytes: &mut [u8]) {
    // Nearly all that goes by names no secret, and one look shows it.
    if bytes.len() <= LOOKED_AT && !names_a_secret(bytes) {
        return;
    }
    mask_heads(bytes);
}

fn mask_heads(bytes: &mut [u8]) {
    let mut at = 0;
    while bytes[at..].starts_with(b"\r\n") {
        at += 2;
    }
    while at < bytes.len() {
        let interim = is_interim(&bytes[at..]);
        match mask_head(bytes, at) {
            // After an interim answer comes another head, whatever it looks like.
            Some(end) if interim => at = end,
            _ => return,
        }
    }
}

/// Whether the name of a secret field is anywhere in these bytes, in whatever case, and if only as a part of another.
fn names_a_secret(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(window) = bytes[at..].first_chunk() {
        if has_rare_pair(window) && has_stem(bytes, at..at + PAIRS) {
            return true;
        }
        at += PAIRS;
    }
    match bytes.last_chunk() {
        Some(window) => has_rare_pair(window) && has_stem(bytes, at..bytes.len()),
        None => has_stem(bytes, at..bytes.len()),
    }
}

/// Whether one of the pairs of letters is here. Without a branch an octet, so that many are compared at once.
fn has_rare_pair(window: &[u8; PAIRS + 1]) -> bool {
    let [(_, ki, _), (_, za, _)] = STEMS;
    let mut found = [false; PAIRS];
    for (at, found) in found.iter_mut().enumerate() {
        // Of letters this is the lower case; that of others is of no harm, since only stems count.
        let (first, second) = (window[at] | 0x20, window[at + 1] | 0x20);
        *found = ((first == ki[0]) & (second == ki[1])) | ((first == za[0]) & (second == za[1]));
    }
    found.iter().fold(false, |any, found| any | found)
}

/// Whether the name of a secret field has its rarest letters at an offset of this range.
fn has_stem(bytes: &[u8], mut range: Range<usize>) -> bool {
    let is = |from: usize, stem: &[u8]| {
        bytes.get(from..from + stem.len()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(stem))
    };
    range.any(|at| {
        STEMS.iter().any(|(before, pair, after)| {
            is(at, pair) && at.checked_sub(before.len()).is_some_and(|from| is(from, before)) && is(at + 2, after)
        })
    })
}

/// Whether a head begins here after which another follows: 1xx, but for 101, whose connection changes its protocol.
/// Heads of HTTP/2 and HTTP/3 are kept as text, with `:status` first.
fn is_interim(bytes: &[u8]) -> bool {
    if let Some(code) = bytes.strip_prefix(b":status: ") {
        return code.starts_with(b"1");
    }
    match bytes.strip_prefix(b"HTTP/1.") {
        Some([_, b' ', code @ ..]) => code.starts_with(b"1") && !code.starts_with(b"101"),
        _ => false,
    }
}

/// Masks the head that begins at this offset; answers where it ends, if it has an end.
fn mask_head(bytes: &mut [u8], mut at: usize) -> Option<usize> {
    let mut sound = true;
    let mut start_line = true;
    let mut in_secret = false;
    while at < bytes.len() {
        let line_feed = bytes[at..].iter().position(|byte| *byte == b'\n').map(|length| at + length);
        let end = line_feed.unwrap_or(bytes.len());
        let (line, ended) = match bytes[at..end].split_last_mut() {
            Some((b'\r', line)) => (line, line_feed.is_some()),
            _ => (&mut bytes[at..end], false),
        };
        sound &= ended && !line.contains(&b'\r');
        if line.is_empty() {
            if sound {
                return line_feed.map(|at| at + 1);
            }
            in_secret = false;
        } else {
            in_secret = mask_line(line, start_line, in_secret);
        }
        start_line = false;
        at = end + 1;
    }
    None
}

/// Masks a line without its end; answers whether it belongs to a masked field.
fn mask_line(line: &mut [u8], start_line: bool, in_secret: bool) -> bool {
    if in_secret && !begins_field(line) {
        let from = skip(line, 0, is_space);
        line[from..].fill(b'*');
        return true;
    }
    if !names_a_secret(line) {
        return false;
    }
    // A bare CR may be part of a value or may have been meant as the end of a line: a name may stand after it.
    let mut from = 0;
    while from < line.len() {
        let end = skip(line, from, |byte| byte != b'\r');
        let found = match start_line && from == 0 {
            true => secret_in_start_line(&line[..end]),
            false => secret_in_field_line(&line[from..end]),
        };
        if let Some((value, holds)) = found {
            mask_value(&mut line[from + value..], holds);
            return true;
        }
        from = end + 1;
    }
    false
}

/// Whether a line is a field line by its beginning: a name and at once a colon.
fn begins_field(line: &[u8]) -> bool {
    let name = skip(line, 0, is_token);
    name > 0 && line.get(name) == Some(&b':')
}

/// A secret field where a request line or status line should be: the start line is missing.
fn secret_in_start_line(line: &[u8]) -> Option<(usize, Holds)> {
    let from = skip(line, 0, |byte| !is_token(byte));
    let to = skip(line, from, is_token);
    let colon = skip(line, to, is_space);
    let holds = secret(&line[from..to])?;
    (line.get(colon) == Some(&b':')).then(|| (value_at(line, to), holds))
}

/// A secret field's name anywhere before the colon, with whatever garbage around it.
fn secret_in_field_line(line: &[u8]) -> Option<(usize, Holds)> {
    let mut at = skip(line, 0, |byte| !is_token(byte));
    let end = skip(line, at, |byte| byte != b':');
    while at < end {
        let from = skip(&line[..end], at, |byte| !is_token(byte));
        let to = skip(&line[..end], from, is_token);
        if let Some(holds) = secret(&line[from..to]) {
            return Some((value_at(line, to), holds));
        }
        at = to;
    }
    None
}

fn secret(name: &[u8]) -> Option<Holds> {
    SECRET.iter().find(|(secret, _)| name.eq_ignore_ascii_case(secret)).map(|(_, holds)| *holds)
}

/// Where the value begins after a name that ends here.
fn value_at(line: &[u8], name_end: usize) -> usize {
    let colon = skip(line, name_end, is_space);
    match line.get(colon) {
        Some(b':') => skip(line, colon + 1, is_space),
        _ => colon,
    }
}

fn mask_value(value: &mut [u8], holds: Holds) {
    let scheme = skip(value, 0, is_token);
    let named = holds == Holds::Credentials && SCHEMES.iter().any(|name| value[..scheme].eq_ignore_ascii_case(name));
    let from = match value.get(scheme) {
        _ if !named => 0,
        Some(b' ' | b'\t') => skip(value, scheme, is_space),
        Some(_) => 0,
        None => scheme,
    };
    value[from..].fill(b'*');
}

/// The first offset from this one at which the octet is another.
fn skip(bytes: &[u8], from: usize, is: impl Fn(u8) -> bool) -> usize {
    let from = from.min(bytes.len());
    bytes[from..].iter().position(|byte| !is(*byte)).map_or(bytes.len(), |length| from + length)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}
