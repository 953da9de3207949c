//! What came, given back as it is: the request byte for byte, or its content.

use super::call::Call;
use crate::visit::{Body, Visit};

/// Whether the octets are those of the wire.
const RAW: &str = "Statusquo-Raw";

/// `/raw`: the request as it came. Names keep their case, lines their order, and a content its chunks. In HTTP/2 and HTTP/3, where
/// a head comes compressed and content in frames, it is what they decode to: a line a field, and the content.
pub(crate) fn request(visit: &mut Visit<'_>, _: &Call) {
    visit.sandbox();
    let decoded = visit.request.version.has_streams();
    visit.fields.push(RAW, if decoded { "as-decoded" } else { "as-received" });
    let mut octets = [visit.request.bytes(), &visit.content].concat();
    if visit.method() == "HEAD" {
        // It is told the length of what GET would show (RFC 9110 §8.6), which is a letter shorter.
        octets.pop();
    }
    // It may be in any encoding, so none is named.
    visit.say("text/plain", octets);
}

/// `/payload`: the content, of the type that it came with.
pub(crate) fn content(visit: &mut Visit<'_>, _: &Call) {
    visit.sandbox();
    let named = visit.request.fields().get("Content-Type").filter(|named| !named.is_empty());
    let media_type = named.unwrap_or(b"application/octet-stream");
    visit.fields.push("Content-Type", media_type);
    visit.body = Body::Owned(std::mem::take(&mut visit.content));
}
