//! Octets as digits: two for each, of sixteen kinds.

use std::fmt::Write;

/// The digits, small letters among them.
pub(crate) fn hexadecimal(octets: &[u8]) -> String {
    octets.iter().fold(String::with_capacity(2 * octets.len()), |mut text, octet| {
        let _ = write!(text, "{octet:02x}");
        text
    })
}
