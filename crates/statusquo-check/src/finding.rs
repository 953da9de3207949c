//! What is found: one duty judged on one answer.

use statusquo_catalog::Duty;
use std::fmt;

/// One duty judged on one answer.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The duty.
    pub duty: &'static Duty,
    /// Whether it was kept.
    pub outcome: Outcome,
    /// What in the answer shows it, in a few words.
    pub evidence: String,
}

/// Whether a duty was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was kept.
    Kept,
    /// It was broken.
    Broken,
    /// This one answer cannot show it.
    NotJudged,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Outcome::Kept => "kept",
            Outcome::Broken => "broken",
            Outcome::NotJudged => "not judged",
        })
    }
}
