//! The test on `Proxy-Status`: whether the code is the one that RFC 9209 §2.3 recommends for the error.

use super::field::line;
use super::{Shown, broken, kept, not_judged};
use crate::Answer;
use crate::syntax::split;
use statusquo_wire::message::FieldSection;

/// Errors with the code that is recommended, as intermediaries alone send them.
const ITS_OWN: [(&str, u16); 14] = [
    ("connection_limit_reached", 503),
    ("connection_refused", 502),
    ("connection_timeout", 504),
    ("destination_ip_prohibited", 502),
    ("destination_ip_unroutable", 502),
    ("destination_not_found", 500),
    ("destination_unavailable", 503),
    ("dns_error", 502),
    ("dns_timeout", 504),
    ("http_request_denied", 403),
    ("http_upgrade_failed", 502),
    ("proxy_configuration_error", 500),
    ("proxy_internal_error", 500),
    ("proxy_loop_detected", 502),
];

/// The same for errors that may stand in an answer which somebody else began: another code need not be the intermediary's.
const PERHAPS_OF_ANOTHER: [(&str, u16); 15] = [
    ("connection_read_timeout", 504),
    ("connection_terminated", 502),
    ("connection_write_timeout", 504),
    ("http_protocol_error", 502),
    ("http_response_body_size", 502),
    ("http_response_content_coding", 502),
    ("http_response_header_section_size", 502),
    ("http_response_header_size", 502),
    ("http_response_incomplete", 502),
    ("http_response_timeout", 504),
    ("http_response_trailer_section_size", 502),
    ("http_response_trailer_size", 502),
    ("http_response_transfer_coding", 502),
    ("tls_alert_received", 502),
    ("tls_protocol_error", 502),
];

pub(super) fn error(answer: &Answer<'_>) -> Shown {
    let Some(value) = answer.fields.get("Proxy-Status") else { return kept("there is no Proxy-Status") };
    let named = match errors(answer.fields)[..] {
        [] => return kept("Proxy-Status names no error"),
        [named] => named,
        // Which of several intermediaries chose the code is not said.
        [_, ..] => return not_judged("Proxy-Status names several errors"),
    };
    let of = |table: &[(&str, u16)]| table.iter().find(|(name, _)| name.as_bytes() == named).map(|(_, code)| *code);
    match (of(&ITS_OWN), of(&PERHAPS_OF_ANOTHER)) {
        (Some(code), _) if code != answer.status => {
            broken(format!("{} goes with {code}", line("Proxy-Status", value))).at_line(answer.fields, "Proxy-Status")
        }
        (_, Some(code)) if code != answer.status => not_judged("the code need not be the intermediary's own"),
        (None, None) => not_judged("no one code is recommended for that error"),
        _ => kept(line("Proxy-Status", value)),
    }
}

/// The values of the parameter `error`, over all members.
fn errors(fields: FieldSection<'_>) -> Vec<&[u8]> {
    let members = fields.all("Proxy-Status").flat_map(|value| split(value, b','));
    members
        .flat_map(|member| split(member, b';').skip(1))
        .filter_map(|parameter| parameter.strip_prefix(b"error="))
        .collect()
}
