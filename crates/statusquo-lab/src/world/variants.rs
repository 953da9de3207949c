//! Things in several variants: the server chooses by what the client prefers. Here 300, 406 and 506 have their causes.

mod choice;
mod order;

use super::documents;
use super::json::Problems;
use super::partial;
use super::preconditions::{self, Validators};
use crate::reason::Reason;
use crate::store::document::Representation;
use crate::store::variants::{Draft, Holds, Variant, VariantList, path};
use crate::store::{Expected, Key, Kind, NotStored, Stored, Value};
use crate::visit::{Body, Visit, Wanted};
use choice::Choice;
use statusquo_decision::Question;
use std::sync::Arc;

/// The methods of a list.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "PUT", "DELETE", "OPTIONS"];
/// The methods of one variant.
const ONE_METHODS: &[&str] = &["GET", "HEAD", "OPTIONS"];

/// By what the choice is made: it may be another for who sends other values.
const BY: &str = "Accept, Accept-Language";

/// A request for a thing in several variants, or for one of them by its own address.
#[derive(Debug)]
pub(crate) struct VariantVisit {
    name: String,
    one: Option<String>,
    stored: Option<Stored>,
    list: Option<Arc<VariantList>>,
    order: Vec<Draft>,
    /// What is answered with.
    chosen: Option<Arc<Representation>>,
}

impl VariantVisit {
    pub(crate) fn all(name: &str) -> Self {
        Self { name: name.to_owned(), one: None, stored: None, list: None, order: Vec::new(), chosen: None }
    }

    pub(crate) fn one(name: &str, one: &str) -> Self {
        Self { one: Some(one.to_owned()), ..Self::all(name) }
    }

