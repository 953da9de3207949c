//! What the tests of the journal share: exchanges that are told to it.

#![allow(dead_code, reason = "each file of tests uses its own part of this")]

use statusquo_journal::{Finished, Journal};
use statusquo_wire::transport::Recording;
use std::time::{Duration, Instant, SystemTime};

/// The reason that these tests give: octets and nothing else.
pub(crate) type Reason = [u8; 32];

/// So many octets each way.
pub(crate) fn exchange(received: usize, sent: usize) -> Recording {
    Recording { received: vec![b'r'; received], sent: vec![b'x'; sent], ..Recording::default() }
}

/// Tells the journal of a GET with the id as its target.
pub(crate) fn write(journal: &Journal<Reason>, id: u64, recording: &mut Recording) {
    write_from(journal, id, &format!("/{id}"), Instant::now(), recording);
}

/// Tells it of a GET of this target that began at this instant.
pub(crate) fn write_from(journal: &Journal<Reason>, id: u64, target: &str, start: Instant, recording: &mut Recording) {
    journal.record(Finished {
        id,
        version: "HTTP/1.1",
        method: "GET",
        target,
        code: 200,
        interim: &[],
        forced: false,
        secured: false,
        way: [42; 32],
        peer: ([127, 0, 0, 1], 1).into(),
        began: SystemTime::UNIX_EPOCH,
        start,
        duration: Duration::ZERO,
        recording,
    });
}
