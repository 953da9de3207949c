//! The journal under load: bounded by bytes, the oldest evicted first, records found whatever order they came in.

use statusquo_journal::{Direction, Journal, Record, Run, Traffic};
use statusquo_wire::transport::{Piece, Recording};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

/// The reason that these tests give: a plain number.
type Reason = u32;

fn record(id: u64, sent: usize) -> Record<Reason> {
    Record {
        id,
        version: "HTTP/1.1",
        method: "GET".to_owned(),
        target: format!("/{id}"),
        code: 200,
        interim: Vec::new(),
        forced: false,
        way: 42,
        peer: ([127, 0, 0, 1], 1).into(),
        began: SystemTime::UNIX_EPOCH,
        duration: Duration::ZERO,
        traffic: Traffic { sent: vec![b'x'; sent], ..Traffic::default() },
    }
}

fn ids(records: &[Arc<Record<Reason>>]) -> Vec<u64> {
    records.iter().map(|record| record.id).collect()
}

#[test]
fn a_flood_stays_within_the_bound_and_drops_the_oldest() {
    let limit = 64 * 1024;
    let journal = Journal::new(limit, false);
    for id in 1..=10_000 {
        journal.record(record(id, (id as usize * 37) % 3000));
        assert!(journal.bytes() <= limit, "{} bytes after {id}", journal.bytes());
        assert!(journal.get(id).is_some(), "the newest is kept");
    }
    let kept = journal.newest(usize::MAX, None);
    assert_eq!(kept.len(), journal.len());
    assert_eq!(journal.evicted(), 10_000 - kept.len() as u64);
    let newest_first: Vec<u64> = (10_001 - kept.len() as u64..=10_000).rev().collect();
    assert_eq!(ids(&kept), newest_first, "what is left is the newest, without a gap");
    let contents: usize = kept.iter().map(|record| record.traffic.sent.len()).sum();
    assert!(contents <= journal.bytes() && contents > limit / 2, "the bound is used: {contents}");
}

#[test]
fn the_bytes_counted_are_those_really_held() {
    let journal = Journal::new(1 << 20, false);
    journal.record(record(1, 0));
    let small = journal.bytes();
    assert!(small >= size_of::<Record<Reason>>());
    let mut large = record(2, 1000);
    large.target = String::with_capacity(5000);
    large.interim = vec![103; 50];
    large.traffic.runs = vec![Run { direction: Direction::Sent, at_micros: 0, length: 1 }; 10];
    journal.record(large);
    let expected = small + 1000 + 5000 - 2 + 100 + 10 * size_of::<Run>();
    assert_eq!(journal.bytes() - small, expected);
    journal.clear();
    assert_eq!((journal.len(), journal.bytes(), journal.evicted()), (0, 0, 0));
}

#[test]
fn the_oldest_go_first_and_no_more_than_must() {
    let journal = Journal::new(10_000, false);
    for id in 1..=4 {
        journal.record(record(id, 2000));
    }
    assert_eq!(ids(&journal.newest(9, None)), [4, 3, 2, 1]);
    journal.record(record(5, 2000));
    assert_eq!(ids(&journal.newest(9, None)), [5, 4, 3, 2]);
    journal.record(record(6, 5500));
    assert_eq!(ids(&journal.newest(9, None)), [6, 5]);
    assert!(journal.get(4).is_none());
    assert_eq!(journal.evicted(), 4);
}

#[test]
fn a_record_larger_than_the_bound_is_kept_cut_and_the_rest_counted() {
    let journal = Journal::new(4000, true);
    journal.record(record(1, 100));
    let mut large = record(2, 50_000);
    large.traffic.sent_omitted = 7;
    large.traffic.received = vec![b'r'; 300];
    journal.record(large);
    assert_eq!(ids(&journal.newest(9, None)), [2]);
    assert!(journal.bytes() <= 4000);
    let kept = journal.get(2).expect("the newest is kept");
    let traffic = &kept.traffic;
    assert_eq!((traffic.received.len(), traffic.received_omitted), (300, 0), "the small half is whole");
    assert!(traffic.sent.len() > 2000, "the bound is used: {}", traffic.sent.len());
    assert_eq!(traffic.sent.len() as u64 + traffic.sent_omitted, 50_007);

    let mut both = record(3, 50_000);
    both.traffic.received = vec![b'r'; 50_000];
    journal.record(both);
    let kept = journal.get(3).expect("the newest is kept");
    assert!(kept.traffic.sent.len().abs_diff(kept.traffic.received.len()) <= 1, "an equal share for each way");
    assert_eq!(kept.traffic.received_omitted + kept.traffic.received.len() as u64, 50_000);
}

