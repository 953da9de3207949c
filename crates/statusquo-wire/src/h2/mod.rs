//! HTTP/2 (RFC 9113) over the `h2` crate: what the crate leaves to its user, and what it does not look at, stands here.

mod connection;
mod content;
mod fields;
mod frames;
mod ledger;
mod stream;
mod tunnel;
mod watched;

pub use connection::Connection;
pub(crate) use stream::Stream;
pub(crate) use tunnel::Tunnel;
pub use watched::PREFACE;
