//! The results for programs: one file a work, and one for the bars.

use crate::bars::BARS;
use crate::bench::Noise;
use crate::figures::{Series, Spread};
use crate::machine::Machine;
use crate::work::Work;
use serde_json::{Value, json};

/// A work with all that was measured in it.
pub(crate) fn work(work: &Work, all: &[Series], machine: &Machine) -> Value {
    let series: Vec<_> = all.iter().filter(|series| series.work == work.name).map(one).collect();
    json!({ "work": work.name, "title": work.title, "machine": described(machine), "series": series })
}

fn one(series: &Series) -> Value {
    let spread = Spread::of(&series.values);
    json!({
        "candidate": series.candidate,
        "figure": series.figure,
        "unit": series.unit.name(),
        "rounds": series.values,
        "median": spread.map(|spread| spread.median),
        "least": spread.map(|spread| spread.least),
        "most": spread.map(|spread| spread.most),
        "requests_per_second": series.rates,
        "share_of_its_core": series.busy,
    })
}

/// All bars, and whether they were met.
pub(crate) fn bars(all: &[Series], machine: &Machine, noise: &Noise) -> Value {
    let bars: Vec<_> = BARS
        .iter()
        .map(|bar| {
            let measured = bar.measured(all);
            json!({
                "what": bar.what,
                "unit": bar.unit.name(),
                "at_most": bar.most,
                "median": measured.map(|measured| measured.median),
                "least": measured.map(|measured| measured.least),
                "most": measured.map(|measured| measured.most),
                "met": measured.map(|measured| measured.median <= bar.most),
            })
        })
        .collect();
    json!({ "machine": described(machine), "noise": noise.shown(), "bars": bars })
}

fn described(machine: &Machine) -> Value {
    json!({
        "processor": machine.processor,
        "cores": machine.cores,
        "kernel": machine.kernel,
        "versions": machine.versions,
        "load_average_before": machine.load_before,
        "server_core": machine.server_core,
        "load_core": machine.load_core,
    })
}
