//! A whole run: each work in turn, what it wrote, and what is shown of it.

use crate::bars::BARS;
use crate::bench::{Bench, LIMIT, Noise};
use crate::candidate::Programs;
use crate::figures::{Series, Spread};
use crate::machine::Machine;
use crate::options::Options;
use crate::work::{Kind, Work};
use crate::{certificate, chart, httpbin, json, markdown, memory, rounds, start, streams};
use std::fs;
use std::path::Path;
use std::time::Instant;

/// Measures what was asked for, writes the results, and shows them.
pub(crate) fn run(options: Options) -> Result<(), String> {
    let scratch = options.results.join("scratch");
    // Whoever reads a configuration from there takes names for relative to it, so it is named from the root.
    let scratch = fs::create_dir_all(&scratch)
        .and_then(|()| scratch.canonicalize())
        .map_err(|error| format!("{} cannot be made: {error}", scratch.display()))?;
    let mut machine = Machine::look(&options.statusquo)?;
    if let Some(environment) = &options.httpbin {
        machine.versions.push(httpbin::versions(environment)?);
    }
    println!("{}\n{}", machine.shown(), machine.versions.join("; "));
    let certificate = certificate::make(&scratch)?;
    let Options { statusquo, programs: others, httpbin, .. } = options;
    let programs = Programs { statusquo, others, httpbin, scratch, certificate };
    let until = Instant::now() + LIMIT;
    let mut bench = Bench { machine, programs, care: options.care, noise: Noise::default(), refused: false, until };
    let mut all = Vec::new();
    let mut outcome = Ok(());
    for work in options.works {
        println!("\n{}: {}", work.name, work.title);
        match measure(&mut bench, work) {
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

/// One work, for each of its candidates.
fn measure(bench: &mut Bench, work: &'static Work) -> Result<Vec<Series>, String> {
    match work.kind {
        Kind::Load(load) => rounds::load(bench, work, &load),
        Kind::Httpbin(load) => httpbin::load(bench, work, &load),
        Kind::Streams(security) => streams::streams(bench, work, security),
        Kind::Handshakes => streams::handshakes(bench, work),
        Kind::Growth => rounds::growth(bench, work),
        Kind::Start => start::first_answer(bench, work),
        Kind::Idle => memory::idle(bench, work),
        Kind::Million => memory::million(bench, work),
        Kind::Explain => start::explain(bench, work),
        Kind::Binary => start::binary(bench, work),
    }
}
