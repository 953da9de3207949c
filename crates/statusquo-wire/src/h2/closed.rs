//! The streams that both sides have ended, as far as they are remembered.
//!
//! What a client sends on one of them is its mistake, whatever it had read by then. On a stream that was reset it may be no
//! mistake at all (RFC 9113 §5.1), so those do not stand here.

/// So many are remembered.
const REMEMBERED: usize = 32;

/// The last of them.
#[derive(Debug, Default)]
pub(super) struct Closed {
    streams: [u32; REMEMBERED],
    next: usize,
}

impl Closed {
    pub(super) fn remember(&mut self, stream: u32) {
        self.streams[self.next] = stream;
        self.next = (self.next + 1) % REMEMBERED;
    }

    /// Whether it is one of them; the connection itself, which is stream 0, is none.
    pub(super) fn has(&self, stream: u32) -> bool {
        stream != 0 && self.streams.contains(&stream)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_are_remembered_and_the_connection_is_none_of_them() {
        let mut closed = Closed::default();
        assert!(!closed.has(0));
        for stream in (1..=2 * REMEMBERED as u32 + 1).step_by(2) {
            closed.remember(stream);
        }
        assert!(!closed.has(1));
        assert!(closed.has(3) && closed.has(65) && !closed.has(67));
    }
}
