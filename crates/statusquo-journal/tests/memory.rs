//! The bound in real memory: what the allocator was asked for and not given back, next to what the journal says.

mod support;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use statusquo_journal::{DEFAULT_LIMIT, Journal};
use statusquo_wire::transport::{Direction, Piece, Recording};
use std::alloc::System;
use std::time::Instant;
use support::{Reason, exchange, write, write_from};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What an allocator may add to each allocation: the journal has to leave room for it.
const BOOKKEEPING: usize = 32;

/// What the writing threads keep for the next record is not the journal's.
const SCRATCH: usize = 64 * 1024;

/// What is allocated now and was not before.
fn held(region: &Region<'_, System>) -> usize {
    let change = region.change();
    let allocations = change.allocations - change.deallocations;
    change.bytes_allocated - change.bytes_deallocated + allocations * BOOKKEEPING
}

fn kept(journal: &Journal<Reason>) -> usize {
    journal.newest(None).map(|record| record.traffic.received.len() + record.traffic.sent.len()).sum()
}

/// A plain GET, as the lab records it.
fn plain() -> Recording {
    let now = Instant::now();
    let piece = |direction, length| Piece { direction, at: now, length };
    let pieces = vec![piece(Direction::Received, 90), piece(Direction::Sent, 270)];
    Recording { pieces, ..exchange(90, 270) }
}

fn small_records() {
    let journal = Journal::default();
    let (start, mut recording) = (Instant::now(), plain());
    let mut round = |id| write_from(&journal, id, "/lab/documents/welcome", start, &mut recording);
    // The first also takes what a thread keeps for itself.
    round(0);
    journal.clear();
    let region = Region::new(ALLOCATOR);
    for id in 1..=200_000 {
        round(id);
        assert!(held(&region) <= DEFAULT_LIMIT, "{} are held after {id}", held(&region));
        assert!(journal.bytes() <= held(&region) && held(&region) < journal.bytes() + DEFAULT_LIMIT / 100);
    }
    assert!(held(&region) > DEFAULT_LIMIT / 100 * 98, "it is full: {}", held(&region));
    let full = region.change();
    for id in 200_001..=210_000 {
        round(id);
    }
    assert_eq!(region.change(), full, "a full journal allocates nothing, and frees nothing");
    assert_eq!(journal.len() as u64 + journal.evicted(), 210_000);
    assert!(kept(&journal) > DEFAULT_LIMIT / 10 * 7, "most of it is what passed: {}", kept(&journal));
    journal.clear();
    assert_eq!(held(&region), 0);
}

fn large_and_small_records() {
    let limit = 1 << 20;
    let journal = Journal::new(limit, true);
    let mut recordings: Vec<Recording> =
        [(0, 0), (65_536, 300), (90, 65_536), (70_000, 70_000), (90, 270), (1, 2), (9000, 10), (0, 2_000_000)]
            .map(|(received, sent)| exchange(received, sent))
            .into();
    for recording in &mut recordings {
        write(&journal, 0, recording);
    }
    journal.clear();
    let region = Region::new(ALLOCATOR);
    for id in 1..=20_000 {
        let which = (id * id / 7 % 31) as usize % recordings.len();
        write(&journal, id, &mut recordings[which]);
        assert!(held(&region) <= limit, "{} are held after {id}", held(&region));
        assert!(journal.get(id).is_some(), "the newest is kept");
    }
    assert!(held(&region) > limit / 100 * 95 && kept(&journal) > limit / 2, "it is full");
    // From many small ones to a few large ones and back, nothing is left behind.
    for round in 0..4 {
        for id in 0..5000 {
            let which = [5, 3][round % 2];
            write(&journal, 20_001 + round as u64 * 5000 + id, &mut recordings[which]);
        }
        assert!(held(&region) <= limit && kept(&journal) > [8, limit / 2][round % 2]);
    }
    journal.clear();
    assert_eq!(held(&region), 0);
}

fn four_threads() {
    let limit = 1 << 20;
    let journal = Journal::new(limit, false);
    let region = Region::new(ALLOCATOR);
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let (journal, region) = (&journal, &region);
            scope.spawn(move || {
                let mut recording = plain();
                for turn in 0..5000 {
                    write(journal, turn * 4 + thread, &mut recording);
                    assert!(held(region) <= limit + 4 * SCRATCH, "{} are held", held(region));
                }
            });
        }
    });
    assert_eq!(journal.len() as u64 + journal.evicted(), 20_000);
    assert!(held(&region) <= limit + SCRATCH, "the threads are gone: {}", held(&region));
}

fn main() {
    small_records();
    large_and_small_records();
    four_threads();
    println!("the memory that is really taken stays within the bound");
}
