//! Makes a code happen over a version of HTTP: plays its trigger, or the steps of one of its causes, in a world of its own, which
//! is started for it and ended after it, and looks up in that world's journal why it was this code.

mod case;

pub use case::Case;

use crate::play::{Failed, Place, Played, Tell, play_told, reason};
use crate::settings::Settings;
use futures_util::future::{Either, select};
use statusquo_catalog::{Carried, Trigger};
use statusquo_decision::{Question, Way, word};
use statusquo_journal::Record;
use statusquo_wire::{Limits, Version};
use std::pin::{Pin, pin};
use std::time::Duration;
use tokio::runtime::Builder;
use tokio::time::{sleep, timeout};

/// How long all of it may take.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// How long such a world waits for a slow client: nobody wants to watch half a minute of silence.
const WAIT: Duration = Duration::from_secs(2);

/// How long its journal may take: an exchange is recorded just after its answer went out.
const RECORDED: Duration = Duration::from_secs(2);

/// The most octets that its journal holds.
const JOURNAL: usize = 1024 * 1024;

/// What ends the waiting for a code, if it ends before it comes.
pub type GivenUp<'g> = Pin<Box<dyn Future<Output = ()> + 'g>>;

/// What makes a code happen.
pub(crate) type Happen = for<'t> fn(Case, Tell<'t>, GivenUp<'t>) -> Outcome;

/// What came of a code in a version.
#[derive(Debug)]
pub enum Outcome {
    /// It happened.
    Happened(Box<Happened>),
    /// The version does not have it: why not, and what happens there in its place.
    Absent {
        /// Why not.
        why: &'static str,
        /// What happens there in its place.
        instead: &'static str,
    },
    /// The version has the code, but the steps of this cause cannot be said there, or do not lead to it: how that is. That is
    /// nobody's fault.
    NoCause(String),
    /// It should have happened and did not, for this reason.
    Missed(String),
}

/// A code that happened: the bytes, and why.
#[derive(Debug)]
pub struct Happened {
    /// What was sent and what came back.
    pub played: Played,
    /// The exchange in which it happened, as the world's journal has it.
    pub record: Record<Way>,
    /// The question that decided, and its answer.
    pub decided: Option<(Question, bool)>,
    /// Why not for the cause that it has in HTTP/1.1, where that gives no answer.
    pub other_cause: Option<&'static str>,
    /// The code of the answer in whose content it stands, if it is not that of an answer.
    pub inside: Option<u16>,
}

impl Happened {
    /// The question that decided with its answer, and where it is written.
    pub fn reason(&self) -> Option<(String, &'static str)> {
        let (question, yes) = self.decided?;
        Some((format!("{} {}", question.text(), word(yes)), question.row().source))
    }
}

/// A world that lives as long as its value does.
pub(crate) trait World: Sized {
    /// Starts it.
    fn begin(settings: Settings) -> Result<Self, String>;

    /// Where it is reached.
    fn place(&self) -> Place;

    /// What its journal has of an exchange.
    fn recorded(&self, exchange: u64) -> Option<Record<Way>>;
}

/// Makes a code happen over a version, if that has it. It waits, on a runtime of its own, and ends what it started.
pub(crate) fn happen<W: World>(case: Case, tell: Tell<'_>, given_up: GivenUp<'_>) -> Outcome {
    let other_cause = match case.carried() {
        Carried::No { why, instead } => return Outcome::Absent { why, instead },
        Carried::ForAnotherCause { why, .. } => Some(why),
        Carried::Yes => None,
    };
    let outcome = match case.trigger() {
        Err(why) => Err(Missed::Broken(why.to_owned())),
        Ok(trigger) => run::<W>(&case, &trigger, tell, given_up),
    };
    match outcome {
        Ok(happened) => Outcome::Happened(Box::new(Happened { other_cause, ..happened })),
        Err(Missed::Otherwise(how)) if case.is_untried() => {
            Outcome::NoCause(format!("over {} {how}", case.version.name()))
        }
        Err(Missed::Otherwise(how) | Missed::Broken(how)) => Outcome::Missed(how),
    }
}

/// Why a code did not come.
enum Missed {
    /// All was played as far as it can be, and something else came of it.
    Otherwise(String),
    /// Something broke.
    Broken(String),
}

impl From<Failed> for Missed {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Unsayable(_) => Missed::Otherwise(failed.to_string()),
            Failed::Broken(_) => Missed::Broken(failed.to_string()),
        }
    }
}

fn run<W: World>(case: &Case, trigger: &Trigger, tell: Tell<'_>, given_up: GivenUp<'_>) -> Result<Happened, Missed> {
    let broken = |what: String| Missed::Broken(what);
    let world = W::begin(settings(trigger, case.version)).map_err(broken)?;
    // It ends before the world does, so that no connection is left for which that would wait.
    let runtime = Builder::new_current_thread().enable_all().build().map_err(|error| broken(error.to_string()))?;
    runtime.block_on(async {
        let work = pin!(timeout(DEADLINE, play_in(&world, case, trigger, tell)));
        match select(work, given_up).await {
            Either::Left((Ok(outcome), _)) => outcome,
            Either::Left((Err(_), _)) => Err(broken(format!("it took more than {} s", DEADLINE.as_secs()))),
            Either::Right(_) => Err(broken("it was given up".to_owned())),
        }
    })
}

/// As small a world as this trigger needs, in which nothing can be made to happen again.
fn settings(trigger: &Trigger, version: Version) -> Settings {
    let needs_tls = version == Version::Http3 || trigger.steps.iter().any(|step| step.tls.is_some());
    let usual = if needs_tls { Settings::on_free_ports() } else { Settings::on_free_port() };
    let limits = Limits { head_timeout: WAIT, content_timeout: WAIT, ..Limits::default() };
    Settings { threads: 1, limits, journal_bytes: JOURNAL, happenings: 0, ..usual }
}

async fn play_in<W: World>(world: &W, case: &Case, trigger: &Trigger, tell: Tell<'_>) -> Result<Happened, Missed> {
    let (code, version) = (case.entry.code, case.version);
    let played = play_told(version, trigger, world.place(), tell).await?;
    let exchange = played.happened(trigger, code).ok_or_else(|| Missed::Otherwise(answers(&played)))?;
    let look = async {
        loop {
            match world.recorded(exchange) {
                Some(record) => break record,
                None => sleep(Duration::from_millis(1)).await,
            }
        }
    };
    let unknown = |_| Missed::Broken("the journal does not know its exchange".to_owned());
    let record = timeout(RECORDED, look).await.map_err(unknown)?;
    match (record.forced, record.version == version.name()) {
        (true, _) => Err(Missed::Broken("it was forced, not caused".to_owned())),
        (_, false) => Err(Missed::Broken(format!("the lab saw it over {}", record.version))),
        (false, true) => {
            let decided = reason(trigger, code, record.way);
            Ok(Happened { played, record, decided, other_cause: None, inside: trigger.inside() })
        }
    }
}

/// Which answers came, in the place of the one that was waited for.
fn answers(played: &Played) -> String {
    let codes: Vec<String> = played.answers().map(|answer| answer.head.status.to_string()).collect();
    match &codes[..] {
        [] => "no answer came".to_owned(),
        [one] => format!("the answer was {one}"),
        _ => format!("the answers were {}", codes.join(", ")),
    }
}
