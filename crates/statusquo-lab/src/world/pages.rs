//! The pages for people that are no entry of the reference: the table, its questions, the search, and what pages load.

use super::form::{FORM, pairs};
use super::query::parameter;
use super::reference;
use crate::visit::{Visit, Wanted};
use statusquo_catalog::Class;
use statusquo_decision::Question;
use statusquo_page::assets::{self, Asset};
use statusquo_page::find::{Found, PASTED, TYPED, find};
use statusquo_page::{compare, decision};

/// One of them.
#[derive(Debug)]
pub(crate) enum PageVisit {
    /// `/assets/...`
    Asset(&'static Asset),
    /// `/decision`
    Decision,
    /// `/decision/{question}`
    Question(Question),
    /// `/find`
    Find,
    /// `/4xx`
    Class(Class),
    /// `/compare/401-403`
    Compare(Vec<u16>),
}

/// What searching offers: a form may send more than an address has room for.
const SEARCHING: &[&str] = &["GET", "HEAD", "POST", "OPTIONS"];
const READING: &[&str] = &["GET", "HEAD", "OPTIONS"];

impl PageVisit {
    /// The file that pages load, if it is one.
    pub(crate) fn asset(path: &str) -> Option<Self> {
        assets::at(path).map(Self::Asset)
    }

    /// The question of that name, if it is one.
    pub(crate) fn question(name: &str) -> Option<Self> {
        decision::named(name).map(Self::Question)
    }

    /// The class of such a name, if it is one.
    pub(crate) fn class(name: &str) -> Option<Self> {
        Class::ALL.into_iter().find(|class| class.pattern() == name).map(Self::Class)
    }

    /// The codes of such an address, if they are some.
    pub(crate) fn compare(codes: &str) -> Option<Self> {
        compare::codes(codes).map(Self::Compare)
    }

    pub(crate) fn methods(&self) -> &'static [&'static str] {
        if matches!(self, PageVisit::Find) { SEARCHING } else { READING }
    }

    pub(crate) fn wants(&self, visit: &Visit<'_>) -> Option<Wanted> {
        let posted = matches!(self, PageVisit::Find) && visit.method() == "POST";
        // What is pasted has grown by its escapes.
        posted.then_some(Wanted { limit: 3 * PASTED as u64, media_type: Some(FORM) })
    }

    /// Looks at what the head says of the content.
    pub(crate) fn find(&self, visit: &mut Visit<'_>) {
        if let Some(wanted) = self.wants(visit) {
            visit.judge_declared_content(wanted);
        }
        if matches!(self, PageVisit::Find) {
            if parameter(visit.target.query, "q").is_some_and(|typed| typed.len() > TYPED) {
                let detail = format!("What is looked for has more than {TYPED} octets; POST takes more, as pasted=.");
                visit.refuse(Question::Understood, detail);
            }
        } else if visit.reads() {
            self.write(visit);
            reference::represent(visit);
        }
    }

    pub(crate) fn perform(&self, visit: &mut Visit<'_>) {
        if matches!(self, PageVisit::Find) {
            self.write(visit);
            visit.fields.push("Vary", "Accept-Encoding");
        }
        reference::perform(visit);
    }

    fn write(&self, visit: &mut Visit<'_>) {
        let site = reference::beside(visit);
        match self {
            PageVisit::Asset(asset) => {
                visit.fields.push("X-Content-Type-Options", "nosniff");
                // A page and what it loads belong together: a new program has new ones of both.
                visit.fields.push("Cache-Control", "no-cache");
                visit.say(asset.media_type, asset.content);
            }
            PageVisit::Decision => {
                let turned = parameter(visit.target.query, "turn").unwrap_or_default();
                visit.say_page(decision::decision(&site, &decision::turned(&turned)));
            }
            PageVisit::Class(class) => visit.say_page(compare::class(&site, *class)),
            PageVisit::Compare(codes) => visit.say_page(compare::compare(&site, codes)),
            PageVisit::Question(question) => visit.say_page(decision::question(&site, *question)),
            PageVisit::Find => {
                let typed = if visit.method() == "POST" {
                    let sent = pairs(&visit.content).unwrap_or_default();
                    sent.into_iter().find(|(name, _)| name == "pasted").map(|(_, value)| value).unwrap_or_default()
                } else {
                    parameter(visit.target.query, "q").unwrap_or_default()
                };
                match find(&site, &typed) {
                    Found::Page(page) => visit.say_page(page),
                    Found::At(path) => {
                        visit.know(Question::SeenElsewhere, true);
                        visit.fields.push("Location", path);
                    }
                }
            }
        }
    }
}
