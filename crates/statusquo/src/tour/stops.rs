//! Plays codes several at a time, since many only wait for a clock, and hands them on in their order.

use statusquo_catalog::Entry;
use statusquo_lab::Lab;
use statusquo_lab::happening::{Case, Outcome};
use statusquo_wire::Version;
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write, stderr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// A code in a version, and what came of it.
pub(super) struct Stop {
    pub(super) version: Version,
    pub(super) outcome: Outcome,
}

/// Makes a code happen over a version, if that has it, in a lab of its own.
fn stop(entry: &'static Entry, version: Version) -> Stop {
    Stop { version, outcome: Lab::happen(Case::new(entry, version), &mut |_, _| {}, Box::pin(std::future::pending())) }
}

/// How many are played at a time.
const AT_A_TIME: usize = 4;

/// Makes every code happen over every version, and shows each code once all its versions are through; `show` says
/// whether to go on.
pub(super) fn visit(
    entries: &[&'static Entry],
    versions: &[Version],
    mut show: impl FnMut(&'static Entry, Vec<Stop>) -> bool,
) {
    let (next, total) = (AtomicUsize::new(0), entries.len() * versions.len());
    let progress = Progress { of: total, on: stderr().is_terminal() };
    let (sender, played) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..AT_A_TIME.min(total) {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(entry) = entries.get(at / versions.len()) else { break };
                    // Nobody listens any more once the tour was given up.
                    if sender.send((at, stop(entry, versions[at % versions.len()]))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let (mut waiting, mut shown, mut through) = (BTreeMap::new(), 0, 0);
        progress.show(through);
        for (at, stop) in played {
            waiting.insert(at, stop);
            through += 1;
            progress.clear();
            while let Some(entry) = entries.get(shown) {
                let places = shown * versions.len()..(shown + 1) * versions.len();
                if !places.clone().all(|place| waiting.contains_key(&place)) {
                    break;
                }
                let stops = places.filter_map(|place| waiting.remove(&place)).collect();
                if !show(entry, stops) {
                    return;
                }
                shown += 1;
            }
            progress.show(through);
        }
        progress.clear();
    });
}

/// How far the tour is, on a terminal alone.
struct Progress {
    of: usize,
    on: bool,
}

impl Progress {
    fn show(&self, through: usize) {
        if self.on && through < self.of {
            eprint!("\r[{through}/{}] …", self.of);
            let _ = stderr().flush();
        }
    }

    fn clear(&self) {
        if self.on {
            eprint!("\r\x1b[K");
            let _ = stderr().flush();
        }
    }
}
