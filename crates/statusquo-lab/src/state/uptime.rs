//! The time that runs.

use crate::store::moment::Moment;
use std::time::{Instant, SystemTime};

/// It never goes back, and it goes on where the clock of the dates is fixed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Uptime {
    began: Instant,
    wall: SystemTime,
    start: Moment,
}

impl Default for Uptime {
    fn default() -> Self {
        let wall = SystemTime::now();
        Self { began: Instant::now(), wall, start: Moment::of(wall) }
    }
}

impl Uptime {
    pub(crate) fn now(self) -> Moment {
        self.at(Instant::now())
    }

    pub(crate) fn at(self, instant: Instant) -> Moment {
        self.start.after(instant.saturating_duration_since(self.began))
    }

    /// What the wall clock showed at an instant.
    pub(crate) fn wall_clock(self, instant: Instant) -> SystemTime {
        self.wall + instant.saturating_duration_since(self.began)
    }
}
