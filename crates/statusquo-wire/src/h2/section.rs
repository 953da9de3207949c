//! Looks into a field section of trailers for what the `h2` crate overlooks: control data (RFC 9113 §8.1).
//!
//! Names are told by where they stand in the static table or by their first octet. One that stands in the dynamic table
//! cannot be told without keeping a table of our own, and is let through.

use super::frames::{Head, PADDED, WITH_PRIORITY};

/// The last entry of the static table that is control data (RFC 7541 Appendix A).
const LAST_CONTROL: usize = 14;

/// The first seven bits of a string whose first octet is a colon, in its Huffman code (RFC 7541 Appendix B).
const COLON: u8 = 0x5c;

/// Cuts off what is no field in the section that a frame of HEADERS carries: padding, and a priority.
pub(super) fn strip(head: Head, section: &mut Vec<u8>) {
    let padded = usize::from(head.has(PADDED));
    let pad = if head.has(PADDED) { usize::from(section.first().copied().unwrap_or(0)) } else { 0 };
    let lead = padded + if head.has(WITH_PRIORITY) { 5 } else { 0 };
    section.truncate(section.len().saturating_sub(pad));
    section.drain(..lead.min(section.len()));
}

/// Whether a field section, without padding and priority, holds control data.
pub(super) fn has_control_data(mut section: &[u8]) -> bool {
    loop {
        let Some(first) = section.first().copied() else { return false };
        let prefix = match first {
            0x80.. => 7,
            0x40..0x80 => 6,
            0x20..0x40 => 5,
            _ => 4,
        };
        let Some(index) = integer(&mut section, prefix) else { return false };
        match first {
            0x80.. if (1..=LAST_CONTROL).contains(&index) => return true,
            // An entry of a table, or a change of the table's size.
            0x80.. | 0x20..0x40 => continue,
            _ if (1..=LAST_CONTROL).contains(&index) => return true,
            _ => {}
        }
        if index == 0 {
            let Some((huffman, name)) = string(&mut section) else { return false };
            let begins = name.first().is_some_and(|octet| if huffman { octet >> 1 == COLON } else { *octet == b':' });
            if begins {
                return true;
            }
        }
        if string(&mut section).is_none() {
            return false;
        }
    }
}

/// Takes an integer with a prefix of so many bits (RFC 7541 §5.1).
fn integer(section: &mut &[u8], prefix: u32) -> Option<usize> {
    let (first, mut rest) = section.split_first()?;
    let full = (1_usize << prefix) - 1;
    let mut number = usize::from(*first) & full;
    if number == full {
        for shift in (0..28).step_by(7) {
            let (octet, after) = rest.split_first()?;
            rest = after;
            number += usize::from(octet & 0x7f) << shift;
            if octet & 0x80 == 0 {
                *section = rest;
                return Some(number);
            }
        }
        return None;
    }
    *section = rest;
    Some(number)
}

/// Takes a string: whether it is in Huffman code, and its octets.
fn string<'s>(section: &mut &'s [u8]) -> Option<(bool, &'s [u8])> {
    let huffman = section.first()? & 0x80 != 0;
    let length = integer(section, 7)?;
    let (octets, rest) = section.split_at_checked(length)?;
    *section = rest;
    Some((huffman, octets))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_data_is_found_in_every_representation() {
        let clean: [&[u8]; 6] = [
            b"",
            b"\x20\x00\x05x-sum\x011",
            b"\x40\x05x-sum\x84aaaa",
            b"\x0f\x2f\x03abc\x90",
            b"\xbe",
            b"\x00\x7f\x00\x61",
        ];
        for section in clean {
            assert!(!has_control_data(section), "{section:x?}");
        }
        let control: [&[u8]; 6] = [
            b"\x82",
            b"\x44\x01/",
            b"\x04\x01/",
            b"\x14\x01/",
            b"\x00\x05:path\x01/",
            b"\x00\x05x-sum\x011\x00\x84\xb9\x58\xd3\x3f\x01/",
        ];
        for section in control {
            assert!(has_control_data(section), "{section:x?}");
        }
    }
}
