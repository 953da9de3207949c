//! Interim answers: which of a trigger's requests brings the one that is wanted.

use super::request::Ask;
use statusquo_catalog::Entry;

/// Which of the requests brings the code, if it is one that comes before the final answer; as it went when the exchange was
/// captured.
pub(super) fn bringing(entry: &Entry, asks: &[Ask]) -> Option<usize> {
    // 101 is the last answer of a connection's HTTP/1.1.
    if !matches!(entry.code, 100 | 102..=199) {
        return None;
    }
    let status = format!("< HTTP/1.1 {} ", entry.code);
    let lines = entry.transcript.unwrap_or_default().lines();
    let before = lines.take_while(|line| !line.starts_with(&status));
    let asked = before.filter(|line| line.starts_with("> ") && line.ends_with(" HTTP/1.1")).count();
    Some(asked.clamp(1, asks.len().max(1)) - 1)
}
