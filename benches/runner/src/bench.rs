//! What all works need, and what else the machine did meanwhile.

use crate::candidate::{Candidate, Programs};
use crate::machine::Machine;
use crate::options::Care;
use crate::process::Running;
use crate::serving::Serving;
use std::time::{Duration, Instant};

/// The most that a run may take; the usual one takes some two thirds of it.
pub(crate) const LIMIT: Duration = Duration::from_secs(20 * 60);

/// The most of the server's core, in percent, that may go elsewhere in a run whose figures are worth something.
const QUIET: f64 = 5.0;

/// What all works need.
#[derive(Debug)]
pub(crate) struct Bench {
    /// Where it is measured.
    pub(crate) machine: Machine,
    /// What is started.
    pub(crate) programs: Programs,
    /// How carefully.
    pub(crate) care: Care,
    /// What else ran meanwhile.
    pub(crate) noise: Noise,
    /// Whether the last load was answered by refusals.
    pub(crate) refused: bool,
    /// When it has taken too long.
    pub(crate) until: Instant,
}

/// Time on the server's core that was not the candidate's.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Noise {
    elapsed: Duration,
    foreign: Duration,
    stolen: Duration,
}

impl Noise {
    /// Adds what was seen during one load.
    pub(crate) fn add(&mut self, elapsed: Duration, foreign: Duration, stolen: Duration) {
        self.elapsed += elapsed;
        self.foreign += foreign;
        self.stolen += stolen;
    }

    /// In words.
    pub(crate) fn shown(&self) -> String {
        if self.elapsed.is_zero() {
            return String::new();
        }
        let (foreign, stolen) = (self.percent(self.foreign), self.percent(self.stolen));
        let verdict = if self.is_quiet() { "" } else { " **That is too much: these figures are not to be quoted.**" };
        format!("Of the server's core, other programs took {foreign:.1} % and the host {stolen:.1} %.{verdict}")
    }

    /// Whether the figures are worth something.
    pub(crate) fn is_quiet(&self) -> bool {
        self.elapsed.is_zero() || self.percent(self.foreign + self.stolen) <= QUIET
    }

    fn percent(&self, part: Duration) -> f64 {
        part.as_secs_f64() / self.elapsed.as_secs_f64() * 100.0
    }
}

impl Bench {
    /// Starts a candidate on the server's core, and waits until it listens.
    pub(crate) fn start(&self, candidate: Candidate, serving: Serving<'_>) -> Result<Running, String> {
        self.still_time()?;
        let (command, port) = self.programs.command(candidate, serving)?;
        self.machine.stand_on(self.machine.server_core)?;
        let running = Running::listening(&command, port);
        self.machine.stand_on(self.machine.load_core)?;
        running
    }

    /// An error once the run has taken too long.
    pub(crate) fn still_time(&self) -> Result<(), String> {
        if Instant::now() < self.until {
            return Ok(());
        }
        Err(format!("not done within {} minutes: something else uses this machine", LIMIT.as_secs() / 60))
    }
}
