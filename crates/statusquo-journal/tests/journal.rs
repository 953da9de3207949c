//! The journal under load: bounded by bytes, the oldest evicted first, records found whatever order they came in.

mod support;

use statusquo_journal::{Direction, Finished, Journal, Record};
use statusquo_wire::transport::{self, Piece, Recording};
use std::time::{Duration, Instant, SystemTime};
use support::{Reason, exchange, write};

fn ids(records: impl IntoIterator<Item = Record<Reason>>) -> Vec<u64> {
    records.into_iter().map(|record| record.id).collect()
}

fn record(journal: &Journal<Reason>, id: u64, sent: usize) {
    write(journal, id, &mut exchange(0, sent));
}

#[test]
fn a_flood_stays_within_the_bound_and_drops_the_oldest() {
    let limit = 64 * 1024;
    let journal = Journal::new(limit, false);
    for id in 1..=10_000 {
        record(&journal, id, (id as usize * 37) % 3000);
        assert!(journal.bytes() <= limit, "{} bytes after {id}", journal.bytes());
        assert!(journal.get(id).is_some(), "the newest is kept");
    }
    let kept: Vec<_> = journal.newest(None).collect();
    assert_eq!(kept.len(), journal.len());
    assert_eq!(journal.evicted(), 10_000 - kept.len() as u64);
    let contents: usize = kept.iter().map(|record| record.traffic.sent.len()).sum();
    assert!(contents <= journal.bytes() && contents > limit / 2, "the bound is used: {contents}");
    let newest_first: Vec<u64> = (10_001 - kept.len() as u64..=10_000).rev().collect();
    assert_eq!(ids(kept), newest_first, "what is left is the newest, without a gap");
}

#[test]
fn what_is_told_is_read_and_nothing_is_left_when_it_is_forgotten() {
    let journal: Journal<Reason> = Journal::default();
    let (start, began) = (Instant::now(), SystemTime::UNIX_EPOCH + Duration::from_nanos(1_767_268_800_123_456_789));
    let piece = |direction, length| Piece { direction, at: start + Duration::from_micros(length), length };
    let frame = |kind, length, error| {
        let at = start + Duration::from_micros(length);
        transport::Frame { direction: Direction::Sent, at, kind, flags: 0xA5, length, error }
    };
    let long = "/long".repeat(1000);
    let told = [
        ("HTTP/1.1", "GET", "/", &[][..], false, "127.0.0.1:1", 0),
        ("HTTP/1.0", "", "", &[100, 103, 199], true, "[2001:db8::1%7]:65535", u64::MAX),
        ("HTTP/2", "A-VERY-LONG-METHOD", &long, &[103; 300], false, "[::1]:80", 127),
        ("", "GET", "/", &[], true, "255.255.255.255:0", 128),
        ("HTTP/1.1", "GET", "/\u{e9}", &[], false, "0.0.0.0:8080", 1 << 14),
    ];
    for (id, (version, method, target, interim, forced, peer, omitted)) in told.into_iter().enumerate() {
        let mut recording = Recording {
            received: vec![b'r'; 200 * id],
            sent: vec![b's'; 70_000 * id],
            received_omitted: omitted,
            sent_omitted: omitted / 2,
            pieces: vec![piece(Direction::Received, omitted >> 20), piece(Direction::Sent, 3)],
            frames: vec![frame("HEADERS", id as u64, None); id],
            frames_omitted: omitted / 3,
        };
        recording.frames.push(frame("RST_STREAM", 1 << 40, Some(omitted)));
        let peer = peer.parse().expect("an address");
        journal.record(Finished {
            id: id as u64,
            version,
            method,
            target,
            code: 99 + id as u16,
            interim,
            forced,
            secured: !forced,
            way: [id as u8; 32],
            peer,
            began,
            start,
            duration: Duration::from_nanos(omitted),
            recording: &mut recording,
        });
        let read = journal.get(id as u64).expect("it is there");
        assert_eq!((read.id, &*read.version, &*read.method, &*read.target), (id as u64, version, method, target));
        assert_eq!((read.code, &read.interim[..]), (99 + id as u16, interim));
        assert_eq!((read.forced, read.secured), (forced, !forced));
        assert_eq!((read.way, read.peer, read.began), ([id as u8; 32], peer, began));
        assert_eq!(read.duration, Duration::from_nanos(omitted));
        let traffic = read.traffic;
        assert_eq!((traffic.received, traffic.sent), (recording.received, recording.sent));
        assert_eq!((traffic.received_omitted, traffic.sent_omitted), (omitted, omitted / 2));
        let runs: Vec<_> = traffic.runs.iter().map(|run| (run.direction, run.at_micros, run.length)).collect();
        let first = omitted >> 20;
        assert_eq!(runs, [(Direction::Received, first, first), (Direction::Sent, 3, 3)]);
        assert_eq!((traffic.frames.len(), traffic.frames_omitted), (id + 1, omitted / 3));
        for (read, told) in traffic.frames.iter().zip(&recording.frames) {
            assert_eq!((read.direction, read.at_micros, read.length), (told.direction, told.length, told.length));
            assert_eq!((&*read.kind, read.flags, read.error), (told.kind, told.flags, told.error));
        }
    }
    assert!(journal.bytes() > 700_000);
    journal.clear();
    assert_eq!((journal.len(), journal.bytes(), journal.evicted()), (0, 0, 0));
    assert!(journal.get(1).is_none() && journal.newest(None).next().is_none());
    record(&journal, 7, 10);
    assert_eq!(ids(journal.newest(None)), [7], "and it goes on");
}

