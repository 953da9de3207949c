//! The limits as a resource: every one that a client can meet, how large it is here, and the flag that sets it.

use crate::settings::Settings;
use crate::visit::Visit;
use serde_json::{Value, json};
use std::time::Duration;

/// How much.
enum Amount {
    Octets(u64),
    Time(Duration),
    Count(usize),
}

use Amount::{Count, Octets, Time};

/// One limit.
struct Limit {
    name: &'static str,
    of: fn(&Settings) -> Amount,
    flag: Option<&'static str>,
    about: &'static str,
}

const fn fixed(name: &'static str, of: fn(&Settings) -> Amount, about: &'static str) -> Limit {
    Limit { name, of, flag: None, about }
}

impl Limit {
    /// The same, where the operator can set it.
    const fn set_by(self, flag: &'static str) -> Self {
        Self { flag: Some(flag), ..self }
    }
}

#[rustfmt::skip]
const LIMITS: &[Limit] = &[
    fixed("target", |all| Octets(all.limits.target as u64), "a request target"),
    fixed("fields", |all| Octets(all.limits.fields as u64), "a field section"),
    fixed("field_lines", |all| Count(all.limits.lines), "the field lines of a request"),
    fixed("connections", |all| Count(all.limits.connections), "connections at a time").set_by("--max-connections"),
    fixed("head_time", |all| Time(all.limits.head_timeout), "from the first octet of a head to its last").set_by("--head-timeout"),
    fixed("content_time", |all| Time(all.limits.content_timeout), "from a head to the end of its content").set_by("--content-timeout"),
    fixed("idle_time", |all| Time(all.limits.idle_timeout), "between two requests on a connection").set_by("--idle-timeout"),
    fixed("document", |all| Octets(all.document_bytes), "a document"),
    fixed("json", |all| Octets(all.json_bytes), "a JSON content that the lab reads"),
    fixed("happenings", |all| Count(all.happenings), "codes that pages make happen at a time").set_by("--happenings"),
    fixed("delay", |all| Time(all.httpbin.delay), "how long an answer is held back on purpose").set_by("--max-delay"),
    fixed("duration", |all| Time(all.httpbin.duration), "how long a content takes on purpose").set_by("--max-duration"),
    fixed("body", |all| Octets(all.httpbin.content_bytes), "a content that httpbin's routes show").set_by("--max-body"),
    fixed("bytes", |all| Octets(all.httpbin.made_bytes), "a content that is made on demand").set_by("--max-bytes"),
    fixed("dripped_bytes", |all| Octets(all.httpbin.dripped_bytes), "the same, where it comes drop by drop").set_by("--max-bytes"),
    fixed("waiting_requests", |all| Count(all.httpbin.waiting_requests), "answers that are held back, or take their time, at a time"),
];

/// Shows all of them.
pub(crate) fn show(visit: &mut Visit<'_>) {
    let settings = &visit.state.settings;
    let shown: Vec<Value> = LIMITS
        .iter()
        .map(|limit| {
            let (value, unit) = match (limit.of)(settings) {
                Octets(octets) => (octets, "octets"),
                Time(time) => (u64::try_from(time.as_millis()).unwrap_or(u64::MAX), "milliseconds"),
                Count(count) => (count as u64, "count"),
            };
            json!({"name": limit.name, "value": value, "unit": unit, "flag": limit.flag, "about": limit.about})
        })
        .collect();
    visit.fields.push("Cache-Control", "no-store");
    visit.say_json(&json!({"limits": shown}));
}
