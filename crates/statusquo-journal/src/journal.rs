//! The bounded store of finished exchanges: what many threads write and few read.

use crate::layout::{decode, encode};
use crate::ring::Ring;
use crate::{Finished, Record, Why, mask};
use statusquo_wire::transport::Recording;
use std::cell::Cell;
use std::marker::PhantomData;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The bound of a journal that was given none: 16 MiB.
pub const DEFAULT_LIMIT: usize = 16 << 20;

/// What a cut may add to the record's own lengths: they are written in as few octets as they need.
const LONGER_LENGTHS: usize = 40;

thread_local! {
    /// What a record says of itself, before it is copied into the ring: the memory for it is the thread's.
    static SCRATCH: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Finished exchanges, bounded by the memory that they really take.
///
/// Records are copied, one behind the other, into a ring of a few large blocks, which are taken as they are needed and
/// kept. The blocks, the index and what an allocator adds to them stay within the limit together, so that a full
/// journal takes no more and gives nothing back to be scattered.
///
/// When a new record does not fit, the oldest are evicted, as many as it takes; [`evicted`](Self::evicted) says how many
/// there have been. The oldest is the one that was written first, whatever its id. The newest record is always kept: if
/// it is larger than the whole bound, its bytes are cut and the octets cut off are counted as omitted, and should even
/// the rest of it (its target, say) exceed a very small bound, it stands alone.
///
/// One lock guards the ring and is held only to copy a record in, copy one out or look one up: records are masked and
/// written down before it is taken, and read after it is given back.
#[derive(Debug)]
pub struct Journal<W> {
    ring: Mutex<Ring>,
    /// The most octets of one record.
    room: usize,
    show_secrets: bool,
    reason: PhantomData<fn(W) -> W>,
}

impl<W: Why> Default for Journal<W> {
    fn default() -> Self {
        Self::new(DEFAULT_LIMIT, false)
    }
}

impl<W: Why> Journal<W> {
    /// An empty journal that holds up to `limit_bytes`; unless `show_secrets`, it masks the values of `Authorization`,
    /// `Proxy-Authorization`, `Cookie` and `Set-Cookie` (see [`mask()`]) in everything that it is given.
    pub fn new(limit_bytes: usize, show_secrets: bool) -> Self {
        let ring = Ring::new(limit_bytes);
        Self { room: ring.room(), ring: Mutex::new(ring), show_secrets, reason: PhantomData }
    }

    /// Adds a finished exchange, in the order of its id, and evicts the oldest until it fits. Its bytes are masked where
    /// they are, and cut where they are if they must be.
    pub fn record(&self, finished: Finished<'_, W>) {
        if !self.show_secrets {
            mask(&mut finished.recording.received);
            mask(&mut finished.recording.sent);
        }
        let mut head = SCRATCH.take();
        head.clear();
        encode(&finished, &mut head);
        if size(&head, finished.recording) > self.room {
            let room = self.room.saturating_sub(head.len() + LONGER_LENGTHS);
            cut(finished.recording, room);
            head.clear();
            encode(&finished, &mut head);
        }
        self.ring().put([&head, &finished.recording.received, &finished.recording.sent]);
        SCRATCH.set(head);
    }

    /// The exchange with this id, if it is still there.
    pub fn get(&self, id: u64) -> Option<Record<W>> {
        // Once it has been copied the lock is free again.
        let octets = self.ring().get(id)?;
        Some(decode(&octets))
    }

    /// The exchanges, newest first; with `before`, only those with a smaller id. They are read one by one, as they are
    /// asked for: what is written or evicted meanwhile is seen or missing.
    pub fn newest(&self, before: Option<u64>) -> impl Iterator<Item = Record<W>> {
        let mut before = before;
        std::iter::from_fn(move || {
            let octets = self.ring().newest(before)?;
            let record: Record<W> = decode(&octets);
            before = Some(record.id);
            Some(record)
        })
    }

    /// How many exchanges are kept.
    pub fn len(&self) -> usize {
        self.ring().len()
    }

    /// Whether none is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many bytes of memory the journal has taken: the blocks with the kept exchanges, the index of them, and the
    /// room in both.
    pub fn bytes(&self) -> usize {
        self.ring().taken()
    }

    /// How many exchanges had to go to make room for newer ones.
    pub fn evicted(&self) -> u64 {
        self.ring().evicted()
    }

    /// Forgets all exchanges, and gives their memory back.
    pub fn clear(&self) {
        self.ring().clear();
    }

    fn ring(&self) -> MutexGuard<'_, Ring> {
        // Nothing that runs under the lock can leave the ring half changed.
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn size(head: &[u8], recording: &Recording) -> usize {
    head.len() + recording.received.len() + recording.sent.len()
}

/// Cuts the bytes so that both ways together keep no more than `room`; what one way leaves free, the other has.
fn cut(recording: &mut Recording, room: usize) {
    let sent = recording.sent.len().min(room - recording.received.len().min(room / 2));
    let received = recording.received.len().min(room - sent);
    recording.sent_omitted += (recording.sent.len() - sent) as u64;
    recording.sent.truncate(sent);
    recording.received_omitted += (recording.received.len() - received) as u64;
    recording.received.truncate(received);
}
