//! What is known of one stream's frames.

use crate::transport::Recording;
use std::task::Waker;
use std::time::Instant;

/// No window may be larger (RFC 9113 §6.9.1).
const LARGEST_WINDOW: u64 = (1 << 31) - 1;

/// How a stream began.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claimed {
    /// When its first octet came.
    pub(super) began: Instant,
    /// Whether that came as TLS early data.
    pub(super) early: bool,
}

/// The account of one stream.
#[derive(Debug)]
pub(super) struct Account {
    pub(super) id: u32,
    pub(super) first: Claimed,
    /// Whether a request came of it.
    pub(super) claimed: bool,
    pub(super) heads: u32,
    pub(super) data: u64,
    /// By how much the client has opened the window of the answer.
    pub(super) granted: u64,
    /// The client has ended its direction.
    pub(super) ended: bool,
    /// Nothing more will be written: it ended, or was reset.
    pub(super) over: bool,
    pub(super) reset: bool,
    /// Its trailers hold control data.
    pub(super) malformed: bool,
    /// The window of the answer is larger than any may be.
    pub(super) overflowed: bool,
    pub(super) recording: Recording,
    pub(super) waiting: Option<Waker>,
}

impl Account {
    pub(super) fn new(id: u32, first: Claimed) -> Self {
        Self {
            id,
            first,
            claimed: false,
            heads: 0,
            data: 0,
            granted: 0,
            ended: false,
            over: false,
            reset: false,
            malformed: false,
            overflowed: false,
            recording: Recording::default(),
            waiting: None,
        }
    }

    /// Looks at what the crate below leaves alone from the end of the answer on. The stream's first window comes on top of
    /// what is added up here, so a little too much may pass, but nothing is refused that may be.
    pub(super) fn look_at_window(&mut self) {
        if self.over && !self.reset && self.granted.saturating_sub(self.data) > LARGEST_WINDOW {
            self.overflowed = true;
            self.wake();
        }
    }

    /// Whether both sides have ended it, and neither has reset it.
    pub(super) fn is_closed(&self) -> bool {
        self.ended && self.over && !self.reset
    }

    pub(super) fn wake(&mut self) {
        if let Some(waiting) = self.waiting.take() {
            waiting.wake();
        }
    }
}
