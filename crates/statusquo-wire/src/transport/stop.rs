//! The signal that the server stops, as a connection hears it: asked for nothing, waited for once.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Waker};
use tokio::sync::watch;

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
        self.waiting = Some((context.waker().clone(), waiting));
        given
    }
}