#[test]
fn the_oldest_go_first_and_no_more_than_must() {
    let journal = Journal::new(10_000, false);
    for id in 1..=4 {
        record(&journal, id, 2000);
    }
    assert_eq!(ids(journal.newest(None)), [4, 3, 2, 1]);
    record(&journal, 5, 2000);
    assert_eq!(ids(journal.newest(None)), [5, 4, 3, 2]);
    record(&journal, 6, 5500);
    assert_eq!(ids(journal.newest(None)), [6, 5]);
    assert!(journal.get(4).is_none());
    assert_eq!(journal.evicted(), 4);
}

#[test]
fn a_record_larger_than_the_bound_is_kept_cut_and_the_rest_counted() {
    let journal = Journal::new(4000, true);
    record(&journal, 1, 100);
    let mut large = Recording { sent_omitted: 7, ..exchange(300, 50_000) };
    write(&journal, 2, &mut large);
    assert_eq!(ids(journal.newest(None)), [2]);
    assert!(journal.bytes() <= 4000);
    let kept = journal.get(2).expect("the newest is kept");
    let traffic = &kept.traffic;
    assert_eq!((traffic.received.len(), traffic.received_omitted), (300, 0), "the small half is whole");
    assert!(traffic.sent.len() > 2000, "the bound is used: {}", traffic.sent.len());
    assert_eq!(traffic.sent.len() as u64 + traffic.sent_omitted, 50_007);

    write(&journal, 3, &mut exchange(50_000, 50_000));
    let kept = journal.get(3).expect("the newest is kept");
    assert!(kept.traffic.sent.len().abs_diff(kept.traffic.received.len()) <= 1, "an equal share for each way");
    assert_eq!(kept.traffic.received_omitted + kept.traffic.received.len() as u64, 50_000);
    assert!(journal.bytes() <= 4000);
}

#[test]
fn a_bound_of_nothing_keeps_the_newest_without_its_bytes() {
    let journal = Journal::new(0, false);
    for id in 1..=3 {
        record(&journal, id, 10);
        assert_eq!(ids(journal.newest(None)), [id]);
    }
    let kept = journal.get(3).expect("the newest is kept");
    assert_eq!((kept.traffic.sent.len(), kept.traffic.sent_omitted), (0, 10));
}

#[test]
fn one_that_is_larger_without_its_bytes_stands_alone_until_the_next_comes() {
    let journal = Journal::new(1000, false);
    record(&journal, 1, 10);
    support::write_from(&journal, 2, &"/long".repeat(400), Instant::now(), &mut exchange(10, 10));
    assert_eq!(ids(journal.newest(None)), [2]);
    let kept = journal.get(2).expect("the newest is kept");
    assert_eq!((kept.target.len(), kept.traffic.sent_omitted), (2000, 10));
    assert!(journal.bytes() > 2000);
    for id in 3..5 {
        record(&journal, id, 10);
    }
    assert_eq!((ids(journal.newest(None)), journal.evicted()), (vec![4, 3], 2));
    assert!(journal.bytes() <= 1000);
}

