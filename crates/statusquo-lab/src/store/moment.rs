//! Points in time, as what is remembered carries them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A point in time, in microseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(u64);

impl Moment {
    /// Before all others.
    pub(crate) const FIRST: Self = Self(0);

    pub(crate) fn of(time: SystemTime) -> Self {
        Self(time.duration_since(UNIX_EPOCH).map_or(0, |passed| u64::try_from(passed.as_micros()).unwrap_or(u64::MAX)))
    }

    pub(crate) fn after(self, wait: Duration) -> Self {
        let micros = wait.as_secs().saturating_mul(1_000_000).saturating_add(u64::from(wait.subsec_micros()));
        Self(self.0.saturating_add(micros))
    }

    /// How long it is from an earlier moment to this one; zero if that is later.
    pub(crate) fn since(self, earlier: Moment) -> Duration {
        Duration::from_micros(self.0.saturating_sub(earlier.0))
    }
}
