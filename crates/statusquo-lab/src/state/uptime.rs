//! The time that runs.

use crate::store::moment::Moment;
use std::time::{Duration, Instant, SystemTime};

/// It never goes back, and it goes on where the clock of the dates is fixed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Uptime {
    began: Instant,
    wall: SystemTime,
}

impl Default for Uptime {
    fn default() -> Self {
        Self { began: Instant::now(), wall: SystemTime::now() }
    }
}

impl Uptime {
    pub(crate) fn now(self) -> Moment {
        self.at(Instant::now())
    }

    pub(crate) fn at(self, instant: Instant) -> Moment {
        Moment::of(self.wall_clock(instant))
    }

    /// What the wall clock showed at an instant.
    pub(crate) fn wall_clock(self, instant: Instant) -> SystemTime {
        self.wall + instant.checked_duration_since(self.began).unwrap_or(Duration::ZERO)
    }
}
