//! The count of connections, and a connection's place in it.

use crate::Limits;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many connections beyond the limit are answered that there is no room, before no more are taken.
const CROWD: usize = 64;

/// How many connections are open, over all threads.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places(Arc<AtomicUsize>);

impl Places {
    /// Takes a place; none if even the crowd is too large.
    pub(crate) fn take(&self, limits: &Limits) -> Option<Place> {
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        let place = Place { crowded: number > limits.connections, places: self.clone() };
        (number <= limits.connections + CROWD).then_some(place)
    }

    /// How many are taken.
    pub(crate) fn taken(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// A connection's place, given back when it ends however it ends.
#[derive(Debug)]
pub(crate) struct Place {
    /// It is one more than there is room for: the client is told so.
    pub(crate) crowded: bool,
    places: Places,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.0.fetch_sub(1, Ordering::Relaxed);
    }
}
