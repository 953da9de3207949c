//! Jobs: work that goes on after its answer, and a monitor that says how far it is. Here 202 and 303 have their causes.

mod waiting;

use super::json::{NUMBER, Problems};
use crate::reason::{Reason, whole_seconds};
use crate::state::jobs::Place;
use crate::state::uptime::Uptime;
use crate::store::job::Job;
use crate::store::moment::Moment;
use crate::store::{Expected, Key, Kind, NotStored, Store, Stored, Value};
use crate::visit::{Visit, Wanted};
use serde_json::json;
use statusquo_decision::Question;
use statusquo_wire::Exchange;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// The methods of all jobs together.
pub(crate) const COLLECTION_METHODS: &[&str] = &["POST", "OPTIONS"];
/// The methods of a monitor and of a result.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "OPTIONS"];

/// The longest job, in seconds.
const LONGEST: f64 = 60.0;
/// How long a job is kept after its end.
const KEPT: Duration = Duration::from_secs(600);
/// The counter that gives out ids.
const COUNTER: &str = "jobs";

/// Which of the resources of jobs a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    All,
    Monitor(u64),
    Result(u64),
}

/// A request for a new job, for a monitor or for a result.
#[derive(Debug)]
pub(crate) struct JobVisit {
    part: Part,
    job: Option<Arc<Job>>,
    seconds: Option<f64>,
    /// How long the client waits for the job to be done.
    wait: Option<Duration>,
}

impl JobVisit {
    pub(crate) fn collection() -> Self {
        Self { part: Part::All, job: None, seconds: None, wait: None }
    }

    pub(crate) fn monitor(id: u64) -> Self {
        Self { part: Part::Monitor(id), ..Self::collection() }
    }

    pub(crate) fn result(id: u64) -> Self {
        Self { part: Part::Result(id), ..Self::collection() }
    }

    pub(crate) fn methods(&self) -> &'static [&'static str] {
        if self.part == Part::All { COLLECTION_METHODS } else { METHODS }
    }

    pub(crate) fn wants(&self, visit: &Visit<'_>) -> Option<Wanted> {
        let limit = visit.state.settings.json_bytes;
        let makes = self.part == Part::All && visit.method() == "POST";
        makes.then_some(Wanted { limit, media_type: Some("application/json") })
    }

    pub(crate) async fn find(&mut self, visit: &mut Visit<'_>) {
        let id = match self.part {
            Part::All => {
                if let Some(wanted) = self.wants(visit) {
                    visit.judge_declared_content(wanted);
                }
                return;
            }
            Part::Monitor(id) | Part::Result(id) => id,
        };
        let state = visit.state;
        let Some(job) = held(&state.store, id, state.now()).await else {
            let counter = state.store.read(Key::new(Kind::Counter, COUNTER), state.now()).await;
            return match counter {
                Some(Stored { value: Value::Counter(given), .. }) if (1..=given).contains(&id) => {
                    let kept = KEPT.as_secs();
                    visit.refuse(
                        Question::Gone,
                        format!("Job {id} is no longer kept: jobs are, for {kept} s after their end."),
                    );
                }
                _ => visit.refuse(Question::Exists, format!("There is no job {id}, and there never was.")),
            };
        };
        if matches!(self.part, Part::Result(_)) && !job.is_done() {
            let monitor = job.path();
            let detail = format!("Job {id} is still running, so it has no result yet; {monitor} says how far it is.");
            visit.object(Reason::new(Question::Exists, detail).member("monitor", monitor));
        }
        self.job = Some(job);
    }

    /// What only the content shows, or the query.
    pub(crate) fn judge(&mut self, visit: &mut Visit<'_>) {
        if matches!(self.part, Part::Monitor(_)) && visit.reads() {
            self.wait = waiting::judge(visit, self.job.as_ref());
        }
        if self.wants(visit).is_none() {
            return;
        }
        let mut problems = Problems::default();
        let members = problems.object(&visit.content);
        self.seconds = problems.required(&members, "seconds", NUMBER);
        if self.seconds.is_some_and(|seconds| !(0.0..=LONGEST).contains(&seconds)) {
            problems.impossible("/seconds", format!("a number from 0 to {LONGEST}"));
        }
        problems.tell(visit);
    }

    pub(crate) async fn perform(&mut self, visit: &mut Visit<'_>, exchange: &mut Exchange<'_>) {
        if let Some(wait) = self.wait
            && let Some(job) = self.job.take()
        {
            self.job = waiting::wait(visit, exchange, job, wait).await;
        }
        match (self.part, self.job.take()) {
            (Part::All, _) => self.begin(visit).await,
            (Part::Monitor(_), Some(job)) if job.is_done() => {
                let result = format!("{}/result", job.path());
                visit.know(Question::SeenElsewhere, true);
                visit.say("text/plain; charset=utf-8", format!("Job {} is done; its result is at {result}\n", job.id));
                visit.fields.push("Location", result);
            }
            (Part::Monitor(_), Some(job)) => {
                let left = job.ends.since(visit.state.now());
                visit.fields.push("Retry-After", whole_seconds(left).to_string());
                // What it says is old a moment later.
                visit.fields.push("Cache-Control", "no-store");
                visit.say_json(&job.json());
            }
            (Part::Result(_), Some(job)) => visit.say_json(&json!({
                "id": job.id,
                "state": "done",
                "seconds": job.seconds,
                "result": format!("{} ticks were worked.", job.ticks_done),
            })),
            (_, None) => {}
        }
    }

    /// Begins a job and answers while it runs.
    async fn begin(&mut self, visit: &mut Visit<'_>) {
        let Some(seconds) = self.seconds else { return };
        let state = visit.state;
        let most = visit.state.settings.running_jobs;
        let began = state.now();
        let ends = began.after(Duration::from_secs_f64(seconds));
        let place = match state.jobs.enter(most, ends) {
            Ok(place) => place,
            Err(first) => {
                let detail = format!("{most} jobs are running, the most that run at a time.");
                return visit.object(Reason::all_taken(Question::PlaceFree, most, detail, first, began));
            }
        };
        let (job, stamp) = match add(&state.store, seconds, began).await {
            Ok(added) => added,
            Err(NotStored::Full { records, .. }) => {
                let kept = KEPT.as_secs();
                let detail = format!(
                    "{records} jobs are kept, the most there is room for; each is, for {kept} s after its end."
                );
                let reason = Reason::new(Question::PlaceFree, detail).member("limit", records);
                return visit.object(reason.retry_after(KEPT));
            }
            Err(NotStored::Changed(_)) => {
                return visit.refuse(Question::PlaceFree, "Somebody else began a job under the same id; try again.");
            }
        };
        visit.know(Question::GoesOn, true);
        visit.fields.push("Location", job.path());
        visit.fields.push("Retry-After", whole_seconds(job.ends.since(began)).to_string());
        visit.say_json(&job.json());
        tokio::spawn(work(state.store.clone(), state.clock, job, stamp, place));
    }
}

