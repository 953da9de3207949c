//! A token bucket for each client address: five at once, five a second; here 429 has its cause.

use crate::reason::{Reason, whole_seconds};
use crate::store::bucket::Bucket;
use crate::store::{Expected, Key, Kind, NotStored, Stored, Value};
use crate::visit::Visit;
use statusquo_decision::Question;
use std::time::Duration;

/// The methods of the limited resource.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "OPTIONS"];

/// How many requests a full bucket lets through at once.
const CAPACITY: f64 = 5.0;
/// How many a second come back.
const REFILL: f64 = 5.0;
/// How long an empty bucket takes to be full again; then it is as good as none.
const FULL_AGAIN: Duration = Duration::from_secs(1);

/// Takes a token. The client is told by address as the connection shows it, never as a field claims it.
pub(crate) async fn admit(visit: &mut Visit<'_>) {
    let state = visit.state;
    let client = visit.peer.ip().to_string();
    let key = Key::new(Kind::Bucket, &client);
    loop {
        let now = state.now();
        let held = state.store.read(key, now).await;
        let tokens = match &held {
            Some(Stored { value: Value::Bucket(bucket), .. }) => {
                (bucket.tokens + now.since(bucket.at).as_secs_f64() * REFILL).min(CAPACITY)
            }
            _ => CAPACITY,
        };
        let left = if tokens >= 1.0 { tokens - 1.0 } else { tokens };
        let value = Value::Bucket(Bucket { tokens: left, at: now });
        let until = Some(now.after(FULL_AGAIN));
        match state.store.compare_and_set(key, Expected::of(held.as_ref()), Some(value), until, now).await {
            Err(NotStored::Changed(_)) => continue,
            // No room to count one more client: it has to wait until some others are full again.
            Err(NotStored::Full { .. }) => return tell(visit, 0.0, false),
            Ok(_) => return tell(visit, left, tokens >= 1.0),
        }
    }
}

fn tell(visit: &mut Visit<'_>, left: f64, admitted: bool) {
    let full = Duration::from_secs_f64((CAPACITY - left) / REFILL);
    let policy = format!("\"default\";q={CAPACITY};w={}", FULL_AGAIN.as_secs());
    let limit = format!("\"default\";r={};t={}", left.floor(), whole_seconds(full));
    if admitted {
        visit.fields.push("RateLimit-Policy", policy);
        visit.fields.push("RateLimit", limit);
        return;
    }
    let wait = Duration::from_secs_f64((1.0 - left).max(0.0) / REFILL);
    visit.object(
        Reason::new(
            Question::WithinRate,
            format!("The bucket of this address is empty: it holds {CAPACITY} and {REFILL} a second come back."),
        )
        .field("RateLimit-Policy", policy)
        .field("RateLimit", limit)
        .retry_after(wait),
    );
}

/// Says that it went through.
pub(crate) fn perform(visit: &mut Visit<'_>) {
    visit.say("text/plain; charset=utf-8", "Within the rate: five at once, five a second.\n");
}
