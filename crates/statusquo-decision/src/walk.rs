//! Reads the table downward: answers come from the facts; what has to be said or done is handed back, and then it goes on.

use crate::{Act, End, Facts, Next, TABLE, Way};

/// What the table wants next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Send this interim answer, then go on.
    Say(u16),
    /// Do this, set the facts that come of it, then go on.
    Do(Act),
    /// The same; the act says this interim answer while it is under way, whenever it has something to say.
    DoSaying(Act, u16),
    /// The walk is over.
    End(End),
}

/// A walk down the table; it can be left and taken up again, since facts come over time.
#[derive(Clone, Copy, Debug)]
pub struct Walk {
    at: Next,
    way: Way,
}

/// The rows from one on, as long as usual answers lead to another row.
#[derive(Clone, Copy, Debug)]
struct Run {
    asked: u128,
    yes: u128,
    then: Next,
}

/// The run from each row, worked out at compile time.
static RUNS: [Run; TABLE.len()] = {
    let mut runs = [Run { asked: 0, yes: 0, then: Next::End(End::Cut) }; TABLE.len()];
    let mut at = TABLE.len();
    while at > 0 {
        at -= 1;
        let row = &TABLE[at];
        let bit = 1_u128 << at;
        let yes = if row.usual { bit } else { 0 };
        let then = if row.usual { row.yes } else { row.no };
        // Rows lead down, so the run from the next row is known already.
        runs[at] = match then {
            Next::Row(question) => {
                let rest = runs[question as usize];
                Run { asked: bit | rest.asked, yes: yes | rest.yes, then: rest.then }
            }
            then => Run { asked: bit, yes, then },
        };
    }
    runs
};

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
                    // Most rows of most requests have their usual answer: they are passed in one step.
                    let run = &RUNS[question as usize];
                    if facts.are_usual(run.asked) {
                        self.way.note_all(run.asked, run.yes);
                        self.at = run.then;
                        continue;
                    }
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
                Next::DoSaying(act, code, question) => {
                    self.at = Next::Row(question);
                    return Step::DoSaying(act, code);
                }
                Next::End(end) => return Step::End(end),
            }
        }
    }

    /// The way so far.
    pub fn way(&self) -> Way {
        self.way
    }
}
