//! Masks the secrets in raw heads: the values of four fields become asterisks, and no offset moves.

/// The fields whose values are secret, and whether the value begins with an authentication scheme.
const SECRET: [(&[u8], Holds); 4] = [
    (b"authorization", Holds::Credentials),
    (b"proxy-authorization", Holds::Credentials),
    (b"cookie", Holds::Cookies),
    (b"set-cookie", Holds::Cookies),
];

/// The schemes whose names may stay readable; any other could be a secret that lost its scheme.
const SCHEMES: [&[u8]; 3] = [b"basic", b"bearer", b"digest"];

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

/// May stand in a field name (tchar, RFC 9110 §5.6.2).
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}
