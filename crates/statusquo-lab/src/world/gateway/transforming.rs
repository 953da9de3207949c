//! A transforming gateway (RFC 9110 §7.7): it writes text in capitals, and says so; here 203 has its cause.

use super::directives::Directives;
use statusquo_gateway::{FieldChange, Reply};
use statusquo_wire::message::FieldSection;
use statusquo_wire::{Fields, Request};

/// The upstream whose answers are transformed.
pub(super) const UPSTREAM: &str = "healthy";

/// What is not asked for: a part of what is about to change would fit no other part.
pub(super) const LEFT_OUT: &[FieldChange<'static>] = &[("Range", None), ("If-Range", None)];

/// What spoke of octets that are no longer these.
const UNTRUE: [&str; 5] = ["Accept-Ranges", "Content-Digest", "Content-MD5", "Digest", "Repr-Digest"];

/// Whether the client leaves it to gateways to transform what comes (RFC 9111 §5.2.1.6).
pub(super) fn is_welcome(request: &Request) -> bool {
    !Directives(request.fields()).has("no-transform")
}

/// Transforms an answer, unless it may not be; whether its content is another now.
///
/// Capitals take no more room than small letters, so an answer to HEAD has the length that the one to GET would have.
pub(super) fn transform(reply: &mut Reply) -> bool {
    let fields = reply.fields.section();
    if Directives(fields).has("no-transform") {
        return false;
    }
    let changes = reply.status == 200
        && is_text(fields)
        && !fields.has("Content-Encoding")
        && reply.is_whole()
        && reply.length() != Some(0)
        && (reply.content().is_empty() || reply.content().iter().any(u8::is_ascii_lowercase));
    // A 304 speaks of what was transformed before, under the name that it had then.
    if changes || reply.status == 304 {
        reply.fields = described(fields);
    }
    if changes {
        reply.change_content(|content| content.make_ascii_uppercase());
    }
    changes
}

fn is_text(fields: FieldSection<'_>) -> bool {
    let start = fields.get("Content-Type").and_then(|media_type| media_type.get(..5));
    start.is_some_and(|start| start.eq_ignore_ascii_case(b"text/"))
}

/// The fields that describe the content as it is now. The entity tag becomes weak: what has it means the same, and is
/// not the same octet by octet (RFC 9110 §8.8.1). All others stay (§7.7).
fn described(fields: FieldSection<'_>) -> Fields {
    let mut described = Fields::default();
    for (name, value) in fields.iter() {
        let Ok(name) = std::str::from_utf8(name) else { continue };
        if UNTRUE.iter().any(|untrue| untrue.eq_ignore_ascii_case(name)) {
            continue;
        }
        if name.eq_ignore_ascii_case("ETag") && !value.starts_with(b"W/") {
            described.push_received(name, [b"W/", value].concat());
        } else {
            described.push_received(name, value);
        }
    }
    described
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spoke_of_the_old_octets_goes_and_the_rest_stays_in_order() {
        let mut fields = Fields::default();
        for (name, value) in [
            ("Date", "now"),
            ("etag", "\"a\""),
            ("Last-Modified", "then"),
            ("accept-ranges", "bytes"),
            ("Content-Digest", "sha-256=:AAAA=:"),
            ("X-Other", "1"),
        ] {
            fields.push_received(name, value);
        }
        let now = described(fields.section());
        assert_eq!(now.wire(), b"Date: now\r\netag: W/\"a\"\r\nLast-Modified: then\r\nX-Other: 1\r\n");
        assert_eq!(described(now.section()).wire(), now.wire(), "a weak tag stays as it is");
    }

    #[test]
    fn text_is_told_by_its_type() {
        for (media_type, text) in
            [("text/html;charset=utf-8", true), ("Text/plain", true), ("image/png", false), ("tex", false)]
        {
            let mut fields = Fields::default();
            fields.push("Content-Type", media_type);
            assert_eq!(is_text(fields.section()), text, "{media_type}");
        }
        assert!(!is_text(Fields::default().section()));
    }
}
