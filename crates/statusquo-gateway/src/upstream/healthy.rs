//! The honest upstream: one fixed representation, its preconditions in their order (RFC 9110 §13.2.2), one range; and what
//! it says to caches.

use statusquo_wire::message::FieldSection;
use statusquo_wire::{Clock, Fields, Request, Rule, h1};

const TEXT: &[u8] = b"All is well here. This came from an upstream server, through the gateway, to you.\n";
const TAG: &str = "\"well-1\"";
const MODIFIED: &str = "Thu, 01 Jan 2026 00:00:00 GMT";
const CLOCK: Clock = Clock::Fixed(1_767_225_600);

/// The whole answer to a request, as bytes. To caches it says what `?cache-control=` asks for, or else what is usual here.
pub(super) fn answer(request: &Request, usual: Option<&'static str>) -> Vec<u8> {
    if let Some(violation) = &request.violation {
        let (status, reason) = match violation.rule {
            Rule::TargetLength => (414, "URI Too Long"),
            Rule::FieldsLength | Rule::FieldsCount => (431, "Request Header Fields Too Large"),
            Rule::MethodLength => (501, "Not Implemented"),
            Rule::VersionMajor => (505, "HTTP Version Not Supported"),
            _ => (400, "Bad Request"),
        };
        return message(request, status, reason, Fields::default(), format!("{violation}\n").as_bytes());
    }
    let mut fields = Fields::default();
    if !matches!(request.method(), "GET" | "HEAD") {
        fields.push("Allow", "GET, HEAD");
        return message(request, 405, "Method Not Allowed", fields, b"This upstream is there to be read.\n");
    }
    let received = request.fields();
    let cache_control = cache_control(request.split_target().query).or(usual);
    let describe = |fields: &mut Fields, is_here: bool| {
        fields.push("ETag", TAG);
        // Where the content does not come along, the entity tag is enough (RFC 9110 §15.4.5).
        if is_here {
            fields.push("Last-Modified", MODIFIED);
        }
        if let Some(directives) = cache_control {
            fields.push("Cache-Control", directives);
        }
    };
    match precondition(received) {
        Some(304) => {
            describe(&mut fields, false);
            return head_only(304, "Not Modified", &fields);
        }
        Some(status) => {
            return message(request, status, "Precondition Failed", fields, b"It is not what you expect.\n");
        }
        None => {}
    }
    fields.push("Accept-Ranges", "bytes");
    let range = match (request.method(), received.text("Range")) {
        ("GET", Some(range)) if if_range(received) => self::range(range),
        _ => Range::None,
    };
    match range {
        Range::None => {
            describe(&mut fields, true);
            message(request, 200, "OK", fields, TEXT)
        }
        Range::Part(from, to) => {
            describe(&mut fields, true);
            fields.push("Content-Range", format!("bytes {from}-{to}/{}", TEXT.len()));
            message(request, 206, "Partial Content", fields, &TEXT[from..=to])
        }
        Range::Beyond => {
            fields.push("Content-Range", format!("bytes */{}", TEXT.len()));
            message(request, 416, "Range Not Satisfiable", fields, b"There is no such range.\n")
        }
    }
}

/// The directives that the query asks for, if they are such: `max-age=60,no-transform`.
fn cache_control(query: Option<&str>) -> Option<&str> {
    let asked = query?.split('&').find_map(|pair| pair.strip_prefix("cache-control="))?;
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'=' | b',');
    (!asked.is_empty() && asked.bytes().all(allowed)).then_some(asked)
}

fn message(request: &Request, status: u16, reason: &str, mut fields: Fields, content: &[u8]) -> Vec<u8> {
    fields.push("Content-Type", "text/plain");
    let mut out = Vec::new();
    let frame = h1::Frame::Length(content.len() as u64);
    h1::encode_head(&mut out, status, reason, &CLOCK.date(), &fields, frame, Some("close"));
    if !request.is_head() {
        out.extend_from_slice(content);
    }
    out
}

fn head_only(status: u16, reason: &str, fields: &Fields) -> Vec<u8> {
    let mut out = Vec::new();
    h1::encode_head(&mut out, status, reason, &CLOCK.date(), fields, h1::Frame::Nothing, Some("close"));
    out
}

