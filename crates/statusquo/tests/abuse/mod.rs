//! What the abuse tests and the soak share: well-behaved clients, abusers, and a server's own figures.

#![allow(dead_code, reason = "each of the two uses its own part of this")]

pub(crate) mod abusers;
pub(crate) mod behaving;
pub(crate) mod client;
pub(crate) mod descriptors;
pub(crate) mod floods;
pub(crate) mod hoarding;
pub(crate) mod idle;
pub(crate) mod process;
pub(crate) mod random;
pub(crate) mod tally;
