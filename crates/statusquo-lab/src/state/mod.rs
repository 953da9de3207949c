//! What outlives a request: the settings, the store, and what is under way.

pub(crate) mod busy;
pub(crate) mod followers;
pub(crate) mod jobs;
pub(crate) mod proxy;
pub(crate) mod uptime;
pub(crate) mod waits;

use crate::happening::Happen;
use crate::settings::{Journaling, Settings};
use crate::store::moment::Moment;
use crate::store::{Store, start};
use busy::Busy;
use followers::Followers;
use proxy::Proxy;
use statusquo_decision::Way;
use statusquo_journal::Journal;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use uptime::Uptime;
use waits::Waits;

/// What outlives a request.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) settings: Settings,
    pub(crate) store: Arc<Store>,
    pub(crate) clock: Uptime,
    pub(crate) busy: Busy,
    pub(crate) jobs: jobs::Running,
    pub(crate) waits: Waits,
    /// Those whose answers take their time on purpose.
    pub(crate) stays: Waits,
    pub(crate) proxy: Proxy,
    pub(crate) journal: Option<Arc<Journal<Way>>>,
    pub(crate) followers: Followers,
    /// The codes that are being made to happen, and what does that.
    pub(crate) happenings: jobs::Running,
    pub(crate) happen: Happen,
    /// Where the lab listens, for cleartext and for TLS.
    pub(crate) listeners: Vec<SocketAddr>,
    /// Whether every listener is on loopback.
    pub(crate) local_only: bool,
}

impl State {
    pub(crate) fn new(settings: Settings, listeners: Vec<SocketAddr>, happen: Happen) -> io::Result<Self> {
        let state = Self {
            store: Arc::new(Store::new(&settings)),
            clock: Uptime::default(),
            busy: Busy::default(),
            jobs: jobs::Running::default(),
            waits: Waits::default(),
            stays: Waits::default(),
            happenings: jobs::Running::default(),
            happen,
            proxy: Proxy::start()?,
            journal: (settings.journaling != Journaling::Off)
                .then(|| Arc::new(Journal::new(settings.journal_bytes, settings.show_secrets))),
            followers: Followers::default(),
            local_only: listeners.iter().all(|address| address.ip().is_loopback()),
            listeners,
            settings,
        };
        start::furnish(&state.store, state.settings.clock);
        Ok(state)
    }

    /// The time that runs.
    pub(crate) fn now(&self) -> Moment {
        self.clock.now()
    }
}
