//! Catches a panic inside a future, so that what it was done for can still be answered.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::Poll;

/// Runs a future to its end, or to its panic. What it was working on may be half done after a panic.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// # std::panic::set_hook(Box::new(|_| {}));
/// let bug = std::pin::pin!(async { [1, 2, 3].iter().position(|number| *number == 4).unwrap() });
/// assert!(statusquo_wire::unwinding(bug).await.is_err());
/// # });
/// ```
pub async fn unwinding<T>(mut work: Pin<&mut impl Future<Output = T>>) -> std::thread::Result<T> {
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
        Ok(Poll::Pending) => Poll::Pending,
        Ok(Poll::Ready(value)) => Poll::Ready(Ok(value)),
        Err(panic) => Poll::Ready(Err(panic)),
    })
    .await
}
