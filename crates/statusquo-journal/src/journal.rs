//! The bounded store of finished exchanges: newest last, the oldest go first.

use crate::{Record, mask};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The bound of a journal that was given none: 16 MiB.
pub const DEFAULT_LIMIT: usize = 16 << 20;

/// Finished exchanges, bounded by the bytes that they really hold.
///
/// When a new record does not fit, the oldest are evicted, as many as it takes; [`evicted`](Self::evicted) says how many
/// there have been. The newest record is always kept: if it is larger than the whole bound, its bytes are cut and the
/// octets cut off are counted as omitted, and should even the rest of it (its target, say) exceed a very small bound,
/// it stands alone.
///
/// One lock guards the ring and is held only to put a record in, take one out or look one up: records are masked and
/// measured before it is taken, and freed after it is given back.
#[derive(Debug)]
pub struct Journal<W> {
    ring: Mutex<Ring<W>>,
    limit: usize,
    show_secrets: bool,
}

/// The records in rising order of their ids.
#[derive(Debug)]
struct Ring<W> {
    records: VecDeque<Arc<Record<W>>>,
    bytes: usize,
    evicted: u64,
}

impl<W: Copy> Default for Journal<W> {
    fn default() -> Self {
        Self::new(DEFAULT_LIMIT, false)
    }
}

impl<W: Copy> Journal<W> {
    /// An empty journal that holds up to `limit_bytes`; unless `show_secrets`, it masks the values of `Authorization`,
    /// `Proxy-Authorization`, `Cookie` and `Set-Cookie` (see [`mask`]) in everything that it is given.
    pub fn new(limit_bytes: usize, show_secrets: bool) -> Self {
        let ring = Ring { records: VecDeque::new(), bytes: 0, evicted: 0 };
        Self { ring: Mutex::new(ring), limit: limit_bytes, show_secrets }
    }

    /// Adds a finished exchange, in the order of its id, and evicts the oldest until it fits.
    pub fn record(&self, mut record: Record<W>) {
        if !self.show_secrets {
            mask(&mut record.traffic.received);
            mask(&mut record.traffic.sent);
        }
        record.fit(self.limit);
        let size = record.size();
        let record = Arc::new(record);
        loop {
            let mut ring = self.ring();
            if ring.records.is_empty() || ring.bytes.saturating_add(size) <= self.limit {
                // Several threads write, so a record may come a little late: its place is near the end.
                let at = ring.after(record.id);
                ring.records.insert(at, record);
                ring.bytes += size;
                return;
            }
            let oldest = ring.records.pop_front();
            ring.bytes -= oldest.as_ref().map_or(0, |oldest| oldest.size());
            ring.evicted += 1;
            drop(ring);
            drop(oldest);
        }
    }

    /// The exchange with this id, if it is still there.
    pub fn get(&self, id: u64) -> Option<Arc<Record<W>>> {
        let ring = self.ring();
        let at = ring.records.binary_search_by_key(&id, |record| record.id).ok()?;
        ring.records.get(at).cloned()
    }

    /// Up to `limit` exchanges, newest first; with `before`, only those with a smaller id.
    pub fn newest(&self, limit: usize, before: Option<u64>) -> Vec<Arc<Record<W>>> {
        let ring = self.ring();
        let end = match before {
            Some(id) => ring.records.partition_point(|record| record.id < id),
            None => ring.records.len(),
        };
        ring.records.range(end.saturating_sub(limit)..end).rev().cloned().collect()
    }

    /// How many exchanges are kept.
    pub fn len(&self) -> usize {
        self.ring().records.len()
    }

    /// Whether none is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many bytes the kept exchanges hold.
    pub fn bytes(&self) -> usize {
        self.ring().bytes
    }

    /// How many exchanges had to go to make room for newer ones.
    pub fn evicted(&self) -> u64 {
        self.ring().evicted
    }

    /// Forgets all exchanges.
    pub fn clear(&self) {
        let mut ring = self.ring();
        ring.bytes = 0;
        let records = std::mem::take(&mut ring.records);
        drop(ring);
        drop(records);
    }

    fn ring(&self) -> MutexGuard<'_, Ring<W>> {
        // Nothing that runs under the lock can leave the ring half changed.
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W> Ring<W> {
    /// Where a record with this id belongs.
    fn after(&self, id: u64) -> usize {
        match self.records.back() {
            Some(last) if last.id > id => self.records.partition_point(|record| record.id <= id),
            _ => self.records.len(),
        }
    }
}