#[test]
fn ids_that_come_late_are_found_and_stand_in_their_place() {
    let journal = Journal::default();
    for id in [2, 1, 5, 3, 4, 9, 7, 8, 6] {
        record(&journal, id, 0);
    }
    for id in 1..=9 {
        assert_eq!(journal.get(id).map(|record| record.id), Some(id));
    }
    assert!(journal.get(0).is_none() && journal.get(10).is_none());
    assert_eq!(ids(journal.newest(None).take(3)), [9, 8, 7]);
    assert_eq!(ids(journal.newest(Some(7)).take(3)), [6, 5, 4]);
    assert_eq!(ids(journal.newest(Some(2)).take(3)), [1]);
    assert_eq!(ids(journal.newest(Some(1)).take(3)), [0; 0]);
    assert_eq!(ids(journal.newest(None).take(0)), [0; 0]);
    assert_eq!(ids(journal.newest(Some(100)).take(1)), [9]);
}

#[test]
fn the_first_written_goes_first_even_if_it_was_late() {
    let journal = Journal::new(10_000, false);
    for id in [7, 8, 1, 9] {
        record(&journal, id, 2000);
    }
    record(&journal, 10, 2000);
    assert_eq!(ids(journal.newest(None)), [10, 9, 8, 1]);
    record(&journal, 11, 4000);
    assert_eq!(ids(journal.newest(None)), [11, 10, 9]);
    assert_eq!(journal.evicted(), 3);
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
                    record(journal, id, (id % 500) as usize);
                    let newest = ids(journal.newest(None).take(20));
                    assert!(newest.is_sorted_by(|a, b| a > b), "{newest:?}");
                    assert!(journal.bytes() <= limit);
                    if let Some(found) = journal.get(id) {
                        assert_eq!(found.target, format!("/{id}"));
                    }
                }
            });
        }
    });
    let kept: Vec<_> = journal.newest(None).collect();
    assert_eq!(kept.len() as u64 + journal.evicted(), 8000, "every record is kept or counted");
    assert!(kept.len() > 100 && kept.iter().all(|record| journal.get(record.id).is_some()));
}

#[test]
fn secrets_are_masked_unless_shown() {
    for (show, expected) in
        [(false, "GET / HTTP/1.1\r\nCookie: ***\r\n\r\n"), (true, "GET / HTTP/1.1\r\nCookie: a=1\r\n\r\n")]
    {
        let journal = Journal::new(1 << 16, show);
        let mut asked = Recording {
            received: b"GET / HTTP/1.1\r\nCookie: a=1\r\n\r\n".to_vec(),
            sent: b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\n\r\na=1".to_vec(),
            ..Recording::default()
        };
        write(&journal, 1, &mut asked);
        let traffic = &journal.get(1).expect("it is there").traffic;
        assert_eq!(String::from_utf8_lossy(&traffic.received), expected);
        assert_eq!(traffic.sent.windows(3).filter(|three| three == b"a=1").count(), if show { 2 } else { 1 });
    }
}

#[test]
fn times_count_from_the_beginning() {
    let journal = Journal::default();
    let piece = |at, direction, length| Piece { direction, at, length };
    let now = Instant::now();
    let later = now + Duration::from_secs(3);
    let mut recording = Recording {
        pieces: vec![piece(now, Direction::Received, 5), piece(later, Direction::Sent, 5)],
        ..Recording::default()
    };
    let start = now + Duration::from_millis(1);
    support::write_from(&journal, 1, "/", start, &mut recording);
    let runs = journal.get(1).expect("it is there").traffic.runs;
    let runs: Vec<_> = runs.iter().map(|run| (run.direction, run.at_micros, run.length)).collect();
    // A piece from before the beginning is at the beginning.
    assert_eq!(runs, [(Direction::Received, 0, 5), (Direction::Sent, 2_999_000, 5)]);
}
