//! Bytes to messages and back: HTTP/1.1 and HTTP/2 over TCP, HTTP/3 over QUIC, strict and never repairing.
//!
//! This crate never knows what a status code means: it finds where a message ends, names the rule that broken bytes
//! broke ([`Violation`]), and writes what it is told to write. What to answer is the business of the [`Service`]
//! that it serves.
//!
//! - [`message`]: methods, targets, fields, violations. No I/O.
//! - [`h1`]: reading and writing HTTP/1.1. Sans-I/O, but for `connection`.
//! - [`h2`]: HTTP/2, over the `h2` crate.
//! - [`h3`]: HTTP/3, over the crates `h3` and `quinn`.
//! - [`tls`]: certificates, handshakes, early data.
//! - [`transport`]: listeners, streams, deadlines, the tap.
//! - [`Exchange`]: one request and all its responses, whatever the version of HTTP.

mod clock;
mod exchange;
pub mod h1;
pub mod h2;
pub mod h3;
mod limits;
pub mod message;
mod streams;
pub mod tls;
pub mod transport;
mod tunnel;
mod unwinding;

pub use clock::Clock;
pub use exchange::{Broken, Content, Exchange, Service, Unread};
pub use limits::Limits;
pub use message::{Fields, Framing, Request, Rule, Target, Version, Violation};
pub use tunnel::Tunnel;
pub use unwinding::unwinding;
