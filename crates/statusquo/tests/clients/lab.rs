//! A lab for one test: on a free loopback port, and gone when the test is over.

use statusquo_lab::{Lab, Running, Settings};
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long what must happen may take, on a machine under load.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running lab.
pub(crate) struct TestLab {
    running: Running,
}

/// What the journal says of an exchange, as far as it matters here.
#[derive(Debug)]
pub(crate) struct Passed {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) code: u16,
    pub(crate) interim: Vec<u16>,
    pub(crate) peer: SocketAddr,
}

impl TestLab {
    pub(crate) fn start() -> Self {
        let settings = Settings { threads: 1, ..Settings::on_free_port() };
        Self { running: Lab::start(settings, None).expect("a lab starts on a free port") }
    }

    /// The address of a target.
    pub(crate) fn at(&self, target: &str) -> String {
        format!("http://{}{target}", self.running.address())
    }

    /// All that passed, oldest first, once it is so many exchanges: a client may be gone before the last is written down.
    pub(crate) fn passed(&self, count: usize) -> Vec<Passed> {
        let mut all = Vec::new();
        wait_until(|| {
            all = self.running.newest(usize::MAX);
            all.len() >= count
        });
        assert_eq!(all.len(), count, "so many exchanges pass");
        let passed = all.iter().rev().map(|record| Passed {
            method: record.method.clone(),
            target: record.target.clone(),
            code: record.code,
            interim: record.interim.clone(),
            peer: record.peer,
        });
        passed.collect()
    }

    /// Waits until no connection is left: a client that has ended leaves nothing behind.
    pub(crate) fn is_left_alone(&self) -> bool {
        wait_until(|| self.running.connections() == 0)
    }
}

/// How many connections exchanges came over.
pub(crate) fn connections(passed: &[Passed]) -> usize {
    passed.iter().map(|passed| passed.peer).collect::<BTreeSet<_>>().len()
}

/// Waits until something is so; whether it came to be.
fn wait_until(mut is_so: impl FnMut() -> bool) -> bool {
    let until = Instant::now() + PATIENCE;
    while !is_so() {
        if Instant::now() > until {
            return false;
        }
        sleep(Duration::from_millis(5));
    }
    true
}
