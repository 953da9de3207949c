//! A prepaid meter: each reading takes a unit of what was paid, and once nothing is left 402 has its cause, until somebody
//! tops it up.

use super::documents;
use super::json::{NUMBER, Problems};
use crate::reason::Reason;
use crate::store::{Expected, Key, Kind, NotStored, Stored, Value};
use crate::visit::{Visit, Wanted};
use serde_json::json;
use statusquo_decision::Question;
use statusquo_wire::Framing;

/// The methods of the meter.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "OPTIONS"];
/// The methods of the slot for coins.
pub(crate) const TOP_UP_METHODS: &[&str] = &["POST", "OPTIONS"];

/// What a reading costs, in units.
const PRICE: u64 = 1;
/// What is on the meter at the start.
const START: u64 = 3;
/// What a top-up without content puts in.
const COIN: u64 = 3;
/// The most that one top-up puts in.
const LARGEST: f64 = 100.0;
/// The most that the meter holds.
const MOST: u64 = 1000;

/// Where it is.
pub(crate) const PATH: &str = "/lab/meter";
/// Where more is paid in.
const TOP_UP: &str = "/lab/meter/top-up";

/// There is one meter for all.
const METER: Key<'static> = Key { namespace: "", kind: Kind::Balance, name: "meter" };

/// What is left, and what the store has of it.
async fn balance(visit: &Visit<'_>) -> (u64, Option<Stored>) {
    let stored = visit.state.store.read(METER, visit.now()).await;
    match stored {
        Some(Stored { value: Value::Counter(units), .. }) => (units, stored),
        _ => (START, stored),
    }
}

/// Writes what is left, if nothing has changed since it was looked at.
async fn keep(visit: &Visit<'_>, seen: Option<&Stored>, units: u64) -> Result<(), NotStored> {
    let value = Some(Value::Counter(units));
    visit.state.store.compare_and_set(METER, Expected::of(seen), value, None, visit.now()).await.map(|_| ())
}

/// Gives a reading and takes its price. That a GET costs something is allowed: its client did not ask for that, and is
/// not answerable for it (RFC 9110 §9.2.1). HEAD answers as GET would, and takes nothing.
pub(crate) async fn read(visit: &mut Visit<'_>) {
    loop {
        let (before, stored) = balance(visit).await;
        let Some(left) = before.checked_sub(PRICE) else { return visit.object(unpaid(before)) };
        if visit.method() == "GET" {
            match keep(visit, stored.as_ref(), left).await {
                Ok(()) => {}
                Err(NotStored::Changed(_)) => continue,
                Err(NotStored::Full { records, octets }) => return visit.object(documents::full(records, octets)),
            }
        }
        // One that came out of a cache would not have been paid for.
        visit.fields.push("Cache-Control", "no-store");
        return visit.say_json(&json!({"price": PRICE, "balance": left}));
    }
}

fn unpaid(balance: u64) -> Reason {
    let detail = format!(
        "A reading costs {PRICE} unit, and {balance} are left. POST {TOP_UP} puts {COIN} in, or as many as {{\"units\": N}} says."
    );
    Reason::new(Question::PaidFor, detail)
        .member("price", PRICE)
        .member("balance", balance)
        .member("top_up", TOP_UP)
        .field("Link", format!("<{TOP_UP}>; rel=\"payment\""))
}

/// What a top-up would use of its content: it may come without one.
pub(crate) fn wants(visit: &Visit<'_>) -> Option<Wanted> {
    let comes = !matches!(visit.request.framing, Framing::None | Framing::Length(0));
    let limit = visit.state.settings.json_bytes;
    (visit.method() == "POST" && comes).then_some(Wanted { limit, media_type: Some("application/json") })
}

/// Looks at what the head says of the content.
pub(crate) fn find(visit: &mut Visit<'_>) {
    if let Some(wanted) = wants(visit) {
        visit.judge_declared_content(wanted);
    }
}

/// A top-up.
#[derive(Debug, Default)]
pub(crate) struct TopUpVisit {
    units: u64,
}

impl TopUpVisit {
    /// What only the content shows.
    pub(crate) fn judge(&mut self, visit: &mut Visit<'_>) {
        if wants(visit).is_none() {
            self.units = COIN;
            return;
        }
        let mut problems = Problems::default();
        let members = problems.object(&visit.content);
        if let Some(units) = problems.required(&members, "units", NUMBER) {
            if (1.0..=LARGEST).contains(&units) && units.fract() == 0.0 {
                self.units = units as u64;
            } else {
                problems.impossible("/units", format!("a whole number from 1 to {LARGEST}"));
            }
        }
        problems.tell(visit);
    }

    pub(crate) async fn perform(&self, visit: &mut Visit<'_>) {
        loop {
            let (before, stored) = balance(visit).await;
            let after = before + self.units;
            if after > MOST {
                let detail = format!("{before} units are on the meter, and {MOST} is the most that it holds.");
                let reason = Reason::new(Question::Conflict, detail);
                return visit.object(reason.member("balance", before).member("limit", MOST));
            }
            match keep(visit, stored.as_ref(), after).await {
                Ok(()) => return visit.say_json(&json!({"price": PRICE, "balance": after})),
                Err(NotStored::Changed(_)) => {}
                Err(NotStored::Full { records, octets }) => return visit.object(documents::full(records, octets)),
            }
        }
    }
}
