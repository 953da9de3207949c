//! How much a client may ask for that answers no request: so much in a second.

use std::time::Instant;

/// What a stream that is begun and cancelled costs beside other things: each one makes work for nothing.
pub(crate) const RESET_COST: u32 = 5;

/// A budget that is full again each second.
#[derive(Debug)]
pub(crate) struct Budget {
    full: u32,
    left: u32,
    filled: Instant,
}

impl Budget {
    /// A full budget.
    pub(crate) fn new(full: u32) -> Self {
        Self { full, left: full, filled: Instant::now() }
    }

    /// Takes the cost of something; false if there is no more to take.
    pub(crate) fn spend(&mut self, cost: u32) -> bool {
        if self.left < cost && self.filled.elapsed().as_secs() >= 1 {
            self.left = self.full;
            self.filled = Instant::now();
        }
        match self.left.checked_sub(cost) {
            Some(left) => self.left = left,
            None => return false,
        }
        true
    }

    /// Gives something back.
    pub(crate) fn earn(&mut self, amount: u32) {
        self.left = self.left.saturating_add(amount).min(self.full);
    }
}
