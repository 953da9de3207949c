//! A deadline that can be moved for nothing: the timer behind it is armed once and looked at again when it fires.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use tokio::time::{Instant, Sleep, sleep_until};

/// A point in time to wait for. Moving it later costs no timer operation; a plain request never arms one.
#[derive(Debug)]
pub(crate) struct Deadline {
    at: Instant,
    sleep: Option<Pin<Box<Sleep>>>,
    /// Who is woken by the timer as it stands.
    waker: Option<Waker>,
}

impl Deadline {
    pub(crate) fn new(at: Instant) -> Self {
        Self { at, sleep: None, waker: None }
    }

    /// Moves the deadline.
    pub(crate) fn set(&mut self, at: Instant) {
        self.at = at;
        // A timer that would fire too late has to be moved; one that fires early is only asked again.
        if let Some(sleep) = &mut self.sleep
            && sleep.deadline() > at
        {
            sleep.as_mut().reset(at);
            self.waker = None;
        }
    }

    /// Ready once the time has come.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let at = self.at;
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(sleep_until(at)));
        if !sleep.is_elapsed() && self.waker.as_ref().is_some_and(|waker| waker.will_wake(context.waker())) {
            return Poll::Pending;
        }
        while sleep.as_mut().poll(context).is_ready() {
            if sleep.deadline() >= at {
                return Poll::Ready(());
            }
            sleep.as_mut().reset(at);
        }
        self.waker = Some(context.waker().clone());
        Poll::Pending
    }
}
