//! What is to happen: a code over a version of HTTP, for the cause that its entry shows, or for another of its causes.

use crate::play;
use statusquo_catalog::{Carried, Cause, Entry, Trigger};
use statusquo_wire::Version;

/// A code that is to happen.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The code.
    pub entry: &'static Entry,
    /// The version of HTTP.
    pub version: Version,
    /// The cause and its number; none for what the entry itself shows.
    cause: Option<(usize, &'static Cause)>,
}

impl Case {
    /// The code for the cause that its entry shows for this version.
    pub fn new(entry: &'static Entry, version: Version) -> Self {
        Self { entry, version, cause: None }
    }

    /// The same for one of the causes by its number, from 1; none if there is no such cause, or if it has no steps.
    ///
    /// ```
    /// use statusquo_lab::happening::Case;
    /// use statusquo_wire::Version;
    /// let conflict = statusquo_catalog::entry(409).expect("409 is registered");
    /// assert!(Case::new(conflict, Version::Http11).of_cause(99).is_none());
    /// ```
    pub fn of_cause(self, number: usize) -> Option<Self> {
        let cause = self.entry.causes_with_steps().find(|(own, _)| *own == number)?;
        Some(Self { cause: Some(cause), ..self })
    }

    /// The cause that was asked for, and its number.
    pub fn cause(&self) -> Option<(usize, &'static Cause)> {
        self.cause
    }

    /// How its version carries the code. The steps of a cause are the same in every version, so there is no other cause for one.
    pub(super) fn carried(&self) -> Carried {
        match (play::carried(self.entry, self.version), self.cause) {
            (Carried::ForAnotherCause { .. }, Some(_)) => Carried::Yes,
            (carried, _) => carried,
        }
    }

    /// What is played.
    pub(super) fn trigger(&self) -> Result<Trigger, &'static str> {
        match self.cause {
            Some((_, cause)) => cause.trigger.ok_or("the lab has no steps for this cause"),
            None => play::trigger(self.entry, self.version),
        }
    }

    /// Whether its steps may mean something else here, or nothing: they are written as HTTP/1.1, and only those of triggers
    /// are known to do the same in other versions.
    pub(super) fn is_untried(&self) -> bool {
        self.cause.is_some() && !matches!(self.version, Version::Http10 | Version::Http11)
    }
}
