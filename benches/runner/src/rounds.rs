//! Loads, round by round: every candidate in turn, each time a new process, and what its requests cost it.

use crate::account;
use crate::bench::Bench;
use crate::candidate::Candidate;
use crate::client::{self, Answer, Client};
use crate::figures::{Series, Unit};
use crate::load::{self, Report};
use crate::process::Running;
use crate::serving::Serving;
use crate::work::{Load, Shape, Work};
use std::time::Instant;

/// Exchanges before the measuring starts: as many as fill the journal, so that what it then drops is paid for too.
pub(crate) const WARMING: usize = 20_000;

/// The same where an exchange is large.
const WARMING_LARGE: usize = 1_000;

/// How many documents are put into the store in each of the sizes compared. It holds 10,000 with those that are there from
/// the start, so the last size all but fills it.
const SIZES: [usize; 3] = [1, 100, 9_900];

/// All candidates under one load.
pub(crate) fn load(bench: &mut Bench, work: &'static Work, load: &Load) -> Result<Vec<Series>, String> {
    let wanted = wanted(bench, load)?;
    let mut contents = Vec::new();
    for candidate in Candidate::ALL {
        contents.push(fitting(bench, candidate, load, wanted)?);
    }
    let script = load::script(&bench.programs.scratch, load)?;
    let mut all: Vec<_> = Candidate::ALL
        .iter()
        .map(|candidate| Series::new(work.name, "request", candidate.name(), Unit::CpuMicroseconds))
        .collect();
    for round in 0..bench.care.rounds() {
        for turn in 0..all.len() {
            // Who comes first changes, so that nobody always follows the same one.
            let at = (round + turn) % all.len();
            let running = bench.start(Candidate::ALL[at], serving(load, contents[at]))?;
            warm(&running, Candidate::ALL[at], load).map_err(|error| failed(&all[at], &error))?;
            let seconds = bench.care.seconds(load.seconds);
            cell(bench, &running, &mut all[at], || load::run(running.port, load, seconds, script.as_deref()))?;
            let refused = Candidate::ALL[at].decides() && load.status >= 400;
            if refused != bench.refused {
                return Err(format!("{}: the answers to the load have another class than expected", all[at].candidate));
            }
        }
    }
    Ok(all)
}

/// The cost of a request over stores of different sizes.
pub(crate) fn growth(bench: &mut Bench, work: &'static Work) -> Result<Vec<Series>, String> {
    let path = |number: usize| format!("/lab/documents/d{number:05}");
    let load = Load { path: "/", field: None, shape: Shape::KeepAlive, status: 200, document: None, seconds: 2 };
    let name = |size: &usize| if *size == 1 { "1 document".to_owned() } else { format!("{size} documents") };
    let mut all: Vec<_> =
        SIZES.iter().map(|size| Series::new(work.name, "request", name(size), Unit::CpuMicroseconds)).collect();
    for round in 0..bench.care.rounds() {
        for turn in 0..all.len() {
            let at = (round + turn) % all.len();
            let script = load::script_for_documents(&bench.programs.scratch, SIZES[at])?;
            let running = bench.start(Candidate::JournalOff, serving(&load, 0))?;
            let warmed = Client::to(running.port).and_then(|mut client| {
                let put = client.all((1..=SIZES[at]).map(|number| client::put(&path(number), 54)))?;
                let got = client.all((0..WARMING).map(|time| client::get(&path(time % SIZES[at] + 1), None)))?;
                Ok((put.status, got.status))
            });
            match warmed {
                Ok((201, 200)) => {}
                Ok(codes) => return Err(failed(&all[at], &format!("PUT and GET gave {codes:?}, not 201 and 200"))),
                Err(error) => return Err(failed(&all[at], &error)),
            }
            let seconds = bench.care.seconds(load.seconds);
            cell(bench, &running, &mut all[at], || load::run(running.port, &load, seconds, Some(&script)))?;
            if bench.refused {
                return Err(format!("{}: not every document was there", all[at].candidate));
            }
        }
    }
    Ok(all)
}

