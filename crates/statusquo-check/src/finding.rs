//! What is found: one duty judged on one answer.

use statusquo_catalog::Duty;
use statusquo_wire::message::Part;
use std::fmt;
use std::ops::Range;

/// One duty judged on one answer.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The duty.
    pub duty: Duty,
    /// Whether it was kept.
    pub outcome: Outcome,
    /// What in the answer shows it, in a few words.
    pub evidence: String,
    /// The octets that show it, where it is octets that do and not their absence.
    pub place: Option<Place>,
}

/// Where in an answer the octets lie that show something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// In its head, or in its content without the transfer coding.
    pub part: Part,
    /// The octets, counted from the beginning of that part.
    pub octets: Range<usize>,
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
