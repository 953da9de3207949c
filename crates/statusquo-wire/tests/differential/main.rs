//! Millions of mutants from fixed numbers, read by us and by others: the same messages with the same boundaries, or a named exception.

#[path = "../support/mod.rs"]
mod support;

mod by_hyper;

use statusquo_wire::{Framing, Limits};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use support::invariants::{self, NARROW};
use support::mutants::{Dice, Seeds, Witness, mutant, request_seeds};
use support::ours::{End, read};
use support::{broken, by_httparse, responses, whole};

/// Mutants that httparse and our invariants see.
const MANY: u64 = 2_000_000;
/// Of these, one in so many is also cut in every way.
const CUT: u64 = 4;
/// Mutants that hyper sees.
const SOME: u64 = 1_000_000;
/// Mutants of contents, and of responses.
const RESPONSES: u64 = 300_000;

/// Runs each number up to the last one on every core.
fn each(what: &str, last: u64, run: impl Fn(u64) + Sync) {
    let began = Instant::now();
    let next = AtomicU64::new(0);
    let threads = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let from = next.fetch_add(1000, Ordering::Relaxed);
                    if from >= last {
                        return;
                    }
                    (from..last.min(from + 1000)).for_each(&run);
                }
            });
        }
    });
    println!("{what}: {last} mutants in {:.1} s", began.elapsed().as_secs_f64());
}

#[test]
fn the_seeds_are_what_they_say() {
    let limits = Limits::default();
    for (name, bytes) in whole::streams() {
        let seen = read(&bytes, &limits);
        assert!(matches!(seen.end, End::Waits | End::Closes), "{name}: {:?}", seen.end);
        assert_eq!((seen.rest, seen.messages.is_empty()), (bytes.len(), false), "{name}");
    }
    let mut rules = BTreeSet::new();
    for (name, rule, bytes) in broken::streams() {
        let (End::HeadRefused(violation) | End::ContentRefused(_, violation)) = read(&bytes, &limits).end else {
            panic!("{name} is not refused")
        };
        assert_eq!(violation.rule, rule, "{name}");
        rules.insert(format!("{rule:?}"));
    }
    assert!(rules.len() >= 34, "{} rules are broken", rules.len());
}

#[test]
fn millions_of_mutants_have_the_boundaries_that_httparse_sees() {
    let seeds = request_seeds();
    let exceptions = by_httparse::exceptions();
    let (accepted, refused, cut) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
    each("httparse and invariants", MANY, |number| {
        let bytes = mutant(number, &seeds);
        let _witness = Witness(number, &bytes);
        let mut dice = Dice::new(!number);
        let limits = if dice.below(4) == 0 { NARROW } else { Limits::default() };
        let seen = invariants::requests(&bytes, &limits);
        accepted.fetch_add(seen.messages.len() as u64, Ordering::Relaxed);
        let broken = matches!(seen.end, End::HeadRefused(_) | End::ContentRefused(..));
        refused.fetch_add(u64::from(broken), Ordering::Relaxed);
        if number % CUT == 0 {
            invariants::any_cut(&bytes, &limits, &seen, &mut dice);
            cut.fetch_add(1, Ordering::Relaxed);
        }
        by_httparse::compare(&bytes, &seen, &exceptions);
    });
    let (accepted, refused, cut) = (accepted.into_inner(), refused.into_inner(), cut.into_inner());
    println!("{accepted} messages accepted, {refused} streams refused, {cut} cut in every way");
    // Mutants that all fall at the first octet would show nothing.
    assert!(accepted > MANY / 3 && refused > MANY / 3 && refused < MANY * 9 / 10);
    exceptions.settle();
}

#[test]
fn hyper_sees_the_same_messages() {
    let seeds = request_seeds();
    let exceptions = by_hyper::exceptions();
    let (both, content) = (AtomicU64::new(0), AtomicU64::new(0));
    each("hyper", SOME, |number| {
        let bytes = mutant(number, &seeds);
        let _witness = Witness(number, &bytes);
        let seen = read(&bytes, &Limits::default());
        let theirs = by_hyper::read(&bytes);
        both.fetch_add(seen.messages.len().min(theirs.len()) as u64, Ordering::Relaxed);
        let with_content = seen.messages.iter().filter(|message| !message.content.is_empty()).count();
        content.fetch_add(with_content as u64, Ordering::Relaxed);
        exceptions.compare(&bytes, &seen, &theirs, by_hyper::same_target);
    });
    let (both, content) = (both.into_inner(), content.into_inner());
    println!("{both} messages seen by both, {content} with content");
    assert!(both > SOME / 3 && content > SOME / 20);
    exceptions.settle();
}

#[test]
fn contents_are_read_in_one_way() {
    let content = |bytes: &Vec<u8>| {
        let head = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
        let chunked = bytes[..head].windows(7).any(|window| window.eq_ignore_ascii_case(b"chunked"));
        (chunked && head < bytes.len()).then(|| bytes[head..].to_vec())
    };
    let seeds = request_seeds();
    let [whole, broken] = [seeds.whole, seeds.broken].map(|seeds| seeds.iter().filter_map(content).collect());
    let seeds = Seeds { whole, broken };
    assert!(seeds.whole.len() > 5 && seeds.broken.len() > 15);
    each("contents", RESPONSES, |number| {
        let bytes = mutant(number, &seeds);
        let _witness = Witness(number, &bytes);
        let mut dice = Dice::new(!number);
        let limits = if dice.below(4) == 0 { NARROW } else { Limits::default() };
        let length = Framing::Length(dice.below(2 * bytes.len() + 1) as u64);
        let framing = *dice.pick(&[Framing::Chunked, Framing::Chunked, Framing::Chunked, length, Framing::Close]);
        invariants::any_content(framing, &bytes, &limits, &mut dice);
        by_httparse::compare_chunks(&bytes);
    });
}

#[test]
fn responses_have_the_heads_that_httparse_sees() {
    for (name, good, bytes) in responses::RESPONSES {
        let read = invariants::response("GET", bytes.as_bytes(), &Limits::default(), &mut Dice::new(0));
        assert_eq!(read.is_ok_and(|head| head.is_some()), *good, "{name}");
    }
    let of = |wanted| {
        let rows = responses::RESPONSES.iter().filter(move |(_, good, _)| *good == wanted);
        rows.map(|(_, _, bytes)| bytes.as_bytes().to_vec()).collect()
    };
    let seeds = Seeds { whole: of(true), broken: of(false) };
    let exceptions = by_httparse::response_exceptions();
    each("responses", RESPONSES, |number| {
        let bytes = mutant(number, &seeds);
        let _witness = Witness(number, &bytes);
        let mut dice = Dice::new(!number);
        let limits = if dice.below(4) == 0 { NARROW } else { Limits::default() };
        let method = *dice.pick(&["GET", "HEAD", "CONNECT"]);
        let read = invariants::response(method, &bytes, &limits, &mut dice);
        by_httparse::compare_response(&bytes, &read, &exceptions);
    });
    exceptions.settle();
}
