//! Where the client thinks it is, and who it says it is: `url` and `origin`, which proxies in front may tell.

use super::headers::value;
use crate::visit::Visit;
use percent_encoding::percent_decode_str;
use std::fmt::Write;

/// The scheme by which the request came, here or at a proxy in front.
pub(crate) fn scheme(visit: &Visit<'_>) -> &'static str {
    let fields = visit.request.fields();
    let says = |name: &str, what: &str| value(fields, name).as_deref() == Some(what);
    let secured = visit.secured
        || says("X-Forwarded-Proto", "https")
        || says("X-Forwarded-Protocol", "ssl")
        || says("X-Forwarded-Ssl", "on");
    if secured { "https" } else { "http" }
}

/// The authority that was asked for, without the port that its scheme has anyway.
fn host(visit: &Visit<'_>, scheme: &str) -> String {
    let host = visit.request.authority().map(str::to_ascii_lowercase).filter(|host| !host.is_empty());
    let host = host.unwrap_or_else(|| visit.local.to_string());
    let usual = if scheme == "https" { ":443" } else { ":80" };
    host.strip_suffix(usual).or_else(|| host.strip_suffix(':')).unwrap_or(&host).to_owned()
}

/// An address on this server, in full.
pub(crate) fn absolute(visit: &Visit<'_>, path: &str) -> String {
    let scheme = scheme(visit);
    format!("{scheme}://{}{path}", host(visit, scheme))
}

/// What was asked for, in full: all that may be read is unescaped in it.
pub(crate) fn url(visit: &Visit<'_>) -> String {
    let fields = visit.request.fields();
    let forwarded = ["X-Forwarded-Proto", "X-Forwarded-Protocol"].into_iter().filter_map(|name| value(fields, name));
    let forwarded = forwarded.into_iter().find(|scheme| !scheme.is_empty());
    let own = scheme(visit);
    let path = decoded(visit.target.path);
    // The path was unescaped once on its way in; what still looks like an escape is then taken for one.
    let path = readable(&escaped(path.trim_start_matches('/')), b"/?#");
    let mut url = format!("{}://{}/{path}", forwarded.as_deref().unwrap_or(own), host(visit, own));
    if let Some(query) = visit.target.query.filter(|query| !query.is_empty()) {
        url = url + "?" + &readable(query, b"&=+#");
    }
    url
}

/// Who asks.
pub(crate) fn origin(visit: &Visit<'_>) -> String {
    value(visit.request.fields(), "X-Forwarded-For").unwrap_or_else(|| visit.peer.ip().to_string())
}

/// A path without its escapes, as routes are compared with it.
pub(crate) fn decoded(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// A path with one slash wherever it has several in a row, if it has several anywhere.
pub(crate) fn tidied(path: &str) -> Option<String> {
    let mut last = None;
    let tidy: String = path.chars().filter(|&next| last.replace(next) != Some('/') || next != '/').collect();
    (tidy != path).then_some(tidy)
}

/// Escapes what may not stand in a path, or would end it.
fn escaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for character in path.chars() {
        match character {
            '\0'..=' ' | '\u{7f}' | '?' | '#' => {
                let _ = write!(out, "%{:02X}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out
}

/// Unescapes what can be read: escapes of controls, of the space, of `%` and of `kept` stay, those of octets that are no
/// UTF-8 too.
fn readable(text: &str, kept: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let escape =
            rest.get(..3).filter(|_| first == '%').and_then(|escape| u8::from_str_radix(&escape[1..], 16).ok());
        match escape.filter(|_| rest.as_bytes()[1..3].iter().all(u8::is_ascii_hexdigit)) {
            Some(octet) if matches!(octet, 0..=0x20 | b'%' | 0x7f) || kept.contains(&octet) => {
                flush(&mut run, &mut out);
                out.push_str(&rest[..3]);
                rest = &rest[3..];
            }
            Some(octet) => {
                run.push(octet);
                rest = &rest[3..];
            }
            None => {
                flush(&mut run, &mut out);
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    flush(&mut run, &mut out);
    out
}

fn flush(run: &mut Vec<u8>, out: &mut String) {
    for chunk in run.utf8_chunks() {
        out.push_str(chunk.valid());
        for octet in chunk.invalid() {
            let _ = write!(out, "%{octet:02X}");
        }
    }
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_stay_where_they_mean_something() {
        assert_eq!(
            readable("q=%41%26%3d%2b%23%25%20%7f%C3%A9%FF%zz%/?", b"&=+#"),
            "q=A%26%3d%2b%23%25%20%7fé%FF%zz%/?"
        );
        assert_eq!(readable(&escaped("a b/%41%2f?#\u{7f}é"), b"/?#"), "a%20b/A%2f%3F%23%7Fé");
    }
}
