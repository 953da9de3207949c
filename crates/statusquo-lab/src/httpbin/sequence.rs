//! `/sequence/{codes}`: the codes of a list one after the other, so that a client's second try can have another outcome.

use super::call::query;
use super::pairs::Pairs;
use super::times::Times;
use super::{place, status};
use crate::reason::Reason;
use crate::store::{Expected, Key, Kind, NotStored, Stored, Value};
use crate::visit::Visit;
use statusquo_decision::Question;
use std::time::Duration;

/// How long a sequence is remembered after its last step.
const KEPT: Duration = Duration::from_secs(3600);
/// The most steps of one.
const STEPS: usize = 1000;
/// The most octets of a list, and of an id.
const LIST: usize = 1024;
const ID: usize = 128;

/// Which step an answer is, of how many.
const STEP: &str = "Statusquo-Sequence";

/// A request for the next step.
#[derive(Debug)]
pub(crate) struct SequenceVisit {
    /// The codes, as they stand in the path.
    codes: String,
}

/// A sequence, and what is asked of it.
struct Asked {
    id: String,
    /// Codes, and how often each comes.
    runs: Vec<(u16, usize)>,
    /// After the last step comes the first; else the last one stays.
    repeats: bool,
    /// It is to start over, and no step is taken.
    resets: bool,
    times: Times,
}

impl SequenceVisit {
    pub(crate) fn new(segment: &str) -> Self {
        Self { codes: place::decoded(segment) }
    }

    /// Takes a step, and says which number it is.
    pub(crate) async fn admit(&self, visit: &mut Visit<'_>) {
        // A page that asks first whether it may ask takes no step.
        if visit.method() == "OPTIONS" {
            return;
        }
        let asked = match self.read(visit) {
            Ok(asked) => asked,
            Err((parameter, detail)) => {
                visit.know(Question::NumberAsked, true);
                return visit.object(Reason::new(Question::NumberValid, detail).member("parameter", parameter));
            }
        };
        let name = format!("{}\n{}", asked.id, self.codes);
        let all = asked.steps();
        if asked.resets {
            let taken = steps(visit, &name, |_| None).await;
            if taken.is_some() {
                visit.fields.push(STEP, format!("0/{all}"));
                visit.know(Question::NothingToSay, true);
            }
            return;
        }
        // Who cannot wait now shall come again, and find the step that was meant for it.
        if !asked.times.take(visit) {
            return;
        }
        let Some(taken) = steps(visit, &name, |taken| Some(taken.saturating_add(1))).await else { return };
        let taken = usize::try_from(taken).unwrap_or(usize::MAX);
        let at = if asked.repeats { taken % all } else { taken.min(all - 1) };
        visit.fields.push(STEP, format!("{}/{all}", at + 1));
        status::ask(visit, asked.code(at));
    }

    fn read(&self, visit: &Visit<'_>) -> Result<Asked, (&'static str, String)> {
        let query = query(visit);
        let runs = runs(&self.codes).map_err(|detail| ("codes", detail))?;
        for (code, _) in &runs {
            status::can_be_sent(visit, *code).map_err(|detail| ("codes", detail))?;
        }
        let id = query.first("id").unwrap_or("").to_owned();
        if id.len() > ID {
            return Err(("id", format!("The id has {} octets; {ID} are the most.", id.len())));
        }
        Ok(Asked {
            id,
            runs,
            repeats: flag(&query, "repeat")?,
            resets: flag(&query, "reset")?,
            times: Times::read(&query, visit.state.settings.httpbin.delay)?,
        })
    }
}

impl Asked {
    fn steps(&self) -> usize {
        self.runs.iter().map(|(_, times)| times).sum()
    }

    fn code(&self, step: usize) -> u16 {
        let mut before = 0;
        let run = self.runs.iter().find(|(_, times)| {
            before += times;
            step < before
        });
        run.or(self.runs.last()).map_or(0, |(code, _)| *code)
    }
}

/// The codes of a list, each as often as it says: `503,503,200`, `503:2,200`.
fn runs(list: &str) -> Result<Vec<(u16, usize)>, String> {
    if list.len() > LIST {
        return Err(format!("The list has {} octets; {LIST} are the most.", list.len()));
    }
    let mut runs = Vec::new();
    for one in list.split(',') {
        let (code, times) = one.split_once(':').unwrap_or((one, "1"));
        let digits = times.bytes().all(|byte| byte.is_ascii_digit());
        let times = times.parse().ok().filter(|times| digits && (1..=STEPS).contains(times));
        let times = times.ok_or_else(|| format!("{one:?} does not say how often it comes: 1 to {STEPS} times."))?;
        runs.push((status::number(code)?, times));
    }
    let all: usize = runs.iter().map(|(_, times)| times).sum();
    if all > STEPS {
        return Err(format!("The list has {all} steps; {STEPS} are the most."));
    }
    Ok(runs)
}

fn flag(query: &Pairs, name: &'static str) -> Result<bool, (&'static str, String)> {
    match query.first(name) {
        None | Some("false" | "0") => Ok(false),
        Some("true" | "1" | "") => Ok(true),
        Some(other) => Err((name, format!("{name}={other:?} is neither true nor false."))),
    }
}

/// How many steps were taken before, and keeps how many are now; none if that cannot be kept.
async fn steps(visit: &mut Visit<'_>, name: &str, then: impl Fn(u64) -> Option<u64>) -> Option<u64> {
    let state = visit.state;
    let key = Key::new(Kind::Sequence, name);
    loop {
        let now = state.now();
        let held = state.store.read(key, now).await;
        let taken = match &held {
            Some(Stored { value: Value::Steps(taken), .. }) => *taken,
            _ => 0,
        };
        let value = then(taken).map(Value::Steps);
        match state.store.compare_and_set(key, Expected::of(held.as_ref()), value, Some(now.after(KEPT)), now).await {
            Ok(_) => return Some(taken),
            Err(NotStored::Changed(_)) => {}
            Err(NotStored::Full { records, .. }) => {
                let detail = format!("{records} sequences are remembered, the most that are.");
                visit.object(Reason::new(Question::RoomLeft, detail).member("limit", records));
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_says_what_comes_and_how_often() {
        assert_eq!(runs("503,503,200"), Ok(vec![(503, 1), (503, 1), (200, 1)]));
        assert_eq!(runs("503:999,200"), Ok(vec![(503, 999), (200, 1)]));
        let long = vec!["200"; 300].join(",");
        for wrong in [
            "",
            ",",
            "200,",
            "99",
            "200:",
            "200:0",
            "200:-1",
            "200:+1",
            "200:0.5",
            "200:1001",
            "200:600,503:401",
            &long,
        ] {
            assert!(runs(wrong).is_err(), "{wrong}");
        }
        let asked = Asked {
            id: String::new(),
            runs: runs("503:2,200").unwrap(),
            repeats: false,
            resets: false,
            times: Times::default(),
        };
        assert_eq!((0..4).map(|step| asked.code(step)).collect::<Vec<_>>(), [503, 503, 200, 200]);
    }
}
