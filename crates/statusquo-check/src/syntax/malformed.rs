//! Where a value broke its grammar.

use std::fmt;

/// A value that its grammar does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The offset of the first octet that does not fit, counted from 0; the value's length if it ends too early.
    pub at: usize,
    /// What is wrong there.
    pub what: &'static str,
}

impl Malformed {
    pub(crate) const fn at(at: usize, what: &'static str) -> Self {
        Self { at, what }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, at octet {}", self.what, self.at)
    }
}

impl std::error::Error for Malformed {}
