//! The token of RFC 9110 §5.6.2, of which most field values are made.

/// May stand in a token (tchar).
pub(super) fn is_tchar(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// How many octets from this offset on satisfy a condition.
pub(super) fn run(bytes: &[u8], from: usize, is: impl Fn(u8) -> bool) -> usize {
    bytes[from..].iter().take_while(|byte| is(**byte)).count()
}

/// Optional whitespace: SP and HTAB.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Whether these octets are a token: at least one, and none that may not stand in one.
pub fn is_token(octets: &[u8]) -> bool {
    !octets.is_empty() && octets.iter().all(|octet| is_tchar(*octet))
}
