//! What the tests of the lab share: a lab of their own, a plain client that has every answer judged, and waiting for a
//! condition rather than for a time.

#![allow(dead_code, unused_imports, reason = "each file of tests uses its own part of this")]

mod answer;
mod client;
pub(crate) mod dav;
mod judging;
pub(crate) mod versions;

pub(crate) use answer::Answer;
pub(crate) use client::{Client, request};

use statusquo_decision::{Question, Way};
use statusquo_journal::Record;
use statusquo_lab::{Lab, Running, Settings};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long anything may take before its test fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// Content that is JSON.
pub(crate) const JSON: &str = "Content-Type: application/json";

/// A lab for one test.
pub(crate) struct TestLab(Running);

impl Deref for TestLab {
    type Target = Running;

    fn deref(&self) -> &Running {
        &self.0
    }
}

/// A lab with the usual settings.
pub(crate) fn lab() -> TestLab {
    lab_with(|_| {})
}

/// A lab with settings of its own.
pub(crate) fn lab_with(change: impl FnOnce(&mut Settings)) -> TestLab {
    let mut settings = Settings { threads: 1, ..Settings::on_free_port() };
    change(&mut settings);
    TestLab(Lab::start(settings, None).expect("a lab on a free port"))
}

impl TestLab {
    /// Where it can be reached on loopback.
    pub(crate) fn place(&self) -> SocketAddr {
        SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), self.address().port())
    }

    /// Stops it, and lets what is under way end within the grace.
    pub(crate) fn end(self, grace: Duration) {
        self.0.stop(grace);
    }

    /// A new connection.
    pub(crate) fn connect(&self) -> Client {
        Client::connect(self.place())
    }

    /// One request on a connection of its own: `METHOD target`, field lines, content.
    pub(crate) fn ask(&self, line: &str, fields: &[&str], content: impl AsRef<[u8]>) -> Answer {
        self.connect().ask(line, fields, content)
    }

    /// The same without content.
    pub(crate) fn plain(&self, line: &str, fields: &[&str]) -> Answer {
        self.connect().ask(line, fields, "")
    }

    pub(crate) fn get(&self, target: &str) -> Answer {
        self.plain(&format!("GET {target}"), &[])
    }

    /// POSTs or PUTs JSON.
    pub(crate) fn json(&self, line: &str, content: &str) -> Answer {
        self.ask(line, &[JSON], content)
    }

    /// What the journal keeps of an answer's exchange, as soon as it does.
    pub(crate) fn record(&self, answer: &Answer) -> Record<Way> {
        self.record_of(answer.exchange())
    }

    pub(crate) fn record_of(&self, id: u64) -> Record<Way> {
        until("the exchange is in the journal", || self.recorded(id))
    }

    /// The question that decided an answer, and what it was answered.
    pub(crate) fn decided(&self, answer: &Answer) -> (Question, bool) {
        self.record(answer).way.deciding().expect("a question decided")
    }
}

/// Waits until there is something to be had.
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

static PANICS: AtomicUsize = AtomicUsize::new(0);

/// From now on counts the panics of serving threads, without a word on the terminal.
pub(crate) fn count_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| match std::thread::current().name() {
        Some(name) if name.starts_with("serve-") => drop(PANICS.fetch_add(1, Ordering::SeqCst)),
        _ => usual(panic),
    }));
}

/// How many there were in this process.
pub(crate) fn panics() -> usize {
    PANICS.load(Ordering::SeqCst)
}
