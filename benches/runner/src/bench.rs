//! A whole run: the works one after the other, then the results.

use crate::bars::BARS;
use crate::candidate::{Candidate, Programs, Serving};
use crate::figures::{Series, Spread};
use crate::machine::Machine;
use crate::options::{Care, Options};
use crate::process::Running;
use crate::work::{Kind, Work};
use crate::{certificate, chart, json, markdown, memory, rounds, start, streams};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// The most that a run may take; the usual one takes some two thirds of it.
const LIMIT: Duration = Duration::from_secs(15 * 60);

/// The most of the server's core, in percent, that may go elsewhere in a run whose figures are worth something.
const QUIET: f64 = 5.0;

/// What all works need.
#[derive(Debug)]
pub(crate) struct Bench {
    /// Where it is measured.
    pub(crate) machine: Machine,
    /// What is started.
    pub(crate) programs: Programs,
    /// How carefully.
    pub(crate) care: Care,
    /// What else ran meanwhile.
    pub(crate) noise: Noise,
    /// Whether the last load was answered by refusals.
    pub(crate) refused: bool,
    until: Instant,
}

/// Time on the server's core that was not the candidate's.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Noise {
    elapsed: Duration,
    foreign: Duration,
    stolen: Duration,
}

impl Noise {
    /// Adds what was seen during one load.
    pub(crate) fn add(&mut self, elapsed: Duration, foreign: Duration, stolen: Duration) {
        self.elapsed += elapsed;
        self.foreign += foreign;
        self.stolen += stolen;
    }

    /// In words.
    pub(crate) fn shown(&self) -> String {
        if self.elapsed.is_zero() {
            return String::new();
        }
        let (foreign, stolen) = (self.percent(self.foreign), self.percent(self.stolen));
        let verdict = if self.is_quiet() { "" } else { " **That is too much: these figures are not to be quoted.**" };
        format!("Of the server's core, other programs took {foreign:.1} % and the host {stolen:.1} %.{verdict}")
    }

    /// Whether the figures are worth something.
    fn is_quiet(&self) -> bool {
        self.elapsed.is_zero() || self.percent(self.foreign + self.stolen) <= QUIET
    }

    fn percent(&self, part: Duration) -> f64 {
        part.as_secs_f64() / self.elapsed.as_secs_f64() * 100.0
    }
}

impl Bench {
    /// Starts a candidate on the server's core, and waits until it listens.
    pub(crate) fn start(&self, candidate: Candidate, serving: Serving<'_>) -> Result<Running, String> {
        self.still_time()?;
        let (command, port) = self.programs.command(candidate, serving)?;
        self.machine.stand_on(self.machine.server_core)?;
        let running = Running::listening(&command, port);
        self.machine.stand_on(self.machine.load_core)?;
        running
    }

    /// An error once the run has taken too long.
    pub(crate) fn still_time(&self) -> Result<(), String> {
        if Instant::now() < self.until {
            return Ok(());
        }
        Err(format!("not done within {} minutes: something else uses this machine", LIMIT.as_secs() / 60))
    }

    fn measure(&mut self, work: &'static Work) -> Result<Vec<Series>, String> {
        match work.kind {
            Kind::Load(load) => rounds::load(self, work, &load),
            Kind::Streams(security) => streams::streams(self, work, security),
            Kind::Handshakes => streams::handshakes(self, work),
            Kind::Growth => rounds::growth(self, work),
            Kind::Start => start::first_answer(self, work),
            Kind::Idle => memory::idle(self, work),
            Kind::Million => memory::million(self, work),
            Kind::Explain => start::explain(self, work),
            Kind::Binary => start::binary(self, work),
        }
    }
}

/// Measures what was asked for, writes the results, and shows them.
pub(crate) fn run(options: Options) -> Result<(), String> {
    let scratch = options.results.join("scratch");
    // Whoever reads a configuration from there takes names for relative to it, so it is named from the root.
    let scratch = fs::create_dir_all(&scratch)
        .and_then(|()| scratch.canonicalize())
        .map_err(|error| format!("{} cannot be made: {error}", scratch.display()))?;
    let machine = Machine::look(&options.statusquo)?;
    println!("{}\n{}", machine.shown(), machine.versions.join("; "));
    let certificate = certificate::make(&scratch)?;
    let programs = Programs { statusquo: options.statusquo, others: options.programs, scratch, certificate };
    let until = Instant::now() + LIMIT;
    let mut bench = Bench { machine, programs, care: options.care, noise: Noise::default(), refused: false, until };
    let mut all = Vec::new();
    let mut outcome = Ok(());
    for work in options.works {
        println!("\n{}: {}", work.name, work.title);
        match bench.measure(work) {
            Ok(measured) => {
                measured.iter().for_each(say);
                all.extend(measured);
            }
            Err(error) => {
                // What was measured before is reported all the same.
                outcome = Err(error);
                break;
            }
        }
        write(&options.results, &format!("{}.json", work.name), &pretty(&json::work(work, &all, &bench.machine))?)?;
    }
    report(&bench, &all, &options.results)?;
    outcome?;
    options.publish.map_or(Ok(()), |place| publish(&bench, &options.results, &place))
}

/// Copies what is for readers to where they look for it.
fn publish(bench: &Bench, results: &Path, place: &Path) -> Result<(), String> {
    if !bench.noise.is_quiet() {
        return Err("nothing is published, since too much else ran meanwhile; try again when nothing does".to_owned());
    }
    for (from, to) in [("results.md", "bench.md"), ("results.svg", "bench.svg")] {
        let (from, to) = (results.join(from), place.join(to));
        fs::copy(&from, &to)
            .map_err(|error| format!("{} cannot be copied to {}: {error}", from.display(), to.display()))?;
        println!("Published: {}", to.display());
    }
    Ok(())
}

/// Writes the results of all works, and shows which bars are met.
fn report(bench: &Bench, all: &[Series], results: &Path) -> Result<(), String> {
    write(results, "bars.json", &pretty(&json::bars(all, &bench.machine, &bench.noise))?)?;
    write(results, "results.md", &markdown::page(all, &bench.machine, &bench.noise, bench.care))?;
    if let Some(picture) = chart::picture(all, &bench.machine) {
        write(results, "results.svg", &picture)?;
    }
    println!();
    for bar in BARS {
        if let Some(measured) = bar.measured(all) {
            let verdict = bar.verdict(&measured).replace("**", "");
            let (shown, most) = (measured.shown(bar.unit), bar.unit.shown(bar.most));
            println!("{:<64} {shown}, at most {most}: {verdict}", bar.what);
        }
    }
    println!("\n{}\nResults: {}", bench.noise.shown().replace("**", ""), results.display());
    Ok(())
}

/// One line for what was just measured.
fn say(series: &Series) {
    if let Some(spread) = Spread::of(&series.values) {
        let rate = Spread::of(&series.rates).map(|rate| format!(", {:.0} {}s a second", rate.median, series.figure));
        let (shown, rate) = (spread.shown(series.unit), rate.unwrap_or_default());
        println!("  {:<24} {:<10} {shown}{rate}", series.candidate, series.figure);
    }
}

fn pretty(value: &serde_json::Value) -> Result<String, String> {
    serde_json::to_string_pretty(value).map(|text| text + "\n").map_err(|error| format!("no JSON: {error}"))
}

fn write(folder: &Path, name: &str, text: &str) -> Result<(), String> {
    let place = folder.join(name);
    fs::write(&place, text).map_err(|error| format!("{} cannot be written: {error}", place.display()))
}
