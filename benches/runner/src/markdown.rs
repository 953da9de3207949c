//! The results for readers: the bars, then every work.

use crate::bars::BARS;
use crate::bench::Noise;
use crate::figures::{Series, Spread, Unit};
use crate::machine::Machine;
use crate::options::Care;
use crate::work::{Kind, Load, WORKS, Work};
use std::fmt::Write;

/// What all figures have in common.
const METHOD: &str = "\
CPU time, user and system, is what Linux accounts to the server's process, divided by the requests that were answered. \
Server and load have a core each. All candidates have their turn in every round, each time as a new process that is \
warmed up first; ratios are taken round by round. statusquo decides what to answer, the others are told and answer with \
as many octets: in HTTP/1.1 of head and content together, in HTTP/2 and over TLS of content, since how a head is \
compressed is an engine's own affair. With its journal on, statusquo also keeps of every exchange why it ended as it did, \
when what was sent, and all octets.";

/// The whole text.
pub(crate) fn page(all: &[Series], machine: &Machine, noise: &Noise, care: Care) -> String {
    let (shown, versions) = (machine.shown(), machine.versions.join("; "));
    let mut page = format!("# What a request costs\n\n{shown}\n\n{versions}\n\n{METHOD}\n\n");
    if care == Care::Quick {
        page.push_str("**A quick try: two short rounds. Not to be quoted.**\n\n");
    }
    let _ = writeln!(
        page,
        "Medians of {} rounds, of few rounds for memory, with the least and the most in parentheses. {}\n\n## The bars\n",
        care.rounds(),
        noise.shown()
    );
    bars(&mut page, all);
    page.push_str("\n## The works\n");
    for work in WORKS {
        let series: Vec<_> = all.iter().filter(|series| series.work == work.name).collect();
        if !series.is_empty() {
            let _ = writeln!(page, "\n### {}\n", work.title);
            if work.kind.is_load() {
                loads(&mut page, work, &series);
            } else {
                others(&mut page, &series);
            }
        }
    }
    page
}

fn bars(page: &mut String, all: &[Series]) {
    page.push_str("| what | bar | measured | |\n| --- | --- | --- | --- |\n");
    for bar in BARS {
        if let Some(measured) = bar.measured(all) {
            let most = match bar.unit {
                Unit::Ratio => format!("{:.2} ×", bar.most),
                unit => unit.shown(bar.most),
            };
            let shown = measured.shown(bar.unit);
            let _ = writeln!(page, "| {} | ≤ {most} | {shown} | {} |", bar.what, bar.verdict(&measured));
        }
    }
}

fn loads(page: &mut String, work: &Work, all: &[&Series]) {
    // What everything is compared with: the limit, where that was measured, or the smallest store.
    let named = |name: &str| all.iter().find(|series| series.candidate == name);
    let base = named("raw epoll").or(named("nginx")).or(all.first());
    let name = base.map_or("", |base| &base.candidate);
    let unit = all.first().map_or("request", |series| series.figure);
    let _ = writeln!(page, "| candidate | CPU per {unit} | {unit}s a second | × {name} |");
    page.push_str("| --- | ---: | ---: | ---: |\n");
    for series in all {
        let (Some(cost), Some(rate), Some(base)) = (Spread::of(&series.values), Spread::of(&series.rates), base) else {
            continue;
        };
        let ratio = Spread::of(&series.ratios(base)).map(|ratio| format!("{:.2}", ratio.median)).unwrap_or_default();
        let _ = writeln!(
            page,
            "| {} | {} | {:.0} ({:.0} – {:.0}) | {ratio} |",
            series.candidate,
            cost.shown(series.unit),
            rate.median,
            rate.least,
            rate.most
        );
    }
    match work.kind {
        Kind::Load(Load { status: 304, .. }) => page.push_str(
            "\nThe others answer 200 with as many octets; nginx knows the field, and answers 304 with a head of its own.\n",
        ),
        Kind::Httpbin(_) => page.push_str(
            "\nAll decide what to answer, and answer with as much content. gunicorn's CPU time is that of both its processes; it has one worker, \
             of the kind that keeps connections.\n",
        ),
        Kind::Load(Load { status: 404, .. }) => page.push_str("\nThe others answer 200 with as many octets.\n"),
        _ => {}
    }
}

fn others(page: &mut String, all: &[&Series]) {
    page.push_str("| candidate | what | measured |\n| --- | --- | ---: |\n");
    for series in all {
        if let Some(spread) = Spread::of(&series.values) {
            let _ = writeln!(page, "| {} | {} | {} |", series.candidate, series.figure, spread.shown(series.unit));
        }
    }
}