#[test]
fn a_bound_of_nothing_keeps_the_newest_without_its_bytes() {
    let journal = Journal::new(0, false);
    for id in 1..=3 {
        journal.record(record(id, 10));
        assert_eq!(ids(&journal.newest(9, None)), [id]);
    }
    let kept = journal.get(3).expect("the newest is kept");
    assert_eq!((kept.traffic.sent.len(), kept.traffic.sent_omitted), (0, 10));
}

#[test]
fn ids_that_come_late_are_found_and_stand_in_their_place() {
    let journal = Journal::default();
    for id in [2, 1, 5, 3, 4, 9, 7, 8, 6] {
        journal.record(record(id, 0));
    }
    for id in 1..=9 {
        assert_eq!(journal.get(id).map(|record| record.id), Some(id));
    }
    assert!(journal.get(0).is_none() && journal.get(10).is_none());
    assert_eq!(ids(&journal.newest(3, None)), [9, 8, 7]);
    assert_eq!(ids(&journal.newest(3, Some(7))), [6, 5, 4]);
    assert_eq!(ids(&journal.newest(3, Some(2))), [1]);
    assert_eq!(ids(&journal.newest(3, Some(1))), [0; 0]);
    assert_eq!(ids(&journal.newest(0, None)), [0; 0]);
    assert_eq!(ids(&journal.newest(1, Some(100))), [9]);
}

#[test]
fn four_threads_write_while_others_read() {
    let limit = 256 * 1024;
    let journal = Journal::new(limit, false);
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let journal = &journal;
            scope.spawn(move || {
                for turn in 0..2000 {
                    let id = turn * 4 + thread;
                    journal.record(record(id, (id % 500) as usize));
                    let newest = journal.newest(20, None);
                    assert!(newest.is_sorted_by(|a, b| a.id > b.id), "{:?}", ids(&newest));
                    assert!(journal.bytes() <= limit);
                    if let Some(found) = journal.get(id) {
                        assert_eq!(found.target, format!("/{id}"));
                    }
                }
            });
        }
    });
    let kept = journal.newest(usize::MAX, None);
    assert_eq!(kept.len() as u64 + journal.evicted(), 8000, "every record is kept or counted");
    assert!(kept.len() > 100 && kept.iter().all(|record| journal.get(record.id).is_some()));
}

#[test]
fn secrets_are_masked_unless_shown() {
    for (show, expected) in
        [(false, "GET / HTTP/1.1\r\nCookie: ***\r\n\r\n"), (true, "GET / HTTP/1.1\r\nCookie: a=1\r\n\r\n")]
    {
        let journal = Journal::new(1 << 16, show);
        let mut asked = record(1, 0);
        asked.traffic.received = b"GET / HTTP/1.1\r\nCookie: a=1\r\n\r\n".to_vec();
        asked.traffic.sent = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\n\r\na=1".to_vec();
        journal.record(asked);
        let traffic = &journal.get(1).expect("it is there").traffic;
        assert_eq!(String::from_utf8_lossy(&traffic.received), expected);
        assert_eq!(traffic.sent.windows(3).filter(|three| three == b"a=1").count(), if show { 2 } else { 1 });
    }
}

#[test]
fn times_count_from_the_beginning() {
    let began = Instant::now();
    let piece = |direction, micros, length| Piece { direction, at: began + Duration::from_micros(micros), length };
    let recording = Recording {
        received: b"ab".to_vec(),
        sent: b"c".to_vec(),
        received_omitted: 3,
        sent_omitted: 4,
        pieces: vec![piece(Direction::Received, 0, 5), piece(Direction::Sent, 1_500, 5)],
        ..Recording::default()
    };
    let traffic = Traffic::new(recording, began);
    assert_eq!((&traffic.received[..], &traffic.sent[..]), (&b"ab"[..], &b"c"[..]));
    assert_eq!((traffic.received_omitted, traffic.sent_omitted), (3, 4));
    let runs: Vec<_> = traffic.runs.iter().map(|run| (run.direction, run.at_micros, run.length)).collect();
    assert_eq!(runs, [(Direction::Received, 0, 5), (Direction::Sent, 1_500, 5)]);

    let early = Recording { pieces: vec![piece(Direction::Received, 0, 1)], ..Recording::default() };
    let later = Traffic::new(early, began + Duration::from_secs(1));
    assert_eq!(later.runs[0].at_micros, 0, "a piece from before the beginning is at the beginning");
}
