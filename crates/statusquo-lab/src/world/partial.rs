//! Less than a whole representation: ranges of its octets, or the difference from a version that the client has. Here 206,
//! 226 and 416 have their causes.
//!
//! It is asked only where 200 would be the answer (RFC 9110 §14.2): preconditions, and with them 304, come first.

use super::{deltas, ranges};
use crate::form::parts::Parts;
use crate::reason::Reason;
use crate::store::document::Representation;
use crate::visit::{Body, Visit};
use statusquo_decision::Question;
use statusquo_wire::Fields;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

/// What describes the representation, and what a client that sends If-Range has already (RFC 9110 §15.3.7).
const DESCRIBES: [&str; 3] = ["Content-Type", "Content-Language", "Last-Modified"];

/// What is to be sent instead of the whole of a document, if anything is; the facts say why.
pub(crate) async fn of(visit: &mut Visit<'_>, name: &str, held: &Arc<Representation>) -> Option<Body> {
    if visit.request.fields().has("Range") {
        // A server may do without differences: they are not made of ranges here, nor ranges of them.
        return parts(visit, held);
    }
    let difference = deltas::difference(visit, name, held).await?;
    visit.know(Question::DifferenceTaken, true);
    Some(Body::Owned(difference))
}

/// The ranges of a representation that are asked for, if any are.
pub(crate) fn parts(visit: &mut Visit<'_>, held: &Arc<Representation>) -> Option<Body> {
    let length = held.content.len();
    let specs = ranges::parse(visit.request.fields().all("Range"))?;
    if ranges::ask_for_the_end_of_nothing(&specs, length) {
        return None;
    }
    visit.know(Question::RangesAsked, true);
    let unless = if_range(visit, held);
    if let Err(why) = unless {
        visit.refuse(Question::IfRangeHolds, why);
        return None;
    }
    let complete = format!("bytes */{length}");
    if let Some(why) = ranges::excess(&specs, length) {
        visit.object(
            Reason::new(Question::RangesModest, why).member("limit", ranges::MOST).field("Content-Range", complete),
        );
        return None;
    }
    let satisfiable = ranges::satisfiable(&specs, length);
    if satisfiable.is_empty() {
        let detail = format!("The content has {length} octets, and no range that is asked for lies within them.");
        visit.object(
            Reason::new(Question::RangeSatisfiable, detail).member("length", length).field("Content-Range", complete),
        );
        return None;
    }
    let parts = Parts::new(held.clone(), satisfiable);
    match (parts.content_range(), parts.media_type()) {
        (Some(content_range), _) => {
            if unless == Ok(true) {
                visit.fields = without(&visit.fields, &DESCRIBES);
            }
            visit.fields.push("Content-Range", content_range);
        }
        (None, media_type) => {
            // The parts have the media type of the whole.
            let left_out = if unless == Ok(true) { &DESCRIBES[..] } else { &DESCRIBES[..1] };
            visit.fields = without(&visit.fields, left_out);
            visit.fields.push("Content-Type", media_type.unwrap_or_default());
        }
    }
    Some(Body::Parts(Box::new(parts)))
}

/// Whether If-Range is there and holds (RFC 9110 §13.1.5), or why it does not.
fn if_range(visit: &Visit<'_>, held: &Representation) -> Result<bool, String> {
    let mut values = visit.request.fields().all("If-Range");
    let Some(value) = values.next() else { return Ok(false) };
    if values.next().is_some() {
        return Err("If-Range is there more than once, so none of its validators holds.".to_owned());
    }
    // An entity tag has a quote among its first three characters, a date has none.
    if value.iter().take(3).any(|octet| *octet == b'"') {
        return match value {
            [b'W', b'/', ..] => {
                Err("If-Range has a weak entity tag, which never holds: parts need a strong one.".into())
            }
            value if value == held.etag.as_bytes() => Ok(true),
            value => {
                let given = String::from_utf8_lossy(value);
                Err(format!("If-Range has {given}, but the entity tag is {} now: here is the whole.", held.etag))
            }
        };
    }
    let date = std::str::from_utf8(value).ok().and_then(|value| httpdate::parse_http_date(value).ok());
    let seconds = date.map(|date| date.duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs()));
    match seconds {
        None => Err("If-Range has neither an entity tag nor a date.".to_owned()),
        Some(seconds) if seconds != held.modified => {
            Err("If-Range has another date than Last-Modified: they have to be the same.".to_owned())
        }
        Some(_) if !held.dated_apart => Err(
            "If-Range has the date of Last-Modified, but the document may have changed more than once in that second."
                .to_owned(),
        ),
        Some(_) => Ok(true),
    }
}

/// The fields but for these.
fn without(all: &Fields, left_out: &[&str]) -> Fields {
    let mut fields = Fields::default();
    for (name, value) in all.section().iter() {
        let name = String::from_utf8_lossy(name);
        if !left_out.iter().any(|left_out| name.eq_ignore_ascii_case(left_out)) {
            fields.push_received(&name, value);
        }
    }
    fields
}
