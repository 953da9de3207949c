//! Of what an answer is to be made: every part read and judged, before any of it counts.

use crate::httpbin::cookies;
use crate::httpbin::pairs::Pairs;
use crate::httpbin::times::Times;
use crate::httpbin::{base64, response_headers, status};
use crate::visit::Visit;

/// Which parameter is wrong, and how.
pub(super) type Fault = (String, String);

/// Every parameter, and whether it may be there more than once.
pub(super) const PARAMETERS: [(&str, bool); 10] = [
    ("status", false),
    ("header", true),
    ("cookie", true),
    ("redirect", false),
    ("body", false),
    ("base64", false),
    ("type", false),
    ("delay", false),
    ("retry_after", false),
    ("interim", true),
];

/// The most interim answers.
const INTERIM: usize = 10;
/// The most fields, cookies among them.
const FIELDS: usize = 100;
/// The most octets of them all.
const OCTETS: usize = 32 * 1024;

/// The parts of an answer.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) status: u16,
    pub(super) interim: Vec<u16>,
    /// Fields, but for the type.
    pub(super) headers: Vec<(String, String)>,
    /// Cookies to be set, and, without a value, to be deleted.
    pub(super) cookies: Vec<(String, Option<String>)>,
    pub(super) redirect: Option<String>,
    pub(super) media_type: Option<String>,
    pub(super) body: Option<Vec<u8>>,
    pub(super) times: Times,
}

impl Asked {
    /// Reads all parts; `media_type` is what the content is if nothing is said of that.
    pub(super) fn read(visit: &Visit<'_>, pairs: &Pairs, media_type: Option<&str>) -> Result<Self, Fault> {
        known(pairs)?;
        let mut asked = Self {
            status: 200,
            interim: all(pairs, "interim", INTERIM, interim)?,
            headers: all(pairs, "header", FIELDS, header)?,
            cookies: all(pairs, "cookie", FIELDS, cookie)?,
            redirect: pairs.first("redirect").map(str::to_owned),
            media_type: one(pairs, "type", media_type_of)?,
            body: body(pairs)?,
            times: Times::read(pairs, visit.state.settings.httpbin.delay)
                .map_err(|(name, detail)| fault(name, detail))?,
        };
        asked.status = match one(pairs, "status", number)? {
            Some(status) => status,
            None if asked.redirect.is_some() => 302,
            None => 200,
        };
        status::can_be_sent(visit, asked.status).map_err(|detail| fault("status", detail))?;
        asked.take_type()?;
        if asked.media_type.is_none() && asked.body.is_some() {
            asked.media_type = Some(media_type.unwrap_or(usual_type(pairs, asked.status)).to_owned());
        }
        asked.agree(pairs)?;
        Ok(asked)
    }

    /// The type may come as a field as well, but there is one.
    fn take_type(&mut self) -> Result<(), Fault> {
        while let Some(at) = self.headers.iter().position(|(name, _)| name.eq_ignore_ascii_case("Content-Type")) {
            if self.media_type.is_some() {
                return Err(fault("header", "Content-Type is asked for more than once; an answer has one."));
            }
            self.media_type = Some(self.headers.remove(at).1);
        }
        Ok(())
    }

    pub(super) fn gives(&self, name: &str) -> bool {
        self.headers.iter().any(|(given, _)| given.eq_ignore_ascii_case(name))
    }

    /// What cannot be together.
    fn agree(&self, pairs: &Pairs) -> Result<(), Fault> {
        let status = self.status;
        let body = if pairs.has("base64") { "base64" } else { "body" };
        if self.body.is_some() && matches!(status, 204 | 205 | 304) {
            let section = match status {
                204 => "§15.3.5",
                205 => "§15.3.6",
                _ => "§15.4.5",
            };
            return Err(fault(body, format!("An answer with {status} has no content (RFC 9110 {section}).")));
        }
        if status == 206 && self.body.as_ref().is_some_and(Vec::is_empty) && !self.gives("Content-Range") {
            return Err(fault(
                body,
                "A part of a representation has an octet or more, since Content-Range says which.",
            ));
        }
        if self.redirect.is_some() && (status == 304 || !matches!(status, 201 | 300..400)) {
            let detail = format!("redirect goes with 201 or a redirection, and {status} is neither.");
            return Err(fault("redirect", detail));
        }
        for (parameter, name) in [("redirect", "Location"), ("retry_after", "Retry-After")] {
            if pairs.has(parameter) && self.gives(name) {
                return Err(fault("header", format!("{name} is asked for by {parameter} already; an answer has one.")));
            }
        }
        let fields = self.headers.len() + self.cookies.len();
        let of_fields = self.headers.iter().map(|(name, value)| name.len() + value.len());
        let of_cookies = self.cookies.iter().map(|(name, value)| name.len() + value.as_ref().map_or(0, String::len));
        let others = [&self.redirect, &self.media_type].into_iter().flatten().map(String::len);
        let octets: usize = of_fields.chain(of_cookies).chain(others).sum();
        if fields > FIELDS || octets > OCTETS {
            let detail = format!(
                "There are {fields} fields of {octets} octets, cookies among them; {FIELDS} of {OCTETS} octets in all are the most."
            );
            return Err(fault("header", detail));
        }
        Ok(())
    }
}

