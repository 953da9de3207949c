//! The seam behind which all state lies: read, and compare-and-set; bounded, keyed by namespace.
//!
//! Embedded in memory now; a store that several labs share comes behind the same two calls, which is why they are async
//! and why nothing is ever changed between a read and a write.

pub(crate) mod address;
pub(crate) mod bucket;
pub(crate) mod dav;
pub(crate) mod document;
pub(crate) mod earlier;
pub(crate) mod job;
pub(crate) mod kept;
pub(crate) mod moment;
pub(crate) mod start;
pub(crate) mod upload;
pub(crate) mod user;
mod value;
pub(crate) mod variants;

use crate::settings::Settings;
use moment::Moment;
use std::collections::{BTreeMap, HashMap};
use std::future::{Future, ready};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use value::{KINDS, MAIN};
pub(crate) use value::{Key, Kind, Value};

/// The most sequences of numbers that are remembered.
const SEQUENCES: usize = 1000;

/// A value and the stamp that a later write can be compared with.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) stamp: u64,
    pub(crate) value: Value,
    until: Option<Moment>,
}

/// What a writer believes to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    Nothing,
    Stamp(u64),
}

impl Expected {
    pub(crate) fn of(stored: Option<&Stored>) -> Self {
        stored.map_or(Expected::Nothing, |stored| Expected::Stamp(stored.stamp))
    }
}

/// A write that did not happen.
#[derive(Debug)]
pub(crate) enum NotStored {
    /// Somebody was faster; this is what is there now.
    Changed(Option<Stored>),
    /// There is no room: how many records, or how many octets, fit.
    Full { records: usize, octets: u64 },
}

/// What is kept of one kind.
#[derive(Debug, Default)]
struct Place {
    /// Whether anything was ever put here: a kind that nobody uses costs its readers nothing.
    used: AtomicBool,
    shelf: RwLock<Shelf>,
}

#[derive(Debug, Default)]
struct Shelf {
    held: HashMap<Box<str>, Stored>,
    octets: u64,
    /// Nothing here is over before: who comes to a full shelf does not look through it in vain.
    first_over: Option<Moment>,
    /// The names of what gives way, by their stamps.
    memories: BTreeMap<u64, Box<str>>,
}

impl Shelf {
    /// Keeps a value in place of what had its name.
    fn put(&mut self, name: &str, stored: Stored) {
        if let Some(until) = stored.until {
            self.first_over = Some(self.first_over.map_or(until, |first| first.min(until)));
        }
        if stored.value.gives_way() {
            self.memories.insert(stored.stamp, name.into());
        }
        self.octets += stored.value.size();
        if let Some(before) = self.held.insert(name.into(), stored) {
            self.discount(&before);
        }
    }

    /// Lets go of a value; whether there was one.
    fn remove(&mut self, name: &str) -> bool {
        let removed = self.held.remove(name);
        removed.iter().for_each(|removed| self.discount(removed));
        removed.is_some()
    }

    /// No longer counts what was let go of.
    fn discount(&mut self, removed: &Stored) {
        self.octets -= removed.value.size();
        if removed.value.gives_way() {
            self.memories.remove(&removed.stamp);
        }
    }

    /// Lets go of all that is over.
    fn tidy(&mut self, now: Moment) {
        if self.first_over.is_none_or(|first| now < first) {
            return;
        }
        let over = self.held.iter().filter(|(_, stored)| stored.until.is_some_and(|until| until <= now));
        let over: Vec<Box<str>> = over.map(|(name, _)| name.clone()).collect();
        for name in &over {
            self.remove(name);
        }
        self.first_over = self.held.values().filter_map(|stored| stored.until).min();
    }

    /// Lets go of the oldest memory, if there is one: such a place costs no octets.
    fn forget(&mut self) -> bool {
        let oldest = self.memories.first_key_value().map(|(_, name)| name.clone());
        oldest.is_some_and(|name| self.remove(&name))
    }
}

type Space = [Place; KINDS];

/// The store in memory.
#[derive(Debug)]
pub(crate) struct Store {
    spaces: RwLock<HashMap<Box<str>, Arc<Space>>>,
    main: Arc<Space>,
    stamps: AtomicU64,
    records: usize,
    octets: u64,
}

impl Store {
    pub(crate) fn new(settings: &Settings) -> Self {
        let main = Arc::<Space>::default();
        Self {
            spaces: RwLock::new(HashMap::from([(MAIN.into(), main.clone())])),
            main,
            stamps: AtomicU64::new(1),
            records: settings.records,
            octets: settings.documents_bytes,
        }
    }

