//! The shape of a row: one question, and where each answer leads.

use crate::Question;

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The question; its place in the enum is the row's place in the table.
    pub question: Question,
    /// The question in words, answered by yes or no.
    pub text: &'static str,
    /// The rule behind it.
    pub source: &'static str,
    /// In which part of a request's life it is asked.
    pub block: Block,
    /// The answer as long as nothing else is known.
    pub usual: bool,
    /// Where yes leads.
    pub yes: Next,
    /// Where no leads.
    pub no: Next,
}

/// Where an answer leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// To a later row.
    Row(Question),
    /// To an interim answer, then to a later row.
    Say(u16, Question),
    /// To something that has to be done, whose outcome is new facts, then to a later row.
    Do(Act, Question),
    /// The same, and while it is being done this interim answer is said, as often as there is something to say.
    DoSaying(Act, u16, Question),
    /// To the end.
    End(End),
}

/// The ends of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// This code, for the reason that the last row names.
    Code(u16),
    /// The number that the client asked for: forced, not caused.
    Forced,
    /// The upstream's code, judged but not chosen.
    Relay,
    /// No code can be given any more: the final head is out, so the answer is cut.
    Cut,
}

/// What has to be done between rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Count the request against rates and capacities.
    Admit,
    /// Look at the resource's state, and at all that the head says.
    Find,
    /// Read the content.
    Read,
    /// Do what the method asks for.
    Perform,
    /// Pass the rest of the upstream's content on.
    PassOn,
}

/// The parts of a request's life, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Block {
    /// Decided by the head.
    Head,
    /// Decided by the content.
    Content,
    /// Decided by the outcome of the act.
    Outcome,
}
