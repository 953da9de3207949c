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
        // VCHAR but for the fragment's mark and the escape, which are looked at apart
        if byte > b' ' && byte < 0x7f && byte != b'#' && byte != b'%' {
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

/// May this octet stand in a token (a method, a field name)?
pub(crate) fn is_token(byte: u8) -> bool {
    CLASS[byte as usize] & TOKEN != 0
}

/// May this octet stand in a field value?
pub(crate) fn is_value(byte: u8) -> bool {
    CLASS[byte as usize] & VALUE != 0
}

/// May this octet stand in a request target by itself?
pub(crate) fn is_target(byte: u8) -> bool {
    CLASS[byte as usize] & TARGET != 0
}

/// May this octet stand in the name of a host by itself?
pub(crate) fn is_host(byte: u8) -> bool {
    CLASS[byte as usize] & HOST != 0
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
    loop {
        at -= 1;
        text[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return at;
        }
    }
}