    fn space(&self, namespace: &str) -> Option<Arc<Space>> {
        if namespace == MAIN {
            return Some(self.main.clone());
        }
        self.spaces.read().unwrap_or_else(PoisonError::into_inner).get(namespace).cloned()
    }

    /// How many of a kind are kept: a user who changes has two addresses for a moment, and a cache is small.
    fn places(&self, kind: Kind) -> usize {
        match kind {
            Kind::Email => self.records.saturating_mul(2),
            Kind::Answer => self.records.min(kept::MOST),
            Kind::Sequence => self.records.min(SEQUENCES),
            _ => self.records,
        }
    }

    /// How many octets of a kind are kept: what documents were before takes a quarter of what they are.
    fn room(&self, kind: Kind) -> u64 {
        if kind == Kind::Earlier { self.octets / 4 } else { self.octets }
    }

    /// What is kept under a name, unless its time is over.
    pub(crate) fn read(&self, key: Key<'_>, now: Moment) -> impl Future<Output = Option<Stored>> + Send + use<> {
        // In memory there is nothing to wait for.
        ready(match key.namespace {
            MAIN => Self::look(&self.main, key, now),
            other => self.space(other).and_then(|space| Self::look(&space, key, now)),
        })
    }

    fn look(space: &Space, key: Key<'_>, now: Moment) -> Option<Stored> {
        let place = &space[key.kind as usize];
        if !place.used.load(Ordering::Acquire) {
            return None;
        }
        let shelf = place.shelf.read().unwrap_or_else(PoisonError::into_inner);
        shelf.held.get(key.name).filter(|stored| stored.until.is_none_or(|until| now < until)).cloned()
    }

    /// Keeps a value (or, for `None`, nothing) under a name if what is there is what the writer believes; until a
    /// moment, if one is given.
    pub(crate) async fn compare_and_set(
        &self,
        key: Key<'_>,
        expected: Expected,
        value: Option<Value>,
        until: Option<Moment>,
        now: Moment,
    ) -> Result<u64, NotStored> {
        self.set(key, expected, value, until, now)
    }

    fn set(
        &self,
        key: Key<'_>,
        expected: Expected,
        value: Option<Value>,
        until: Option<Moment>,
        now: Moment,
    ) -> Result<u64, NotStored> {
        let Some(space) = self.space(key.namespace) else { return Err(NotStored::Changed(None)) };
        let place = &space[key.kind as usize];
        place.used.store(true, Ordering::Release);
        let mut shelf = place.shelf.write().unwrap_or_else(PoisonError::into_inner);
        let mut held = shelf.held.get(key.name);
        let alive = held.filter(|stored| stored.until.is_none_or(|until| now < until));
        if Expected::of(alive) != expected {
            return Err(NotStored::Changed(alive.cloned()));
        }
        let size = |stored: Option<&Stored>| stored.map_or(0, |stored| stored.value.size());
        let mut freed = size(held);
        let Some(value) = value else {
            shelf.remove(key.name);
            return Ok(0);
        };
        let added = value.size();
        let (places, room) = (self.places(key.kind), self.room(key.kind));
        let crowded = until.is_some() && shelf.octets - freed + added > room;
        if crowded || held.is_none() && shelf.held.len() >= places {
            shelf.tidy(now);
            held = shelf.held.get(key.name);
            freed = size(held);
        }
        let is_new = held.is_none();
        let fits = shelf.octets - freed + added <= room;
        if !fits || is_new && shelf.held.len() >= places && !shelf.forget() {
            return Err(NotStored::Full { records: self.records, octets: room });
        }
        let stamp = self.stamps.fetch_add(1, Ordering::Relaxed);
        shelf.put(key.name, Stored { stamp, value, until });
        Ok(stamp)
    }

    /// Puts something in its place before the lab opens; there is room, and nobody is faster.
    pub(crate) fn furnish(&self, kind: Kind, name: &str, value: Value) {
        let _ = self.set(Key::new(kind, name), Expected::Nothing, Some(value), None, Moment::FIRST);
    }

    /// Counts up and answers the new number.
    pub(crate) async fn count_up(&self, name: &str, now: Moment) -> Result<u64, NotStored> {
        let key = Key::new(Kind::Counter, name);
        loop {
            let held = self.read(key, now).await;
            let count = match &held {
                Some(Stored { value: Value::Counter(count), .. }) => count + 1,
                _ => 1,
            };
            match self.compare_and_set(key, Expected::of(held.as_ref()), Some(Value::Counter(count)), None, now).await {
                Ok(_) => return Ok(count),
                Err(NotStored::Changed(_)) => {}
                Err(full) => return Err(full),
            }
        }
    }

