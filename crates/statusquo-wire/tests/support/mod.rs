//! What the tests of the readers stand on: messages that are known to be good or bad, mutants of them, and what must
//! hold of whatever is read.

// Each test takes what it needs; no test needs all of it.
#![allow(dead_code)]

pub(crate) mod broken;
pub(crate) mod by_httparse;
pub(crate) mod inputs;
pub(crate) mod invariants;
pub(crate) mod mutants;
pub(crate) mod oracle;
pub(crate) mod ours;
pub(crate) mod responses;
pub(crate) mod sentences;
pub(crate) mod whole;
