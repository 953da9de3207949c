//! Counts what well-behaved clients and abusers met.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// So many wrong answers are kept word by word; all are counted.
const KEPT: usize = 20;

#[derive(Debug, Default)]
pub(crate) struct Tally {
    exchanges: AtomicU64,
    wrong: AtomicU64,
    words: Mutex<Vec<String>>,
    slowest: AtomicU64,
    panics: AtomicU64,
}

impl Tally {
    /// Requests of well-behaved clients that were answered rightly, and how long the answers took together.
    pub(crate) fn answered(&self, requests: u64, took: Duration) {
        self.exchanges.fetch_add(requests, Ordering::Relaxed);
        self.slowest.fetch_max(took.as_micros() as u64, Ordering::Relaxed);
    }

    pub(crate) fn wrong(&self, words: String) {
        self.wrong.fetch_add(1, Ordering::Relaxed);
        let mut kept = self.words.lock().expect("no panic");
        if kept.len() < KEPT {
            kept.push(words);
        }
    }

    /// A request that makes the server panic is on its way.
    pub(crate) fn asks_for_panic(&self) {
        self.panics.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn exchanges(&self) -> u64 {
        self.exchanges.load(Ordering::Relaxed)
    }

    pub(crate) fn wrong_answers(&self) -> u64 {
        self.wrong.load(Ordering::Relaxed)
    }

    pub(crate) fn words(&self) -> Vec<String> {
        self.words.lock().expect("no panic").clone()
    }

    /// The longest that a well-behaved client waited for what it asked at a time.
    pub(crate) fn slowest(&self) -> Duration {
        Duration::from_micros(self.slowest.load(Ordering::Relaxed))
    }

    pub(crate) fn panics(&self) -> u64 {
        self.panics.load(Ordering::Relaxed)
    }
}
