//! Codes and versions at a glance: a line for each code and version, or a table in Markdown.

use super::stops::Stop;
use crate::output;
use crate::style::Style;
use statusquo_catalog::text::{Role, wrap};
use statusquo_catalog::{Carried, Class, Entry};
use statusquo_lab::happening::Outcome;
use statusquo_lab::play::carried;
use statusquo_wire::Version;

/// A code, and a line for each version: a mark, and the question that decided; or why there is none.
pub(super) fn lines(entry: &Entry, stops: &[Stop], style: Style) -> String {
    let title = format!("{} {}", entry.code, entry.phrase);
    let mut out = format!("{}\n", style.paint(Role::Code(entry.class()), &title));
    for stop in stops {
        let (mark, role, text) = match &stop.outcome {
            Outcome::Happened(happened) => {
                let reason = happened.reason().map(|(reason, _)| reason);
                ("✓", Role::Code(Class::Successful), reason.unwrap_or_else(|| "for no known reason".to_owned()))
            }
            Outcome::Absent { why, instead } => ("–", Role::Aside, format!("{why} Instead: {instead}")),
            Outcome::NoCause(why) | Outcome::Missed(why) => {
                ("✗", Role::Code(Class::ServerError), format!("did not happen: {why}"))
            }
        };
        let aside = matches!(stop.outcome, Outcome::Absent { .. });
        for (at, line) in wrap(&text, output::text_width().saturating_sub(INDENT)).into_iter().enumerate() {
            let before = match at {
                0 => format!("  {} {:<8}  ", style.paint(role, mark), stop.version.name()),
                _ => " ".repeat(INDENT),
            };
            let line = if aside { style.paint(Role::Aside, &line) } else { line };
            out.push_str(&format!("{before}{line}\n"));
        }
    }
    out.push('\n');
    out
}

/// What stands before the text of a line: the mark and the version.
const INDENT: usize = 14;

/// The first two lines of the table.
pub(super) fn table_head(versions: &[Version]) -> String {
    let names: Vec<&str> = versions.iter().map(|version| version.name()).collect();
    format!("| code | {} | decided by |\n| --- |{} --- |\n", names.join(" | "), " --- |".repeat(versions.len()))
}

/// A row: whether the code happened in each version, and for which reason; another reason stands with its version.
pub(super) fn table_row(entry: &Entry, stops: &[Stop]) -> String {
    let mut reasons: Vec<(String, Vec<&str>)> = Vec::new();
    let mut cells = vec![format!("{} {}", entry.code, entry.phrase)];
    for stop in stops {
        cells.push(match &stop.outcome {
            Outcome::Happened(happened) => {
                let reason = happened.reason().map(|(reason, _)| reason).unwrap_or_default();
                match reasons.iter_mut().find(|(known, _)| *known == reason) {
                    Some((_, versions)) => versions.push(stop.version.name()),
                    None => reasons.push((reason, vec![stop.version.name()])),
                }
                "yes".to_owned()
            }
            Outcome::Absent { .. } => "no".to_owned(),
            Outcome::NoCause(why) | Outcome::Missed(why) => format!("did not happen: {why}"),
        });
    }
    let told = reasons.iter().enumerate().map(|(at, (reason, versions))| match at {
        0 => reason.clone(),
        _ => format!("{}: {reason}", versions.join(", ")),
    });
    cells.push(told.collect::<Vec<_>>().join("; "));
    format!("| {} |\n", cells.iter().map(|cell| cell.replace('|', "\\|")).collect::<Vec<_>>().join(" | "))
}

/// What there is to know of the codes that are not the same in all the versions.
pub(super) fn table_notes(entries: &[&Entry], versions: &[Version]) -> String {
    let mut out = String::new();
    for entry in entries {
        for version in versions {
            let note = match carried(entry, *version) {
                Carried::Yes => continue,
                Carried::No { why, instead } => format!("{why} Instead: {instead}"),
                Carried::ForAnotherCause { why, .. } => why.to_owned(),
            };
            out.push_str(&format!("- {} in {}: {note}\n", entry.code, version.name()));
        }
    }
    if out.is_empty() { out } else { format!("\n{out}") }
}
