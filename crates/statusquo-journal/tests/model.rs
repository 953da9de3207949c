//! The journal next to the plainest one that could be: a list, of which the first goes when there are too many.

mod support;

use statusquo_journal::{Journal, Record};
use statusquo_wire::transport::Recording;
use support::{Reason, write};

/// Numbers without an order, the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn octets(&mut self, most: u64) -> Vec<u8> {
        (0..self.below(most)).map(|_| self.below(256) as u8).collect()
    }
}

#[test]
fn whatever_is_kept_is_what_was_written_last() {
    let mut numbers = Numbers(1);
    for (limit, most) in [(3000, 100), (20_000, 900), (150_000, 6000), (400_000, 30_000)] {
        let journal: Journal<Reason> = Journal::new(limit, true);
        let mut written: Vec<(u64, Vec<u8>, Vec<u8>)> = Vec::new();
        for turn in 0..1500 {
            // Now and then one comes late, by a little or by much.
            let id = 1000 + turn * 10 - [0, 0, 0, 25, 995][numbers.below(5) as usize] + 5 * (turn % 2);
            if written.iter().any(|(other, ..)| *other == id) {
                continue;
            }
            let (received, sent) = (numbers.octets(most), numbers.octets(most));
            let mut recording = Recording { received, sent, ..Recording::default() };
            write(&journal, id, &mut recording);
            written.push((id, recording.received, recording.sent));
            if turn % 20 == 0 {
                agree(&journal, &written);
            }
        }
        assert!(journal.evicted() > 100 && journal.len() > 5);
    }
}

fn agree(journal: &Journal<Reason>, written: &[(u64, Vec<u8>, Vec<u8>)]) {
    assert_eq!(journal.len() as u64 + journal.evicted(), written.len() as u64);
    let (gone, kept) = written.split_at(written.len() - journal.len());
    assert!(gone.iter().all(|(id, ..)| journal.get(*id).is_none()));
    let mut kept: Vec<_> = kept.iter().collect();
    kept.sort_by_key(|(id, ..)| std::cmp::Reverse(*id));
    let read: Vec<Record<Reason>> = journal.newest(None).collect();
    assert_eq!(read.len(), kept.len());
    for (record, (id, received, sent)) in read.iter().zip(kept) {
        assert_eq!((record.id, &record.target), (*id, &format!("/{id}")));
        assert_eq!((&record.traffic.received, &record.traffic.sent), (received, sent));
        let alone = journal.get(*id).expect("it is there");
        assert_eq!(alone.traffic, record.traffic);
        let older = journal.newest(Some(*id)).next().map(|record| record.id);
        assert!(older.is_none_or(|older| older < *id));
    }
}
