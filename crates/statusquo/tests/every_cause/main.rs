//! Every cause that the lab has happens: the steps of each are played against a fresh lab, over each version of HTTP, and
//! the code of its entry comes, decided by the question that is written down for it.
//!
//! `STATUSQUO_BLESS=1 cargo test -p statusquo --test every_cause` writes down anew which question decides. What other
//! versions than HTTP/1.1 make of the same steps stands in `elsewhere.rs`.

mod elsewhere;
mod playing;

use elsewhere::{ELSEWHERE, Row};
use playing::{Outcome, play};
use statusquo_catalog::{ALL, Cause, Entry, Trigger};
use statusquo_lab::play::carried;
use statusquo_wire::Version;
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, panic, thread};

/// As many at a time as a machine with few cores can bear.
const LANES: usize = 4;

/// The causes that the lab has and that no steps can show, and why.
const NOT_PLAYED: &[(u16, &str, &str)] = &[
    (
        425,
        "PUT, POST or DELETE anywhere under /lab/ in TLS early data, as openssl s_client -early_data sends it",
        "the player resumes no session, so it has nothing to send with its first flight",
    ),
    (
        507,
        "PUT /lab/documents/{name} with new names until the store is full",
        "ten thousand documents are more than anybody wants to watch",
    ),
];

/// What is to be played: an entry, one of its causes, the steps, and over what.
#[derive(Clone, Copy)]
struct Case {
    entry: &'static Entry,
    hint: &'static str,
    trigger: Trigger,
    version: Version,
}

/// The causes that the lab has.
fn in_lab() -> impl Iterator<Item = (&'static Entry, &'static Cause, &'static str)> {
    ALL.iter().flat_map(|entry| entry.causes.iter().filter_map(move |cause| Some((entry, cause, cause.lab?))))
}

fn cases(version: Version) -> impl Iterator<Item = Case> {
    // What does not exist in a version is not asked for there.
    in_lab()
        .filter(move |(entry, ..)| carried(entry, version).exists())
        .filter_map(move |(entry, cause, hint)| Some(Case { entry, hint, trigger: cause.trigger?, version }))
}

/// Plays all, a few at a time; the outcomes in the same order.
fn play_all(cases: &[Case]) -> Vec<Outcome> {
    panic::set_hook(Box::new(|panic| {
        // The 500 is a real panic in a serving thread; it need not stand in the test's output.
        if !thread::current().name().is_some_and(|name| name.starts_with("serve-")) {
            eprintln!("{panic}");
        }
    }));
    let next = AtomicUsize::new(0);
    let lane = || {
        let mut played = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(case) = cases.get(at) else { return played };
            played.push((at, play(case.entry.code, &case.trigger, case.version)));
        }
    };
    let mut all: Vec<_> = thread::scope(|scope| {
        let lanes: Vec<_> = (0..LANES).map(|_| scope.spawn(lane)).collect();
        lanes.into_iter().flat_map(|lane| lane.join().expect("no panic")).collect()
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, outcome)| outcome).collect()
}

fn written() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/every_cause/decided.txt")
}

/// A line as it is written down.
fn line(case: &Case, outcome: &Outcome) -> String {
    format!("{} | {} | {outcome}", case.entry.code, case.hint)
}

#[test]
fn every_cause_happens() {
    let cases: Vec<Case> = [Version::Http11, Version::Http2, Version::Http3].into_iter().flat_map(cases).collect();
    let outcomes = play_all(&cases);
    let both = || cases.iter().zip(&outcomes);
    let over_http1 = |(code, hint)| {
        let same = |case: &Case| (case.version, case.entry.code, case.hint) == (Version::Http11, code, hint);
        both().find(|(case, _)| same(case)).map(|(_, outcome)| outcome)
    };
    let mut now = String::new();
    let mut wrong = Vec::new();
    for (case, outcome) in both() {
        let line = line(case, outcome);
        if case.version == Version::Http11 {
            let _ = writeln!(now, "{line}");
            if !matches!(outcome, Outcome::Decided(..)) {
                wrong.push(line);
            }
            continue;
        }
        let expected = match Row::of(case.entry.code, case.hint, case.version) {
            Some(row) => row.instead.is(outcome),
            None => over_http1((case.entry.code, case.hint)) == Some(outcome),
        };
        if !expected {
            wrong.push(format!("{}: {line}", case.version.name()));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    if std::env::var_os("STATUSQUO_BLESS").is_some() {
        fs::write(written(), now).expect("it can be written");
        return;
    }
    let then = fs::read_to_string(written()).unwrap_or_default();
    for (now, then) in now.lines().zip(then.lines()) {
        assert_eq!(now, then, "another question decides, or another cause stands here");
    }
    assert_eq!(now.lines().count(), then.lines().count(), "the lines of {}", written().display());
}

#[test]
fn what_is_told_apart_by_version_is_there_to_be_told_apart() {
    for row in ELSEWHERE {
        let mut same = in_lab().filter(|(entry, _, hint)| (entry.code, *hint) == (row.code, row.hint));
        let (entry, cause, _) =
            same.next().unwrap_or_else(|| panic!("{} has no cause in the lab: {}", row.code, row.hint));
        assert!(cause.trigger.is_some(), "{} has no steps: {}", row.code, row.hint);
        for version in row.versions {
            assert!(carried(entry, *version).exists(), "{} is not to be had over {}", row.code, version.name());
        }
        assert!(row.why.ends_with('.'), "{}", row.why);
    }
}

#[test]
fn all_causes_have_steps_but_these() {
    let without: Vec<_> =
        in_lab().filter(|(_, cause, _)| cause.trigger.is_none()).map(|(entry, _, hint)| (entry.code, hint)).collect();
    let listed: Vec<_> = NOT_PLAYED.iter().map(|(code, hint, _)| (*code, *hint)).collect();
    assert_eq!(without, listed, "what has no steps, and what is listed with the reason");
}
