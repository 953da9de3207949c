//! Work with two places and a short queue: who waits too long gets a real 503.

use super::query;
use crate::reason::Reason;
use crate::state::busy::PLACES;
use crate::visit::Visit;
use statusquo_decision::Question;
use std::time::Duration;

/// The methods of the busy resource.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "OPTIONS"];

/// How long the queue waits.
const QUEUE: Duration = Duration::from_millis(100);
/// The longest work, in seconds.
const LONGEST: f64 = 10.0;
/// The work of who does not say how much.
const USUAL: f64 = 0.5;

fn seconds(visit: &Visit<'_>) -> Option<f64> {
    match query::parameter(visit.target.query, "seconds") {
        None => Some(USUAL),
        Some(text) => text.parse().ok().filter(|seconds| (0.0..=LONGEST).contains(seconds)),
    }
}

/// Waits for a place, as long as the queue waits.
pub(crate) async fn admit(visit: &mut Visit<'_>) {
    if !visit.reads() || seconds(visit).is_none() {
        return;
    }
    let busy = &visit.state.busy;
    match busy.enter(QUEUE).await {
        Some(permit) => visit.permit = Some(permit),
        None => {
            let wait = busy.first_free();
            visit.object(
                Reason::new(
                    Question::CapacityInTime,
                    format!("All {PLACES} places are taken, and the queue waits {} ms.", QUEUE.as_millis()),
                )
                .retry_after(wait),
            );
        }
    }
}

/// Makes known whether the time asked for is one.
pub(crate) fn judge(visit: &mut Visit<'_>) {
    if seconds(visit).is_none() {
        visit.refuse(Question::Understood, format!("seconds is not a number from 0 to {LONGEST}."));
    }
}

/// Works: the place is held for the time asked for.
pub(crate) async fn perform(visit: &mut Visit<'_>) {
    let work = Duration::from_secs_f64(seconds(visit).unwrap_or(0.0));
    visit.state.busy.begin(work);
    tokio::time::sleep(work).await;
    visit.say("text/plain; charset=utf-8", format!("Worked for {} s.\n", work.as_secs_f64()));
}
