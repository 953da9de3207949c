//! The tap: keeps the exact bytes of an exchange, both ways, with their times; one branch when it is off.

use std::cell::Cell;
use std::time::Instant;

/// How much the tap keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tap {
    /// Nothing.
    #[default]
    Off,
    /// Heads alone.
    Heads,
    /// Heads and content, each way up to this many octets; the rest is only counted.
    All(usize),
}

/// Which way bytes went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the client.
    Received,
    /// To the client.
    Sent,
}

/// A run of bytes that went one way at one time.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// Which way.
    pub direction: Direction,
    /// When.
    pub at: Instant,
    /// How many octets went.
    pub length: u64,
}

/// A frame of HTTP/2 or HTTP/3 that belongs to an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Which way.
    pub direction: Direction,
    /// When.
    pub at: Instant,
    /// Its type, as its RFC writes it: `HEADERS`; `EXTENSION` for one that this server does not know.
    pub kind: &'static str,
    /// Its flags; 0 in HTTP/3, which has none.
    pub flags: u8,
    /// How many octets its payload has.
    pub length: u64,
    /// The error code that it carries, if it is one that ends a stream.
    pub error: Option<u64>,
}

/// What the tap kept of one exchange.
#[derive(Debug, Default)]
pub struct Recording {
    /// The bytes received, as far as they were kept.
    pub received: Vec<u8>,
    /// The bytes sent, as far as they were kept.
    pub sent: Vec<u8>,
    /// Octets received that were not kept.
    pub received_omitted: u64,
    /// Octets sent that were not kept.
    pub sent_omitted: u64,
    /// When what went which way, in order.
    pub pieces: Vec<Piece>,
    /// The frames that carried it, in order; none in HTTP/1.1.
    pub frames: Vec<Frame>,
    /// How many frames more there were.
    pub frames_omitted: u64,
}

thread_local! {
    /// The recording before, for the memory in it: one a thread is enough for exchanges that never wait.
    static SPARE: Cell<Recording> = Cell::default();
}

impl Recording {
    /// An empty recording, in the memory of one that was given back.
    pub(crate) fn begin() -> Self {
        SPARE.take()
    }

    /// Gives its memory to the next recording of this thread.
    pub fn give_back(mut self) {
        if self.received.capacity().max(self.sent.capacity()) > LARGEST {
            return;
        }
        self.received.clear();
        self.sent.clear();
        self.pieces.clear();
        self.frames.clear();
        let Self { received, sent, pieces, frames, .. } = self;
        SPARE.set(Self { received, sent, pieces, frames, ..Self::default() });
    }

    /// Notes bytes that have just gone by; `head` says whether they are part of a head.
    pub(crate) fn note(&mut self, tap: Tap, direction: Direction, bytes: &[u8], head: bool) {
        self.note_at(tap, direction, bytes, head, Instant::now);
    }

    /// Notes bytes that went by, and when, should that matter.
    pub(crate) fn note_at(
        &mut self,
        tap: Tap,
        direction: Direction,
        bytes: &[u8],
        head: bool,
        at: impl FnOnce() -> Instant,
    ) {
        let (kept, omitted) = match direction {
            Direction::Received => (&mut self.received, &mut self.received_omitted),
            Direction::Sent => (&mut self.sent, &mut self.sent_omitted),
        };
        let room = match tap {
            Tap::Off => return,
            Tap::Heads if head => bytes.len(),
            Tap::Heads => 0,
            Tap::All(_) if head => bytes.len(),
            Tap::All(limit) => limit.saturating_sub(kept.len()),
        };
        let take = room.min(bytes.len());
        kept.extend_from_slice(&bytes[..take]);
        *omitted += (bytes.len() - take) as u64;
        let length = bytes.len() as u64;
        let many = self.pieces.len() >= PIECES;
        match self.pieces.last_mut() {
            // A flood of tiny reads must not make a flood of notes.
            Some(last) if last.direction == direction && (!head || many) => last.length += length,
            _ if many => {}
            _ => self.pieces.push(Piece { direction, at: at(), length }),
        }
    }
}

impl Recording {
    /// Notes a frame that went by.
    pub(crate) fn note_frame(&mut self, frame: Frame) {
        if self.frames.len() < FRAMES {
            self.frames.push(frame);
        } else {
            self.frames_omitted += 1;
        }
    }
}

/// The most pieces that are kept apart.
const PIECES: usize = 256;

/// The most frames that are kept.
const FRAMES: usize = 256;

/// A recording that has grown beyond this is not given back.
const LARGEST: usize = 64 * 1024;
