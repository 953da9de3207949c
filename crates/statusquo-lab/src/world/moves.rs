//! Moving a document: afterwards its old name really answers 301, or 302 for as long as the move lasts; 308 or 307 if the
//! method is to be kept.

use super::documents;
use super::json::{BOOLEAN, NUMBER, Problems, TEXT};
use crate::reason::Reason;
use crate::store::document::{Document, Now, Representation, State};
use crate::store::{Expected, Key, Kind, NotStored, Value};
use crate::visit::{Visit, Wanted};
use statusquo_decision::Question;
use std::sync::Arc;
use std::time::Duration;

/// The methods of a move.
pub(crate) const METHODS: &[&str] = &["POST", "OPTIONS"];

/// The longest temporary move, in seconds.
const LONGEST: f64 = 86_400.0;

/// A request to move one document.
#[derive(Debug)]
pub(crate) struct MoveVisit {
    name: String,
    order: Option<Order>,
}

/// What is asked for.
#[derive(Debug)]
struct Order {
    to: String,
    permanent: bool,
    keeps_method: bool,
    seconds: Option<f64>,
}

impl MoveVisit {
    pub(crate) fn new(name: String) -> Self {
        Self { name, order: None }
    }

    pub(crate) fn wants(&self, visit: &Visit<'_>) -> Option<Wanted> {
        let limit = visit.state.settings.json_bytes;
        (visit.method() == "POST").then_some(Wanted { limit, media_type: Some("application/json") })
    }

    pub(crate) async fn find(&mut self, visit: &mut Visit<'_>) {
        let Some(wanted) = self.wants(visit) else { return };
        visit.judge_declared_content(wanted);
        let (_, document) = documents::look_up(visit, &self.name).await;
        match document.as_deref().map(|document| document.now(visit.state.now())) {
            Some(Now::Present(_)) => {}
            Some(Now::Moved { to, .. }) => {
                let place = documents::path(to);
                visit.refuse(Question::Exists, format!("The document {:?} has moved to {place} already.", self.name));
            }
            Some(Now::Removed) => visit.refuse(Question::Gone, format!("The document {:?} was deleted.", self.name)),
            Some(Now::Banned) => visit.object(documents::banned()),
            None => visit.refuse(Question::Exists, format!("There is no document {:?}.", self.name)),
        }
    }

    /// What only the content shows.
    pub(crate) fn judge(&mut self, visit: &mut Visit<'_>) {
        let mut problems = Problems::default();
        let members = problems.object(&visit.content);
        let to = problems.required(&members, "to", TEXT).and_then(documents::valid);
        let permanent = problems.optional(&members, "permanent", BOOLEAN).unwrap_or(false);
        let keeps_method = problems.optional(&members, "keep_method", BOOLEAN).unwrap_or(false);
        let seconds = problems.optional(&members, "seconds", NUMBER);
        if members.get("to").is_some_and(serde_json::Value::is_string) && to.as_deref().is_none_or(|to| to == self.name)
        {
            problems.impossible(
                "/to",
                "a name of 1 to 255 octets without slash or controls, other than the document's own",
            );
        }
        if seconds.is_some_and(|seconds| !(0.0..=LONGEST).contains(&seconds)) {
            problems.impossible("/seconds", format!("a number from 0 to {LONGEST}"));
        }
        if permanent && seconds.is_some() {
            problems.impossible("/seconds", "not given when the move is permanent");
        }
        self.order = to.map(|to| Order { to, permanent, keeps_method, seconds });
        problems.tell(visit);
    }

    pub(crate) async fn perform(&mut self, visit: &mut Visit<'_>) {
        let Some(order) = self.order.take() else { return };
        let state = visit.state;
        let now = state.now();
        let (stored, document) = documents::look_up(visit, &self.name).await;
        let Some((document, Now::Present(held))) = document.as_deref().map(|document| (document, document.now(now)))
        else {
            return visit.refuse(Question::StillThere, "Somebody else deleted or moved the document first.");
        };
        // First the new name, then the old: at no time is the document nowhere.
        let (place, there) = documents::look_up(visit, &order.to).await;
        let taken = match there.as_deref().map(|there| there.now(now)) {
            Some(Now::Present(_)) => Some("taken by another document"),
            Some(Now::Banned) => Some("under a ban"),
            _ => None,
        };
        if let Some(taken) = taken {
            let holder = documents::path(&order.to);
            return visit
                .object(Reason::new(Question::Conflict, format!("{holder} is {taken}.")).member("holder", holder));
        }
        let version = there.as_ref().map_or(1, |there| there.version + 1);
        let copy =
            Representation::after(there.as_deref(), held.content.to_vec(), held.media_type.clone(), held.modified);
        let key = Key::new(Kind::Document, &order.to);
        let value = Value::Document(Arc::new(Document { version, state: State::Present(copy) }));
        let stamp = match state.store.compare_and_set(key, Expected::of(place.as_ref()), Some(value), None, now).await {
            Ok(stamp) => stamp,
            Err(NotStored::Full { records, octets }) => return visit.object(documents::full(records, octets)),
            Err(NotStored::Changed(_)) => {
                return visit.refuse(Question::Conflict, "Somebody else took the new name at the same time.");
            }
        };
        let moved = State::Moved {
            to: order.to.clone(),
            permanent: order.permanent,
            keeps_method: order.keeps_method,
            until: order.seconds.map(|seconds| now.after(Duration::from_secs_f64(seconds))),
            before: (!order.permanent).then(|| held.clone()),
        };
        let value = Value::Document(Arc::new(Document { version: document.version + 1, state: moved }));
        let old = Key::new(Kind::Document, &self.name);
        if state.store.compare_and_set(old, Expected::of(stored.as_ref()), Some(value), None, now).await.is_err() {
            let before = place.map(|place| place.value);
            let _ = state.store.compare_and_set(key, Expected::Stamp(stamp), before, None, now).await;
            return visit.refuse(Question::Conflict, "Somebody else changed the document while it was being moved.");
        }
        visit.fields.push("Location", documents::path(&order.to));
        visit.know(Question::NothingToSay, true);
    }
}
