//! The works of HTTP/2 and TLS, round by round: those candidates that speak both, in turn, each time a new process.

use crate::bench::Bench;
use crate::candidate::Candidate;
use crate::client::{self, Client};
use crate::figures::{Series, Unit};
use crate::process::Running;
use crate::rounds::{WARMING, cell, failed};
use crate::serving::{Serving, Speaks};
use crate::work::{PATH, Security, Work};
use crate::{h2load, handshakes};

/// Seconds of load in a round where a bar hangs on it, and where none does.
const WITH_BAR: u64 = 2;
const WITHOUT: u64 = 1;

/// Handshakes before the measuring starts.
const WARMING_HANDSHAKES: usize = 500;

/// Many streams at once on a connection.
pub(crate) fn streams(bench: &mut Bench, work: &'static Work, security: Security) -> Result<Vec<Series>, String> {
    let speaks = match security {
        Security::Cleartext => Speaks::Http2,
        Security::Tls => Speaks::Tls,
    };
    let content = content(bench)?;
    let serving = Serving { speaks, ..Serving::of(PATH, content) };
    let seconds = bench.care.seconds(WITH_BAR);
    in_turn(bench, work, "request", serving, |bench, candidate, running, series| {
        let warming = u32::try_from(WARMING).unwrap_or(u32::MAX);
        let octets = h2load::times(running.port, security, warming).map_err(|error| failed(series, &error))?;
        // Everybody is to send the same content; how its head is written is an engine's own affair.
        if octets != u64::from(warming) * content as u64 {
            let name = candidate.name();
            return Err(format!("{name} was to send {content} octets {warming} times, and sent {octets} in all"));
        }
        cell(bench, running, series, || h2load::seconds(running.port, security, seconds))
    })
}

/// A connection for every request, and so a handshake.
pub(crate) fn handshakes(bench: &mut Bench, work: &'static Work) -> Result<Vec<Series>, String> {
    let serving = Serving { speaks: Speaks::Tls, ..Serving::of(PATH, content(bench)?) };
    let seconds = bench.care.seconds(WITHOUT);
    let load = handshakes::Load::new(&bench.programs.certificate)?;
    in_turn(bench, work, "handshake", serving, |bench, _, running, series| {
        load.times(running.port, WARMING_HANDSHAKES).map_err(|error| failed(series, &error))?;
        cell(bench, running, series, || load.seconds(running.port, seconds))
    })
}

/// Lets every candidate have its turn in every round.
fn in_turn(
    bench: &mut Bench,
    work: &'static Work,
    figure: &'static str,
    serving: Serving<'_>,
    mut turn: impl FnMut(&mut Bench, Candidate, &Running, &mut Series) -> Result<(), String>,
) -> Result<Vec<Series>, String> {
    let candidates = Candidate::WITH_TLS;
    let series = |candidate: Candidate| Series::new(work.name, figure, candidate.name(), Unit::CpuMicroseconds);
    let mut all: Vec<_> = candidates.map(series).into();
    for round in 0..bench.care.rounds() {
        for step in 0..all.len() {
            let at = (round + step) % all.len();
            let running = bench.start(candidates[at], serving)?;
            turn(bench, candidates[at], &running, &mut all[at])?;
            if bench.refused {
                return Err(failed(&all[at], "the load was answered by refusals"));
            }
        }
    }
    Ok(all)
}

/// How many octets of content statusquo answers with; the others are given as many.
fn content(bench: &Bench) -> Result<usize, String> {
    let running = bench.start(Candidate::JournalOff, Serving::of(PATH, 0))?;
    let answer = Client::to(running.port).and_then(|mut client| client.ask(&client::get(PATH, None)));
    answer.map(|answer| answer.content).map_err(|error| format!("statusquo does not answer: {error}"))
}
