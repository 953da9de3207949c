//! Reads the content of a message by its framing; no I/O.

use super::chunked::Chunked;
use crate::Limits;
use crate::message::{Framing, Violation};

/// How far the reading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Octets used from the bytes that were given.
    pub used: usize,
    /// Whether the content is whole.
    pub done: bool,
}

/// A reader of one message's content.
///
/// ```
/// use statusquo_wire::{Framing, Limits, h1::ContentReader};
/// let mut reader = ContentReader::new(Framing::Chunked);
/// let mut content = Vec::new();
/// let progress = reader.advance(b"2\r\nhi\r\n0\r\n\r\nnext", &Limits::default(), |data| content.extend_from_slice(data));
/// assert_eq!((content.as_slice(), progress.unwrap().used), (&b"hi"[..], 12));
/// ```
#[derive(Debug)]
pub struct ContentReader(State);

#[derive(Debug)]
enum State {
    Done,
    Length(u64),
    Chunked(Box<Chunked>),
    Close,
}

impl ContentReader {
    /// A reader for content with this framing.
    pub fn new(framing: Framing) -> Self {
        Self(match framing {
            Framing::None | Framing::Length(0) => State::Done,
            Framing::Length(length) => State::Length(length),
            Framing::Chunked => State::Chunked(Box::default()),
            Framing::Close => State::Close,
        })
    }

    /// Whether the content is whole. One that ends with the connection never is by itself.
    pub fn is_done(&self) -> bool {
        matches!(self.0, State::Done)
    }

    /// How many octets are still to come, where that is known.
    pub fn left(&self) -> Option<u64> {
        match self.0 {
            State::Done => Some(0),
            State::Length(left) => Some(left),
            State::Chunked(_) | State::Close => None,
        }
    }

    /// Whether the content ends with the connection.
    pub fn ends_with_connection(&self) -> bool {
        matches!(self.0, State::Close)
    }

    /// Reads what is there and hands the data to `take`, piece by piece.
    pub fn advance(
        &mut self,
        bytes: &[u8],
        limits: &Limits,
        mut take: impl FnMut(&[u8]),
    ) -> Result<Progress, Violation> {
        let (used, done) = match &mut self.0 {
            State::Done => (0, true),
            State::Close => {
                take(bytes);
                (bytes.len(), false)
            }
            State::Length(left) => {
                let used = bytes.len().min(usize::try_from(*left).unwrap_or(usize::MAX));
                take(&bytes[..used]);
                *left -= used as u64;
                (used, *left == 0)
            }
            State::Chunked(chunked) => chunked.advance(bytes, limits, take)?,
        };
        if done {
            self.0 = State::Done;
        }
        Ok(Progress { used, done })
    }
}
