//! Which fields are passed on: those of one connection stay on it, all others keep their order and case.

use crate::via::via;
use crate::{Failure, Gateway, ProxyError};
use statusquo_wire::h1::ResponseHead;
use statusquo_wire::message::FieldSection;
use statusquo_wire::{Fields, Request};
use std::collections::HashSet;

/// Fields of one connection, whether or not `Connection` lists them (RFC 9110 §7.6.1).
const HOP_BY_HOP: [&str; 6] = ["Connection", "Proxy-Connection", "Keep-Alive", "TE", "Transfer-Encoding", "Upgrade"];

/// What the gateway writes itself in a request, or has dealt with: `Expect` is fulfilled, since the content is here
/// (RFC 9110 §10.1.1), and the credentials were for this proxy (§11.7.2).
const OWN_IN_REQUEST: [&str; 4] = ["Host", "Content-Length", "Expect", "Proxy-Authorization"];

/// What whoever writes the answer frames it with, and what was meant for this gateway alone (RFC 9110 §11.7.1, §11.7.3).
const OWN_IN_RESPONSE: [&str; 3] = ["Content-Length", "Proxy-Authenticate", "Proxy-Authentication-Info"];

/// A field of the request that the gateway changes on the way, and the value that it gets; none to leave it out.
pub type FieldChange<'c> = (&'static str, Option<&'c str>);

/// The fields of the request to the upstream; those that the gateway changes stand behind those that it leaves alone.
pub(crate) fn for_upstream(
    gateway: &Gateway,
    request: &Request,
    authority: &str,
    changes: &[FieldChange<'_>],
    length: usize,
) -> Result<Fields, Failure> {
    let received = request.fields();
    let limited = matches!(request.method(), "TRACE" | "OPTIONS");
    let mut fields = Fields::default();
    fields.push("Host", authority);
    for (name, value) in end_to_end(received, &OWN_IN_REQUEST) {
        if changes.iter().any(|(changed, _)| changed.eq_ignore_ascii_case(name)) {
            continue;
        }
        if limited && name.eq_ignore_ascii_case("Max-Forwards") {
            fields.push_received(name, max_forwards(value)?);
        } else {
            fields.push_received(name, value);
        }
    }
    for (name, value) in changes {
        if let Some(value) = value {
            fields.push(name, value);
        }
    }
    fields.push("Via", via(gateway.mark, request.version));
    // A content that was announced and is empty is announced again: some methods expect one (RFC 9110 §8.6).
    if length > 0 || received.has("Content-Length") || received.has("Transfer-Encoding") {
        fields.push("Content-Length", length.to_string());
    }
    fields.push("Connection", "close");
    Ok(fields)
}

/// The fields of an answer to the client: `Via` is added, framing and connection are left to who writes it.
pub(crate) fn for_client(gateway: &Gateway, head: &ResponseHead) -> Fields {
    let mut fields = Fields::default();
    for (name, value) in end_to_end(head.fields(), &OWN_IN_RESPONSE) {
        fields.push_received(name, value);
    }
    fields.push("Via", via(gateway.mark, head.version));
    fields
}

/// The reason phrase of an answer, as text.
pub(crate) fn reason(head: &ResponseHead) -> String {
    String::from_utf8_lossy(head.reason()).into_owned()
}

/// The lines that are for all recipients, in order, but for those the gateway writes itself.
fn end_to_end<'a>(received: FieldSection<'a>, own: &[&str]) -> Vec<(&'a str, &'a [u8])> {
    let options: HashSet<Vec<u8>> = received.list("Connection").map(<[u8]>::to_ascii_lowercase).collect();
    received
        .iter()
        .filter_map(|(name, value)| Some((std::str::from_utf8(name).ok()?, value)))
        .filter(|(name, _)| {
            let listed = || options.contains(name.to_ascii_lowercase().as_bytes());
            !HOP_BY_HOP.iter().chain(own).any(|left_out| left_out.eq_ignore_ascii_case(name)) && !listed()
        })
        .collect()
}

/// One forward fewer (RFC 9110 §7.6.2).
fn max_forwards(value: &[u8]) -> Result<String, Failure> {
    let number = std::str::from_utf8(value).ok().and_then(|digits| digits.parse::<u32>().ok());
    match number {
        Some(0) => Err(Failure::new(
            ProxyError::ProxyInternalResponse,
            "Max-Forwards is 0: the gateway is the last recipient of this request",
        )),
        Some(number) => Ok((number - 1).to_string()),
        None => {
            Err(Failure::new(ProxyError::ProxyInternalResponse, "Max-Forwards is not a number that can be counted"))
        }
    }
}
