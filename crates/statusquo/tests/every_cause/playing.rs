//! Plays the steps of a cause against a lab of its own, set up as it is where a page makes a cause happen, and looks up in
//! its journal what decided.

use statusquo_catalog::Trigger;
use statusquo_decision::{End, Next, Question};
use statusquo_lab::play::{Failed, Played, play_over, reason};
use statusquo_lab::{Lab, Running, Settings};
use statusquo_wire::{Limits, Version};
use std::fmt;
use std::time::{Duration, Instant};
use tokio::time::{sleep, timeout};

/// How long the lab waits for a slow client.
const WAIT: Duration = Duration::from_secs(2);

/// The most octets that its journal holds.
const JOURNAL: usize = 1024 * 1024;

/// How long all of it may take: nothing hangs.
const DEADLINE: Duration = Duration::from_secs(30);

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The code came, caused and not forced, because of this answer to this question, and whether more than once.
    Decided(Question, bool, bool),
    /// Other codes came, these.
    Others(Vec<u16>),
    /// The player could not say it, and said why.
    Unsaid(String),
    /// What may never be.
    Wrong(String),
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::Decided(question, yes, again) => {
                let (answer, again) = (if *yes { "yes" } else { "no" }, if *again { ", more than once" } else { "" });
                write!(f, "{} {answer}{again}", question.text())
            }
            other => write!(f, "{other:?}"),
        }
    }
}

/// Plays steps over a version, to make a code happen.
pub(crate) fn play(code: u16, trigger: &Trigger, version: Version) -> Outcome {
    let needs_tls = version == Version::Http3 || trigger.steps.iter().any(|step| step.tls.is_some());
    let usual = if needs_tls { Settings::on_free_ports() } else { Settings::on_free_port() };
    let limits = Limits { head_timeout: WAIT, content_timeout: WAIT, ..Limits::default() };
    let lab = Lab::start(Settings { threads: 1, limits, journal_bytes: JOURNAL, happenings: 0, ..usual }, None)
        .expect("a lab");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    // What was opened goes on while the journal is asked, and is over before the lab is.
    let work = async {
        match play_over(version, trigger, &lab).await {
            Ok(played) => decided(code, trigger, version, &lab, &played).await,
            Err(Failed::Unsayable(why)) => Outcome::Unsaid(why),
            Err(Failed::Broken(what)) => Outcome::Wrong(what),
        }
    };
    let outcome = runtime.block_on(async { timeout(DEADLINE, work).await });
    drop(runtime);
    outcome.unwrap_or_else(|_| Outcome::Wrong(format!("it took more than {} s", DEADLINE.as_secs())))
}

async fn decided(code: u16, trigger: &Trigger, version: Version, lab: &Running, played: &Played) -> Outcome {
    let Some(exchange) = played.happened(trigger, code) else {
        return Outcome::Others(played.answers().map(|answer| answer.head.status).collect());
    };
    let until = Instant::now() + WAIT;
    let record = loop {
        match lab.recorded(exchange) {
            Some(record) => break record,
            None if Instant::now() > until => return Outcome::Wrong(format!("no exchange {exchange} in the journal")),
            None => sleep(Duration::from_millis(1)).await,
        }
    };
    if record.forced || record.version != version.name() {
        return Outcome::Wrong(format!("over {}, forced: {}", record.version, record.forced));
    }
    match reason(trigger, code, record.way) {
        Some((question, yes)) if ends_in(question, yes, code) => {
            let again = played.answers().filter(|answer| answer.head.status == code).count() > 1;
            Outcome::Decided(question, yes, again)
        }
        other => Outcome::Wrong(format!("{other:?} does not end in {code}")),
    }
}

/// Whether the table has this code where the question is answered so.
fn ends_in(question: Question, yes: bool, code: u16) -> bool {
    let row = question.row();
    match if yes { row.yes } else { row.no } {
        Next::End(End::Code(end)) => end == code,
        Next::End(End::Relay) => true,
        Next::Say(said, _) | Next::DoSaying(_, said, _) => said == code,
        _ => false,
    }
}
