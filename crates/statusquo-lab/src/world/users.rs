//! Users: each has a version and an e-mail address that nobody else has. Here 201, 400, 409, 415 and 422 have their causes.

mod order;

use super::documents;
use super::json::Problems;
use super::preconditions::{self, Validators};
use crate::reason::Reason;
use crate::store::address::{self, Claim, Taken};
use crate::store::user::{COUNTER, User, path};
use crate::store::{Expected, Key, Kind, NotStored, Stored, Value};
use crate::visit::{Visit, Wanted};
use order::Order;
use serde_json::{Map, Value as Json};
use statusquo_decision::Question;
use statusquo_wire::Clock;
use std::sync::Arc;

/// The methods of all users together.
pub(crate) const COLLECTION_METHODS: &[&str] = &["POST", "OPTIONS"];
/// The methods of one user.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"];
/// What PATCH takes (RFC 5789): the media type of RFC 7396.
const PATCHES: &str = "application/merge-patch+json";

/// Answers with the user, who is what a client said.
fn tell(user: &User, visit: &mut Visit<'_>) {
    visit.sandbox();
    visit.say_json(&user.json());
}

fn taken(email: &str, holder: u64) -> Reason {
    let holder = path(holder);
    Reason::new(Question::Conflict, format!("The e-mail address {email} is taken: {holder} has it."))
        .member("holder", holder)
}

fn crowded() -> Reason {
    Reason::new(Question::Conflict, "Others are changing the same user or the same e-mail address just now; try again.")
}

/// A request for all users together, or for one.
#[derive(Debug)]
pub(crate) struct UserVisit {
    /// None for all.
    id: Option<u64>,
    stored: Option<Stored>,
    user: Option<Arc<User>>,
    order: Option<Order>,
    /// Where only a part is to be changed: which.
    patch: Option<Map<String, Json>>,
}

impl UserVisit {
    pub(crate) fn collection() -> Self {
        Self { id: None, stored: None, user: None, order: None, patch: None }
    }

    pub(crate) fn one(id: u64) -> Self {
        Self { id: Some(id), ..Self::collection() }
    }

