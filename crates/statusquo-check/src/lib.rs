//! Judges the answers of any HTTP server: each duty of its status code, kept or broken, with the evidence.
//!
//! This crate never knows the lab: a judge that knows its own server is none. What a code owes it reads from the
//! catalog, what every answer owes stands in [`EVERY`], and whether an answer keeps it is shown by that answer's bytes
//! alone. What an RFC allows is never called broken.
//!
//! ```
//! use statusquo_check::{Answer, Outcome, judge};
//! use statusquo_wire::{Limits, h1::ResponseReader};
//!
//! let bytes = b"HTTP/1.1 405 Method Not Allowed\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 2\r\n\r\n";
//! let read = ResponseReader::new("POST").advance(bytes, &Limits::default());
//! let (head, _) = read.expect("it is well-formed").expect("it is whole");
//! let findings = judge(&Answer::of("POST", &head, b"no"));
//! let broken: Vec<_> = findings.iter().filter(|finding| finding.outcome == Outcome::Broken).collect();
//! assert_eq!(broken.len(), 1);
//! assert_eq!(broken[0].duty.specification.to_string(), "RFC 9110 §15.5.6");
//! assert_eq!(broken[0].evidence, "there is no Allow");
//! ```

mod answer;
pub mod asking;
mod condition;
mod every;
mod examine;
mod exchange;
mod finding;
mod judge;
mod meaning;
mod printable;
pub mod reading;
mod shown;
pub mod syntax;

pub use answer::Answer;
pub use every::{EVERY, Every};
pub use examine::examine;
pub use exchange::{Asked, Exchange, Received};
pub use finding::{Finding, Outcome, Place};
pub use judge::judge;
pub use meaning::meaning;
pub use printable::printable;
