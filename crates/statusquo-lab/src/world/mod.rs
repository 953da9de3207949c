//! The world: all that the lab remembers and does, a file a thing.

pub(crate) mod busy;
pub(crate) mod divide;
pub(crate) mod documents;
pub(crate) mod echo;
pub(crate) mod exchanges;
pub(crate) mod gateway;
mod jobs;
mod json;
pub(crate) mod limited;
pub(crate) mod maintenance;
pub(crate) mod moves;
mod number;
mod preconditions;
mod query;
pub(crate) mod reference;
mod store;
mod users;
pub(crate) mod vault;

pub(crate) use busy::Busy;
pub(crate) use documents::DocumentVisit;
pub(crate) use gateway::{GatewayVisit, Proxy};
pub(crate) use jobs::JobVisit;
pub(crate) use moves::MoveVisit;
pub(crate) use number::NumberVisit;
pub(crate) use store::{Expected, Key, Kind, Moment, NotStored, Store, Stored, Value};
pub(crate) use users::UserVisit;

use crate::Settings;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

/// What outlives a request.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) store: Arc<Store>,
    pub(crate) clock: Uptime,
    pub(crate) busy: Busy,
    pub(crate) jobs: jobs::Running,
    pub(crate) proxy: Proxy,
}

impl World {
    pub(crate) fn new(settings: &Settings) -> io::Result<Self> {
        let world = Self {
            store: Arc::new(Store::new(settings)),
            clock: Uptime::default(),
            busy: Busy::default(),
            jobs: jobs::Running::default(),
            proxy: Proxy::start()?,
        };
        documents::furnish(&world.store, settings.clock);
        users::furnish(&world.store, settings.clock);
        Ok(world)
    }

    /// The time that runs.
    pub(crate) fn now(&self) -> Moment {
        self.clock.now()
    }
}

/// The time that runs: it never goes back, and it goes on where the clock of the dates is fixed.
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