    pub(crate) fn methods(&self) -> &'static [&'static str] {
        if self.id.is_none() { COLLECTION_METHODS } else { METHODS }
    }

    pub(crate) fn wants(&self, visit: &Visit<'_>) -> Option<Wanted> {
        let limit = visit.state.settings.json_bytes;
        let media_type = match (visit.method(), self.id) {
            ("POST", None) | ("PUT", Some(_)) => "application/json",
            ("PATCH", Some(_)) => PATCHES,
            _ => return None,
        };
        Some(Wanted { limit, media_type: Some(media_type) })
    }

    pub(crate) async fn find(&mut self, visit: &mut Visit<'_>) {
        if let Some(wanted) = self.wants(visit) {
            visit.judge_declared_content(wanted);
        }
        let Some(id) = self.id else { return };
        self.look(visit, id).await;
        let Some(user) = self.user.clone() else { return miss(visit, id).await };
        let etag = user.etag();
        preconditions::judge(visit, Some(Validators { etag: &etag, modified: Some(user.modified) }));
        if visit.reads() {
            visit.fields.push("ETag", etag);
            visit.fields.push("Last-Modified", Clock::Fixed(user.modified).date());
            self.offer_patch(visit);
        }
    }

    /// Says what PATCH takes, if it is offered.
    pub(crate) fn offer_patch(&self, visit: &mut Visit<'_>) {
        if self.id.is_some() {
            visit.fields.push("Accept-Patch", PATCHES);
        }
    }

    async fn look(&mut self, visit: &Visit<'_>, id: u64) {
        let state = visit.state;
        self.stored = state.store.read(Key::new(Kind::User, &id.to_string()), state.now()).await;
        self.user = match &self.stored {
            Some(Stored { value: Value::User(user), .. }) => Some(user.clone()),
            _ => None,
        };
    }

    /// Looks again after somebody else was faster: whether another try is in order.
    async fn look_again(&mut self, visit: &mut Visit<'_>, id: u64) -> bool {
        self.look(visit, id).await;
        let etag = self.user.as_ref().map(|user| user.etag());
        let current = self.user.as_ref().zip(etag.as_deref());
        let current = current.map(|(user, etag)| Validators { etag, modified: Some(user.modified) });
        match preconditions::objection(visit.request, current) {
            Some(reason) => visit.object(Reason { question: Question::StillHolds, ..reason }),
            None if self.user.is_none() => {
                visit.refuse(Question::StillThere, format!("Somebody else deleted user {id} first."))
            }
            None => return true,
        }
        false
    }

    /// What only the content shows.
    pub(crate) fn judge(&mut self, visit: &mut Visit<'_>) {
        if self.wants(visit).is_none() {
            return;
        }
        let mut problems = Problems::default();
        if visit.method() == "PATCH" {
            let Some(user) = &self.user else { return };
            self.patch = problems.patch(&visit.content);
            self.order = self.patch.as_ref().and_then(|patch| Order::patched(user, patch, &mut problems));
        } else {
            let members = problems.object(&visit.content);
            self.order = Order::read(&members, self.id.is_some(), &mut problems);
        }
        problems.tell(visit);
    }

    pub(crate) async fn perform(&mut self, visit: &mut Visit<'_>) {
        match (visit.method(), self.id) {
            ("POST", None) => self.make(visit).await,
            ("PUT" | "PATCH", Some(id)) => self.replace(visit, id).await,
            ("DELETE", Some(id)) => self.delete(visit, id).await,
            _ => {
                if let Some(user) = &self.user {
                    tell(user, visit);
                }
            }
        }
    }

    /// Makes a user: first the address, so that no two get it, then the id, then the user; then the address is theirs.
    async fn make(&mut self, visit: &mut Visit<'_>) {
        let Some(order) = self.order.take() else { return };
        let (state, clock) = (visit.state, visit.state.settings.clock);
        let store = &state.store;
        let mut tries = 0;
        let claim = loop {
            match Claim::take(store, &order.email, state.now()).await {
                Ok(claim) => break claim,
                Err(Taken::By(holder)) => return visit.object(taken(&order.email, holder)),
                Err(Taken::Full { records, octets }) => return visit.object(documents::full(records, octets)),
                Err(Taken::JustNow) if tries == address::TRIES => return visit.object(crowded()),
                Err(Taken::JustNow) => tokio::time::sleep(address::PAUSE).await,
            }
            tries += 1;
        };
        let written = match store.count_up(COUNTER, state.now()).await {
            Ok(id) => {
                let user = order.user(id, 1, clock);
                let (name, value) = (id.to_string(), Some(Value::User(user.clone())));
                let key = Key::new(Kind::User, &name);
                let kept = store.compare_and_set(key, Expected::Nothing, value, None, state.now()).await;
                if kept.is_err() {
                    store.count_back(COUNTER, id, state.now()).await;
                }
                kept.map(|_| user)
            }
            Err(refused) => Err(refused),
        };
        claim.settle(store, written.as_ref().ok().map(|user| user.id), state.now()).await;
        match written {
            Ok(user) => {
                visit.know(Question::Made, true);
                visit.fields.push("Location", user.path());
                visit.fields.push("ETag", user.etag());
                tell(&user, visit);
            }
            Err(NotStored::Full { records, octets }) => visit.object(documents::full(records, octets)),
            Err(NotStored::Changed(_)) => {
                visit.refuse(Question::Conflict, "The id for the new user is in use; try again.")
            }
        }
    }

    /// Replaces a user, or changes a part: first the new address, then the user, then the old address is free.
    async fn replace(&mut self, visit: &mut Visit<'_>, id: u64) {
        let Some(mut order) = self.order.take() else { return };
        let (state, clock) = (visit.state, visit.state.settings.clock);
        let store = &state.store;
        for _ in 0..address::TRIES {
            let Some(user) = self.user.clone() else { return };
            if let Some(patch) = &self.patch {
                // What it leaves alone stays as it is now, not as it was when the content came.
                let Some(patched) = Order::patched(&user, patch, &mut Problems::default()) else { return };
                order = patched;
            }
            if let Some(meant) = order.version.filter(|meant| *meant != user.version) {
                let now = user.version;
                let detail =
                    format!("The content is meant to replace version {meant}, but user {id} is at version {now} now.");
                return visit.object(Reason::new(Question::Conflict, detail).member("version", now));
            }
            let mut claim = None;
            if !address::same(&order.email, &user.email) {
                match Claim::take(store, &order.email, state.now()).await {
                    Ok(taken) => claim = Some(taken),
                    Err(Taken::By(holder)) if holder != id => return visit.object(taken(&order.email, holder)),
                    Err(Taken::Full { records, octets }) => return visit.object(documents::full(records, octets)),
                    // Its own holder is this user only while another request is changing it.
                    Err(Taken::By(_) | Taken::JustNow) => {
                        tokio::time::sleep(address::PAUSE).await;
                        if !self.look_again(visit, id).await {
                            return;
                        }
                        continue;
                    }
                }
            }
            let new = order.user(id, user.version + 1, clock);
            let written = self.write(visit, id, Some(new.clone())).await;
            if let Some(claim) = claim {
                claim.settle(store, written.is_ok().then_some(id), state.now()).await;
                if written.is_ok() {
                    address::free(store, &user.email, id, state.now()).await;
                }
            }
            match written {
                Ok(()) => {
                    if self.patch.is_some() {
                        visit.fields.push("ETag", new.etag());
                    }
                    // PUT gets no validator: what is kept is not octet by octet what was sent (RFC 9110 §9.3.4).
                    visit.fields.push("Content-Location", new.path());
                    return tell(&new, visit);
                }
                Err(NotStored::Full { records, octets }) => return visit.object(documents::full(records, octets)),
                Err(NotStored::Changed(_)) => {
                    if !self.look_again(visit, id).await {
                        return;
                    }
                }
            }
        }
        visit.object(crowded());
    }

    async fn delete(&mut self, visit: &mut Visit<'_>, id: u64) {
        let state = visit.state;
        loop {
            let Some(user) = self.user.clone() else { return };
            match self.write(visit, id, None).await {
                Ok(()) => {
                    address::free(&state.store, &user.email, id, state.now()).await;
                    return visit.know(Question::NothingToSay, true);
                }
                Err(_) => {
                    if !self.look_again(visit, id).await {
                        return;
                    }
                }
            }
        }
    }

    /// Writes, or removes, if nothing has changed since it was looked at.
    async fn write(&self, visit: &Visit<'_>, id: u64, user: Option<Arc<User>>) -> Result<(), NotStored> {
        let state = visit.state;
        let (name, expected) = (id.to_string(), Expected::of(self.stored.as_ref()));
        let key = Key::new(Kind::User, &name);
        state.store.compare_and_set(key, expected, user.map(Value::User), None, state.now()).await.map(|_| ())
    }
}

/// Tells a user who is gone from one who never was.
async fn miss(visit: &mut Visit<'_>, id: u64) {
    let state = visit.state;
    match state.store.read(Key::new(Kind::Counter, COUNTER), state.now()).await {
        Some(Stored { value: Value::Counter(given), .. }) if (1..=given).contains(&id) => {
            visit.refuse(Question::Gone, format!("User {id} was deleted, and no id is given a second time."));
        }
        _ => {
            let mut detail = format!("There is no user {id}, and there never was.");
            if matches!(visit.method(), "PUT" | "PATCH") {
                detail += " PUT and PATCH make none, since ids are the server's to give: POST to /lab/users does.";
            }
            visit.refuse(Question::Exists, detail);
        }
    }
}
