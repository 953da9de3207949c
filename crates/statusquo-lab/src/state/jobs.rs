//! The jobs under way, and how many may be.

use crate::store::moment::Moment;
use std::sync::{Arc, Mutex, PoisonError};

/// The jobs under way in this process, by when they will end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Running {
    ends: Arc<Mutex<Vec<Moment>>>,
}

impl Running {
    /// Takes a place until the job is over; if all are taken, says when the first will be free.
    pub(crate) fn enter(&self, most: usize, ends: Moment) -> Result<Place, Option<Moment>> {
        let mut all = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= most {
            return Err(all.iter().min().copied());
        }
        all.push(ends);
        Ok(Place { running: self.clone(), ends })
    }
}

/// A place among the running jobs; it is free again when this is dropped, however the job ended.
#[derive(Debug)]
pub(crate) struct Place {
    running: Running,
    ends: Moment,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut all = self.running.ends.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = all.iter().position(|ends| *ends == self.ends) {
            all.swap_remove(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn places_are_bounded_and_free_again_when_they_are_dropped() {
        let (running, now) = (Running::default(), Moment::FIRST);
        let later = |seconds| now.after(Duration::from_secs(seconds));
        let long = running.enter(2, later(9)).unwrap();
        let short = running.enter(2, later(3)).unwrap();
        assert_eq!(running.enter(2, later(1)).unwrap_err(), Some(later(3)));
        drop(short);
        assert_eq!(running.enter(1, later(1)).unwrap_err(), Some(later(9)));
        let again = running.enter(2, later(9)).unwrap();
        drop((long, again));
        assert!(running.ends.lock().unwrap().is_empty());
    }
}
