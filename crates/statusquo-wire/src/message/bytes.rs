//! Which octets may stand where: one table, one look-up an octet.

const TOKEN: u8 = 1;
const VALUE: u8 = 2;
const TARGET: u8 = 4;
const HOST: u8 = 8;

const CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let mut octet = 0;
    while octet < 256 {
        let byte = octet as u8;
        // tchar, RFC 9110 §5.6.2
        if byte.is_ascii_alphanumeric()
            || matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~')
        {
            class[octet] |= TOKEN;
        }
        // field-vchar, SP and HTAB, RFC 9110 §5.5; obs-text is opaque data
        if byte == b'\t' || byte >= b' ' && byte != 0x7f {
            class[octet] |= VALUE;
        }
        // VCHAR but for the marks of query and fragment and the escape, which are looked at apart
        if byte > b' ' && byte < 0x7f && byte != b'?' && byte != b'#' && byte != b'%' {
            class[octet] |= TARGET;
        }
        // unreserved and sub-delims of RFC 3986 but for the comma, which would make a list of it
        if byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&'..=b'+' | b';' | b'=')
        {
            class[octet] |= HOST;
        }
        octet += 1;
    }
    class
};

/// May this octet stand in a token (a method, a field name; RFC 9110 §5.6.2)?
///
/// ```
/// use statusquo_wire::message::is_token;
/// assert!(is_token(b'a') && is_token(b'~'));
/// assert!(!is_token(b' ') && !is_token(b':') && !is_token(0x80));
/// ```
pub fn is_token(byte: u8) -> bool {
    CLASS[byte as usize] & TOKEN != 0
}

/// May this octet stand in a field value?
pub(crate) fn is_value(byte: u8) -> bool {
    CLASS[byte as usize] & VALUE != 0
}

/// May this octet stand in a request target by itself, and mean nothing there?
pub(crate) fn is_target(byte: u8) -> bool {
    CLASS[byte as usize] & TARGET != 0
}

/// How many octets at the beginning are of a class: four at a time, then one by one.
fn run(bytes: &[u8], class: u8) -> usize {
    let mut at = 0;
    while let Some([a, b, c, d]) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        if CLASS[*a as usize] & CLASS[*b as usize] & CLASS[*c as usize] & CLASS[*d as usize] & class == 0 {
            break;
        }
        at += 4;
    }
    while let Some(byte) = bytes.get(at)
        && CLASS[*byte as usize] & class != 0
    {
        at += 1;
    }
    at
}

/// How many octets at the beginning may stand in a token.
pub(crate) fn token_run(bytes: &[u8]) -> usize {
    run(bytes, TOKEN)
}

/// How many octets at the beginning may stand in a request target by themselves.
pub(crate) fn target_run(bytes: &[u8]) -> usize {
    run(bytes, TARGET)
}

/// How many octets at the beginning may stand in the name of a host by themselves.
pub(crate) fn host_run(bytes: &[u8]) -> usize {
    run(bytes, HOST)
}

/// How many octets at the beginning may stand in a field value: eight at a time, since values are long.
pub(crate) fn value_run(bytes: &[u8]) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const TOP: u64 = 0x80 * EACH;
    let mut at = 0;
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let eight = u64::from_le_bytes(*eight);
        // The top bit of each octet that is a control, where the first is sure: a borrow only goes to those after it.
        let low = eight.wrapping_sub(u64::from(b' ') * EACH) & !eight;
        let delete = eight ^ (0x7f * EACH);
        let controls = (low | delete.wrapping_sub(EACH) & !delete) & TOP;
        if controls == 0 {
            at += 8;
            continue;
        }
        at += controls.trailing_zeros() as usize / 8;
        if bytes[at] != b'\t' {
            return at;
        }
        at += 1;
    }
    at + bytes[at..].iter().take_while(|byte| is_value(**byte)).count()
}

/// Makes spaces of what may not stand in a field value.
pub(crate) fn blank_controls(bytes: &mut [u8]) {
    let mut at = value_run(bytes);
    while at < bytes.len() {
        bytes[at] = b' ';
        at += value_run(&bytes[at..]);
    }
}

/// Without the spaces and tabs at both ends (OWS, RFC 9110 §5.6.3).
pub(crate) fn trim(mut bytes: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] = bytes {
        bytes = rest;
    }
    while let [rest @ .., b' ' | b'\t'] = bytes {
        bytes = rest;
    }
    bytes
}

/// Writes a number's digits at the end of the buffer; answers where they begin.
pub(crate) fn digits(mut number: u64, text: &mut [u8; 20]) -> usize {
    let mut at = text.len();
    // A small number is divided as one, which is much cheaper.
    if let Ok(mut small) = u32::try_from(number) {
        loop {
            at -= 1;
            text[at] = b'0' + (small % 10) as u8;
            small /= 10;
            if small == 0 {
                return at;
            }
        }
    }
    loop {
        at -= 1;
        text[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_value, value_run};

    #[test]
    fn a_run_ends_at_the_first_octet_that_may_not_stand_there() {
        for octet in 0..=255 {
            for before in 0..20 {
                let mut bytes = vec![b'a'; 24];
                bytes[before] = octet;
                let expected = if is_value(octet) { 24 } else { before };
                assert_eq!(value_run(&bytes), expected, "{octet:#x} at {before}");
                bytes[before + 1] = 0x7f;
                assert_eq!(value_run(&bytes), expected.min(before + 1), "{octet:#x} at {before}, then DEL");
            }
        }
    }
}
