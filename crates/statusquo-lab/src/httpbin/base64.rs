//! Base64 there and back: `/base64/{value}` as httpbin reads it, and `encode` and `decode` below it as go-httpbin has them.
//!
//! The client chooses text and type, so none of these answers may run as a page.

use super::call::{Call, HTML, query, refuse_parameter};
use super::latin1;
use crate::form::essence;
use crate::visit::{Body, Visit};
use base64::Engine;
use base64::engine::DecodePaddingMode::Indifferent;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, URL_SAFE};
use percent_encoding::percent_decode_str;
use statusquo_wire::message::is_token;

/// What httpbin's clients get for what cannot be read.
const BROKEN: &str = "Incorrect Base64 data; try c3RhdHVzcXVv";

/// `/base64/{value}`: the text, or a hint that there is none.
pub(crate) fn text(visit: &mut Visit<'_>, call: &Call) {
    let text = as_python(call.text(0).as_bytes()).and_then(|octets| String::from_utf8(octets).ok());
    visit.sandbox();
    visit.say(HTML, text.unwrap_or_else(|| BROKEN.to_owned()));
}

/// Decodes as Python does where it is not told to be strict: what is not of the alphabet counts for nothing, and neither
/// does what follows the padding; but a last group without its padding is an error.
fn as_python(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut group, mut digits, mut padding) = (0_u32, 0, 0);
    for octet in text {
        let digit = match octet {
            b'A'..=b'Z' => octet - b'A',
            b'a'..=b'z' => octet - b'a' + 26,
            b'0'..=b'9' => octet - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' if digits >= 2 => {
                padding += 1;
                if digits + padding >= 4 {
                    return Some(out);
                }
                continue;
            }
            _ => continue,
        };
        padding = 0;
        group = group << 6 | u32::from(digit);
        // The second digit of a group completes its first octet, the third its second, the fourth its last.
        match digits {
            0 => {}
            1 => out.push((group >> 4) as u8),
            2 => out.push((group >> 2) as u8),
            _ => out.push(group as u8),
        }
        digits = (digits + 1) % 4;
    }
    (digits == 0).then_some(out)
}

/// `/base64/encode/{value}`: in the alphabet that may stand in a URL, padded.
pub(crate) fn encode(visit: &mut Visit<'_>, _: &Call) {
    // The octets of the path itself, as they need not be text.
    let path: Vec<u8> = percent_decode_str(visit.target.path.trim_start_matches('/')).collect();
    let value = path.strip_prefix(b"base64/encode/").unwrap_or_default();
    visit.sandbox();
    visit.say("text/plain; charset=utf-8", URL_SAFE.encode(value));
}

/// `/base64/decode/{value}`: whether it can be decoded, and sent as what it is said to be.
pub(crate) fn judge(visit: &mut Visit<'_>, call: &Call) {
    if let Err(why) = strictly(call.text(0)) {
        return refuse_parameter(visit, "value", format!("The value is no Base64: {why}."));
    }
    if let Some(media_type) = asked_type(visit)
        && !is_media_type(&media_type)
    {
        let detail =
            format!("content-type={media_type:?} is no media type: those are two tokens with a slash between.");
        refuse_parameter(visit, "content-type", detail);
    }
}

/// The octets; of the type that is asked for, else as text if they are some.
pub(crate) fn decode(visit: &mut Visit<'_>, call: &Call) {
    let octets = strictly(call.text(0)).unwrap_or_default();
    visit.sandbox();
    match asked_type(visit) {
        Some(media_type) => visit.fields.push("Content-Type", latin1::judged(&media_type)),
        None if std::str::from_utf8(&octets).is_ok() => visit.media_type = Some("text/plain; charset=utf-8".into()),
        None => visit.media_type = Some("application/octet-stream".into()),
    }
    visit.body = Body::Owned(octets);
}

fn asked_type(visit: &Visit<'_>) -> Option<String> {
    query(visit).first("content-type").filter(|media_type| !media_type.is_empty()).map(str::to_owned)
}

/// Whether a text is a type, a slash and a subtype, with or without parameters.
pub(crate) fn is_media_type(text: &str) -> bool {
    let token = |text: &str| !text.is_empty() && text.bytes().all(is_token);
    let named = essence(text).split_once('/').is_some_and(|(kind, subtype)| token(kind) && token(subtype));
    named && latin1::encode(text).is_ok()
}

/// Decodes either alphabet, with the padding or without it, and nothing else; else says what is wrong, as part of a sentence.
pub(crate) fn strictly(value: &str) -> Result<Vec<u8>, String> {
    const EITHER: GeneralPurpose = GeneralPurpose::new(
        &base64::alphabet::STANDARD,
        GeneralPurposeConfig::new().with_decode_padding_mode(Indifferent),
    );
    let decoded = EITHER.decode(value.replace('-', "+").replace('_', "/"));
    decoded.map_err(|error| error.to_string().trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::as_python;

    #[test]
    fn what_python_reads_is_read() {
        for (text, expected) in [
            ("aGVsbG8=", Some("hello")),
            ("aGVsbG8==", Some("hello")),
            ("aGVsbG8=aGVsbG8=", Some("hello")),
            ("aG=VsbG8=", Some("hello")),
            ("aGVs bG8=", Some("hello")),
            ("=aGVsbG8=", Some("hello")),
            ("!!!!", Some("")),
            ("", Some("")),
            ("aGVsbG8", None),
            ("aGVsbG8=x", Some("hello")),
            ("a", None),
            ("a===", None),
            ("aG=V=", Some("he")),
            ("YWI=", Some("ab")),
            ("YW=I=", Some("ab")),
            ("fn5-Pz8_", Some("~~~???")),
            ("fn5+Pz8/", Some("~~~???")),
        ] {
            assert_eq!(as_python(text.as_bytes()).as_deref(), expected.map(str::as_bytes), "{text}");
        }
    }
}
