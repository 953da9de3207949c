//! Those who follow the journal: they are told the number of each exchange once it is kept, and nobody waits for them.

use super::waits::Waits;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

/// How many numbers wait for a follower; one that is slower loses the oldest.
const WAITING: usize = 256;

/// Those who follow.
#[derive(Debug)]
pub(crate) struct Followers {
    /// Places for them.
    pub(crate) places: Waits,
    count: Arc<AtomicUsize>,
    news: broadcast::Sender<u64>,
}

impl Default for Followers {
    fn default() -> Self {
        Self { places: Waits::default(), count: Arc::default(), news: broadcast::Sender::new(WAITING) }
    }
}

impl Followers {
    /// Tells that an exchange is kept. Where nobody follows, this is one look.
    pub(crate) fn tell(&self, id: u64) {
        if self.count.load(Ordering::Relaxed) > 0 {
            // If the last one has just gone, nobody is to be told.
            let _ = self.news.send(id);
        }
    }

    /// Follows from now on: what is kept and not told was kept before.
    pub(crate) fn follow(&self) -> Following {
        let news = self.news.subscribe();
        self.count.fetch_add(1, Ordering::SeqCst);
        Following { news, count: self.count.clone() }
    }
}

/// One who follows.
#[derive(Debug)]
pub(crate) struct Following {
    news: broadcast::Receiver<u64>,
    count: Arc<AtomicUsize>,
}

impl Drop for Following {
    fn drop(&mut self) {
        self.count.fetch_sub(1, Ordering::SeqCst);
    }
}

/// What one who follows is told.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// This exchange is kept.
    Kept(u64),
    /// So many were not told, since it was too slow.
    Lost(u64),
}

impl Following {
    /// The next news; none once the lab is gone.
    pub(crate) async fn next(&mut self) -> Option<News> {
        match self.news.recv().await {
            Ok(id) => Some(News::Kept(id)),
            Err(RecvError::Lagged(lost)) => Some(News::Lost(lost)),
            Err(RecvError::Closed) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_follows_is_told_and_who_is_slow_loses_the_oldest() {
        let followers = Followers::default();
        followers.tell(1);
        let mut one = followers.follow();
        for id in 2..=WAITING as u64 + 4 {
            followers.tell(id);
        }
        assert_eq!(one.next().await, Some(News::Lost(3)));
        assert_eq!(one.next().await, Some(News::Kept(5)));
        assert_eq!(followers.count.load(Ordering::SeqCst), 1);
        drop(one);
        assert_eq!(followers.count.load(Ordering::SeqCst), 0);
        assert_eq!(followers.news.receiver_count(), 0);
    }
}
