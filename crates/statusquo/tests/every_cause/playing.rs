//! Plays the steps of a cause against a lab of its own, set up as it is where a page makes a cause happen, and looks up in
//! its journal what decided.

use statusquo_catalog::Trigger;
use statusquo_decision::{End, Next, Question};
use statusquo_lab::play::{Played, play_over, reason};
use statusquo_lab::{Lab, Running, Settings};
use statusquo_wire::{Limits, Version};
use std::fmt;
use std::thread::yield_now;
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// How long the lab waits for a slow client.
const WAIT: Duration = Duration::from_secs(2);

/// How long all of it may take: nothing hangs.
const DEADLINE: Duration = Duration::from_secs(30);

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The code came, caused and not forced, because of this answer to this question.
    Decided(Question, bool),
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
            Outcome::Decided(question, yes) => write!(f, "{} {}", question.text(), if *yes { "yes" } else { "no" }),
            other => write!(f, "{other:?}"),
        }
    }
}

/// Plays steps over a version, to make a code happen.
pub(crate) fn play(code: u16, trigger: &Trigger, version: Version) -> Outcome {
    let needs_tls = version == Version::Http3 || trigger.steps.iter().any(|step| step.tls.is_some());
    let usual = if needs_tls { Settings::on_free_ports() } else { Settings::on_free_port() };
    let limits = Limits { head_timeout: WAIT, content_timeout: WAIT, ..Limits::default() };
    let lab = Lab::start(Settings { threads: 1, limits, happenings: 0, ..usual }, None).expect("a lab");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    match runtime.block_on(async { timeout(DEADLINE, play_over(version, trigger, &lab)).await }) {
        Err(_) => Outcome::Wrong(format!("it took more than {} s", DEADLINE.as_secs())),
        Ok(Err(why)) => Outcome::Unsaid(why.to_string()),
        Ok(Ok(played)) => decided(code, trigger, version, &lab, &played),
    }
}

fn decided(code: u16, trigger: &Trigger, version: Version, lab: &Running, played: &Played) -> Outcome {
    let Some(exchange) = played.happened(trigger, code) else {
        return Outcome::Others(played.answers().map(|answer| answer.head.status).collect());
    };
    let until = Instant::now() + WAIT;
    let record = loop {
        match lab.recorded(exchange) {
            Some(record) => break record,
            None if Instant::now() > until => return Outcome::Wrong(format!("no exchange {exchange} in the journal")),
            None => yield_now(),
        }
    };
    if record.forced || record.version != version.name() {
        return Outcome::Wrong(format!("over {}, forced: {}", record.version, record.forced));
    }
    match reason(trigger, code, record.way) {
        Some((question, yes)) if ends_in(question, yes, code) => Outcome::Decided(question, yes),
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
