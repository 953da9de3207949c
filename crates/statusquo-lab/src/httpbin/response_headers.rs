//! `/response-headers`: the fields that the query asks for, in the answer's head and, as JSON, in its content.

use super::answered::is_type;
use super::call::{Call, query, refuse_parameter};
use super::shape::Shape;
use super::{latin1, leading};
use crate::visit::{Body, Visit};
use statusquo_wire::message::is_token;

/// What frames an answer or speaks of its connection, or of its exchange: the server's alone.
const OF_THE_SERVER: [&str; 10] = [
    "Connection",
    "Content-Length",
    "Date",
    "Keep-Alive",
    "Proxy-Connection",
    "Statusquo-Exchange",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
];

/// What every answer of these routes carries anyway; only the content shows what was asked for.
const SET_ANYWAY: [&str; 2] = ["Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"];

/// Makes known what cannot be sent.
pub(crate) fn judge(visit: &mut Visit<'_>, _: &Call) {
    let asked = query(visit).0;
    if asked.iter().filter(|(name, _)| is_type(name)).count() > 1 {
        refuse_parameter(visit, "Content-Type", "Content-Type is asked for more than once; an answer has one.");
    }
    for (name, value) in &asked {
        if !judge_one(visit, name, value) {
            return;
        }
    }
}

/// Shows the fields that are asked for.
pub(crate) fn show(visit: &mut Visit<'_>, _: &Call) {
    let (asked, shape) = (query(visit).0, Shape::of(visit));
    let media_type = asked.iter().find(|(name, _)| is_type(name)).map_or(shape.media_type, |(_, value)| value);
    // First, so that nothing that was asked for can take its force.
    visit.sandbox();
    visit.fields.push("Content-Type", latin1::judged(media_type));
    for (name, value) in asked.iter().filter(|(name, _)| !is_type(name)) {
        if !SET_ANYWAY.iter().any(|set| set.eq_ignore_ascii_case(name)) {
            visit.fields.push_received(name, latin1::judged(value));
        }
    }
    visit.body = Body::Owned((shape.fields)(&asked, media_type).into_bytes());
}

/// Refuses what cannot stand in a head, or is not the client's to choose.
pub(crate) fn judge_one(visit: &mut Visit<'_>, name: &str, value: &str) -> bool {
    if let Some(detail) = fault(name, value) {
        refuse_parameter(visit, name, detail);
        return false;
    }
    may_lead(visit, name, value)
}

/// Refuses to send elsewhere, if the field does that and the place is not one that may be sent to; and to change what clients
/// do with the whole server.
pub(crate) fn may_lead(visit: &mut Visit<'_>, name: &str, value: &str) -> bool {
    if name.eq_ignore_ascii_case("Location") {
        leading::admit(visit, value)
    } else if name.eq_ignore_ascii_case("Refresh") {
        leading::admit_refresh(visit, value)
    } else {
        leading::admit_lasting(visit, name)
    }
}

/// Why a field cannot stand in a head, or is not the client's to choose, if that is so.
pub(crate) fn fault(name: &str, value: &str) -> Option<String> {
    Some(if name.is_empty() || !name.bytes().all(is_token) {
        format!("{name:?} is no field name: that is one character or more of those of a token (RFC 9110 §5.6.2).")
    } else if OF_THE_SERVER.iter().any(|own| own.eq_ignore_ascii_case(name)) {
        format!("{name} is for the server to set: it frames the answer, or names its connection or its exchange.")
    } else if let Err(why) = latin1::encode(value) {
        format!("The value for {name} {why}.")
    } else {
        return None;
    })
}