    /// Gives back a number that nothing got, if it is still the newest: what never was should not be told as gone.
    pub(crate) async fn count_back(&self, name: &str, count: u64, now: Moment) {
        let key = Key::new(Kind::Counter, name);
        if let Some(Stored { stamp, value: Value::Counter(newest), .. }) = self.read(key, now).await
            && newest == count
        {
            let _ = self.compare_and_set(key, Expected::Stamp(stamp), Some(Value::Counter(count - 1)), None, now).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::document::{Document, State};
    use super::*;
    use std::time::Duration;

    const NOW: Moment = Moment::FIRST;

    fn store(records: usize) -> Store {
        Store::new(&Settings { records, ..Settings::default() })
    }

    fn counter(number: u64) -> Option<Value> {
        Some(Value::Counter(number))
    }

    #[tokio::test]
    async fn a_writer_with_an_old_stamp_is_refused_and_told_what_is_there() {
        let store = store(10);
        let key = Key::new(Kind::Counter, "a");
        let first = store.compare_and_set(key, Expected::Nothing, counter(1), None, NOW).await.unwrap();
        store.compare_and_set(key, Expected::Stamp(first), counter(2), None, NOW).await.unwrap();
        let late = store.compare_and_set(key, Expected::Stamp(first), counter(9), None, NOW).await;
        assert!(matches!(late, Err(NotStored::Changed(Some(Stored { value: Value::Counter(2), .. })))));
    }

    #[tokio::test]
    async fn a_full_store_refuses_the_new_and_keeps_the_old_but_lets_go_of_what_is_over() {
        let store = store(2);
        let until = NOW.after(Duration::from_secs(1));
        for name in ["a", "b"] {
            store
                .compare_and_set(Key::new(Kind::Counter, name), Expected::Nothing, counter(1), Some(until), NOW)
                .await
                .unwrap();
        }
        let third = Key::new(Kind::Counter, "c");
        let refused = store.compare_and_set(third, Expected::Nothing, counter(1), None, NOW).await;
        assert!(matches!(refused, Err(NotStored::Full { records: 2, .. })));
        assert!(store.read(Key::new(Kind::Counter, "a"), NOW).await.is_some());
        assert!(store.read(Key::new(Kind::Counter, "a"), until).await.is_none());
        store.compare_and_set(third, Expected::Nothing, counter(1), None, until).await.unwrap();
    }

    #[tokio::test]
    async fn of_what_gives_way_the_oldest_goes_and_what_came_back_stays() {
        let store = store(3);
        let set = async |name: &str, value: Option<Value>, until: Option<Moment>, now: Moment| {
            let key = Key::new(Kind::Document, name);
            let seen = store.read(key, now).await;
            store.compare_and_set(key, Expected::of(seen.as_ref()), value, until, now).await.is_ok()
        };
        let there = async |name: &str| store.read(Key::new(Kind::Document, name), NOW).await.is_some();
        let removed = || Some(Value::Document(Arc::new(Document { version: 1, state: State::Removed })));
        for name in ["a", "b", "c"] {
            assert!(set(name, removed(), None, NOW).await);
        }
        assert!(set("a", counter(1), None, NOW).await && set("d", counter(1), None, NOW).await);
        assert!(there("a").await && !there("b").await && there("c").await);
        assert!(set("c", None, None, NOW).await && set("e", counter(1), None, NOW).await);
        assert!(!set("f", counter(1), None, NOW).await, "nothing gives way any more");
        // Put off, taken away, put again: what holds longest is found over when it is, and not before.
        let at = |seconds| NOW.after(Duration::from_secs(seconds));
        assert!(set("a", counter(1), Some(at(5)), NOW).await && set("d", counter(1), Some(at(3)), NOW).await);
        assert!(set("d", counter(1), Some(at(9)), NOW).await);
        assert!(!set("f", counter(1), None, at(4)).await);
        assert!(set("f", counter(1), None, at(5)).await && !set("g", counter(1), None, at(8)).await);
        assert!(set("g", counter(1), None, at(9)).await && !set("h", counter(1), None, at(99)).await);
    }

    #[tokio::test]
    async fn an_unknown_namespace_holds_nothing() {
        let key = Key { namespace: "elsewhere", kind: Kind::Counter, name: "a" };
        assert!(store(2).read(key, NOW).await.is_none());
        assert!(store(2).compare_and_set(key, Expected::Nothing, counter(1), None, NOW).await.is_err());
    }

    #[test]
    fn counting_from_many_threads_loses_nothing() {
        let store = store(10);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
                    for _ in 0..250 {
                        runtime.block_on(store.count_up("n", NOW)).unwrap();
                    }
                });
            }
        });
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        assert_eq!(runtime.block_on(store.count_up("n", NOW)).unwrap(), 1001);
    }
}
