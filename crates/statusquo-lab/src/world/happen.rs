//! `/{code}/happen`: makes a code happen, for the page that asks for it: in a fresh lab, on a thread of its own, telling what
//! happens as it happens.

mod asked;
mod telling;

use super::form::FORM;
use super::origin;
use crate::flow::Flow;
use crate::form::accept;
use crate::form::page::{self, EVENTS, HTML};
use crate::happening::{Case, DEADLINE};
use crate::play::carried;
use crate::reason::Reason;
use crate::visit::{Body, Visit, Wanted};
use asked::{VERSION, asked};
use statusquo_catalog::{Carried, Entry};
use statusquo_decision::Question;
use std::thread;
use std::time::Duration;
use telling::{Face, Order};
use tokio::sync::mpsc;

/// The methods of such a resource.
pub(crate) const METHODS: &[&str] = &["POST", "OPTIONS"];

/// The most octets of a form.
const SENT: u64 = 1024;
/// What is said where none may happen.
const OFF: &str = "This server makes no code happen for a page: its limit of happenings is 0.";

/// How long it takes at most as a rule: the longest causes are waits of two seconds.
const USUAL: Duration = Duration::from_secs(3);
/// How many events wait for a client that reads slowly; what is more is not told, but stands in the result.
const WAITING: usize = 256;
/// A comment by which a client that has left is noticed, and how long nothing else has to come for it.
const BEAT: (Duration, &[u8]) = (Duration::from_secs(1), b":\n\n");

/// A request for a code.
#[derive(Debug)]
pub(crate) struct HappenVisit {
    entry: &'static Entry,
    case: Option<Case>,
}

impl HappenVisit {
    /// For a code that the lab has a cause for.
    pub(crate) fn new(code: u16) -> Option<Self> {
        let entry = statusquo_catalog::entry(code).filter(|entry| entry.trigger.is_some())?;
        Some(Self { entry, case: None })
    }

    /// What it would use of a content.
    pub(crate) fn wants(visit: &Visit<'_>) -> Option<Wanted> {
        (visit.method() == "POST").then_some(Wanted { limit: SENT, media_type: Some(FORM) })
    }

    /// Looks at what the head says of the content.
    #[cold]
    pub(crate) fn find(visit: &mut Visit<'_>) {
        if let Some(wanted) = Self::wants(visit) {
            visit.judge_declared_content(wanted);
        }
    }

    /// Looks which cause is meant over which version, and whether that has the code.
    #[cold]
    pub(crate) fn judge(&mut self, visit: &mut Visit<'_>) {
        if visit.method() != "POST" {
            return;
        }
        let case = match asked(self.entry, &visit.content) {
            Ok(case) => case,
            Err(reason) => return visit.object(reason),
        };
        if let Carried::No { why, instead } = carried(case.entry, case.version) {
            let detail = format!("{} has no {}. {why} Instead: {instead}", case.version.name(), case.entry.code);
            return visit.object(Reason::new(Question::Possible, detail).member("parameter", VERSION));
        }
        self.case = Some(case);
    }

    /// Starts it; the answer is told by the thread that does it. Cold, so that the road of all other requests is not laid out
    /// around it.
    #[cold]
    pub(crate) fn perform(&self, visit: &mut Visit<'_>) {
        if origin::is_foreign(visit) {
            return visit.refuse(Question::Allowed, origin::FOREIGN);
        }
        let Some(case) = self.case else { return };
        let (state, now) = (visit.state, visit.now());
        let most = state.settings.happenings;
        if most == 0 {
            return visit.refuse(Question::Allowed, OFF);
        }
        let place = match state.happenings.enter(most, now.after(USUAL)) {
            Ok(place) => place,
            Err(first) => {
                let detail = format!("{most} codes are being made to happen, the most at a time.");
                return visit.object(Reason::all_taken(Question::PlaceFree, most, detail, first, now));
            }
        };
        visit.stay(Duration::ZERO, DEADLINE, Question::PlaceFree);
        if visit.stay.is_none() {
            return;
        }
        let events = accept::choose(visit.request.fields(), &["text/html", EVENTS]) == 1;
        let (teller, told) = mpsc::channel(WAITING);
        let order = Order { case, face: if events { Face::Events } else { Face::Page }, happen: state.happen, teller };
        // The place is free again when all of it is over, and not when nobody listens any more.
        let work = move || {
            order.carry_out();
            drop(place);
        };
        if thread::Builder::new().name("happening".to_owned()).spawn(work).is_err() {
            let reason = Reason::new(Question::PlaceFree, "No thread could be started for it.");
            return visit.object(reason.retry_after(Duration::ZERO));
        }
        visit.fields.push("Cache-Control", "no-store");
        visit.fields.push("Vary", "Accept");
        // A proxy that gathers answers would have nothing come as it happens.
        visit.fields.push("X-Accel-Buffering", "no");
        let (media_type, meanwhile) = if events { (EVENTS, BEAT) } else { (HTML, (BEAT.0, &b""[..])) };
        page::protect(media_type, &mut visit.fields);
        visit.media_type = Some(media_type.into());
        visit.body = Body::Flow(Box::new(Flow::told(told, meanwhile)));
    }
}
