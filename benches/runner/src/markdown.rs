//! The results for readers: the bars, then every work.

use crate::bars::BARS;
use crate::bench::Noise;
use crate::figures::{Series, Spread, Unit};
use crate::machine::Machine;
use crate::options::Care;
use crate::work::{Kind, Load, WORKS, Work};
use std::fmt::Write;

/// The whole text.
pub(crate) fn page(all: &[Series], machine: &Machine, noise: &Noise, care: Care) -> String {
    let mut page = format!("{}\n\n{}\n\n", machine.shown(), machine.versions.join("; "));
    if care == Care::Quick {
        page.push_str("**A quick try: two short rounds. Not to be quoted.**\n\n");
    }
    let _ = writeln!(
        page,
        "Medians of {} rounds, of few rounds for memory, with the least and the most in parentheses; all candidates in \
         turn, ratios taken round by round. {}\n",
        care.rounds(),
        noise.shown()
    );
    bars(&mut page, all);
    for work in WORKS {
        let series: Vec<_> = all.iter().filter(|series| series.work == work.name).collect();
        if !series.is_empty() {
            let _ = writeln!(page, "\n### {}\n", work.title);
            match work.kind {
                Kind::Load(_) | Kind::Growth => loads(&mut page, work, &series),
                _ => others(&mut page, &series),
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
    // What everything is compared with: the limit, or the smallest store.
    let base = all.iter().find(|series| series.candidate == "raw epoll").or(all.first());
    let name = base.map_or("", |base| &base.candidate);
    let _ = writeln!(page, "| candidate | CPU per request | requests a second | × {name} |");
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
