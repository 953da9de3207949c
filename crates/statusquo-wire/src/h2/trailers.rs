//! The trailers that are under way on a connection; there are never two at a time (RFC 9113 §4.3).

use super::frames::{END_HEADERS, HEADERS, Head};
use super::section;

/// So much of a section is looked at.
const MOST: usize = 16 * 1024;

/// Their stream, and their section so far.
#[derive(Debug, Default)]
pub(super) struct Trailers(Option<(u32, Vec<u8>)>);

impl Trailers {
    pub(super) fn begin(&mut self, stream: u32) {
        self.0 = Some((stream, Vec::new()));
    }

    /// More of a frame has come.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        if let Some((_, section)) = &mut self.0
            && section.len() + bytes.len() <= MOST
        {
            section.extend_from_slice(bytes);
        }
    }

    /// A frame of a field section is whole: what is no field in it is cut off. The stream, if these are the last of its
    /// trailers and hold what the crate below overlooks.
    pub(super) fn end(&mut self, head: Head) -> Option<u32> {
        let (id, section) = self.0.as_mut()?;
        if head.kind == HEADERS {
            section::strip(head, section);
        }
        if !head.has(END_HEADERS) {
            return None;
        }
        let found = section::has_control_data(section).then_some(*id);
        self.0 = None;
        found
    }
}
