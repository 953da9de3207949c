//! Takes apart what `curl -v` shows, and this project's own transcripts: `>` before what was sent, `<` before what came.

use super::head;
use crate::Asked;
use crate::syntax::is_token;
use statusquo_wire::{Fields, Version};

/// Requests that were sent before an answer came, and what came until the next was sent.
#[derive(Default)]
pub(super) struct Turn {
    pub(super) asked: Vec<Asked>,
    /// Without the marks.
    pub(super) came: Vec<u8>,
}

/// Takes a text apart that has such marks; nothing if it has none.
pub(super) fn take_apart(text: &[u8]) -> Option<Vec<Turn>> {
    let lines = || text.split_inclusive(|octet| *octet == b'\n');
    let first = lines().find(|line| !line.trim_ascii().is_empty())?;
    if first.starts_with(b"HTTP/") || !lines().any(|line| line.starts_with(b"< HTTP/")) {
        return None;
    }
    let mut turns = vec![Turn::default()];
    let mut in_head = false;
    for line in lines() {
        let Some(turn) = turns.last_mut() else { break };
        match line.split_first() {
            Some((b'<', rest)) => {
                let rest = rest.strip_prefix(b" ").unwrap_or(rest);
                // Of 100 and 101, curl leaves the empty line out.
                if in_head && head::beginning(rest).is_some() {
                    turn.came.extend_from_slice(b"\r\n");
                }
                in_head = !rest.trim_ascii().is_empty();
                turn.came.extend_from_slice(rest);
            }
            Some((b'>', _)) if !turn.came.is_empty() => {
                turns.push(Turn::default());
                turns.last_mut().into_iter().for_each(|turn| sent(&mut turn.asked, line));
            }
            Some((b'>', _)) => sent(&mut turn.asked, line),
            // What curl says itself: of the connection, of how many octets passed; and comments of transcripts.
            Some((b'*' | b'{' | b'}' | b'#', rest)) if matches!(rest.first(), Some(b' ')) => {}
            // Content has no mark in curl's output. Before the first answer there is none.
            _ if turn.came.is_empty() => {}
            _ => turn.came.extend_from_slice(line),
        }
    }
    Some(turns)
}

/// What `curl -iv` shows without marks: with -i, the heads stand there once more, with the content behind them.
pub(super) fn unmarked(text: &[u8]) -> Option<Vec<u8>> {
    let mut shown = Vec::new();
    for line in text.split_inclusive(|octet| *octet == b'\n') {
        let is_marked = matches!(line, [b'<' | b'>', b' ' | b'\r' | b'\n', ..] | [b'*' | b'{' | b'}', b' ', ..]);
        // What stands before the heads is no content of theirs.
        if !is_marked && (!shown.is_empty() || head::beginning(line).is_some()) {
            shown.extend_from_slice(line);
        }
    }
    (!shown.is_empty()).then_some(shown)
}

/// The last request that stands in a text without marks.
pub(super) fn request(text: &[u8]) -> Option<Asked> {
    let mut asked = Vec::new();
    for line in text.split(|octet| *octet == b'\n') {
        said(&mut asked, line);
    }
    asked.pop()
}

/// A line of a request, with its mark.
fn sent(asked: &mut Vec<Asked>, line: &[u8]) {
    said(asked, &line[1..]);
}

/// A line of a request: its first begins another one.
fn said(asked: &mut Vec<Asked>, line: &[u8]) {
    let text = String::from_utf8_lossy(line.trim_ascii());
    if let [method, _, version] = text.split(' ').collect::<Vec<_>>()[..]
        && version.starts_with("HTTP/")
        && is_token(method.as_bytes())
    {
        let fields = Some(Fields::default());
        let version = if version == "HTTP/1.0" { Version::Http10 } else { Version::Http11 };
        return asked.push(Asked { fields, version, ..Asked::with_method(Some(method)) });
    }
    let fields = asked.last_mut().and_then(|last| last.fields.as_mut());
    if let (Some(fields), Some((name, value))) = (fields, text.split_once(':')) {
        fields.push_received(name.trim(), value.trim());
    }
}
