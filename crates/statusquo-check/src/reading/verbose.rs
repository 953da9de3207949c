//! Takes apart what `curl -v` shows, and this project's own transcripts: `>` before what was sent, `<` before what came.

use crate::Asked;
use statusquo_wire::Fields;

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
    for line in lines() {
        let Some(turn) = turns.last_mut() else { break };
        match line.split_first() {
            Some((b'<', rest)) => turn.came.extend_from_slice(rest.strip_prefix(b" ").unwrap_or(rest)),
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

/// A line of a request: its first begins another one.
fn sent(asked: &mut Vec<Asked>, line: &[u8]) {
    let text = String::from_utf8_lossy(line[1..].trim_ascii());
    if let [method, _, version] = text.split(' ').collect::<Vec<_>>()[..]
        && version.starts_with("HTTP/")
    {
        let fields = Some(Fields::default());
        return asked.push(Asked { fields, ..Asked::with_method(Some(method)) });
    }
    let fields = asked.last_mut().and_then(|last| last.fields.as_mut());
    if let (Some(fields), Some((name, value))) = (fields, text.split_once(':')) {
        fields.push_received(name.trim(), value.trim());
    }
}
