//! What a request brought: `data`, `files`, `form` and `json`, by httpbin's rules.

use super::headers;
use super::json::{self, Json, NotJson};
use super::multipart::{self, Broken, PARTS, Part};
use super::pairs::Pairs;
use crate::form::essence;
use crate::reason::Reason;
use crate::visit::Visit;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use statusquo_decision::Question;
use std::collections::BTreeMap;

/// The most fields of a part that are told.
const FIELDS: usize = 100;

/// What a content came to.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) data: Json,
    pub(crate) files: Json,
    pub(crate) form: Json,
    pub(crate) json: Json,
}

impl Default for Sent {
    fn default() -> Self {
        let nothing = || Json::Object(BTreeMap::new());
        Self { data: "".into(), files: nothing(), form: nothing(), json: Json::Null }
    }
}

impl Sent {
    /// Reads the content by its type. A form that is broken is no form with nothing in it, and what is no JSON is none:
    /// only what would be too much is refused.
    ///
    /// With `detail=parts` in the query files are told one by one, in order: httpbin's own shape has room for the first of
    /// those that share a name.
    pub(crate) fn read(visit: &Visit<'_>) -> Result<Self, Reason> {
        let query = Pairs::of(visit.target.query.unwrap_or(""));
        let detailed = query.first("detail") == Some("parts");
        let sent = Self::of_type(visit, detailed)?;
        let files = if detailed && matches!(sent.files, Json::Object(_)) { Json::List(Vec::new()) } else { sent.files };
        Ok(Self { files, ..sent })
    }

    fn of_type(visit: &Visit<'_>, detailed: bool) -> Result<Self, Reason> {
        let content = &visit.content;
        let given = headers::value(visit.request.fields(), "Content-Type").unwrap_or_default();
        let essence = essence(&given).to_ascii_lowercase();
        match (essence.as_str(), multipart::parameter(&given, "boundary")) {
            ("application/x-www-form-urlencoded", _) => {
                let form = std::str::from_utf8(content).map(Pairs::of).unwrap_or_default();
                Ok(Self { form: form.to_json(), ..Self::default() })
            }
            ("multipart/form-data", Some(boundary)) => Self::of_parts(content, &boundary, detailed),
            _ => Ok(Self {
                data: text_or_data(content, "application/octet-stream"),
                json: value(content)?,
                ..Self::default()
            }),
        }
    }

    fn of_parts(content: &[u8], boundary: &str, detailed: bool) -> Result<Self, Reason> {
        let parts =
            multipart::parts(content, boundary).or_else(|broken| broken_form(broken).map_or(Ok(Vec::new()), Err))?;
        let (files, fields): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(|part| part.filename.is_some());
        let form = Pairs(fields.iter().map(|part| (part.name.clone(), text(part))).collect());
        if detailed {
            if let Some(file) = files.iter().find(|file| file.fields().nth(FIELDS).is_some()) {
                let detail =
                    format!("Part {:?} has more than {FIELDS} fields, the most that are told of one.", file.name);
                return Err(Reason::new(Question::ContentFits, detail).member("limit", FIELDS));
            }
            return Ok(Self {
                files: Json::List(files.iter().map(told).collect()),
                form: form.to_json(),
                ..Self::default()
            });
        }
        let mut first = BTreeMap::new();
        for file in files {
            first.entry(file.name.as_str().into()).or_insert_with(|| data(&file));
        }
        Ok(Self { files: Json::Object(first), form: form.to_json(), ..Self::default() })
    }
}

fn data(file: &Part) -> Json {
    text_or_data(&file.content, file.content_type.as_deref().unwrap_or("application/octet-stream"))
}

/// All that there is to tell of a file; lines of its head that share a name are joined.
fn told(file: &Part) -> Json {
    let mut headers: BTreeMap<&str, String> = BTreeMap::new();
    for (name, value) in file.fields() {
        headers
            .entry(name)
            .and_modify(|before| *before = format!("{before},{value}"))
            .or_insert_with(|| value.to_owned());
    }
    let text = |text: &Option<String>| text.as_deref().map_or(Json::Null, Json::from);
    Json::object([
        ("name", file.name.as_str().into()),
        ("filename", text(&file.filename)),
        ("content_type", text(&file.content_type)),
        ("headers", Json::object(headers.into_iter().map(|(name, value)| (name, value.into())))),
        ("size", Json::Number(file.content.len().to_string())),
        ("data", data(file)),
    ])
}

/// The text of a field in the encoding that its part names, if it is one of two; else as UTF-8.
fn text(part: &Part) -> String {
    let named = part.content_type.as_deref().and_then(|given| multipart::parameter(given, "charset"));
    match named.unwrap_or_default().to_ascii_lowercase().as_str() {
        "iso-8859-1" => part.content.iter().map(|octet| char::from(*octet)).collect(),
        "ascii" | "us-ascii" => {
            let plain = |octet: &u8| if octet.is_ascii() { char::from(*octet) } else { char::REPLACEMENT_CHARACTER };
            part.content.iter().map(plain).collect()
        }
        _ => String::from_utf8_lossy(&part.content).into_owned(),
    }
}

/// UTF-8 as it is, and anything else as a `data:` URI.
fn text_or_data(content: &[u8], kind: &str) -> Json {
    match std::str::from_utf8(content) {
        Ok(text) => text.into(),
        Err(_) => format!("data:{kind};base64,{}", STANDARD.encode(content)).into(),
    }
}

fn value(content: &[u8]) -> Result<Json, Reason> {
    let Ok(text) = std::str::from_utf8(content) else { return Ok(Json::Null) };
    json::read(text).or_else(|not| too_much(not).map_or(Ok(Json::Null), Err))
}

/// Why a JSON content is more than is taken; nothing of one that is none at all.
pub(crate) fn too_much(not: NotJson) -> Option<Reason> {
    let (detail, limit) = match not {
        NotJson::Invalid => return None,
        NotJson::TooDeep(limit) => (format!("The JSON is nested deeper than {limit} levels."), limit),
        NotJson::TooLarge(limit) => {
            (format!("The JSON would be laid out in more than {limit} octets, the most that are sent."), limit)
        }
    };
    Some(Reason::new(Question::ContentFits, detail).member("limit", limit))
}

/// Why a form in parts is refused; nothing of what is no form at all.
pub(crate) fn broken_form(broken: Broken) -> Option<Reason> {
    match broken {
        Broken::Malformed => None,
        Broken::Nameless(number) => {
            let detail = format!("Content-Disposition of part {number} of the form has no parameter name.");
            Some(Reason::new(Question::Understood, detail).member("parameter", "name"))
        }
        Broken::TooMany => {
            let detail = format!("The form has more than {PARTS} parts, the most that are taken here.");
            Some(Reason::new(Question::ContentFits, detail).member("limit", PARTS))
        }
    }
}
