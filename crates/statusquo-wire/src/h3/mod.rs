//! HTTP/3 (RFC 9114) over the crates `h3` and `quinn`: what `h3` leaves to its user, and what it does not look at, stands
//! here.
//!
//! `h3` is given streams of our own (`quic`) in place of its usual binding to `quinn`, so that each frame is looked at on
//! its way, and a stream that was not answered never ends as if it had been.

mod connection;
mod ending;
mod endpoint;
mod frames;
mod guard;
mod ledger;
mod quic;
mod receiving;
mod sending;
mod wire;

pub(crate) use endpoint::{Endpoint, Terms};

/// One stream as a carrier.
pub(crate) type Stream = crate::streams::Stream<wire::H3>;
