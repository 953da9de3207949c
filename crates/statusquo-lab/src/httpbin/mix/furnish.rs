//! Puts together what a mixed answer carries: what was asked for, and what its code must have besides.

use super::asked::Asked;
use crate::form::essence;
use crate::httpbin::call::HTML;
use crate::httpbin::{cookies, latin1, redirects, status};
use crate::visit::{Body, Visit};
use statusquo_wire::Fields;

pub(super) fn furnish(visit: &mut Visit<'_>, asked: &Asked) {
    // First, so that nothing that was asked for can take its force.
    visit.sandbox();
    for (name, value) in &asked.headers {
        visit.fields.push_received(name, latin1::judged(value));
    }
    for (name, value) in &asked.cookies {
        let line = match value {
            Some(value) => cookies::setting(visit, name, value),
            None => cookies::deleting(name),
        };
        visit.fields.push("Set-Cookie", line);
    }
    if let Some(place) = &asked.redirect {
        visit.fields.push("Location", redirects::reference(place));
    }
    let belongs = status::belonging(asked.status);
    let usual = match belongs {
        Some(belongs) => belongs.fields.iter().find(|(name, _)| *name == "Content-Type").map(|(_, value)| *value),
        None => Some(HTML),
    };
    let media_type = asked.media_type.as_deref().or(usual);
    for (name, value) in belongs.map_or(&[][..], |belongs| belongs.fields) {
        if *name != "Content-Type" && *name != "Content-Range" && !visit.fields.section().has(name) {
            visit.fields.push(name, *value);
        }
    }
    let body = match &asked.body {
        Some(body) => body.clone(),
        None => belongs.map_or("", |belongs| belongs.content).into(),
    };
    if let Some(range) = range(asked.status, body.len(), media_type).filter(|_| !asked.gives("Content-Range")) {
        visit.fields.push("Content-Range", range);
    }
    if let Some(media_type) = media_type {
        visit.fields.push("Content-Type", latin1::judged(media_type));
    }
    visit.body = Body::Owned(body);
    visit.before = asked.interim.iter().map(|code| (*code, hints(*code, asked))).collect();
}

/// What `Content-Range` says: of a part that it is the first one, of 416 how much there would be. Where several parts are sent,
/// each has its own (RFC 9110 §15.3.7.2).
fn range(code: u16, length: usize, media_type: Option<&str>) -> Option<String> {
    match code {
        206 if essence(media_type.unwrap_or("")).eq_ignore_ascii_case("multipart/byteranges") => None,
        206 => Some(format!("bytes 0-{}/{}", length.saturating_sub(1), length + 1)),
        416 => Some("bytes */0".to_owned()),
        _ => None,
    }
}

/// What an interim answer carries: 103 the links of the answer that it hints at (RFC 8297 §2), 104 what it must.
fn hints(code: u16, asked: &Asked) -> Fields {
    let mut fields = Fields::default();
    if code == 103 {
        for (name, value) in asked.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("Link")) {
            fields.push_received(name, latin1::judged(value));
        }
    }
    for (name, value) in status::belonging_to_interim(code) {
        fields.push(name, *value);
    }
    fields
}
