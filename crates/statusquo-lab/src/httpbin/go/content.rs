//! What a request brought, by go-httpbin's rules: `data` has all of it, and what its type says and it is not is refused.

use super::super::content::{Sent, broken_form, too_much};
use super::super::headers;
use super::super::json::{self, Json, NotJson};
use super::super::multipart::{self, Part};
use super::{lists, pairs, text};
use crate::reason::Reason;
use crate::visit::Visit;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use statusquo_decision::Question;

/// Reads the content by its type.
pub(crate) fn read(visit: &Visit<'_>) -> Result<Sent, Reason> {
    let content = visit.content.as_slice();
    if content.is_empty() {
        return Ok(Sent::default());
    }
    let given = headers::value(visit.request.fields(), "Content-Type").unwrap_or_default();
    let whole = Sent { data: Json::Text(text(content)), ..Sent::default() };
    match given.split(';').next().unwrap_or("") {
        "text/html" | "text/plain" => Ok(whole),
        "application/json" => Ok(Sent { json: value(content)?, ..whole }),
        "application/x-www-form-urlencoded" => {
            let (form, all) = pairs(&String::from_utf8_lossy(content));
            if !all {
                return Err(refused("form", "The form has a semicolon or an escape that is not two digits."));
            }
            let form = lists(form.0.into_iter().map(|(name, value)| (name.into(), value.into())));
            Ok(Sent { form, ..whole })
        }
        "multipart/form-data" => {
            let boundary = multipart::parameter(&given, "boundary");
            let boundary = boundary.ok_or_else(|| refused("boundary", "Content-Type has no parameter boundary."))?;
            let parts = parts(content, &boundary)?;
            let (files, fields): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(|part| part.filename.is_some());
            let named = |parts: Vec<Part>| {
                lists(parts.into_iter().map(|part| (part.name.into(), Json::Text(text(&part.content)))))
            };
            Ok(Sent { files: named(files), form: named(fields), ..whole })
        }
        kind => {
            let kind = if kind.is_empty() { "application/octet-stream" } else { kind };
            Ok(Sent { data: format!("data:{kind};base64,{}", URL_SAFE.encode(content)).into(), ..whole })
        }
    }
}

fn refused(parameter: &'static str, detail: impl Into<String>) -> Reason {
    Reason::new(Question::Understood, detail).member("parameter", parameter)
}

fn parts(content: &[u8], boundary: &str) -> Result<Vec<Part>, Reason> {
    let malformed = || refused("form", "The content is no form in parts with the boundary that its type names.");
    multipart::parts(content, boundary).map_err(|broken| broken_form(broken).unwrap_or_else(malformed))
}

fn value(content: &[u8]) -> Result<Json, Reason> {
    let read = std::str::from_utf8(content).map_err(|_| NotJson::Invalid).and_then(json::read);
    match read {
        Ok(value) if is_finite(&value) => Ok(value),
        other => {
            let none = || refused("json", "Content-Type says JSON, and the content is none.");
            Err(other.err().and_then(too_much).unwrap_or_else(none))
        }
    }
}

/// Whether there is no number in it that JSON does not have, as Python reads them.
fn is_finite(value: &Json) -> bool {
    match value {
        Json::Number(number) => number.parse::<f64>().is_ok_and(f64::is_finite),
        Json::List(values) => values.iter().all(is_finite),
        Json::Object(members) => members.values().all(is_finite),
        Json::Null | Json::Bool(_) | Json::Text(_) => true,
    }
}
