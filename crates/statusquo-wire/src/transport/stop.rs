//! The signal that the server stops, as a connection hears it: asked for nothing, waited for once.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Waker};
use tokio::sync::watch;
use tokio::task::coop;

type Waiting = Pin<Box<dyn Future<Output = ()> + Send>>;

/// One connection's ear for the signal. Nothing is set up before the connection waits for the first time.
pub(crate) struct Stop {
    signal: watch::Receiver<bool>,
    /// Who is woken by it.
    waiting: Option<(Waker, Waiting)>,
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stop").field("signal", &self.signal).finish_non_exhaustive()
    }
}

impl Stop {
    /// Of a signal that was not looked at yet: it is given once, by any change or by the end of its sender, for then
    /// nobody could give it later.
    pub(crate) fn new(signal: watch::Receiver<bool>) -> Self {
        Self { signal, waiting: None }
    }

    /// Whether the signal was given; if not, the task is woken when it is.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> bool {
        if self.signal.has_changed().unwrap_or(true) {
            return true;
        }
        if self.waiting.as_ref().is_some_and(|(waker, _)| waker.will_wake(context.waker())) {
            return false;
        }
        let mut signal = self.signal.clone();
        let mut waiting = Box::pin(async move {
            let _ = signal.changed().await;
        });
        let given = waiting.as_mut().poll(context).is_ready();
        // A task at the end of its turn is not waiting yet: it will be asked again at once.
        self.waiting = coop::has_budget_remaining().then(|| (context.waker().clone(), waiting as Waiting));
        given
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::poll_fn;
    use std::pin::pin;
    use std::task::Poll;
    use std::time::Duration;
    use tokio::time::timeout;

    #[tokio::test]
    async fn it_is_heard_even_if_it_was_first_asked_for_at_the_end_of_a_turn() {
        let (sender, signal) = watch::channel(false);
        let mut stop = Stop::new(signal);
        let mut asked = 0;
        let heard = poll_fn(|context| {
            asked += 1;
            while asked == 1 && coop::has_budget_remaining() {
                let _ = pin!(coop::consume_budget()).poll(context);
            }
            if stop.poll(context) { Poll::Ready(()) } else { Poll::Pending }
        });
        let give = async {
            tokio::time::sleep(Duration::from_millis(5)).await;
            sender.send(true).expect("somebody listens");
        };
        let (heard, ()) = tokio::join!(timeout(Duration::from_secs(10), heard), give);
        assert_eq!(heard, Ok(()));
    }
}
