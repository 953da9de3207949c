//! The records, one behind the other in a ring of memory, and where each begins, in rising order of their ids.

use crate::layout::ID;
use crate::memory::{Memory, WORD};
use std::collections::VecDeque;

/// So large is a record in the mean, or larger, in a journal that uses all of its memory. A plain GET takes 450 octets.
const USUAL_RECORD: usize = 256;

/// The share of the limit that is left to the allocator: it hands out whole pages, and keeps books.
const ALLOCATORS_SHARE: usize = 128;

#[derive(Debug)]
pub(crate) struct Ring {
    memory: Memory,
    /// Where each record begins, in words, in rising order of the ids, which stand in the records: four octets a record
    /// are enough for an index.
    places: VecDeque<u32>,
    /// The most records.
    most: usize,
    /// What the memory holds, unless one record needs more.
    room: usize,
    /// Where the next record goes.
    head: usize,
    /// How much before the head is in use.
    used: usize,
    evicted: u64,
}

impl Ring {
    /// A ring that takes no more than this in all.
    pub(crate) fn new(limit: usize) -> Self {
        let most = (limit / USUAL_RECORD).max(1);
        let beside = most * size_of::<u32>() + limit / ALLOCATORS_SHARE + Memory::beside(limit);
        let room = limit.saturating_sub(beside).min((u32::MAX as usize).saturating_mul(WORD)) / WORD * WORD;
        Self { memory: Memory::new(room), places: VecDeque::new(), most, room, head: 0, used: 0, evicted: 0 }
    }

    /// The most octets of a record that is not to stand alone.
    pub(crate) fn room(&self) -> usize {
        self.room
    }

    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    pub(crate) fn evicted(&self) -> u64 {
        self.evicted
    }

    /// How much memory has been taken.
    pub(crate) fn taken(&self) -> usize {
        self.memory.taken() + self.places.capacity() * size_of::<u32>()
    }

    pub(crate) fn clear(&mut self) {
        self.places = VecDeque::new();
        self.lay_out(self.room);
    }

    /// Copies a record in, in its parts; the first begins with the record's length and its id.
    pub(crate) fn put(&mut self, parts: [&[u8]; 3]) {
        let size = whole_words(parts.iter().map(|part| part.len()).sum());
        if self.places.capacity() == 0 {
            self.places.reserve_exact(self.most);
        }
        if size.max(self.room) != self.memory.capacity() {
            // One that is larger than all the room stands alone; and so it has been, if there is one.
            while !self.places.is_empty() {
                self.evict();
            }
            self.lay_out(size.max(self.room));
        }
        while self.used + size > self.memory.capacity() || self.places.len() >= self.most {
            self.evict();
        }
        let place = self.head;
        let end = parts.iter().fold(place, |at, part| self.memory.write(at, part));
        self.head = whole_words(end) % self.memory.capacity();
        self.used += size;
        self.list(place);
    }

    /// The record with this id.
    pub(crate) fn get(&self, id: u64) -> Option<Vec<u8>> {
        let place = *self.places.get(self.first_from(id))?;
        (self.id(place) == id).then(|| self.read(place))
    }

    /// The record with the largest id, or the largest before this one.
    pub(crate) fn newest(&self, before: Option<u64>) -> Option<Vec<u8>> {
        let end = before.map_or(self.places.len(), |id| self.first_from(id));
        Some(self.read(*self.places.get(end.checked_sub(1)?)?))
    }

    fn lay_out(&mut self, capacity: usize) {
        self.memory = Memory::new(capacity);
        self.head = 0;
        self.used = 0;
    }

    /// Puts a record into the index. Several threads write, so it may come a little late: its place is near the end.
    fn list(&mut self, place: usize) {
        let place = u32::try_from(place / WORD).unwrap_or(u32::MAX);
        let id = self.id(place);
        match self.places.back() {
            Some(last) if self.id(*last) > id => self.places.insert(self.first_from(id), place),
            _ => self.places.push_back(place),
        }
    }

    /// Drops the record that was written first.
    fn evict(&mut self) {
        let capacity = self.memory.capacity();
        let oldest = (self.head + capacity - self.used) % capacity;
        let place = u32::try_from(oldest / WORD).unwrap_or(u32::MAX);
        if self.places.front() == Some(&place) {
            self.places.pop_front();
        } else {
            let from = self.first_from(self.id(place));
            let at = self.places.range(from..).position(|other| *other == place);
            at.and_then(|at| self.places.remove(from + at));
        }
        self.used -= self.size(place);
        self.evicted += 1;
    }

    /// The first in the index whose id is not smaller.
    fn first_from(&self, id: u64) -> usize {
        self.places.partition_point(|place| self.id(*place) < id)
    }

    fn id(&self, place: u32) -> u64 {
        self.memory.word(place as usize * WORD + ID)
    }

    fn length(&self, place: u32) -> usize {
        usize::try_from(self.memory.word(place as usize * WORD)).unwrap_or(usize::MAX)
    }

    fn size(&self, place: u32) -> usize {
        whole_words(self.length(place))
    }

    fn read(&self, place: u32) -> Vec<u8> {
        self.memory.read(place as usize * WORD, self.length(place))
    }
}

fn whole_words(octets: usize) -> usize {
    octets.next_multiple_of(WORD)
}
