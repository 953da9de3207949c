//! httpbin's own routes, round by round: statusquo, and PyPI's httpbin under gunicorn where it could be had, each a new process.

use crate::bench::Bench;
use crate::candidate::Candidate;
use crate::client::{self, Client};
use crate::figures::{Series, Unit};
use crate::load;
use crate::process::{Running, said};
use crate::rounds::{WARMING, cell, failed};
use crate::serving::Serving;
use crate::work::{Load, Work};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Exchanges before the measuring starts; Python is as warm as it gets after a few hundred.
const WARMING_PYTHON: usize = 500;

/// How long Python may take to say what is installed.
const PATIENCE: Duration = Duration::from_secs(30);

/// The versions of what is in a virtual environment.
pub(crate) fn versions(environment: &Path) -> Result<String, String> {
    let mut command = Command::new(environment.join("bin/python"));
    let program = "from importlib.metadata import version as v; from platform import python_version as p; \
                   print('; '.join([*(f'{n} {v(n)}' for n in ('httpbin', 'gunicorn', 'werkzeug')), 'Python ' + p()]))";
    command.args(["-c", program]);
    said(&command, PATIENCE).map(|said| said.trim().to_owned())
}

/// Those that there are under one load.
pub(crate) fn load(bench: &mut Bench, work: &'static Work, load: &Load) -> Result<Vec<Series>, String> {
    let mut candidates = vec![Candidate::JournalOff, Candidate::JournalOn];
    if bench.programs.httpbin.is_some() {
        candidates.push(Candidate::Httpbin);
    } else {
        println!("  httpbin is not there: statusquo is measured alone");
    }
    let series = |candidate: &Candidate| Series::new(work.name, "request", candidate.name(), Unit::CpuMicroseconds);
    let mut all: Vec<_> = candidates.iter().map(series).collect();
    let mut wanted = None;
    for round in 0..bench.care.rounds() {
        for turn in 0..all.len() {
            let at = (round + turn) % all.len();
            let running = bench.start(candidates[at], Serving::of(load.path, 0))?;
            let content = warm(&running, candidates[at], load).map_err(|error| failed(&all[at], &error))?;
            // The same request has the same answer, whoever gives it.
            if *wanted.get_or_insert(content) != content {
                return Err(failed(&all[at], &format!("{content} octets of content, and others sent {wanted:?}")));
            }
            let seconds = bench.care.seconds(load.seconds);
            cell(bench, &running, &mut all[at], || load::run(running.port, load, seconds, None))?;
            if bench.refused {
                return Err(failed(&all[at], "the load was answered by refusals"));
            }
        }
    }
    Ok(all)
}

/// Lets a candidate do what it does at first only; how many octets of content it answers with.
fn warm(running: &Running, candidate: Candidate, load: &Load) -> Result<usize, String> {
    let times = if candidate == Candidate::Httpbin { WARMING_PYTHON } else { WARMING };
    let answer = Client::to(running.port)
        .and_then(|mut client| client.repeat(&client::get(load.path, None), times))
        .map_err(|error| error.to_string())?;
    if answer.status == load.status { Ok(answer.content) } else { Err(format!("{} gave {}", load.path, answer.status)) }
}
