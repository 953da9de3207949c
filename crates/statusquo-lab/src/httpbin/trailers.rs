//! `/trailers`: the fields that the query asks for, after the content (RFC 9110 §6.5).

use super::call::{Call, query, refuse_parameter};
use super::{latin1, requests, response_headers};
use crate::flow::{Flow, Piece};
use crate::visit::{Body, Visit};
use statusquo_wire::{Fields, Version};

/// What has to be known before the content is read: routing, modifiers of the request, control data, authentication, and how
/// the content is to be read. What frames the message is no client's to choose anyway.
const BEFORE_CONTENT: [&str; 35] = [
    "Accept-Ranges",
    "Age",
    "Allow",
    "Authentication-Info",
    "Authorization",
    "Cache-Control",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Language",
    "Content-Location",
    "Content-Range",
    "Content-Security-Policy",
    "Content-Type",
    "Cookie",
    "Expect",
    "Expires",
    "Host",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "If-Range",
    "If-Unmodified-Since",
    "Link",
    "Location",
    "Max-Forwards",
    "Pragma",
    "Proxy-Authenticate",
    "Proxy-Authorization",
    "Range",
    "Refresh",
    "Retry-After",
    "Set-Cookie",
    "Vary",
    "WWW-Authenticate",
    "X-Content-Type-Options",
];

/// Makes known what cannot be sent there.
pub(crate) fn judge(visit: &mut Visit<'_>, _: &Call) {
    for (name, value) in &query(visit).0 {
        if BEFORE_CONTENT.iter().any(|before| before.eq_ignore_ascii_case(name)) {
            let detail = format!(
                "{name} is needed before the content, so it may not stand in a trailer section (RFC 9110 §6.5.1)."
            );
            return refuse_parameter(visit, name, detail);
        }
        if !response_headers::judge_one(visit, name, value) {
            return;
        }
    }
}

/// Shows the request, and sends the fields after it.
pub(crate) fn show(visit: &mut Visit<'_>, call: &Call) {
    requests::anything(visit, call);
    let mut trailers = Fields::default();
    for (name, value) in &query(visit).0 {
        if visit.request.version >= Version::Http11 {
            visit.fields.push_received("Trailer", name);
        }
        trailers.push_received(name, latin1::judged(value));
    }
    let content = std::mem::take(&mut visit.body).bytes().to_vec();
    visit.body = Body::Flow(Box::new(Flow::new(None, [Piece::at_once(content)].into_iter()).followed_by(trailers)));
}
