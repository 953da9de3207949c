//! Requests that wait for something to happen: how many may at a time, and how all of them are ended.

use super::jobs::{Place, Running};
use crate::store::moment::Moment;
use futures_util::future::{Either, select};
use std::pin::pin;
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

/// The requests that wait.
#[derive(Debug)]
pub(crate) struct Waits {
    places: Running,
    closing: watch::Sender<bool>,
}

impl Default for Waits {
    fn default() -> Self {
        Self { places: Running::default(), closing: watch::Sender::new(false) }
    }
}

impl Waits {
    /// Takes a place for a wait that lasts until a moment at most; if all are taken, says when the first will be free.
    pub(crate) fn enter(&self, most: usize, until: Moment) -> Result<Waiting, Option<Moment>> {
        let place = self.places.enter(most, until)?;
        Ok(Waiting { _place: place, closing: self.closing.subscribe() })
    }

    /// Ends every wait: the lab closes.
    pub(crate) fn close(&self) {
        self.closing.send_replace(true);
    }
}

/// A place among those who wait.
#[derive(Debug)]
pub(crate) struct Waiting {
    _place: Place,
    closing: watch::Receiver<bool>,
}

impl Waiting {
    /// Waits until a point in time; false if the lab closes before.
    pub(crate) async fn until(&mut self, at: Instant) -> bool {
        timeout_at(at, self.closing.wait_for(|closing| *closing)).await.is_err()
    }

    /// What comes of something; none if the lab closes before.
    pub(crate) async fn unless_closed<T>(&mut self, work: impl Future<Output = T>) -> Option<T> {
        match select(pin!(self.closing.wait_for(|closing| *closing)), pin!(work)).await {
            Either::Left(_) => None,
            Either::Right((done, _)) => Some(done),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[tokio::test]
    async fn who_waits_is_one_of_few_and_waits_no_longer_than_the_lab_is_open() {
        let (waits, later) = (Waits::default(), Moment::FIRST.after(Duration::from_secs(9)));
        let mut one = waits.enter(1, later).unwrap();
        assert_eq!(waits.enter(1, later).unwrap_err(), Some(later));
        assert!(one.until(Instant::now() + Duration::from_millis(1)).await);
        waits.close();
        assert!(!one.until(Instant::now() + Duration::from_secs(3600)).await);
        drop(one);
        let mut late = waits.enter(1, later).unwrap();
        assert!(!late.until(Instant::now() + Duration::from_secs(3600)).await);
    }
}
