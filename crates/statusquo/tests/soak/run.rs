//! Runs the soak and judges it.

use crate::abuse::abusers::{self, Abuse, Site};
use crate::abuse::behaving::Behaving;
use crate::abuse::idle::Idle;
use crate::abuse::process::Process;
use crate::abuse::random::Random;
use crate::abuse::tally::Tally;
use crate::abuse::{descriptors, floods, hoarding};
use std::fmt::Display;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Where all that looks random begins.
const SEED: u64 = 9110;
const BEHAVING: u64 = 8;
const ABUSERS: u64 = 160;
const IDLE: usize = 10_000;
/// The most memory that the server may take, in MiB: what ten thousand connections, the journal and the documents may
/// take by their own limits, and as much again.
const MEMORY: usize = 256;
/// The longest that a well-behaved client may wait.
const SLOWEST: Duration = Duration::from_secs(10);

const ABUSES: [(&str, Abuse); 13] = [
    ("slow heads", abusers::slow_head),
    ("slow contents", abusers::slow_content),
    ("slow chunks", abusers::slow_chunks),
    ("unused go-aheads", abusers::go_ahead_unused),
    ("dances of interim answers", abusers::endless_interim),
    ("answers never read", abusers::never_reading),
    ("echoes never read", abusers::never_reading_echo),
    ("churns of 100 connections", floods::churn),
    ("huge pipelines", floods::pipeline),
    ("bursts of garbage", floods::garbage),
    ("garbage in frames", floods::garbage_frames),
    ("small requests, much work", hoarding::greed),
    ("tunnels and waits left", hoarding::holding),
];

/// Settings under which abusers are waited for briefly and all connections have room.
const ARGUMENTS: [&str; 8] =
    ["--head-timeout", "3s", "--content-timeout", "3s", "--idle-timeout", "20s", "--max-connections", "11000"];

fn line(name: &str, value: impl Display) {
    println!("{name:<28}{value}");
}

pub(crate) fn run(time: Duration) -> ExitCode {
    let idle_connections = descriptors::idle_connections(IDLE);
    let tally = Tally::default();
    let process = Process::start(&ARGUMENTS);
    let address = process.address;
    println!("soak: {} s, seed {SEED}, {BEHAVING} well-behaved clients, {ABUSERS} abusers", time.as_secs());
    if idle_connections < IDLE {
        line("idle connections", format!("{idle_connections} and not {IDLE}: there are no more descriptors"));
    } else {
        line("idle connections", idle_connections);
    }
    let warm_up = abusers::prepare(address).and_then(|()| Behaving::new(address, &tally, 0));
    match warm_up {
        Ok(mut behaving) => behaving.ask_all(),
        Err(words) => tally.wrong(words),
    }
    let before = settled(&process, None);
    let site = Site { address, hold: Duration::from_secs(4), is_thrown_out: false, pipeline: 2000 };
    let until = Instant::now() + time;
    let rounds: [AtomicU64; ABUSES.len()] = Default::default();
    let most = AtomicUsize::new(before);
    let reopened = AtomicUsize::new(0);
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let (tally, rounds, over) = (&tally, &rounds, &over);
        scope.spawn(|| idle(&site, idle_connections, tally, over, &reopened));
        for number in 1..=BEHAVING {
            scope.spawn(move || match Behaving::new(address, tally, SEED + number) {
                Ok(mut behaving) => {
                    while !over.load(Ordering::Relaxed) {
                        behaving.ask();
                    }
                }
                Err(words) => tally.wrong(words),
            });
        }
        for number in 0..ABUSERS {
            scope.spawn(move || {
                let mut random = Random::new(SEED << 32 | number);
                while !over.load(Ordering::Relaxed) {
                    let which = random.below(ABUSES.len());
                    let (name, abuse) = ABUSES[which];
                    if let Err(words) = abuse(&site, &mut random) {
                        tally.wrong(format!("to {name}: {words}"));
                    }
                    rounds[which].fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        while Instant::now() < until {
            thread::sleep(Duration::from_millis(200));
            most.fetch_max(process.descriptors(), Ordering::Relaxed);
        }
        over.store(true, Ordering::Relaxed);
    });
    let after = settled(&process, Some(before));
    let (peak, resident) = (process.peak_memory() / 1024, process.resident_memory() / 1024);
    let (code, said) = process.end();
    let panics = said.lines().filter(|line| line.contains("ran into a bug")).count() as u64;
    let other = said.lines().filter(|line| !line.contains("ran into a bug")).collect::<Vec<_>>();

    for ((name, _), rounds) in ABUSES.iter().zip(&rounds) {
        line(name, rounds.load(Ordering::Relaxed));
    }
    line("idle, opened again", reopened.load(Ordering::Relaxed));
    line("exchanges", tally.exchanges());
    line("wrong answers", tally.wrong_answers());
    line("slowest answer", format!("{} ms", tally.slowest().as_millis()));
    line("panics", format!("{panics}, {} asked for", tally.panics()));
    line("peak memory", format!("{peak} MiB, {resident} MiB in the end, {MEMORY} MiB allowed"));
    line("open descriptors", format!("{before} before, {} at most, {after} after", most.load(Ordering::Relaxed)));

    let off = [
        (tally.wrong_answers() > 0, format!("wrong answers:\n  {}", tally.words().join("\n  "))),
        (tally.exchanges() < 100 * time.as_secs().min(10), "hardly any exchanges".to_owned()),
        (tally.slowest() > SLOWEST, format!("an answer took more than {SLOWEST:?}")),
        (rounds.iter().any(|rounds| rounds.load(Ordering::Relaxed) == 0), "an abuse did not happen".to_owned()),
        (panics != tally.panics(), format!("panics that nobody asked for:\n  {said}")),
        (!other.is_empty(), format!("the server complains:\n  {}", other.join("\n  "))),
        (peak > MEMORY, "more memory than allowed".to_owned()),
        (after != before, "descriptors are lost".to_owned()),
        (most.into_inner() < idle_connections, "the idle connections were not all there".to_owned()),
        (code != Some(0), format!("the server ended with {code:?}")),
    ];
    let off: Vec<&str> = off.iter().filter(|(is_off, _)| *is_off).map(|(_, words)| words.as_str()).collect();
    match off.is_empty() {
        true => {
            println!("soak: all well");
            ExitCode::SUCCESS
        }
        false => {
            println!("soak: OFF\n{}", off.join("\n"));
            ExitCode::from(1)
        }
    }
}

/// Keeps so many connections idle.
fn idle(site: &Site, count: usize, tally: &Tally, over: &AtomicBool, reopened: &AtomicUsize) {
    let mut idle = match Idle::open(site.address, count) {
        Ok(idle) => idle,
        Err(words) => return tally.wrong(format!("to idle connections: {words}")),
    };
    while !over.load(Ordering::Relaxed) {
        thread::sleep(Duration::from_millis(500));
        match idle.reopen() {
            Ok(count) => drop(reopened.fetch_add(count, Ordering::Relaxed)),
            Err(words) => return tally.wrong(format!("to idle connections: {words}")),
        }
    }
}

/// The server's descriptors once they are as many as they should be, or no longer become fewer.
fn settled(process: &Process, wanted: Option<usize>) -> usize {
    let until = Instant::now() + Duration::from_secs(if wanted.is_some() { 60 } else { 2 });
    loop {
        let now = process.descriptors();
        if wanted == Some(now) || Instant::now() > until {
            return now;
        }
        thread::sleep(Duration::from_millis(50));
    }
}
