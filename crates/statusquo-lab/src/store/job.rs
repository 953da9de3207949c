//! A job: what is kept of one, how far it is, and how it is shown.

use super::moment::Moment;
use serde_json::json;
use std::time::Duration;

/// A job has at least so many ticks ...
const LEAST_TICKS: u32 = 20;
/// ... and one at least so often, in seconds.
const TICK: f64 = 0.05;

/// A job, and how far it is.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) id: u64,
    pub(crate) seconds: f64,
    pub(crate) ends: Moment,
    pub(crate) ticks: u32,
    pub(crate) ticks_done: u32,
}

impl Job {
    pub(crate) fn new(id: u64, seconds: f64, began: Moment) -> Self {
        let ticks = ((seconds / TICK).ceil() as u32).max(LEAST_TICKS);
        Self { id, seconds, ends: began.after(Duration::from_secs_f64(seconds)), ticks, ticks_done: 0 }
    }

    pub(crate) fn is_done(&self) -> bool {
        self.ticks_done >= self.ticks
    }

    pub(crate) fn path(&self) -> String {
        format!("/lab/jobs/{}", self.id)
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        json!({
            "id": self.id,
            "state": if self.is_done() { "done" } else { "running" },
            "seconds": self.seconds,
            "done": f64::from(self.ticks_done) / f64::from(self.ticks),
            "monitor": self.path(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_has_twenty_ticks_and_a_long_one_a_tick_every_fifty_milliseconds() {
        let now = Moment::FIRST;
        for (seconds, ticks) in [(0.0, 20), (0.5, 20), (1.0, 20), (1.01, 21), (60.0, 1200)] {
            assert_eq!(Job::new(1, seconds, now).ticks, ticks, "{seconds}");
        }
    }
}
