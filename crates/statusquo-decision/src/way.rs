//! The way that a walk took: which questions were asked, and what the answers were, in 32 octets.

use crate::{Next, Question, TABLE};

/// The questions asked and their answers. Rows only lead down, so the order of the table is the order of asking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Way {
    asked: u128,
    yes: u128,
}

impl Way {
    pub(crate) fn note(&mut self, question: Question, yes: bool) {
        self.asked |= 1 << question as u8;
        self.yes |= u128::from(yes) << question as u8;
    }

    pub(crate) fn note_all(&mut self, asked: u128, yes: u128) {
        self.asked |= asked;
        self.yes |= yes;
    }

    /// Every question asked, in order, with its answer.
    pub fn steps(self) -> impl Iterator<Item = (Question, bool)> {
        TABLE.iter().map(|row| row.question).filter_map(move |question| Some((question, self.answer(question)?)))
    }

    /// What a question was answered, if it was asked.
    pub fn answer(self, question: Question) -> Option<bool> {
        let bit = 1 << question as u8;
        (self.asked & bit != 0).then_some(self.yes & bit != 0)
    }

    /// The question that decided a code: the last one asked, or for an interim answer the one that it was said after.
    pub fn deciding_for(self, code: u16) -> Option<(Question, bool)> {
        let said = self.steps().find(|(question, yes)| {
            let row = question.row();
            let next = if *yes { row.yes } else { row.no };
            matches!(next, Next::Say(said, _) | Next::DoSaying(_, said, _) if said == code)
        });
        said.or_else(|| self.deciding())
    }

    /// The question that decided the end: the last one asked.
    pub fn deciding(self) -> Option<(Question, bool)> {
        let question = TABLE.get(self.asked.checked_ilog2()? as usize)?.question;
        Some((question, self.answer(question)?))
    }
}

/// What was asked, then what was answered yes: for whoever keeps reasons without knowing them.
impl From<Way> for [u8; 32] {
    fn from(way: Way) -> Self {
        let mut octets = [0; 32];
        octets[..16].copy_from_slice(&way.asked.to_le_bytes());
        octets[16..].copy_from_slice(&way.yes.to_le_bytes());
        octets
    }
}

impl From<[u8; 32]> for Way {
    fn from(octets: [u8; 32]) -> Self {
        let [asked, yes] =
            [0, 16].map(|from| octets[from..].first_chunk().map_or(0, |half| u128::from_le_bytes(*half)));
        Self { asked, yes }
    }
}