    pub(crate) fn methods(&self) -> &'static [&'static str] {
        if self.one.is_some() { ONE_METHODS } else { METHODS }
    }

    pub(crate) fn wants(&self, visit: &Visit<'_>) -> Option<Wanted> {
        let limit = visit.state.settings.json_bytes;
        let uses = visit.method() == "PUT" && self.one.is_none();
        uses.then_some(Wanted { limit, media_type: Some("application/json") })
    }

    pub(crate) async fn find(&mut self, visit: &mut Visit<'_>) {
        if let Some(wanted) = self.wants(visit) {
            visit.judge_declared_content(wanted);
        }
        self.look(visit).await;
        let Some(list) = self.list.clone() else {
            if visit.method() == "PUT" && self.one.is_none() {
                return preconditions::judge(visit, None);
            }
            let detail = format!("There are no variants {:?}; PUT to {} makes some.", self.name, path(&self.name));
            return visit.refuse(Question::Exists, detail);
        };
        match &self.one {
            Some(name) => match list.get(name) {
                Some(variant) => self.answer_with(visit, variant),
                None => {
                    visit.refuse(Question::Exists, format!("{} has no variant {name:?}.", path(&self.name)));
                }
            },
            None if visit.reads() => self.negotiate(visit, &list).await,
            None => preconditions::judge(visit, selected(visit, &list).map(validators)),
        }
    }

    async fn look(&mut self, visit: &Visit<'_>) {
        let state = visit.state;
        self.stored = state.store.read(Key::new(Kind::Variants, &self.name), state.now()).await;
        self.list = match &self.stored {
            Some(Stored { value: Value::Variants(list), .. }) => Some(list.clone()),
            _ => None,
        };
    }

    /// Chooses, or says why that cannot be done.
    async fn negotiate(&mut self, visit: &mut Visit<'_>, list: &VariantList) {
        let name = self.name.as_str();
        match choice::choose(visit.request.fields(), list) {
            Choice::One(at) => {
                let variant = &list.variants[at];
                if let Holds::List(other) = &variant.holds {
                    return self.circle(visit, variant, other).await;
                }
                visit.fields.push("Vary", BY);
                visit.fields.push("Content-Location", choice::place(name, variant));
                self.answer_with(visit, variant);
            }
            Choice::Several => {
                visit.fields.push("Vary", BY);
                visit.fields.push("Alternates", choice::alternates(name, list));
                // The first is the server's own choice.
                let first = list.variants.first().map(|variant| choice::place(name, variant));
                visit.fields.push("Location", first.unwrap_or_default());
                choice::tell(name, list, visit);
                visit.know(Question::ChoiceMade, false);
                visit.know(Question::SeveralSuit, true);
            }
            Choice::Nothing => {
                let sentence = choice::sentence(name, list);
                let detail =
                    format!("None of the variants is what Accept and Accept-Language ask for. There are {sentence}.");
                visit.know(Question::ChoiceMade, false);
                visit.reasons.push(
                    Reason::new(Question::SeveralSuit, detail)
                        .member("variants", choice::json(name, list))
                        .field("Alternates", choice::alternates(name, list))
                        .field("Vary", "Accept-Language"),
                );
            }
        }
    }

    /// What was chosen is a list: if it is there, the choice never ends.
    async fn circle(&self, visit: &mut Visit<'_>, variant: &Variant, other: &str) {
        let state = visit.state;
        let place = path(other);
        if state.store.read(Key::new(Kind::Variants, other), state.now()).await.is_none() {
            let detail = format!("The variant {:?} is to be had at {place}, where nothing is.", variant.name);
            return visit.refuse(Question::Exists, detail);
        }
        let what = if other == self.name { "the same list again" } else { "a list of variants too" };
        let detail = format!(
            "The variant {:?} was chosen, and it is to be had at {place}, which is {what}: it would have to be chosen from \
             once more. It stays so until the list is put right, by PUT to {}.",
            variant.name,
            path(&self.name)
        );
        visit.know(Question::ChoiceMade, false);
        visit.object(
            Reason::new(Question::ChoiceEnds, detail).member("variant", place).field("Vary", "Accept-Language"),
        );
    }

    /// Answers with one variant, if its preconditions hold.
    fn answer_with(&mut self, visit: &mut Visit<'_>, variant: &Variant) {
        let Holds::Content(held) = &variant.holds else {
            let place = choice::place(&self.name, variant);
            let detail =
                format!("The variant {:?} has no representation of its own; it points to {place}.", variant.name);
            return visit.refuse(Question::Exists, detail);
        };
        preconditions::judge(visit, Some(validators(held)));
        if let Some(language) = &variant.language {
            visit.fields.push("Content-Language", language);
        }
        visit.fields.append(&held.fields);
        self.chosen = Some(held.clone());
    }

    /// What only the content shows.
    pub(crate) fn judge(&mut self, visit: &mut Visit<'_>) {
        if self.wants(visit).is_some() {
            let mut problems = Problems::default();
            self.order = order::read(&visit.content, &mut problems);
            problems.tell(visit);
        }
    }

    pub(crate) async fn perform(&mut self, visit: &mut Visit<'_>) {
        match visit.method() {
            "PUT" => self.change(visit, true).await,
            "DELETE" => self.change(visit, false).await,
            _ => {
                if let Some(held) = &self.chosen {
                    let part = if visit.asks_for_less() { partial::parts(visit, held) } else { None };
                    visit.body = part.unwrap_or_else(|| Body::Owned(held.content.to_vec()));
                }
            }
        }
    }

    /// Puts the list that is asked for in its place, or takes away what is there.
    async fn change(&mut self, visit: &mut Visit<'_>, puts: bool) {
        let state = visit.state;
        let modified = state.settings.clock.seconds();
        loop {
            let version = self.list.as_ref().map_or(1, |list| list.version + 1);
            let value = puts.then(|| Value::Variants(VariantList::new(version, &self.order, modified)));
            let key = Key::new(Kind::Variants, &self.name);
            let expected = Expected::of(self.stored.as_ref());
            match state.store.compare_and_set(key, expected, value, None, state.now()).await {
                Ok(_) if puts && self.list.is_none() => {
                    visit.know(Question::Made, true);
                    visit.fields.push("Location", path(&self.name));
                    return visit
                        .say("text/plain; charset=utf-8", format!("The variants {} were made.\n", path(&self.name)));
                }
                Ok(_) => return visit.know(Question::NothingToSay, true),
                Err(NotStored::Full { records, octets }) => return visit.object(documents::full(records, octets)),
                Err(NotStored::Changed(_)) => {}
            }
            self.look(visit).await;
            let list = self.list.clone();
            let current = list.as_ref().and_then(|list| selected(visit, list)).map(validators);
            if let Some(reason) = preconditions::objection(visit.request, current) {
                return visit.object(Reason { question: Question::StillHolds, ..reason });
            }
            if !puts && list.is_none() {
                return visit.refuse(Question::StillThere, "Somebody else deleted the variants first.");
            }
        }
    }
}

/// The representation that preconditions of a change are compared with: what GET with the same fields would choose
/// (RFC 9110 §3.2), else the server's own choice.
fn selected<'l>(visit: &Visit<'_>, list: &'l VariantList) -> Option<&'l Arc<Representation>> {
    let at = match choice::choose(visit.request.fields(), list) {
        Choice::One(at) => at,
        Choice::Several | Choice::Nothing => 0,
    };
    match &list.variants.get(at)?.holds {
        Holds::Content(held) => Some(held),
        Holds::List(_) => None,
    }
}

fn validators(held: &Arc<Representation>) -> Validators<'_> {
    Validators { etag: &held.etag, modified: Some(held.modified) }
}
