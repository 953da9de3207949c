//! A lab for one test: on a free loopback port, and gone when the test is over.

use statusquo_lab::{Lab, Running, Settings};
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::panic;
use std::sync::Once;
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

/// How long what must happen may take, on a machine under load.
const PATIENCE: Duration = Duration::from_secs(10);

static QUIET: Once = Once::new();

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
    pub(crate) version: String,
}

impl TestLab {
    pub(crate) fn start() -> Self {
        Self::with(Settings { threads: 1, ..Settings::on_free_port() })
    }

    /// One that speaks TLS too, with an authority of its own.
    pub(crate) fn with_tls() -> Self {
        Self::with(Settings { threads: 1, ..Settings::on_free_ports() })
    }

    pub(crate) fn with(settings: Settings) -> Self {
        QUIET.call_once(|| {
            // The lab panics where it is asked to; a test that fails is another matter.
            let usual = panic::take_hook();
            panic::set_hook(Box::new(move |info| {
                if thread::current().name().is_some_and(|name| name.starts_with("serve-")) {
                    eprintln!("the lab panics: {info}");
                } else {
                    usual(info);
                }
            }));
        });
        Self { running: Lab::start(settings, None).expect("a lab starts on a free port") }
    }

    /// The address of a target.
    pub(crate) fn at(&self, target: &str) -> String {
        format!("http://{}{target}", self.running.address())
    }

    /// The same at the second address.
    pub(crate) fn at_second(&self, target: &str) -> String {
        format!("http://{}{target}", self.running.addresses()[1])
    }

    /// The address of a target over TLS, and of HTTP/3.
    pub(crate) fn at_tls(&self, target: &str) -> String {
        format!("https://{}{target}", self.running.tls_addresses()[0])
    }

    /// The certificate of the authority that vouches for it, in PEM form.
    pub(crate) fn authority(&self) -> &str {
        self.running.certificates().and_then(|all| all.authority()).expect("the lab's own authority").pem()
    }

    /// The port for TLS.
    pub(crate) fn tls_port(&self) -> u16 {
        self.running.tls_addresses()[0].port()
    }

    /// The same over TLS, at a name that its certificates cover.
    pub(crate) fn securely_at(&self, target: &str) -> String {
        format!("https://localhost:{}{target}", self.tls_port())
    }

    /// Waits for an exchange to be written down: a client may be content before.
    pub(crate) fn passes(&self, is_it: impl Fn(&Passed) -> bool) -> Option<Passed> {
        let mut found = None;
        wait_until(|| {
            found = self.passed(None).into_iter().find(&is_it);
            found.is_some()
        });
        found
    }

    /// Stops it as Ctrl-C would: what is under way comes to its end.
    pub(crate) fn stop(self) {
        self.running.stop(PATIENCE);
    }

    /// All that passed, oldest first, and so many exchanges if that is known. To be asked once the lab is left alone:
    /// a client may be gone before its last exchange is written down.
    pub(crate) fn passed(&self, count: Option<usize>) -> Vec<Passed> {
        let all = self.running.newest(usize::MAX);
        assert!(count.is_none_or(|count| count == all.len()), "{} exchanges passed, not {count:?}", all.len());
        let passed = all.iter().rev().map(|record| Passed {
            method: record.method.clone(),
            target: record.target.clone(),
            code: record.code,
            interim: record.interim.clone(),
            peer: record.peer,
            version: record.version.clone(),
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