/// Lets a candidate work under the load, and adds what that cost to its series.
pub(crate) fn cell(
    bench: &mut Bench,
    running: &Running,
    series: &mut Series,
    load: impl FnOnce() -> Result<Report, String>,
) -> Result<(), String> {
    let core = bench.machine.server_core;
    let (clock, core_before, before) = (Instant::now(), account::core(core), account::used(running.id())?);
    let report = load().map_err(|error| failed(series, &error))?;
    let used = account::used(running.id())?.since(&before).map_err(|error| failed(series, &error))?;
    let (busy, stolen) = account::core(core).since(&core_before);
    let elapsed = clock.elapsed();
    bench.noise.add(elapsed, busy.saturating_sub(used), stolen);
    bench.refused = match report.refused {
        0 => false,
        // The last ones may have been under way when the load stopped counting.
        all if f64::from(all) > f64::from(report.requests) * 0.999 => true,
        some => return Err(failed(series, &format!("{some} of {} answers were refusals", report.requests))),
    };
    series.values.push(used.as_secs_f64() * 1e6 / f64::from(report.requests));
    series.rates.push(report.rate);
    series.busy.push(used.as_secs_f64() / elapsed.as_secs_f64());
    Ok(())
}

fn serving(load: &Load, content: usize) -> Serving<'_> {
    Serving { close: load.shape == Shape::OneEach, ..Serving::of(load.path, content) }
}

/// Prepares a candidate for its load, and lets it do what it does at first only.
fn warm(running: &Running, candidate: Candidate, load: &Load) -> std::io::Result<Answer> {
    let mut client = Client::to(running.port)?;
    if load.shape == Shape::OneEach {
        // The load's own field would end the connection that warms up; the raw loop ends it after any request.
        let times = if candidate == Candidate::RawEpoll { 1 } else { WARMING };
        return client.repeat(&client::get(load.path, None), times);
    }
    if candidate.decides()
        && let Some(octets) = load.document
    {
        client.ask(&client::put(load.path, octets))?;
    }
    let times = if load.document.is_some() { WARMING_LARGE } else { WARMING };
    client.repeat(&client::get(load.path, load.field), times)
}

/// How many octets statusquo answers with; the others are given as many.
fn wanted(bench: &Bench, load: &Load) -> Result<usize, String> {
    let running = bench.start(Candidate::JournalOff, serving(load, 0))?;
    let answer = warm(&running, Candidate::JournalOff, load)
        .and_then(|_| Client::to(running.port)?.ask(&client::get(load.path, load.field)))
        .map_err(|error| format!("statusquo does not answer: {error}"))?;
    if answer.status != load.status {
        return Err(format!("{} gave {} and not {}", load.path, answer.status, load.status));
    }
    Ok(answer.head + answer.content)
}

/// The content with which a candidate's whole answer has the wanted size; none if its head alone is larger.
fn fitting(bench: &Bench, candidate: Candidate, load: &Load, wanted: usize) -> Result<usize, String> {
    if candidate.decides() {
        return Ok(0);
    }
    let mut content = wanted;
    // Twice, because the length of the content is also written in the head.
    for _ in 0..2 {
        let running = bench.start(candidate, serving(load, content))?;
        let answer = Client::to(running.port)
            .and_then(|mut client| client.ask(&client::get(load.path, load.field)))
            .map_err(|error| format!("{} does not answer: {error}", candidate.name()))?;
        // nginx knows If-None-Match, and then answers as it should.
        let as_told = answer.status == 200 && answer.content == content;
        if !as_told && (answer.status, load.status) != (304, 304) {
            return Err(format!("{} was to answer 200 with {content} octets: {answer:?}", candidate.name()));
        }
        content = wanted.saturating_sub(answer.head);
    }
    Ok(content)
}

pub(crate) fn failed(series: &Series, error: &(impl std::fmt::Display + ?Sized)) -> String {
    format!("{}, {}: {error}", series.work, series.candidate)
}
