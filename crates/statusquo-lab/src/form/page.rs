//! What every page of ours carries, so that it can do no more than it should.

use statusquo_wire::Fields;

/// Nothing but what this server itself has, no script and no style within the page, and no frame around it.
pub(crate) const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The media type of a page.
pub(crate) const HTML: &str = "text/html; charset=utf-8";

/// The media type of server-sent events.
pub(crate) const EVENTS: &str = "text/event-stream";

/// The fields that keep a page from doing more than it should.
pub(crate) fn protect(media_type: &str, fields: &mut Fields) {
    fields.push("X-Content-Type-Options", "nosniff");
    if media_type.starts_with("text/html") {
        fields.push("Content-Security-Policy", POLICY);
        fields.push("Referrer-Policy", "same-origin");
    }
}

/// Text that cannot be anything but text.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(character),
        }
    }
    out
}
