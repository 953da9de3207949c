//! `multipart/byteranges`: the parts and the `Content-Range` of each (RFC 9110 §14.6, with the grammar of RFC 2046).

use super::{Malformed, content_range};

/// The ranges that the parts hold, in order, as positions.
///
/// ```
/// use statusquo_check::syntax::byte_ranges;
/// let content = b"--x\r\nContent-Range: bytes 0-1/9\r\n\r\nab\r\n--x\r\ncontent-range: bytes 8-8/9\r\n\r\nc\r\n--x--\r\n";
/// assert_eq!(byte_ranges(content, "x").unwrap(), [(0, 1), (8, 8)]);
/// ```
pub fn byte_ranges(content: &[u8], boundary: &str) -> Result<Vec<(u64, u64)>, Malformed> {
    let delimiter = [b"\r\n--", boundary.as_bytes()].concat();
    // A preamble may come first; without one, the first delimiter has no line end before it.
    let mut at = match content.starts_with(&delimiter[2..]) {
        true => delimiter.len() - 2,
        false => after(content, 0, &delimiter).ok_or(Malformed::at(0, "the boundary stands nowhere"))?,
    };
    let mut ranges = Vec::new();
    loop {
        if content[at..].starts_with(b"--") {
            return match ranges.is_empty() {
                true => Err(Malformed::at(at, "there is no part")),
                false => Ok(ranges),
            };
        }
        let line = after(content, at, b"\r\n").ok_or(Malformed::at(at, "the line of a boundary has no end"))?;
        if !content[at..line].trim_ascii().is_empty() {
            return Err(Malformed::at(at, "nothing may follow a boundary in its line"));
        }
        // The head of a part may be empty, so its end is looked for from the line end of the boundary on.
        let body = after(content, line - 2, b"\r\n\r\n").ok_or(Malformed::at(line, "the head of a part has no end"))?;
        let range = part_range(&content[line..body.max(line)], line)?;
        let next = after(content, body.saturating_sub(2), &delimiter)
            .ok_or(Malformed::at(content.len(), "the last boundary is missing"))?;
        let octets = (next - delimiter.len()).saturating_sub(body) as u64;
        if octets != (range.1 - range.0).saturating_add(1) {
            return Err(Malformed::at(body, "a part has another length than its Content-Range says"));
        }
        ranges.push(range);
        at = next;
    }
}

/// The positions in a part's head that begins at this offset.
fn part_range(head: &[u8], at: usize) -> Result<(u64, u64), Malformed> {
    let mut from = 0;
    for line in head.split_inclusive(|octet| *octet == b'\n') {
        let colon = line.iter().position(|octet| *octet == b':');
        if let Some(colon) = colon.filter(|colon| line[..*colon].eq_ignore_ascii_case(b"Content-Range")) {
            let value = line[colon + 1..].trim_ascii();
            let start = at + from + colon + 1 + line[colon + 1..].iter().take_while(|octet| **octet == b' ').count();
            let range = content_range(value).map_err(|broken| Malformed::at(start + broken.at, broken.what))?;
            return range.positions.ok_or(Malformed::at(start, "a part is of a range"));
        }
        from += line.len();
    }
    Err(Malformed::at(at, "a part has no Content-Range"))
}

/// Where what is looked for ends, from an offset on.
fn after(content: &[u8], from: usize, wanted: &[u8]) -> Option<usize> {
    let found = content.get(from..)?.windows(wanted.len()).position(|window| window == wanted)?;
    Some(from + found + wanted.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_is_found() {
        let table: &[(&str, &str)] = &[
            ("", "the boundary stands nowhere"),
            ("--x--\r\n", "there is no part"),
            ("--x\r\n\r\nab\r\n--x--", "a part has no Content-Range"),
            ("--xy\r\n\r\nab\r\n--x--", "nothing may follow a boundary in its line"),
            ("--x\r\nContent-Range: bytes 0-1/9\r\n\r\nab", "the last boundary is missing"),
            (
                "--x\r\nContent-Range: bytes 0-1/9\r\n\r\nabc\r\n--x--",
                "a part has another length than its Content-Range says",
            ),
            ("--x\r\nContent-Range: bytes */9\r\n\r\n\r\n--x--", "a part is of a range"),
            (
                "--x\r\nContent-Range: bytes 0-1/1\r\n\r\nab\r\n--x--",
                "the complete length is not beyond the last position",
            ),
        ];
        for (content, what) in table {
            assert_eq!(byte_ranges(content.as_bytes(), "x").map_err(|broken| broken.what), Err(*what), "{content:?}");
        }
    }

    #[test]
    fn a_preamble_and_an_epilogue_are_overlooked() {
        let content = b"so\r\n--x \r\nContent-Range: bytes 3-3/*\r\n\r\n\n\r\n--x--\r\nand more";
        assert_eq!(byte_ranges(content, "x"), Ok(vec![(3, 3)]));
    }
}
