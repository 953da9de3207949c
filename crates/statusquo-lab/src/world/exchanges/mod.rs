//! The journal as resources of the admin side: what passed, as JSON, as pages, as HAR, and as it comes.

mod follow;
mod har;
mod har_parts;
mod page;
mod told;

use super::form::{FORM, pairs};
use super::query::parameter;
use crate::form::accept;
use crate::visit::{Visit, Wanted};
use serde_json::{Value, json};
use statusquo_decision::{Question, Way, word};
use statusquo_page::journal::Filter;

/// What is asked for of the journal.
#[derive(Clone, Copy, Debug)]
pub(crate) enum JournalVisit {
    /// `/_/`: the newest, as a page or as JSON.
    Page,
    /// `/_/exchanges`: the newest as JSON; DELETE empties the journal, and so does POST, for the page's form.
    List,
    /// `/_/exchanges/{id}`: one in full, as JSON or as a page.
    One(u64),
    /// `/_/har`: the newest as HAR.
    Har,
    /// `/_/exchanges/{id}.har`: one as HAR.
    OneHar(u64),
    /// `/_/events`: each as it comes.
    Events,
}

const READING: &[&str] = &["GET", "HEAD", "OPTIONS"];
const LISTING: &[&str] = &["GET", "HEAD", "POST", "DELETE", "OPTIONS"];

/// The most octets of the form that empties the journal.
const FORM_BYTES: u64 = 1024;

impl JournalVisit {
    pub(crate) fn methods(self) -> &'static [&'static str] {
        if matches!(self, Self::List) { LISTING } else { READING }
    }

    pub(crate) fn wants(self, visit: &Visit<'_>) -> Option<Wanted> {
        (visit.method() == "POST").then_some(Wanted { limit: FORM_BYTES, media_type: Some(FORM) })
    }

    /// Makes known whether there is such a thing.
    pub(crate) fn find(self, visit: &mut Visit<'_>) {
        if let Some(wanted) = self.wants(visit) {
            visit.judge_declared_content(wanted);
        }
        let journal = visit.state.journal.as_deref();
        let detail = match (self, journal) {
            (Self::Page | Self::List, _) | (Self::Har | Self::Events, Some(_)) => return,
            (_, None) => "The journal is off: start with --journal on.".to_owned(),
            (Self::One(id) | Self::OneHar(id), Some(journal)) => match journal.get(id) {
                Some(_) => return,
                None if id < visit.id => {
                    format!("Exchange {id} is no longer in the journal: it keeps the newest, by their octets.")
                }
                None => format!("There was no exchange {id} yet."),
            },
        };
        visit.refuse(Question::Exists, detail);
    }

    /// Makes known whether what is asked for can be understood.
    pub(crate) fn judge(self, visit: &mut Visit<'_>) {
        if visit.method() == "POST" {
            let pairs = pairs(&visit.content).unwrap_or_default();
            if pairs != [("journal".to_owned(), "empty".to_owned())] {
                visit.refuse(Question::Understood, "The form says journal=empty, and nothing else, to empty it.");
            }
        }
        let numbers: &[&str] = match self {
            Self::Page | Self::List => &["limit", "before"],
            Self::Events => &["after"],
            _ => &[],
        };
        for name in numbers {
            if let Some(text) = parameter(visit.target.query, name)
                && text.parse::<u64>().is_err()
            {
                visit.refuse(Question::Understood, format!("{name}={text:?} is not a whole number."));
            }
        }
        if filter(visit).is_none() {
            let detail = format!("The filter has more than {} octets.", Filter::MOST);
            visit.refuse(Question::Understood, detail);
        }
    }

    pub(crate) async fn perform(self, visit: &mut Visit<'_>) {
        visit.fields.push("Cache-Control", "no-store");
        match self {
            Self::List if visit.method() == "DELETE" => empty(visit, Question::NothingToSay),
            Self::List if visit.method() == "POST" => {
                visit.fields.push("Location", "/_/");
                empty(visit, Question::SeenElsewhere);
            }
            Self::Page => {
                visit.fields.push("Vary", "Accept");
                match accept::choose(visit.request.fields(), &["text/html", "application/json"]) {
                    0 => page::journal(visit).await,
                    _ => told::list(visit),
                }
            }
            Self::List => told::list(visit),
            Self::One(id) => {
                visit.fields.push("Vary", "Accept");
                match accept::choose(visit.request.fields(), &["application/json", "text/html"]) {
                    0 => told::show(visit, id),
                    _ => page::exchange(visit, id),
                }
            }
            Self::Har => har::all(visit),
            Self::OneHar(id) => har::one(visit, id),
            Self::Events => follow::follow(visit),
        }
    }
}

fn empty(visit: &mut Visit<'_>, question: Question) {
    if let Some(journal) = &visit.state.journal {
        journal.clear();
    }
    visit.know(question, true);
}

/// A number in the query.
fn number(visit: &Visit<'_>, name: &str) -> Option<u64> {
    parameter(visit.target.query, name)?.parse().ok()
}

/// What is asked for by the filter; none if it is too long.
fn filter(visit: &Visit<'_>) -> Option<Filter> {
    Filter::read(&parameter(visit.target.query, "filter").unwrap_or_default())
}

/// It has left the journal since it was found there.
fn gone(visit: &mut Visit<'_>) {
    visit.refuse(Question::StillThere, "The exchange has just left the journal.");
}

/// Each question that was asked, in order.
fn why(way: Way) -> Vec<Value> {
    let told = |(question, yes): (Question, bool)| {
        let row = question.row();
        json!({"question": row.text, "answer": word(yes), "source": row.source})
    };
    way.steps().map(told).collect()
}
