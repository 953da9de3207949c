//! Whole processes on the clock: from start to first answer, and a program that explains and ends. Also what can be seen
//! of the program without load: its memory after the start, its size.

use crate::account;
use crate::bench::Bench;
use crate::candidate::Candidate;
use crate::client::{self, Client};
use crate::figures::{Series, Spread, Unit};
use crate::process::Running;
use crate::serving::{Serving, Speaks};
use crate::work::{PATH, Work};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long a start may take; far more than any needs.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a process is left alone before its memory is looked at.
const REST: Duration = Duration::from_millis(100);

/// From the start of the process to its first answer, and what is resident then.
pub(crate) fn first_answer(bench: &Bench, work: &'static Work) -> Result<Vec<Series>, String> {
    // Without flags, there is a thread for every core, and TLS; so here too.
    let serving = Serving { speaks: Speaks::Usual, threads: bench.machine.cores, ..Serving::of(PATH, 54) };
    let series = |figure, unit| {
        Candidate::ALL.iter().map(move |candidate| Series::new(work.name, figure, candidate.name(), unit))
    };
    let mut times: Vec<_> = series("time", Unit::Milliseconds).collect();
    let mut memory: Vec<_> = series("memory", Unit::Octets).collect();
    for round in 0..bench.care.rounds() {
        for turn in 0..times.len() {
            let at = (round + turn) % times.len();
            let candidate = Candidate::ALL[at];
            let failed = |error: String| format!("{}: {error}", candidate.name());
            let mut taken = Vec::new();
            for _ in 0..bench.care.starts() {
                let (running, time) = start(bench, candidate, serving).map_err(failed)?;
                taken.push(time.as_secs_f64() * 1e3);
                if taken.len() == bench.care.starts() {
                    std::thread::sleep(REST);
                    memory[at].values.push(account::resident(running.id())?);
                }
            }
            times[at].values.extend(Spread::of(&taken).map(|spread| spread.median));
        }
    }
    times.append(&mut memory);
    Ok(times)
}

/// Starts a candidate, and asks it until it answers.
fn start(bench: &Bench, candidate: Candidate, serving: Serving<'_>) -> Result<(Running, Duration), String> {
    let (command, port) = bench.programs.command(candidate, serving)?;
    let request = client::get(PATH, None);
    bench.still_time()?;
    bench.machine.stand_on(bench.machine.server_core)?;
    let clock = Instant::now();
    let running = Running::at_once(command, port)?;
    bench.machine.stand_on(bench.machine.load_core)?;
    loop {
        if let Ok(mut client) = Client::to(port) {
            let answer = client.ask(&request).map_err(|error| format!("no first answer: {error}"))?;
            let time = clock.elapsed();
            return if answer.status == 200 {
                Ok((running, time))
            } else {
                Err(format!("the first answer is {}", answer.status))
            };
        }
        if clock.elapsed() > PATIENCE {
            return Err(format!("no connection within {PATIENCE:?}"));
        }
        std::hint::spin_loop();
    }
}

/// A whole process that explains a code.
pub(crate) fn explain(bench: &Bench, work: &'static Work) -> Result<Vec<Series>, String> {
    let mut series = Series::new(work.name, "time", "statusquo", Unit::Milliseconds);
    for _ in 0..bench.care.rounds() {
        bench.still_time()?;
        let mut taken = Vec::new();
        for _ in 0..bench.care.starts() {
            let mut command = Command::new(&bench.programs.statusquo);
            command.args(["explain", "404"]).stdin(Stdio::null()).stdout(Stdio::piped());
            bench.machine.stand_on(bench.machine.server_core)?;
            let clock = Instant::now();
            let child = command.spawn().map_err(|error| format!("statusquo does not start: {error}"))?;
            bench.machine.stand_on(bench.machine.load_core)?;
            let output = child.wait_with_output().map_err(|error| format!("statusquo explain: {error}"))?;
            taken.push(clock.elapsed().as_secs_f64() * 1e3);
            if !output.status.success() || !String::from_utf8_lossy(&output.stdout).contains("404") {
                return Err(format!("statusquo explain 404 does not explain: {}", output.status));
            }
        }
        series.values.extend(Spread::of(&taken).map(|spread| spread.median));
    }
    Ok(vec![series])
}

/// The size of the program.
pub(crate) fn binary(bench: &Bench, work: &'static Work) -> Result<Vec<Series>, String> {
    let mut series = Series::new(work.name, "size", "statusquo", Unit::Octets);
    let size = std::fs::metadata(&bench.programs.statusquo).map_err(|error| format!("no program: {error}"))?.len();
    series.values.push(u32::try_from(size).map_or(f64::INFINITY, f64::from));
    Ok(vec![series])
}
