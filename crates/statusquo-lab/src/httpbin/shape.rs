//! How a request is shown and how JSON is written: as httpbin does it, or as go-httpbin does.
//!
//! A route asks the shape for its parts, and does not know which one it has.

use super::content::Sent;
use super::json::Json;
use super::pairs::Pairs;
use super::{answered, go, headers, line, place, times};
use crate::reason::Reason;
use crate::settings::ServesAs;
use crate::visit::Visit;
use std::time::Duration;

/// Something of the request.
type Part = for<'a, 'v> fn(&'a Visit<'v>) -> Json;

/// One way to show and to write.
#[derive(Debug)]
pub(crate) struct Shape {
    /// The type of JSON.
    pub(crate) media_type: &'static str,
    /// A value, as the content of the answer.
    pub(crate) lay_out: for<'a, 'v> fn(&'a Visit<'v>, &'a Json) -> String,
    /// The type of lines of JSON.
    pub(crate) line_type: &'static str,
    /// The request in one line: what stands before the number of that line, and what behind it.
    pub(crate) around_id: for<'a, 'v> fn(&'a Visit<'v>) -> [String; 2],
    pub(crate) args: Part,
    pub(crate) headers: Part,
    pub(crate) origin: Part,
    pub(crate) url: Part,
    pub(crate) user_agent: Part,
    /// What the content came to.
    pub(crate) sent: for<'a, 'v> fn(&'a Visit<'v>) -> Result<Sent, Reason>,
    /// How long a delay is to be, which may not be longer than this; else what is wrong with it.
    pub(crate) delay: fn(&str, Duration) -> Result<Duration, String>,
    /// Whether `json` is told after a delay, too.
    pub(crate) delays_json: bool,
    /// The fields of an answer that were asked for, and the type that it has.
    pub(crate) fields: fn(&[(String, String)], &str) -> String,
    /// Tells in a refusal who was not let in.
    pub(crate) denied: fn(Reason, &str) -> Reason,
}

impl Shape {
    /// The shape of a lab's answers.
    pub(crate) fn of(visit: &Visit<'_>) -> &'static Self {
        match visit.state.settings.serves_as {
            ServesAs::Statusquo | ServesAs::Httpbin => &HTTPBIN,
            ServesAs::GoHttpbin => &GO_HTTPBIN,
        }
    }
}

static HTTPBIN: Shape = Shape {
    media_type: "application/json",
    lay_out: |_, value| value.laid_out(),
    line_type: "application/json",
    around_id: line::around,
    args: |visit| Pairs::of(visit.target.query.unwrap_or("")).to_json(),
    headers: headers::all,
    origin: |visit| place::origin(visit).into(),
    url: |visit| place::url(visit).into(),
    user_agent: |visit| headers::value(visit.request.fields(), "User-Agent").map_or(Json::Null, Json::from),
    sent: Sent::read,
    delay: times::seconds,
    delays_json: false,
    fields: answered::text,
    denied: |reason, _| reason,
};

static GO_HTTPBIN: Shape = Shape {
    media_type: go::MEDIA_TYPE,
    lay_out: go::lay_out,
    line_type: go::TEXT,
    around_id: go::around_id,
    args: go::args,
    headers: go::headers,
    origin: go::origin,
    url: go::url,
    user_agent: go::user_agent,
    sent: go::content::read,
    delay: times::delay,
    delays_json: true,
    fields: go::fields,
    denied: go::denied,
};
