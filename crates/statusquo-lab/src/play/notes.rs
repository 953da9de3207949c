//! Takes down what happens while a trigger is played, and tells it on at once.

use super::{Event, Played, Timed};
use std::time::{Duration, Instant};

/// Who is told of each event as it happens, and how long after the beginning that is.
pub type Tell<'t> = &'t mut (dyn FnMut(&Event, Duration) + Send);

/// What happened so far, and who is told.
pub(super) struct Notes<'t> {
    pub(super) began: Instant,
    pub(super) played: Played,
    pub(super) tell: Tell<'t>,
}

impl<'t> Notes<'t> {
    pub(super) fn new(began: Instant, tell: Tell<'t>) -> Self {
        Self { began, played: Played::default(), tell }
    }

    /// It has just happened.
    pub(super) fn note(&mut self, event: Event) {
        let at = self.began.elapsed();
        (self.tell)(&event, at);
        self.played.events.push(Timed { at, event });
    }
}
