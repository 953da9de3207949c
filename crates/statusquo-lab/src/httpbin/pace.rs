//! Octets that come in blocks, evenly over a time.

use crate::flow::Piece;
use std::time::Duration;

/// What comes within so short a time comes together: timers are no finer.
const GRAIN: Duration = Duration::from_millis(1);
/// In so many pieces at most does a time fall, but for those that are cut because they are large.
const PIECES: u32 = 4096;
/// The most octets that are made at a time.
const MOST: u64 = 8 * 1024;

/// Octets in blocks: each block takes its share of the time, which passes after it; a last block that is not whole comes at
/// the end of its share.
pub(crate) struct Paced<M> {
    count: u64,
    block: u64,
    takes: Duration,
    /// What stands at a place, the first of which is 0.
    made: M,
    /// How many octets have come.
    come: u64,
    /// How much time has passed.
    passed: Duration,
}

impl<M: FnMut(u64) -> u8> Paced<M> {
    pub(crate) fn new(count: u64, block: u64, takes: Duration, made: M) -> Self {
        Self { count, block, takes, made, come: 0, passed: Duration::ZERO }
    }

    /// When an octet comes.
    fn due(&self, at: u64) -> Duration {
        let from = at - at % self.block;
        if self.count - from < self.block { self.takes } else { share(self.takes, from, self.count) }
    }

    /// The first octet that does not come with this one.
    fn end_of_piece(&self, at: u64) -> u64 {
        let until = self.due(at) + GRAIN.max(self.takes / PIECES);
        let (mut from, mut to) = (at + 1, self.count.min(at + MOST));
        while from < to {
            let middle = from + (to - from) / 2;
            if self.due(middle) < until {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        from
    }
}

/// The part of a time that so many of so many take.
pub(crate) fn share(time: Duration, part: u64, of: u64) -> Duration {
    let nanos = time.as_nanos() * u128::from(part) / u128::from(of.max(1));
    Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
}

impl<M: FnMut(u64) -> u8> Iterator for Paced<M> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let (due, end) = match self.come < self.count {
            true => (self.due(self.come), self.end_of_piece(self.come)),
            false if self.passed < self.takes => (self.takes, self.count),
            false => return None,
        };
        let wait = due - self.passed;
        let octets = (self.come..end).map(&mut self.made).collect();
        (self.come, self.passed) = (end, due);
        Some(Piece { wait, octets })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The waits, in milliseconds, and how many octets come after each.
    fn paced(count: u64, block: u64, millis: u64) -> Vec<(u128, usize)> {
        let pieces = Paced::new(count, block, Duration::from_millis(millis), |_| b'*');
        pieces.map(|piece| (piece.wait.as_millis(), piece.octets.len())).collect()
    }

    #[test]
    fn each_octet_is_followed_by_its_share_of_the_time() {
        assert_eq!(paced(4, 1, 2000), [(0, 1), (500, 1), (500, 1), (500, 1), (500, 0)]);
        assert_eq!(paced(1, 1, 10), [(0, 1), (10, 0)]);
        assert_eq!(paced(3, 1, 0), [(0, 3)]);
        assert_eq!(paced(0, 1, 0), []);
    }

    #[test]
    fn the_last_block_comes_late_if_it_is_not_whole() {
        assert_eq!(paced(25, 10, 250), [(0, 10), (100, 10), (150, 5)]);
        assert_eq!(paced(20, 10, 200), [(0, 10), (100, 10), (100, 0)]);
        assert_eq!(paced(5, 10, 50), [(50, 5)]);
        assert_eq!(paced(20_000, 100_000, 50), [(50, 8192), (0, 8192), (0, 3616)]);
    }

    #[test]
    fn no_octet_waits_for_less_than_timers_can_and_none_is_alone_among_too_many() {
        let pieces = paced(10 * 1024 * 1024, 1, 100);
        assert!(pieces.len() < 2000, "{}", pieces.len());
        assert_eq!(pieces.iter().map(|(_, octets)| octets).sum::<usize>(), 10 * 1024 * 1024);
        let total: Duration = Paced::new(123_457, 1, Duration::from_secs(1), |_| b'*').map(|piece| piece.wait).sum();
        assert_eq!(total, Duration::from_secs(1));
        assert!(paced(10_000, 1, 1000).len() <= 1001);
        assert_eq!(paced(4096, 1, 60_000).len(), 4097);
        assert!(paced(1_000_000, 1, 60_000).len() <= 4097);
    }

    #[test]
    fn what_is_made_is_what_stands_there() {
        let octets: Vec<u8> =
            Paced::new(300, 7, Duration::from_millis(9), |at| at as u8).flat_map(|piece| piece.octets).collect();
        assert!(octets.iter().enumerate().all(|(at, octet)| usize::from(*octet) == at % 256) && octets.len() == 300);
    }
}