/// The status that a precondition which does not hold ends with (GET and HEAD).
fn precondition(received: FieldSection<'_>) -> Option<u16> {
    if received.has("If-Match") {
        let holds = received.list("If-Match").any(|tag| tag == b"*" || tag == TAG.as_bytes());
        if !holds {
            return Some(412);
        }
    } else if let Some(since) = date(received, "If-Unmodified-Since")
        && date_key(MODIFIED) > Some(since)
    {
        return Some(412);
    }
    if received.has("If-None-Match") {
        // The weak comparison: the mark of weakness does not count (RFC 9110 §8.8.3.2).
        let weak = |tag: &[u8]| tag.strip_prefix(b"W/").unwrap_or(tag) == TAG.as_bytes();
        return received.list("If-None-Match").any(|tag| tag == b"*" || weak(tag)).then_some(304);
    }
    let since = date(received, "If-Modified-Since")?;
    (date_key(MODIFIED) <= Some(since)).then_some(304)
}

/// Whether a range may be answered: no If-Range, or one that is exactly a validator (RFC 9110 §13.1.5).
fn if_range(received: FieldSection<'_>) -> bool {
    received.get("If-Range").is_none_or(|validator| validator == TAG.as_bytes() || validator == MODIFIED.as_bytes())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Range {
    /// None that is answered: absent, malformed, another unit, or several.
    None,
    /// First and last octet.
    Part(usize, usize),
    /// None of it exists.
    Beyond,
}

/// `bytes=` and one range (RFC 9110 §14.1.2).
fn range(value: &str) -> Range {
    let Some((unit, spec)) = value.split_once('=') else { return Range::None };
    let Some((first, last)) = spec.trim().split_once('-') else { return Range::None };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !unit.eq_ignore_ascii_case("bytes") || !digits(first) || !digits(last) {
        return Range::None;
    }
    // A number too large to count is a number beyond the end.
    let number = |text: &str| text.parse::<usize>().unwrap_or(usize::MAX);
    let end = TEXT.len() - 1;
    match (first, last) {
        ("", "") => Range::None,
        ("", suffix) if number(suffix) == 0 => Range::Beyond,
        ("", suffix) => Range::Part(TEXT.len().saturating_sub(number(suffix)), end),
        (first, _) if number(first) > end && (last.is_empty() || number(last) >= number(first)) => Range::Beyond,
        (first, "") => Range::Part(number(first), end),
        (first, last) if number(last) < number(first) => Range::None,
        (first, last) => Range::Part(number(first), number(last).min(end)),
    }
}

fn date(received: FieldSection<'_>, name: &str) -> Option<(u32, usize, u32, String)> {
    date_key(received.text(name)?)
}

/// An IMF-fixdate as something that can be compared; this server answers no other form than it gave.
fn date_key(text: &str) -> Option<(u32, usize, u32, String)> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let parts: Vec<&str> = text.split(' ').collect();
    let [_, day, month, year, time, "GMT"] = parts[..] else { return None };
    let month = MONTHS.iter().position(|name| *name == month)?;
    Some((year.parse().ok()?, month, day.parse().ok()?, time.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_read_as_it_is_written() {
        let end = TEXT.len() - 1;
        let table = [
            ("bytes=0-3", Range::Part(0, 3)),
            ("Bytes=5-", Range::Part(5, end)),
            ("bytes=-4", Range::Part(end - 3, end)),
            ("bytes=-9999", Range::Part(0, end)),
            ("bytes=2-99999999999999999999999", Range::Part(2, end)),
            ("bytes=9999-", Range::Beyond),
            ("bytes=-0", Range::Beyond),
            ("bytes=3-1", Range::None),
            ("bytes=9999-1", Range::None),
            ("bytes=0-1,3-4", Range::None),
            ("bytes=-", Range::None),
            ("bytes=+1-2", Range::None),
            ("lines=1-2", Range::None),
            ("bytes", Range::None),
        ];
        for (value, expected) in table {
            assert_eq!(range(value), expected, "{value}");
        }
    }

    #[test]
    fn the_query_says_what_caches_are_told_and_can_say_nothing_else() {
        assert_eq!(cache_control(Some("a=1&cache-control=max-age=60,no-transform")), Some("max-age=60,no-transform"));
        for other in [None, Some(""), Some("cache-control="), Some("cache-control=a%0D%0AX:1"), Some("x=no-store")] {
            assert_eq!(cache_control(other), None, "{other:?}");
        }
    }

    #[test]
    fn the_fixed_clock_and_the_last_change_agree() {
        assert_eq!(&CLOCK.date(), MODIFIED.as_bytes());
        assert!(date_key("Wed, 31 Dec 2025 23:59:59 GMT") < date_key(MODIFIED));
        assert!(date_key("Thu, 01 Jan 2026 00:00:01 GMT") > date_key(MODIFIED));
        assert_eq!(date_key("yesterday"), None);
    }
}
