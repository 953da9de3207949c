//! Maintenance: the operator closes `/lab/` for a while, and all of it answers 503 until then.

use super::form::{FORM, pairs};
use super::json::{NUMBER, Problems};
use crate::reason::Reason;
use crate::store::moment::Moment;
use crate::store::{Expected, Key, Kind, NotStored, Stored, Value};
use crate::visit::{Visit, Wanted};
use serde_json::json;
use statusquo_decision::Question;
use std::time::Duration;

/// The methods of the switch.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"];

/// How much of a browser's form is read, and where its answer leads.
const FORM_BYTES: u64 = 1024;
const PAGE: &str = "/_/";

/// The longest maintenance, in seconds.
const LONGEST: f64 = 86_400.0;

const KEY: Key<'static> = Key { namespace: "", kind: Kind::Maintenance, name: "lab" };

/// How much longer the maintenance lasts, if there is one.
fn left(held: Option<Stored>, now: Moment) -> Option<Duration> {
    match held {
        Some(Stored { value: Value::Until(until), .. }) => Some(until.since(now)),
        _ => None,
    }
}

/// Makes known whether the lab is open.
pub(crate) async fn admit(visit: &mut Visit<'_>) {
    let now = visit.now();
    if let Some(left) = left(visit.state.store.read(KEY, now).await, now) {
        visit.object(Reason::new(Question::Open, "The lab is closed for maintenance.").retry_after(left));
    }
}

pub(crate) fn wants(visit: &Visit<'_>) -> Option<Wanted> {
    let limit = visit.state.settings.json_bytes;
    match visit.method() {
        "PUT" => Some(Wanted { limit, media_type: Some("application/json") }),
        "POST" => Some(Wanted { limit: FORM_BYTES, media_type: Some(FORM) }),
        _ => None,
    }
}

/// Whether the lab is closed now.
pub(crate) async fn is_on(visit: &Visit<'_>) -> bool {
    let now = visit.now();
    left(visit.state.store.read(KEY, now).await, now).is_some()
}

/// What the form asks for: how long the lab is to be closed, or that it is to be open; else what is wrong with it.
fn ordered(content: &[u8]) -> Result<Option<f64>, Reason> {
    let Some(pairs) = pairs(content) else {
        return Err(Reason::new(Question::Understood, format!("The content cannot be read as {FORM}.")));
    };
    let value = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    match value("maintenance") {
        Some("off") => Ok(None),
        Some("on") => {
            let seconds = value("seconds").and_then(|seconds| seconds.parse::<f64>().ok());
            let seconds = seconds.filter(|seconds| (0.0..=LONGEST).contains(seconds));
            let detail = format!("seconds must be a number from 0 to {LONGEST}.");
            seconds.map(Some).ok_or_else(|| Reason::new(Question::Possible, detail).member("parameter", "seconds"))
        }
        Some(_) => {
            Err(Reason::new(Question::Possible, "maintenance must be on or off.").member("parameter", "maintenance"))
        }
        None => {
            let reason = Reason::new(Question::Complete, "The form lacks what is required: maintenance.");
            Err(reason.member("missing", ["maintenance"].as_slice()))
        }
    }
}

fn seconds(visit: &Visit<'_>, problems: &mut Problems) -> Option<f64> {
    let members = problems.object(&visit.content);
    let seconds = problems.required(&members, "seconds", NUMBER);
    if seconds.is_some_and(|seconds| !(0.0..=LONGEST).contains(&seconds)) {
        problems.impossible("/seconds", format!("a number from 0 to {LONGEST}"));
    }
    seconds
}

/// Makes known whether the order can be carried out.
pub(crate) fn judge(visit: &mut Visit<'_>) {
    if visit.method() == "PUT" {
        let mut problems = Problems::default();
        seconds(visit, &mut problems);
        problems.tell(visit);
    }
    if visit.method() == "POST"
        && let Err(reason) = ordered(&visit.content)
    {
        visit.object(reason);
    }
}

/// Closes, opens, or tells.
pub(crate) async fn perform(visit: &mut Visit<'_>) {
    let state = visit.state;
    let after = |seconds: f64| state.now().after(Duration::from_secs_f64(seconds));
    let order = match visit.method() {
        "PUT" => Some(after(seconds(visit, &mut Problems::default()).unwrap_or(0.0))),
        "POST" => ordered(&visit.content).ok().flatten().map(after),
        "DELETE" => None,
        _ => {
            let left = left(state.store.read(KEY, visit.now()).await, visit.now());
            return visit.say_json(&json!({
                "maintenance": left.is_some(),
                "seconds": left.map_or(0.0, |left| left.as_secs_f64()),
            }));
        }
    };
    loop {
        let now = state.now();
        let held = state.store.read(KEY, now).await;
        let set =
            state.store.compare_and_set(KEY, Expected::of(held.as_ref()), order.map(Value::Until), order, now).await;
        match set {
            Err(NotStored::Changed(_)) => {}
            Err(NotStored::Full { records, octets }) => return visit.object(super::documents::full(records, octets)),
            Ok(_) if visit.method() == "POST" => {
                visit.fields.push("Location", PAGE);
                return visit.know(Question::SeenElsewhere, true);
            }
            Ok(_) => return visit.know(Question::NothingToSay, true),
        }
    }
}
