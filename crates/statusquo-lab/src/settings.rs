//! What the operator can set.

use statusquo_wire::tls::Certificates;
use statusquo_wire::{Clock, Limits, transport::Tap};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// How much of each exchange the journal keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Journaling {
    /// Why, times and all bytes, each way up to [`Settings::journal_exchange_bytes`].
    #[default]
    On,
    /// Why, times and heads.
    Heads,
    /// Nothing.
    Off,
}

/// In whose place the lab stands, where that shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServesAs {
    /// In nobody's.
    #[default]
    Statusquo,
    /// In httpbin's: `/` leads to a page of its routes, phrases are in capitals, and what its routes answer does not tell
    /// the number of the exchange.
    Httpbin,
    /// In go-httpbin's: the same but for the capitals, and its JSON has the shape that go-httpbin gives it.
    GoHttpbin,
}

/// How a lab is set up. Every limit has a value; none can be switched off.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where to listen; port 0 takes a free one.
    pub listen: Vec<SocketAddr>,
    /// Where to listen for TLS.
    pub tls_listen: Vec<SocketAddr>,
    /// What is presented there; without it, leaves of an authority that is made for this run alone.
    pub certificates: Option<Arc<Certificates>>,
    /// How many threads serve, each with its own runtime.
    pub threads: usize,
    /// The engine's limits.
    pub limits: Limits,
    /// Where dates come from.
    pub clock: Clock,
    /// How much the journal keeps of each exchange.
    pub journaling: Journaling,
    /// The most octets that the journal holds in all.
    pub journal_bytes: usize,
    /// The most octets of one exchange's content that the journal keeps, each way.
    pub journal_exchange_bytes: usize,
    /// Keep credentials and cookies readable in the journal.
    pub show_secrets: bool,
    /// The most that follow the journal at a time.
    pub followers: usize,
    /// How long each follows at most, before it has to ask again.
    pub following: Duration,
    /// Further names of the lab's own: under these the admin side may be asked for, and a whole URI with one of them is not
    /// one for a proxy.
    pub admin_hosts: Vec<String>,
    /// The bearer token that the admin side asks for.
    pub admin_token: Option<String>,
    /// The most octets of a document.
    pub document_bytes: u64,
    /// The most octets of all documents, and of all uploads; what documents were before may take a quarter of it besides.
    pub documents_bytes: u64,
    /// The most documents, users, jobs or uploads, each.
    pub records: usize,
    /// The most octets of a JSON content.
    pub json_bytes: u64,
    /// The most jobs that run at a time.
    pub running_jobs: usize,
    /// The most requests that wait for a job, or for a page that takes its time, at a time.
    pub waiting_requests: usize,
    /// The most codes that are made to happen at a time, each in a lab of its own; with 0 no page offers it.
    pub happenings: usize,
    /// The bounds of the WebDAV share.
    pub dav: DavLimits,
    /// The hosts that a client may have others sent to, where a listener is reached from elsewhere.
    pub redirect_hosts: Vec<String>,
    /// The environment variables that `/env` shows to everybody; the lab reads none by itself.
    pub shown_env: Vec<(String, String)>,
    /// The bounds of httpbin's routes.
    pub httpbin: HttpbinLimits,
    /// In whose place the lab stands.
    pub serves_as: ServesAs,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: vec![SocketAddr::from(([127, 0, 0, 1], 8080))],
            tls_listen: Vec::new(),
            certificates: None,
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            limits: Limits::default(),
            clock: Clock::System,
            journaling: Journaling::On,
            journal_bytes: 16 * 1024 * 1024,
            journal_exchange_bytes: 64 * 1024,
            show_secrets: false,
            followers: 16,
            following: Duration::from_secs(600),
            admin_hosts: Vec::new(),
            admin_token: None,
            document_bytes: 1024 * 1024,
            documents_bytes: 64 * 1024 * 1024,
            records: 10_000,
            json_bytes: 64 * 1024,
            running_jobs: 64,
            waiting_requests: 64,
            happenings: 4,
            dav: DavLimits::default(),
            redirect_hosts: Vec::new(),
            shown_env: Vec::new(),
            httpbin: HttpbinLimits::default(),
            serves_as: ServesAs::default(),
        }
    }
}

impl Settings {
    /// The defaults, on a free loopback port.
    pub fn on_free_port() -> Self {
        Self { listen: vec![SocketAddr::from(([127, 0, 0, 1], 0))], ..Self::default() }
    }

    /// The same, and TLS on another one.
    pub fn on_free_ports() -> Self {
        Self { tls_listen: vec![SocketAddr::from(([127, 0, 0, 1], 0))], ..Self::on_free_port() }
    }

    pub(crate) fn tap(&self) -> Tap {
        match self.journaling {
            Journaling::On => Tap::All(self.journal_exchange_bytes),
            Journaling::Heads => Tap::Heads,
            Journaling::Off => Tap::Off,
        }
    }
}

/// The bounds of the share. Each has an answer of its own.
#[derive(Clone, Copy, Debug)]
pub struct DavLimits {
    /// The most collections and files.
    pub resources: usize,
    /// The most names in all collections together.
    pub names: usize,
    /// How deep collections are nested at most.
    pub depth: usize,
    /// The most octets in all: contents, names and properties.
    pub octets: u64,
    /// The most properties that clients set on one resource.
    pub properties: usize,
    /// The most octets of the properties of one resource.
    pub property_octets: usize,
    /// The most octets of the properties of all resources.
    pub properties_octets: u64,
    /// The most locks.
    pub locks: usize,
    /// The longest time that a lock is granted for, in seconds; it is also what is granted to who does not ask.
    pub lock_seconds: u64,
    /// The most resources that one answer lists.
    pub listed: usize,
    /// The most octets of such a list.
    pub listed_octets: usize,
}

impl Default for DavLimits {
    fn default() -> Self {
        Self {
            resources: 2000,
            names: 4000,
            depth: 32,
            octets: 16 * 1024 * 1024,
            properties: 256,
            property_octets: 64 * 1024,
            properties_octets: 1024 * 1024,
            locks: 200,
            lock_seconds: 3600,
            listed: 2000,
            listed_octets: 4 * 1024 * 1024,
        }
    }
}

/// The bounds of httpbin's routes. No client can raise them.
#[derive(Clone, Copy, Debug)]
pub struct HttpbinLimits {
    /// The most octets of a content that is shown.
    pub content_bytes: u64,
    /// The most octets that are made on demand.
    pub made_bytes: u64,
    /// The most octets that are made on demand, if they come drop by drop.
    pub dripped_bytes: u64,
    /// The longest time that an answer is held back.
    pub delay: Duration,
    /// The longest time that a content takes on purpose.
    pub duration: Duration,
    /// The most requests that wait at a time, for an answer that is held back or a content that takes its time.
    pub waiting_requests: usize,
}

impl Default for HttpbinLimits {
    fn default() -> Self {
        Self {
            content_bytes: 1024 * 1024,
            made_bytes: 100 * 1024,
            dripped_bytes: 10 * 1024 * 1024,
            delay: Duration::from_secs(10),
            duration: Duration::from_secs(60),
            waiting_requests: 1000,
        }
    }
}
