//! Text as it stands in a field's value: an octet a character.

/// The octets, or in words why there are none.
pub(crate) fn encode(text: &str) -> Result<Vec<u8>, &'static str> {
    if text.chars().any(|character| character.is_ascii_control() && character != '\t') {
        return Err("has a control in it, which no field value has (RFC 9110 §5.5)");
    }
    let octets = text.chars().map(|character| u8::try_from(u32::from(character)));
    octets.collect::<Result<_, _>>().map_err(|_| "has a character beyond U+00FF; fields are sent in Latin-1 here")
}

/// The octets of what was judged before.
pub(crate) fn judged(text: &str) -> Vec<u8> {
    encode(text).unwrap_or_default()
}
