//! The places of the busy resource, and when they will be free.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How many work at a time.
pub(crate) const PLACES: usize = 2;

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
    /// Waits for a place, so long at most.
    pub(crate) async fn enter(&self, queue: Duration) -> Option<OwnedSemaphorePermit> {
        timeout(queue, self.places.clone().acquire_owned()).await.ok()?.ok()
    }

    /// When the first place will be free, seen from now.
    pub(crate) fn first_free(&self) -> Duration {
        let mut ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        ends.retain(|end| *end > now);
        ends.iter().min().map_or(Duration::ZERO, |end| end.duration_since(now))
    }

    /// Takes note that work begins in a place, and how long it is.
    pub(crate) fn begin(&self, work: Duration) {
        let mut ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        ends.retain(|end| *end > now);
        ends.push(now + work);
    }
}
