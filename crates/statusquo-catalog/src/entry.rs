//! The shape of an entry: all that is said of one code, once.

use crate::{Duty, Specification, Standing, Step, Trigger, Versions};
use std::fmt;

/// All that is known of one status code.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The number, 100 to 599.
    pub code: u16,
    /// The registered phrase, to the letter.
    pub phrase: &'static str,
    /// Names it had before, oldest first.
    pub former_phrases: &'static [Former],
    /// Who defines it.
    pub specification: Specification,
    /// How it stands in the registry.
    pub standing: Standing,
    /// The layer at which its real cause lies.
    pub layer: Layer,
    /// What it means, in one or two sentences of our own.
    pub meaning: &'static str,
    /// An everyday example, if one sentence has one.
    pub example: Option<&'static str>,
    /// Where common belief and the RFC differ.
    pub rfc_says: Option<&'static str>,
    /// What really makes it happen, the most common first.
    pub causes: &'static [Cause],
    /// What an answer with it owes.
    pub duties: &'static [Duty],
    /// What the client should do next.
    pub client: Client,
    /// What the author of a server should know: when to send it, when not, and what to put in.
    pub author: &'static str,
    /// Where it comes from, what it was called and meant before.
    pub history: &'static str,
    /// What browsers do with it, where the Fetch standard or HTML fixes that.
    pub browsers: Option<&'static str>,
    /// The codes that it is mistaken for, and how to tell.
    pub confused_with: &'static [Confusion],
    /// Who sends something else for the same cause.
    pub elsewhere: &'static [Elsewhere],
    /// What a cache may do with it unasked.
    pub caching: Caching,
    /// In which versions of HTTP it exists.
    pub versions: Versions,
    /// How to make it happen in the lab.
    pub trigger: Option<Trigger>,
    /// The same with curl, against a lab on `http://127.0.0.1:8080`.
    pub curl: Option<&'static str>,
    /// What the lab really said when the trigger was played, captured by a test.
    pub transcript: Option<&'static str>,
}

impl Entry {
    /// The class, by the first digit (RFC 9110 §15).
    pub const fn class(&self) -> Class {
        match self.code / 100 {
            1 => Class::Informational,
            2 => Class::Successful,
            3 => Class::Redirection,
            4 => Class::ClientError,
            _ => Class::ServerError,
        }
    }

    /// The causes that can be made to happen one by one, each with its number: its place among all of them, from 1.
    pub fn causes_with_steps(&self) -> impl Iterator<Item = (usize, &'static Cause)> + use<> {
        (1..).zip(self.causes).filter(|(_, cause)| cause.trigger.is_some())
    }
}

/// A former phrase and the document that used it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Former {
    /// The old phrase.
    pub phrase: &'static str,
    /// Where it stood: `RFC 7231`.
    pub source: &'static str,
}

/// The class of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// 1xx: received, the work goes on; another answer follows.
    Informational,
    /// 2xx: received, understood and accepted.
    Successful,
    /// 3xx: more has to be done to complete the request.
    Redirection,
    /// 4xx: the request is at fault, or cannot be fulfilled as it stands.
    ClientError,
    /// 5xx: the request seems valid, the server failed.
    ServerError,
}

impl Class {
    /// The class as RFC 9110 §15 names it.
    pub const fn name(self) -> &'static str {
        match self {
            Class::Informational => "Informational",
            Class::Successful => "Successful",
            Class::Redirection => "Redirection",
            Class::ClientError => "Client Error",
            Class::ServerError => "Server Error",
        }
    }

    /// The class as people write it: `4xx`.
    pub const fn pattern(self) -> &'static str {
        match self {
            Class::Informational => "1xx",
            Class::Successful => "2xx",
            Class::Redirection => "3xx",
            Class::ClientError => "4xx",
            Class::ServerError => "5xx",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name(), self.pattern())
    }
}

/// Where the real cause of a code lies, from the cable upwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// The connection itself: its speed, its security, its protocol.
    Connection,
    /// The message's grammar and framing.
    Message,
    /// Limits on rate, load or size.
    Limits,
    /// Which resource is meant, and where it is.
    Routing,
    /// Who asks, and what they may do.
    Identity,
    /// A rule of the operator, the law or the network.
    Policy,
    /// Which representation suits the client.
    Negotiation,
    /// A condition that the client attached.
    Precondition,
    /// The content: its type, its size, its meaning.
    Content,
    /// The state of the resource.
    Resource,
    /// A server behind this one.
    Upstream,
    /// The server's own failure.
    Server,
}

