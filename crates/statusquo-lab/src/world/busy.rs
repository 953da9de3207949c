//! Work with two places and a short queue: who waits too long gets a real 503.

use super::query;
use crate::reason::Reason;
use crate::visit::Visit;
use statusquo_decision::Question;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// The methods of the busy resource.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "OPTIONS"];

/// How many work at a time.
const PLACES: usize = 2;
/// How long the queue waits.
const QUEUE: Duration = Duration::from_millis(100);
/// The longest work, in seconds.
const LONGEST: f64 = 10.0;
/// The work of who does not say how much.
const USUAL: f64 = 0.5;

/// The places, and when the work in them will be over.
#[derive(Debug)]
pub(crate) struct Busy {
    places: Arc<Semaphore>,
    ends: Mutex<Vec<Instant>>,
}

impl Default for Busy {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(PLACES)), ends: Mutex::new(Vec::new()) }
    }
}

impl Busy {
    /// When the first place will be free, seen from now.
    fn first_free(&self) -> Duration {
        let mut ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        ends.retain(|end| *end > now);
        ends.iter().min().map_or(Duration::ZERO, |end| end.duration_since(now))
    }
}

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
    let busy = &visit.lab.world.busy;
    match tokio::time::timeout(QUEUE, busy.places.clone().acquire_owned()).await {
        Ok(Ok(permit)) => visit.permit = Some(permit),
        Ok(Err(_)) | Err(_) => {
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
    {
        let mut ends = visit.lab.world.busy.ends.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        ends.retain(|end| *end > now);
        ends.push(now + work);
    }
    tokio::time::sleep(work).await;
    visit.say("text/plain; charset=utf-8", format!("Worked for {} s.\n", work.as_secs_f64()));
}
