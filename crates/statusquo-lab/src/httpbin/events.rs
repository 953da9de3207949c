//! `/sse` and `/jsonl`: events that come over a while, as server-sent events or as lines of JSON, as go-httpbin sends them.

use super::call::Call;
use super::mersenne::Mersenne;
use super::pace::share;
use super::parameters::{Parameters, Wrong};
use crate::chance;
use crate::flow::Piece;
use crate::visit::Visit;
use statusquo_decision::Question;
use statusquo_wire::Clock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The most events.
const MOST: u64 = 10_000;

/// What is asked for.
struct Asked {
    count: u64,
    /// The time from the first event to the last.
    takes: Duration,
    /// How long nothing comes before.
    delay: Duration,
    /// The share of a pause by which an event may be out of step.
    jitter: f64,
    /// Chance, if there is any.
    source: Option<Mersenne>,
}

impl Asked {
    fn of(visit: &Visit<'_>) -> Result<Self, Wrong> {
        let (limits, parameters) = (&visit.state.settings.httpbin, Parameters::of(visit));
        Ok(Self {
            count: parameters.count_up_to("count", 10, MOST)?,
            takes: parameters.time_up_to("duration", Duration::from_secs(5), limits.duration)?,
            delay: parameters.time("delay", Duration::ZERO, limits.delay)?,
            jitter: parameters.share("jitter", 0.0)?,
            source: parameters.source()?,
        })
    }

    /// When each event comes: the first at once, the last at the end, and those between evenly but for the jitter.
    fn moments(mut self) -> impl Iterator<Item = Duration> {
        let steps = self.count - 1;
        let play = share(self.takes, 1, steps).mul_f64(self.jitter / 2.0);
        (0..self.count).map(move |at| {
            let even = share(self.takes, at, steps);
            if play.is_zero() || at == 0 || at == steps {
                return even;
            }
            let drawn = self.source.as_mut().map_or(0.5, Mersenne::fraction);
            // By half a pause at most, so that none overtakes another.
            even - play + (play * 2).mul_f64(drawn)
        })
    }
}

/// Looks at what is asked for.
pub(crate) fn find(visit: &mut Visit<'_>, _: &Call) {
    match Asked::of(visit) {
        Ok(asked) if asked.source.is_none() => chance::refuse(visit),
        Ok(asked) => {
            let takes = if visit.method() == "HEAD" { Duration::ZERO } else { asked.takes };
            if asked.delay + takes > Duration::ZERO {
                visit.stay(asked.delay, takes, Question::PlaceFree);
            }
        }
        Err(wrong) => wrong.refuse(visit),
    }
}

/// `/sse`.
pub(crate) fn events(visit: &mut Visit<'_>, _: &Call) {
    send(visit, "text/event-stream; charset=utf-8", |event| format!("event: ping\ndata: {event}\n\n"));
}

/// `/jsonl`.
pub(crate) fn lines(visit: &mut Visit<'_>, _: &Call) {
    send(visit, "application/x-ndjson", |event| format!("{event}\n"));
}

fn send(visit: &mut Visit<'_>, media_type: &'static str, written: fn(String) -> String) {
    let Ok(asked) = Asked::of(visit) else { return };
    let now = match visit.state.settings.clock {
        Clock::System => SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default(),
        fixed @ Clock::Fixed(_) => Duration::from_secs(fixed.seconds()),
    };
    let began = now + asked.delay;
    let mut passed = Duration::ZERO;
    let pieces = asked.moments().enumerate().map(move |(id, at)| {
        let wait = at.saturating_sub(passed);
        passed += wait;
        let timestamp = (began + passed).as_millis();
        Piece { wait, octets: written(format!("{{\"id\":{id},\"timestamp\":{timestamp}}}")).into_bytes() }
    });
    visit.flow(media_type, None, pieces);
}
