//! Parts of a representation: one by itself, or several as multipart/byteranges (RFC 9110 §14.6), written without being put
//! together in memory.

use super::phrase;
use crate::store::document::Representation;
use statusquo_wire::{Broken, Content, Exchange, Fields};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// How a boundary begins; eight hexadecimal digits follow.
const BOUNDARY: &str = "statusquo-part-";
const DIGITS: usize = 8;

/// What is shorter is put together before it is sent, so that small parts do not go out one by one.
const TOGETHER: usize = 16 * 1024;

/// The parts of a representation that are sent, in their order.
#[derive(Debug)]
pub(crate) struct Parts {
    held: Arc<Representation>,
    ranges: Vec<Range<usize>>,
    /// What stands between several.
    boundary: Option<String>,
}

impl Parts {
    /// The parts at these ranges, each of which lies within the content.
    pub(crate) fn new(held: Arc<Representation>, ranges: Vec<Range<usize>>) -> Self {
        let mut parts = Self { held, ranges, boundary: None };
        if parts.ranges.len() > 1 {
            parts.boundary = Some(boundary(parts.ranges.iter().map(|range| parts.octets(range))));
        }
        parts
    }

    /// The field that says which part it is, if it is a single one.
    pub(crate) fn content_range(&self) -> Option<String> {
        let single = self.ranges.first().filter(|_| self.boundary.is_none())?;
        Some(content_range(single, self.content().len()))
    }

    /// The media type of several parts.
    pub(crate) fn media_type(&self) -> Option<String> {
        Some(format!("multipart/byteranges; boundary={}", self.boundary.as_ref()?))
    }

    fn content(&self) -> &[u8] {
        &self.held.content
    }

    fn octets(&self, range: &Range<usize>) -> &[u8] {
        self.content().get(range.clone()).unwrap_or(&[])
    }

    /// What stands before a part: the boundary, and the part's own fields.
    fn head(&self, boundary: &str, at: usize, range: &Range<usize>) -> String {
        let media_type = &self.held.media_type;
        let content_range = content_range(range, self.content().len());
        let before = if at == 0 { "" } else { "\r\n" };
        format!("{before}--{boundary}\r\nContent-Type: {media_type}\r\nContent-Range: {content_range}\r\n\r\n")
    }

    /// Sends them as a whole answer.
    pub(crate) async fn send(&self, code: u16, fields: &Fields, exchange: &mut Exchange<'_>) -> Result<(), Broken> {
        let Some(boundary) = &self.boundary else {
            let octets = self.ranges.first().map_or(&[][..], |range| self.octets(range));
            return exchange.respond(code, phrase(code), fields, Content::Bytes(octets)).await;
        };
        let heads: Vec<String> =
            self.ranges.iter().enumerate().map(|(at, range)| self.head(boundary, at, range)).collect();
        let end = format!("\r\n--{boundary}--\r\n");
        let octets: usize = heads.iter().map(String::len).sum::<usize>()
            + self.ranges.iter().map(Range::len).sum::<usize>()
            + end.len();
        let mut waiting = Vec::with_capacity(octets.min(TOGETHER));
        if octets > TOGETHER {
            exchange.begin(code, phrase(code), fields, Some(octets as u64)).await?;
        }
        let pieces = heads.iter().zip(&self.ranges).flat_map(|(head, range)| [head.as_bytes(), self.octets(range)]);
        for piece in pieces.chain([end.as_bytes()]) {
            if !waiting.is_empty() && waiting.len() + piece.len() > TOGETHER {
                exchange.write(&waiting).await?;
                waiting.clear();
            }
            match piece.len() {
                ..=TOGETHER => waiting.extend_from_slice(piece),
                _ => exchange.write(piece).await?,
            }
        }
        if octets <= TOGETHER {
            return exchange.respond(code, phrase(code), fields, Content::Bytes(&waiting)).await;
        }
        exchange.write(&waiting).await?;
        exchange.finish().await
    }
}

/// Where a part lies in the whole (RFC 9110 §14.4).
fn content_range(range: &Range<usize>, length: usize) -> String {
    format!("bytes {}-{}/{length}", range.start, range.end.saturating_sub(1))
}

/// A boundary that stands in none of the parts. Whatever a client stored, one look at each part is enough to find it:
/// of all that begin like a boundary in them, the first number is taken that none has.
fn boundary<'p>(parts: impl Iterator<Item = &'p [u8]>) -> String {
    let mut taken = BTreeSet::new();
    for part in parts {
        for (at, _) in part.iter().enumerate().filter(|(_, octet)| **octet == BOUNDARY.as_bytes()[0]) {
            let digits = part[at..].strip_prefix(BOUNDARY.as_bytes()).and_then(|rest| rest.get(..DIGITS));
            if let Some(number) = digits.and_then(|digits| std::str::from_utf8(digits).ok()) {
                taken.insert(number);
            }
        }
    }
    let mut number = 0_u32;
    loop {
        let digits = format!("{number:0DIGITS$x}");
        if !taken.contains(digits.as_str()) {
            return BOUNDARY.to_owned() + &digits;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_boundary_stands_in_no_part() {
        assert_eq!(boundary([&b"abc"[..], b""].into_iter()), "statusquo-part-00000000");
        let stored = [&b"--statusquo-part-00000000--sstatusquo-part-00000002"[..], b"x statusquo-part-00000001"];
        assert_eq!(boundary(stored.into_iter()), "statusquo-part-00000003");
        // Neither a part of one nor another spelling is one.
        let stored = [&b"statusquo-part-0000000"[..], b"statusquo-part-0000000A statusquo-part-\xff\xff\xff\xff\xff"];
        assert_eq!(boundary(stored.into_iter()), "statusquo-part-00000000");
    }

    #[test]
    fn even_a_content_that_is_full_of_boundaries_leaves_one_and_is_looked_at_once() {
        let stored: String = (0..40_000).map(|number| format!("{BOUNDARY}{number:08x}")).collect();
        let found = boundary([stored.as_bytes()].into_iter());
        assert!(!stored.contains(&found));
        assert_eq!(found, format!("{BOUNDARY}{:08x}", 40_000));
    }
}
