//! HTTP/2 (RFC 9113) over the `h2` crate: what the crate leaves to its user, and what it does not look at, stands here.

mod account;
mod closed;
mod connection;
mod frames;
mod ledger;
mod section;
mod trailers;
mod tunnel;
mod watched;
mod wire;

pub use connection::Connection;
pub(crate) use tunnel::Tunnel;
pub use watched::PREFACE;

/// One stream as a carrier.
pub(crate) type Stream = crate::streams::Stream<wire::H2>;
