//! What stands around a pasted answer and is none of it: the prompt with the command, an indent, a fence of Markdown.

use super::{head, verbose};
use crate::Asked;
use std::borrow::Cow;

/// So many lines may stand before the status line.
const LINES: usize = 40;

const FENCE: &[u8] = b"```";

/// A text without what stands around the answers in it.
pub(super) struct Bare<'a> {
    pub(super) text: Cow<'a, [u8]>,
    /// How many octets before it were passed over.
    pub(super) from: usize,
    /// The request that stands before it, as HTTPie and others show it.
    pub(super) asked: Option<Asked>,
    /// What was done, if anything was.
    pub(super) remark: Option<&'static str>,
}

/// The text from its first status line on. One whose first line is a status line without an indent is left as it is.
pub(super) fn without(bytes: &[u8]) -> Bare<'_> {
    let (line, at) = status_line(bytes).unwrap_or_default();
    let indent = &bytes[line..at];
    let before = bytes[..line].trim_ascii();
    if before.is_empty() && indent.is_empty() {
        return Bare { text: Cow::Borrowed(bytes), from: 0, asked: None, remark: None };
    }
    let fenced = before.split(|octet| *octet == b'\n').next_back().is_some_and(|line| line.starts_with(FENCE));
    let lines = || bytes[line..].split_inclusive(|octet| *octet == b'\n');
    // Where the whole head has the indent, as wget shows it, what has none is somebody else's.
    let block = !indent.is_empty() && lines().nth(1).is_some_and(|line| line.starts_with(indent));
    let mut text = Vec::new();
    for line in lines() {
        match line.strip_prefix(indent) {
            _ if fenced && line.trim_ascii() == FENCE => break,
            Some(rest) => text.extend_from_slice(rest),
            None if !block => text.extend_from_slice(line),
            None => text.push(b'\n'),
        }
    }
    let remark = match indent.is_empty() {
        true => "what stands before the status line was passed over",
        false => "what stands before the status line was passed over, an indent too: offsets count without it",
    };
    Bare { text: Cow::Owned(text), from: line, asked: verbose::request(before), remark: Some(remark) }
}

/// Where the line of the first status line begins, and where the status line itself does.
fn status_line(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut from = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let mut seen = 0;
    while from < bytes.len() && seen < LINES {
        let rest = &bytes[from..];
        let end = rest.iter().position(|octet| *octet == b'\n').map_or(rest.len(), |at| at + 1);
        let indent = rest.iter().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
        if head::beginning(&rest[indent..]).is_some() {
            return Some((from, from + indent));
        }
        seen += usize::from(!rest[..end].trim_ascii().is_empty());
        from += end;
    }
    None
}
