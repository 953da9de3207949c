//! A transforming gateway (RFC 9110 §7.7): it writes text in capitals, and says so; here 203 has its cause.

use super::directives::Directives;
use statusquo_gateway::{FieldChange, Reply};
use statusquo_wire::message::FieldSection;
use statusquo_wire::{Fields, Request};
use tokio::io::{AsyncRead, AsyncWrite};

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
pub(super) fn transform<S: AsyncRead + AsyncWrite + Unpin>(reply: &mut Reply<S>) -> bool {
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
    use statusquo_gateway::Gateway;
    use statusquo_wire::Limits;
    use statusquo_wire::h1::HeadReader;
    use tokio::io::AsyncWriteExt;

    /// An answer as an upstream gave it, octet by octet.
    async fn reply(says: &str) -> Reply<tokio::io::DuplexStream> {
        let (near, mut far) = tokio::io::duplex(64 * 1024);
        far.write_all(says.as_bytes()).await.unwrap();
        far.shutdown().await.unwrap();
        let mut request = Request::default();
        HeadReader::default().advance(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", &Limits::default(), &mut request);
        let asked = Gateway::default().ask_over(near, "a", "/", &request, b"").await.unwrap();
        asked.reply().await.unwrap()
    }

    #[tokio::test]
    async fn only_the_whole_text_of_a_200_is_transformed_and_only_where_there_is_something_to_change() {
        let text = "Content-Type: text/plain\r\n";
        for (status, fields, content, expected) in [
            ("200", text, "Hello", Some("HELLO")),
            ("200", "content-type: TEXT/html; charset=utf-8\r\n", "<p>Gr\u{fc}n", Some("<P>GR\u{fc}N")),
            ("200", text, "HELLO 1", None),
            ("200", text, "", None),
            ("200", "", "Hello", None),
            ("200", "Content-Type: image/png\r\n", "Hello", None),
            ("200", "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n", "Hello", None),
            ("200", "Content-Type: text/plain\r\nCache-Control: max-age=5, No-Transform\r\n", "Hello", None),
            ("203", text, "Hello", None),
            ("206", text, "Hello", None),
            ("404", text, "Hello", None),
        ] {
            let length = content.len();
            let says =
                format!("HTTP/1.1 {status} \r\n{fields}ETag: \"a\"\r\nContent-Length: {length}\r\n\r\n{content}");
            let mut reply = reply(&says).await;
            assert_eq!(transform(&mut reply), expected.is_some(), "{says}");
            assert_eq!(reply.content(), expected.unwrap_or(content).as_bytes(), "{says}");
            assert_eq!(reply.length(), Some(length as u64), "{says}");
            let tag = reply.fields.section().text("ETag");
            assert_eq!(tag, Some(if expected.is_some() { "W/\"a\"" } else { "\"a\"" }), "{says}");
        }
        let mut chunked =
            reply("HTTP/1.1 200 \r\nContent-Type: text/css\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n")
                .await;
        assert!(transform(&mut chunked));
        assert_eq!((chunked.content(), chunked.length()), (&b"A"[..], Some(1)));
    }

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
