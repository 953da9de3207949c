//! Reads the table downward: answers come from the facts; what has to be said or done is handed back, and then it goes on.

use crate::{Act, End, Facts, Next, Question, TABLE, Way};

/// What the table wants next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Send this interim answer, then go on.
    Say(u16),
    /// Do this, set the facts that come of it, then go on.
    Do(Act),
    /// The walk is over.
    End(End),
}

/// A walk down the table; it can be left and taken up again, since facts come over time.
#[derive(Clone, Copy, Debug)]
pub struct Walk {
    at: Next,
    way: Way,
}

impl Default for Walk {
    fn default() -> Self {
        Self { at: Next::Row(TABLE[0].question), way: Way::default() }
    }
}

impl Walk {
    /// Goes down with the facts as they are now, as far as they lead. At the end it stays there.
    pub fn next(&mut self, facts: &Facts) -> Step {
        loop {
            match self.at {
                Next::Row(question) => {
                    let row = &TABLE[question as usize];
                    let yes = facts.get(question);
                    self.way.note(question, yes);
                    self.at = if yes { row.yes } else { row.no };
                }
                Next::Say(code, question) => {
                    self.at = Next::Row(question);
                    return Step::Say(code);
                }
                Next::Do(act, question) => {
                    self.at = Next::Row(question);
                    return Step::Do(act);
                }
                Next::End(end) => return Step::End(end),
            }
        }
    }

    /// The way so far.
    pub fn way(&self) -> Way {
        self.way
    }

    /// Whether a question still lies ahead or is yet to be asked.
    pub fn is_before(&self, question: Question) -> bool {
        match self.at {
            Next::Row(next) | Next::Say(_, next) | Next::Do(_, next) => next <= question,
            Next::End(_) => false,
        }
    }
}
