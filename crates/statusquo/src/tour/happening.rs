//! Makes one code happen over one version of HTTP, in a lab of its own.

use statusquo_catalog::{Carried, Entry};
use statusquo_decision::Question;
use statusquo_lab::play::{Played, carried, play_over, reason, trigger};
use statusquo_lab::{Lab, Settings};
use statusquo_wire::{Limits, Version};
use std::time::{Duration, Instant};

/// How long a lab on tour waits for a slow client: nobody takes a tour to watch half a minute of silence.
const WAIT: Duration = Duration::from_secs(2);

/// How long the journal may take: an exchange is recorded just after its answer went out.
const RECORDED: Duration = Duration::from_secs(2);

/// A code in a version, and what came of it.
pub(super) struct Stop {
    pub(super) version: Version,
    pub(super) outcome: Outcome,
}

/// What came of a code in a version.
pub(super) enum Outcome {
    /// It happened.
    Happened(Box<Happened>),
    /// The version does not have it: why not, and what happens there in its place.
    Absent { why: &'static str, instead: &'static str },
    /// It should have happened and did not, for this reason.
    Missed(String),
}

/// A code that happened: the bytes, and why.
pub(super) struct Happened {
    pub(super) played: Played,
    /// The question that decided, and its answer.
    decided: Option<(Question, bool)>,
    /// Why not for the cause that it has in HTTP/1.1, where that gives no answer.
    pub(super) other_cause: Option<&'static str>,
}

/// Makes a code happen over a version, if that has it.
pub(super) fn stop(entry: &Entry, version: Version) -> Stop {
    let other_cause = match carried(entry, version) {
        Carried::No { why, instead } => return Stop { version, outcome: Outcome::Absent { why, instead } },
        Carried::ForAnotherCause { why, .. } => Some(why),
        Carried::Yes => None,
    };
    let outcome = match happen(entry, version) {
        Ok((played, decided)) => Outcome::Happened(Box::new(Happened { played, decided, other_cause })),
        Err(why) => Outcome::Missed(why),
    };
    Stop { version, outcome }
}

fn happen(entry: &Entry, version: Version) -> Result<(Played, Option<(Question, bool)>), String> {
    let trigger = trigger(entry, version)?;
    let limits = Limits { head_timeout: WAIT, content_timeout: WAIT, ..Limits::default() };
    let settings = Settings { threads: 1, limits, ..Settings::on_free_ports() };
    let lab = Lab::start(settings, None).map_err(|error| error.to_string())?;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
    let played = runtime.block_on(play_over(version, &trigger, &lab)).map_err(|error| error.to_string())?;
    let exchange = played.happened(&trigger, entry.code).ok_or_else(|| {
        let codes: Vec<String> = played.answers().map(|answer| answer.head.status.to_string()).collect();
        format!("the answers were {}", if codes.is_empty() { "none".to_owned() } else { codes.join(", ") })
    })?;
    let until = Instant::now() + RECORDED;
    let record = loop {
        match lab.recorded(exchange) {
            Some(record) => break record,
            None if Instant::now() > until => return Err("the journal does not know its exchange".to_owned()),
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    };
    match (record.forced, record.version == version.name()) {
        (true, _) => Err("it was forced, not caused".to_owned()),
        (_, false) => Err(format!("the lab saw it over {}", record.version)),
        (false, true) => Ok((played, reason(&trigger, entry.code, record.way))),
    }
}

impl Happened {
    /// The question that decided, its answer, and where it is written.
    pub(super) fn reason(&self) -> Option<(String, &'static str)> {
        let (question, yes) = self.decided?;
        Some((format!("{} {}", question.text(), if yes { "yes" } else { "no" }), question.row().source))
    }
}
