//! Why a fact is as it is: what an answer that turns on it tells the client.

use crate::store::moment::Moment;
use serde_json::Value;
use statusquo_decision::Question;
use statusquo_wire::{Version, Violation};
use std::time::Duration;

/// What is told when this question decides.
#[derive(Debug)]
pub(crate) struct Reason {
    pub(crate) question: Question,
    /// One sentence for the person who asks why: what, where, the limit.
    pub(crate) detail: String,
    /// Further members of the problem document (RFC 9457).
    pub(crate) members: Vec<(&'static str, Value)>,
    /// Where the client can do something about it: what that is called, and its address.
    pub(crate) link: Option<Box<(&'static str, String)>>,
    /// Fields that the answer carries because of it.
    pub(crate) fields: Vec<(&'static str, String)>,
    /// The precondition of WebDAV that failed, as XML with `D` for its namespace (RFC 4918).
    pub(crate) precondition: Option<Box<str>>,
    /// The answer has no content: clients count on that.
    pub(crate) silent: bool,
}

impl Reason {
    pub(crate) fn new(question: Question, detail: impl Into<String>) -> Self {
        Self {
            question,
            detail: detail.into(),
            members: Vec::new(),
            link: None,
            fields: Vec::new(),
            precondition: None,
            silent: false,
        }
    }

    /// All of so many places are taken: the first is free at a moment, as far as one is known.
    pub(crate) fn all_taken(
        question: Question,
        most: usize,
        detail: String,
        first: Option<Moment>,
        now: Moment,
    ) -> Self {
        let wait = first.map_or(Duration::ZERO, |first| first.since(now));
        Self::new(question, detail).member("limit", most).retry_after(wait)
    }

    pub(crate) fn member(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.members.push((name, value.into()));
        self
    }

    /// The rule that was broken, and where.
    pub(crate) fn broken_rule(self, violation: &Violation, version: Version) -> Self {
        self.member("rule", violation.rule.sentence())
            .member("section", violation.rule.section_over(version))
            .member("part", violation.part.name())
            .member("at", violation.at)
    }

    pub(crate) fn link(mut self, name: &'static str, address: String) -> Self {
        self.link = Some(Box::new((name, address)));
        self
    }

    pub(crate) fn field(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.fields.push((name, value.into()));
        self
    }

    /// The precondition of WebDAV that failed: an answer with one is XML, unless the client likes another form better.
    pub(crate) fn precondition(self, element: impl Into<Box<str>>) -> Self {
        Self { precondition: Some(element.into()), ..self }
    }

    /// Nothing is said of it but the code and its fields; the journal still knows.
    pub(crate) fn silent(self) -> Self {
        Self { silent: true, ..self }
    }

    /// A `Retry-After` in whole seconds, rounded up, at least one.
    pub(crate) fn retry_after(self, wait: Duration) -> Self {
        self.field("Retry-After", whole_seconds(wait).to_string())
    }
}

/// Whole seconds, rounded up, at least one: a client that waits so long is not too early.
pub(crate) fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs().max(1) + u64::from(wait.as_secs() > 0 && wait.subsec_nanos() > 0)
}
