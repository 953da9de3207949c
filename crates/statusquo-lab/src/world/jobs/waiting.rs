//! Waiting for a job: the monitor answers once it is done, and says meanwhile that the work goes on. Here 102 has its cause.

use super::held;
use crate::store::job::Job;
use crate::visit::Visit;
use crate::world::query;
use statusquo_decision::Question;
use statusquo_wire::{Exchange, Fields};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// The longest wait, in seconds.
const LONGEST: f64 = 10.0;
/// How often the client hears that the work goes on.
const EVERY: Duration = Duration::from_secs(1);
/// How often a job that should be done is looked at.
const LOOK: Duration = Duration::from_millis(10);

/// How long the client is ready to wait for a job, if it says so and there is something to wait for.
pub(super) fn judge(visit: &mut Visit<'_>, job: Option<&Arc<Job>>) -> Option<Duration> {
    let text = query::parameter(visit.target.query, "wait")?;
    let Some(seconds) = text.parse().ok().filter(|seconds| (0.0..=LONGEST).contains(seconds)) else {
        visit.refuse(Question::Understood, format!("wait is not a number of seconds from 0 to {LONGEST}."));
        return None;
    };
    let waits = seconds > 0.0 && job.is_some_and(|job| !job.is_done());
    if waits && visit.hears_interim() {
        visit.know(Question::TakesLong, true);
    }
    waits.then(|| Duration::from_secs_f64(seconds))
}

/// Waits until the job is done, the time is over, the client is gone or the lab closes; the job as it is then, or none if
/// there is no place to wait in.
pub(super) async fn wait(
    visit: &mut Visit<'_>,
    exchange: &mut Exchange<'_>,
    mut job: Arc<Job>,
    wait: Duration,
) -> Option<Arc<Job>> {
    let (state, most) = (visit.state, visit.state.settings.waiting_requests);
    let hint = "; without wait none has to";
    let mut place = visit.enter(&state.waits, most, wait, Question::PlaceFree, hint)?;
    // If the client is gone, giving the answer will tell.
    let _ = exchange.flush().await;
    let until = Instant::now() + wait;
    let mut say = Instant::now();
    while !job.is_done() && Instant::now() < until {
        if Instant::now() >= say {
            if visit.say_meanwhile(exchange, &Fields::default()).await.is_err() {
                break;
            }
            say = Instant::now() + EVERY;
        }
        let look = Instant::now() + job.ends.since(state.now()).max(LOOK);
        if !place.until(until.min(say).min(look)).await {
            break;
        }
        job = held(&state.store, job.id, state.now()).await.unwrap_or(job);
    }
    Some(job)
}
