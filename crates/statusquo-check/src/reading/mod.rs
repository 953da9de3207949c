//! Bytes to exchanges, leniently: what breaks a rule is noted and read on, so that there is something to judge. No I/O.

mod framing;
mod grammar;
mod head;
mod pasted;
mod surroundings;
mod verbose;
mod wire;

pub use pasted::pasted;
pub use wire::{Reading, Stopped};

use std::fmt;

/// The longest head that is read, in octets.
pub const HEAD: usize = 256 * 1024;

/// The most octets that are read for one exchange.
pub const ALL: usize = 4 * 1024 * 1024;

/// Why there is nothing to judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nothing {
    /// Not one octet.
    Empty,
    /// What is there does not begin as an answer of HTTP does; its first octets.
    NotHttp(Vec<u8>),
    /// The head has no end; so many octets were there.
    Unended(usize),
    /// The head is longer than what is read.
    TooLong,
}

impl fmt::Display for Nothing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Nothing::Empty => f.write_str("there is no answer: not one octet"),
            Nothing::NotHttp(first) => {
                write!(f, "it is no HTTP: an answer begins as HTTP/1.1 200 does, this with \"{}\"", shown(first))
            }
            Nothing::Unended(octets) => {
                write!(f, "the head of the answer has no end: {octets} octets came, and no empty line")
            }
            Nothing::TooLong => write!(f, "the head of the answer is longer than the {HEAD} octets that are read"),
        }
    }
}

impl std::error::Error for Nothing {}

/// So many of the first octets are shown.
const FIRST: usize = 24;

fn not_http(bytes: &[u8]) -> Nothing {
    Nothing::NotHttp(bytes[..bytes.len().min(FIRST)].to_vec())
}

/// Octets as text: what is not printable ASCII is escaped.
fn shown(octets: &[u8]) -> String {
    octets.escape_ascii().to_string()
}
