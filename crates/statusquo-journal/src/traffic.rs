//! The exact bytes of an exchange, both ways, with the time of each run counted from its beginning.

use statusquo_wire::transport::{Direction, Recording};
use std::time::Instant;

/// A run of bytes that went one way at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Which way.
    pub direction: Direction,
    /// When, in microseconds from the beginning of the exchange.
    pub at_micros: u64,
    /// How many octets went.
    pub length: u64,
}

/// A frame of HTTP/2 or HTTP/3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Which way.
    pub direction: Direction,
    /// When, in microseconds from the beginning of the exchange.
    pub at_micros: u64,
    /// Its type: `HEADERS`.
    pub kind: &'static str,
    /// Its flags.
    pub flags: u8,
    /// How many octets its payload has.
    pub length: u64,
    /// The error code that it carries, if it is one that ends a stream.
    pub error: Option<u64>,
}

/// What went over the wire in one exchange.
#[derive(Clone, Debug, Default)]
pub struct Traffic {
    /// The bytes received, as far as they were kept.
    pub received: Vec<u8>,
    /// The bytes sent, as far as they were kept.
    pub sent: Vec<u8>,
    /// Octets received that were not kept.
    pub received_omitted: u64,
    /// Octets sent that were not kept.
    pub sent_omitted: u64,
    /// When what went which way, in order.
    pub runs: Vec<Run>,
    /// The frames that carried it, in order; none in HTTP/1.1.
    pub frames: Vec<Frame>,
    /// How many frames more there were.
    pub frames_omitted: u64,
}

impl Traffic {
    /// What the tap kept of an exchange that began at this instant.
    pub fn new(recording: Recording, began: Instant) -> Self {
        let Recording { received, sent, received_omitted, sent_omitted, pieces, frames, frames_omitted } = recording;
        let micros = |at: Instant| u64::try_from(at.saturating_duration_since(began).as_micros()).unwrap_or(u64::MAX);
        let runs = pieces.into_iter().map(|piece| Run {
            direction: piece.direction,
            at_micros: micros(piece.at),
            length: piece.length,
        });
        let frames = frames.into_iter().map(|frame| Frame {
            direction: frame.direction,
            at_micros: micros(frame.at),
            kind: frame.kind,
            flags: frame.flags,
            length: frame.length,
            error: frame.error,
        });
        let (runs, frames) = (runs.collect(), frames.collect());
        Self { received, sent, received_omitted, sent_omitted, runs, frames, frames_omitted }
    }

    /// The memory behind it, beyond the value itself.
    pub(crate) fn held(&self) -> usize {
        self.received.capacity()
            + self.sent.capacity()
            + self.runs.capacity() * size_of::<Run>()
            + self.frames.capacity() * size_of::<Frame>()
    }

    /// Gives back what was reserved and not used.
    pub(crate) fn shrink(&mut self) {
        self.received.shrink_to_fit();
        self.sent.shrink_to_fit();
        self.runs.shrink_to_fit();
        self.frames.shrink_to_fit();
    }

    /// Cuts the bytes so that both ways together keep no more than `room`; what one way leaves free, the other has.
    pub(crate) fn cut(&mut self, room: usize) {
        let sent = self.sent.len().min(room - self.received.len().min(room / 2));
        let received = self.received.len().min(room - sent);
        keep(&mut self.sent, sent, &mut self.sent_omitted);
        keep(&mut self.received, received, &mut self.received_omitted);
    }
}

fn keep(bytes: &mut Vec<u8>, length: usize, omitted: &mut u64) {
    *omitted += (bytes.len() - length) as u64;
    bytes.truncate(length);
    bytes.shrink_to_fit();
}
