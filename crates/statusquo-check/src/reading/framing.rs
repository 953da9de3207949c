//! Where an answer's content ends, decided leniently: what is faulty is read to the end of the connection.

use crate::Received;
use statusquo_wire::Framing;

/// How the content is delimited (RFC 9112 §6.3), whatever rules the fields break.
pub(super) fn framing(answer: &Received, method: &str) -> Framing {
    let fields = answer.fields();
    if method == "HEAD" || answer.status < 200 || matches!(answer.status, 204 | 304) {
        return Framing::None;
    }
    if method == "CONNECT" && answer.status < 300 {
        return Framing::None;
    }
    if answer.version.has_streams() {
        return length(answer).map_or(Framing::Close, Framing::Length);
    }
    if fields.has("Transfer-Encoding") {
        let codings: Vec<&[u8]> = fields.list("Transfer-Encoding").collect();
        return match codings[..] {
            [only] if only.eq_ignore_ascii_case(b"chunked") => Framing::Chunked,
            _ => Framing::Close,
        };
    }
    length(answer).map_or(Framing::Close, Framing::Length)
}

/// The one length that is declared; several that say the same are taken for one, and what no number here can hold for the
/// greatest that one can.
pub(super) fn length(answer: &Received) -> Option<u64> {
    let mut values = answer.fields().list("Content-Length");
    let first = values.next()?;
    let digits = !first.is_empty() && first.iter().all(u8::is_ascii_digit) && values.all(|other| other == first);
    let text = std::str::from_utf8(first).ok().filter(|_| digits)?;
    Some(text.parse().unwrap_or(u64::MAX))
}