impl Layer {
    /// What an answer of that layer is about, in a few words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Layer::Connection => "the connection: its speed, security or protocol",
            Layer::Message => "the grammar and framing of the message",
            Layer::Limits => "a limit on rate, load or size",
            Layer::Routing => "which resource is meant, and where it is",
            Layer::Identity => "who asks, and what they may do",
            Layer::Policy => "a rule of the operator, the law or the network",
            Layer::Negotiation => "which representation suits the client",
            Layer::Precondition => "a condition that the client attached",
            Layer::Content => "the content: its type, size or meaning",
            Layer::Resource => "the state of the resource",
            Layer::Upstream => "a server behind this one",
            Layer::Server => "a failure of the server's own",
        }
    }

    /// The layer in lower-case words.
    pub const fn name(self) -> &'static str {
        match self {
            Layer::Connection => "connection",
            Layer::Message => "message",
            Layer::Limits => "limits",
            Layer::Routing => "routing",
            Layer::Identity => "identity",
            Layer::Policy => "policy",
            Layer::Negotiation => "negotiation",
            Layer::Precondition => "precondition",
            Layer::Content => "content",
            Layer::Resource => "resource",
            Layer::Upstream => "upstream",
            Layer::Server => "server",
        }
    }
}

/// One real cause, and the words a person would search it by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What happened, in one sentence.
    pub text: &'static str,
    /// How to make that very cause happen in the lab, where it is there: a request line or a curl-like hint.
    pub lab: Option<&'static str>,
    /// The same as steps that a player can send, where it can.
    pub trigger: Option<Trigger>,
}

impl Cause {
    /// A cause that the lab does not have.
    pub const fn known(text: &'static str) -> Self {
        Self { text, lab: None, trigger: None }
    }

    /// A cause that is real in the lab.
    pub const fn in_lab(text: &'static str, lab: &'static str) -> Self {
        Self { text, lab: Some(lab), trigger: None }
    }

    /// The same, made to happen by these steps.
    pub const fn by(self, steps: &'static [Step]) -> Self {
        Self { trigger: Some(Trigger { steps }), ..self }
    }
}

/// What the client should do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    /// In one or two sentences.
    pub next: &'static str,
    /// Whether to send the request again.
    pub retry: Retry,
}

/// Whether the same request is worth sending again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// There is nothing to repeat: it worked, or it goes on.
    NotNeeded,
    /// Follow the address that was given.
    Elsewhere,
    /// Only when something in the request has changed.
    Changed,
    /// The same, after a time (`Retry-After` if it is there).
    Later,
    /// The same, at once, on a new connection.
    NewConnection,
    /// No repetition will help.
    Never,
}

impl Retry {
    /// One word for machines.
    pub const fn name(self) -> &'static str {
        match self {
            Retry::NotNeeded => "not-needed",
            Retry::Elsewhere => "elsewhere",
            Retry::Changed => "changed",
            Retry::Later => "later",
            Retry::NewConnection => "new-connection",
            Retry::Never => "never",
        }
    }

    /// The same for people.
    pub const fn sentence(self) -> &'static str {
        match self {
            Retry::NotNeeded => "no need to repeat",
            Retry::Elsewhere => "go to the address given",
            Retry::Changed => "repeat only after changing the request",
            Retry::Later => "repeat the same request later",
            Retry::NewConnection => "repeat on a new connection",
            Retry::Never => "do not repeat",
        }
    }
}

/// A code that this one is mistaken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confusion {
    /// The other code.
    pub code: u16,
    /// How to tell them apart, in one sentence that names both sides.
    pub difference: &'static str,
}

/// What others answer to the same cause, as measured.
#[derive(Clone, Copy, Debug)]
pub struct Elsewhere {
    /// The cause.
    pub cause: &'static str,
    /// Who answers what.
    pub answers: Answers,
}

/// Pairs of a server and what it answered.
pub type Answers = &'static [(&'static str, &'static str)];

/// What a cache may do with an answer that says nothing of its freshness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caching {
    /// It may be stored and reused by rule of thumb (RFC 9110 §15.1).
    Heuristic,
    /// It may be stored only if the answer says so.
    Explicit,
    /// It must not be stored (RFC 6585).
    Forbidden,
    /// It is no final answer, so there is nothing to store.
    NotApplicable,
}

impl Caching {
    /// One word for machines.
    pub const fn name(self) -> &'static str {
        match self {
            Caching::Heuristic => "heuristic",
            Caching::Explicit => "explicit",
            Caching::Forbidden => "forbidden",
            Caching::NotApplicable => "not-applicable",
        }
    }

    /// The same for people.
    pub const fn sentence(self) -> &'static str {
        match self {
            Caching::Heuristic => "a cache may keep it by rule of thumb even if the answer gives no freshness",
            Caching::Explicit => "a cache may keep it only if the answer gives its freshness",
            Caching::Forbidden => "a cache must not keep it",
            Caching::NotApplicable => "not a final answer: nothing to keep",
        }
    }
}