pub(super) fn fault(parameter: &str, detail: impl Into<String>) -> Fault {
    (parameter.to_owned(), detail.into())
}

/// Whether a name is that of a parameter.
pub(super) fn judge_name(name: &str) -> Result<(), Fault> {
    if PARAMETERS.iter().any(|(known, _)| *known == name) {
        return Ok(());
    }
    let known = PARAMETERS.map(|(known, _)| known).join(", ");
    Err(fault(name, format!("{name:?} is no parameter of /mix; it knows {known}.")))
}

/// Nothing is lost without a word: neither a name that is misspelt nor the second of two values.
fn known(pairs: &Pairs) -> Result<(), Fault> {
    for (name, _) in &pairs.0 {
        judge_name(name)?;
        let several = PARAMETERS.iter().any(|(known, several)| known == name && *several);
        if !several && pairs.0.iter().filter(|(other, _)| other == name).count() > 1 {
            return Err(fault(name, format!("{name} is there more than once; there can be one.")));
        }
    }
    if pairs.has("body") && pairs.has("base64") {
        return Err(fault("base64", "body and base64 are both there; an answer has one content."));
    }
    Ok(())
}

fn one<T>(pairs: &Pairs, name: &str, read: fn(&str) -> Result<T, String>) -> Result<Option<T>, Fault> {
    pairs.first(name).map(read).transpose().map_err(|detail| fault(name, detail))
}

fn all<T>(pairs: &Pairs, name: &str, most: usize, read: fn(&str) -> Result<T, String>) -> Result<Vec<T>, Fault> {
    let given = || pairs.0.iter().filter(|(have, _)| have == name);
    if given().nth(most).is_some() {
        return Err(fault(name, format!("{name} is there {} times; {most} are the most.", given().count())));
    }
    given().map(|(_, text)| read(text)).collect::<Result<_, _>>().map_err(|detail| fault(name, detail))
}

fn number(text: &str) -> Result<u16, String> {
    match status::number(text)? {
        interim @ 100..200 => Err(format!(
            "{interim} is an interim answer, which a final one follows: interim={interim} sends it before that."
        )),
        status => Ok(status),
    }
}

fn interim(text: &str) -> Result<u16, String> {
    match status::number(text)? {
        101 => Err("101 ends the exchange as HTTP; /status/101 has it, for who offers a protocol.".to_owned()),
        interim @ 100..200 => Ok(interim),
        code => Err(format!("{code} is no interim answer: those are 100 to 199.")),
    }
}

fn header(text: &str) -> Result<(String, String), String> {
    let (name, value) =
        text.split_once(':').ok_or_else(|| format!("{text:?} is no field: that is a name, a colon and a value."))?;
    let value = value.trim_matches([' ', '\t']);
    match response_headers::fault(name, value) {
        Some(detail) => Err(detail),
        None => Ok((name.to_owned(), value.to_owned())),
    }
}

fn cookie(text: &str) -> Result<(String, Option<String>), String> {
    let (name, value) = match text.split_once('=') {
        Some((name, value)) => (name, Some(value.to_owned())),
        None => (text, None),
    };
    cookies::judge_name(name).map(|()| (name.to_owned(), value))
}

fn media_type_of(text: &str) -> Result<String, String> {
    match response_headers::fault("Content-Type", text) {
        Some(detail) => Err(detail),
        None if base64::is_media_type(text) => Ok(text.to_owned()),
        None => Err(format!("{text:?} is no media type: that is a type, a slash and a subtype (RFC 9110 §8.3.1).")),
    }
}

fn body(pairs: &Pairs) -> Result<Option<Vec<u8>>, Fault> {
    let Some(encoded) = pairs.first("base64") else { return Ok(pairs.first("body").map(|body| body.into())) };
    // In a query a plus that was not escaped has become a space.
    let decoded = base64::strictly(&encoded.replace(' ', "+"));
    let decoded = decoded.map_err(|error| fault("base64", format!("It is no base64: {error}.")))?;
    Ok(Some(decoded))
}

fn usual_type(pairs: &Pairs, status: u16) -> &'static str {
    match status {
        // All that it may be.
        207 => "application/xml; charset=utf-8",
        _ if pairs.has("base64") => "application/octet-stream",
        _ => "text/plain; charset=utf-8",
    }
}
