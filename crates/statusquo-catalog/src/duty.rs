//! What an answer with a given code owes: each duty with its level, its section and, where one answer can show it, its test.

use crate::Specification;
use std::fmt;

/// One thing that an answer with this code owes.
#[derive(Clone, Copy, Debug)]
pub struct Duty {
    /// How binding the specification makes it.
    pub level: Level,
    /// The duty in one sentence, in our own words.
    pub text: &'static str,
    /// Where it stands.
    pub specification: Specification,
    /// On which answers it lies.
    pub when: When,
    /// How one answer shows that it is kept.
    pub test: Test,
}

impl Duty {
    /// A MUST or MUST NOT.
    pub const fn must(text: &'static str, specification: Specification, test: Test) -> Self {
        Self { level: Level::Must, text, specification, when: When::Always, test }
    }

    /// A SHOULD, SHOULD NOT or RECOMMENDED.
    pub const fn should(text: &'static str, specification: Specification, test: Test) -> Self {
        Self { level: Level::Should, text, specification, when: When::Always, test }
    }

    /// A MAY or OPTIONAL: what is allowed, so there is nothing to break and no test.
    pub const fn may(text: &'static str, specification: Specification) -> Self {
        Self { level: Level::May, text, specification, when: When::Always, test: Test::NotFromOneAnswer }
    }

    /// The same duty, lying only on some answers.
    pub const fn when(self, when: When) -> Self {
        Self { when, ..self }
    }
}

/// How binding a duty is, as RFC 2119 and 8174 name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Allowed.
    May,
    /// To be done unless there is a good reason.
    Should,
    /// Required.
    Must,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Level::May => "MAY",
            Level::Should => "SHOULD",
            Level::Must => "MUST",
        })
    }
}

/// On which answers a duty lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// On every answer with the code.
    Always,
    /// On answers to this method alone.
    Method(&'static str),
    /// On answers to any method but this.
    NotMethod(&'static str),
}

/// How one exchange shows that a duty was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// The field is there, with a value that is not empty.
    Has(&'static str),
    /// The field is there; an empty value is a value (`Allow:` may be empty).
    Present(&'static str),
    /// The field is not there.
    Lacks(&'static str),
    /// At least one of the fields is there.
    HasOneOf(&'static [&'static str]),
    /// `Connection` lists this option.
    ConnectionOption(&'static str),
    /// No octet of content follows the head.
    NoContent,
    /// There is content.
    SomeContent,
    /// The field holds one or more challenges: a scheme, then parameters or a token68 (RFC 9110 §11.3).
    Challenges(&'static str),
    /// If the field is there, it is a number of seconds or an HTTP-date (RFC 9110 §10.2.3).
    RetryAfter,
    /// If the field is there, it is a valid URI reference.
    UriReference(&'static str),
    /// `Allow`, if the request's method is known, does not list that method.
    AllowLacksMethod,
    /// One answer cannot show it: it is about state, time, another answer or intent.
    NotFromOneAnswer,
}
