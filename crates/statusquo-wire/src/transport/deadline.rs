//! A deadline that can be moved for nothing: the timer behind it is armed once and looked at again when it fires.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use tokio::task::coop;
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
        // A timer that was asked by a task at the end of its turn was not armed.
        self.waker = coop::has_budget_remaining().then(|| context.waker().clone());
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::poll_fn;
    use std::pin::pin;
    use std::time::Duration;
    use tokio::time::timeout;

    #[tokio::test]
    async fn it_comes_even_if_it_was_first_asked_for_at_the_end_of_a_turn() {
        let mut deadline = Deadline::new(Instant::now() + Duration::from_millis(5));
        let mut asked = 0;
        let came = poll_fn(|context| {
            asked += 1;
            while asked == 1 && coop::has_budget_remaining() {
                let _ = pin!(coop::consume_budget()).poll(context);
            }
            deadline.poll(context)
        });
        assert_eq!(timeout(Duration::from_secs(10), came).await, Ok(()));
        assert!(asked > 1);
    }
}