/// What is kept of a job.
async fn held(store: &Store, id: u64, now: Moment) -> Option<Arc<Job>> {
    match store.read(Key::new(Kind::Job, &id.to_string()), now).await {
        Some(Stored { value: Value::Job(job), .. }) => Some(job),
        _ => None,
    }
}

/// Puts a new job into the store: the job, and the stamp it has there.
async fn add(store: &Store, seconds: f64, now: Moment) -> Result<(Job, u64), NotStored> {
    let id = store.count_up(COUNTER, now).await?;
    let job = Job::new(id, seconds, now);
    let kept = keep(store, &job, Expected::Nothing, now).await;
    if kept.is_err() {
        store.count_back(COUNTER, id, now).await;
    }
    Ok((job, kept?))
}

/// Writes down how far a job is. Even one whose task is lost is not kept for ever.
async fn keep(store: &Store, job: &Job, expected: Expected, now: Moment) -> Result<u64, NotStored> {
    let until = if job.is_done() { now } else { job.ends.max(now) }.after(KEPT);
    let name = job.id.to_string();
    store
        .compare_and_set(
            Key::new(Kind::Job, &name),
            expected,
            Some(Value::Job(Arc::new(job.clone()))),
            Some(until),
            now,
        )
        .await
}

/// Works, tick by tick, until the job is done; the place is free then.
async fn work(store: Arc<Store>, clock: Uptime, mut job: Job, mut stamp: u64, place: Place) {
    let (began, whole) = (Instant::now(), Duration::from_secs_f64(job.seconds));
    while !job.is_done() {
        // Ticks are reckoned from the beginning, so that late ones do not make the whole later.
        sleep_until(began + whole * (job.ticks_done + 1) / job.ticks).await;
        job.ticks_done += 1;
        match keep(&store, &job, Expected::Stamp(stamp), clock.now()).await {
            Ok(new) => stamp = new,
            // Nobody else writes it: it is no longer kept, and nobody can ask for it.
            Err(_) => break,
        }
    }
    drop(place);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;
    use crate::state::jobs::Running;

    #[tokio::test]
    async fn work_takes_its_time_and_is_kept_for_a_while_after_its_end() {
        let (store, clock, running) =
            (Arc::new(Store::new(&Settings::default())), Uptime::default(), Running::default());
        let began = clock.now();
        let (job, stamp) = add(&store, 0.1, began).await.unwrap();
        assert!(!held(&store, job.id, clock.now()).await.unwrap().is_done());
        let (id, ends) = (job.id, job.ends);
        let place = running.enter(1, ends).unwrap();
        work(store.clone(), clock, job, stamp, place).await;
        let end = clock.now();
        assert!(end >= ends, "a job that takes 0.1 s is not done earlier");
        assert!(held(&store, id, end).await.unwrap().is_done());
        assert!(held(&store, id, ends.after(KEPT - Duration::from_millis(1))).await.is_some());
        assert!(held(&store, id, end.after(KEPT)).await.is_none());
        assert!(running.enter(1, ends).is_ok(), "its place is free");
    }

    #[tokio::test]
    async fn a_full_store_begins_nothing_and_uses_up_no_id() {
        let store = Store::new(&Settings { records: 1, ..Settings::default() });
        let now = Uptime::default().now();
        add(&store, 1.0, now).await.unwrap();
        assert!(matches!(add(&store, 1.0, now).await, Err(NotStored::Full { records: 1, .. })));
        assert_eq!(store.count_up(COUNTER, now).await.unwrap(), 2);
    }
}
