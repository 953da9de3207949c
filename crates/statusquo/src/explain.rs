//! `statusquo explain`: all that is known of a code, by number, class, status line, log line or words; or several side by side.

use crate::style::Style;
use crate::{json, list, output, usage};
use clap::Args;
use statusquo_catalog::text::{self, Role};
use statusquo_catalog::{
    COMPARISONS, Class, Entry, Match, Place, Query, Section, Use, class_sections, clear_best, comparison_sections,
    entry, find, nearest, sections, to_compare, unregistered_sections, uses_named,
};
use std::process::ExitCode;

/// Explain a code, or tell several apart: what it means, what causes it, what to do next
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// A number, several to compare, a class, a status line, a line of a log, or words
    #[arg(required = true)]
    what: Vec<String>,
    /// Print JSON: an object for a number or a comparison, an array for a class or words (the format is in docs/json.md)
    #[arg(long)]
    json: bool,
}

const AFTER_HELP: &str = "\
Examples:
  statusquo explain 409                       all that is known of a code
  statusquo explain 4xx                       a class and its codes
  statusquo explain not modified              by its phrase, or a former one
  statusquo explain email already taken       by what happened
  statusquo explain 401 403 404               how to tell codes apart, side by side
  statusquo explain 'HTTP/1.1 409 Conflict'   a pasted status line
  statusquo explain '\"GET / HTTP/1.1\" 499 0'  a pasted line of a log
  statusquo explain 409 --json | jq .causes

Exit codes:
  0  explained
  1  the output could not be written
  2  bad usage, or nothing was found (the nearest names are on standard error)";

/// Prints what was asked for.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    if let Some(codes) = to_compare(&arguments.what) {
        return side_by_side(&codes, arguments.json);
    }
    if let Some(unknown) = one_is_unknown(&arguments.what) {
        return unknown;
    }
    let typed = arguments.what.join(" ");
    match Query::parse(&typed) {
        Query::Code(code) => number(code, arguments.json),
        Query::Class(digit) => match Class::of_digit(digit) {
            Some(known) => class(known, arguments.json),
            None => no_such_class(&typed),
        },
        Query::Words(words) if words.is_empty() => usage::fail("explain needs a number, a class or words"),
        Query::Words(words) if words.bytes().all(|byte| byte.is_ascii_digit()) => no_such_number(&words),
        Query::Words(words) if is_class_like(&words) => no_such_class(&words),
        Query::Words(words) => search(&words, arguments.json),
    }
}

fn side_by_side(codes: &[u16], as_json: bool) -> ExitCode {
    match as_json {
        true => output::print(&json::text(&json::compared(codes))),
        false => output::print(&page(&comparison_sections(codes))),
    }
}

/// Where codes are to be told apart and one of them is none: what it is not, or what it is near to. Words beside a number
/// are a search like any other as long as something is known of them.
fn one_is_unknown(parts: &[String]) -> Option<ExitCode> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.len() < 2 || !parts.iter().any(|part| digits(part) && part.len() <= 3) {
        return None;
    }
    if parts.iter().all(|part| digits(part)) {
        return parts.iter().find(|part| part.len() > 3).map(|part| no_such_number(part));
    }
    // A line of a log, a status line or a name has its own meaning.
    if !matches!(Query::parse(&parts.join(" ")), Query::Words(_)) {
        return None;
    }
    let slip = parts.iter().find(|part| !digits(part) && find(part).is_empty() && !nearest(part).is_empty());
    slip.map(|part| nothing(part))
}

fn no_such_number(digits: &str) -> ExitCode {
    usage::fail(&format!("{digits} is no status code: those have three digits, 100 to 599"))
}

fn number(code: u16, as_json: bool) -> ExitCode {
    match (entry(code), as_json) {
        (Some(entry), false) => output::print(&(page(&sections(entry)) + &groups(entry))),
        (Some(entry), true) => output::print(&json::text(&json::entry(entry))),
        (None, false) => output::print(&page(&unregistered_sections(code))),
        (None, true) => output::print(&json::text(&json::unregistered(code))),
    }
}

fn class(class: Class, as_json: bool) -> ExitCode {
    if as_json {
        return output::print(&json::text(&class.entries().map(json::entry).collect()));
    }
    // A terminal has room for one line a code; the second section has their whole meanings.
    let head = page(&class_sections(class)[..1]);
    let rows = list::rows(class, output::width(), Style::of_stdout());
    output::print(&format!("{head}\n{rows}"))
}

fn is_class_like(words: &str) -> bool {
    matches!(words.as_bytes(), [digit, b'x' | b'X', b'x' | b'X'] if digit.is_ascii_digit())
}

fn no_such_class(typed: &str) -> ExitCode {
    usage::fail(&format!("there is no class {typed}: they run from 1xx to 5xx"))
}

/// One clear match is shown whole, several are listed, none leads to the nearest names.
fn search(words: &str, as_json: bool) -> ExitCode {
    let found = find(words);
    // A registered name goes before one that somebody made up.
    let named = found.first().is_some_and(Match::has_whole_name);
    let unregistered: Vec<&Use> = uses_named(words).filter(|_| !named).collect();
    if found.is_empty() && unregistered.is_empty() {
        return nothing(words);
    }
    if as_json {
        let numbers = unregistered.iter().map(|one| json::unregistered(one.code));
        return output::print(&json::text(&numbers.chain(found.iter().map(|one| json::entry(one.entry))).collect()));
    }
    match clear_best(&found) {
        Some(best) if unregistered.is_empty() => output::print(&one(best, &found)),
        _ => output::print(&several(words, &unregistered, &found)),
    }
}

fn one(best: &Match, found: &[Match]) -> String {
    let style = Style::of_stdout();
    let mut out = page(&sections(best.entry)) + &groups(best.entry);
    let others: Vec<String> = found.iter().skip(1).map(|other| name(other.entry)).collect();
    if !others.is_empty() {
        let lines = text::wrap(&others.join(" · "), output::text_width().saturating_sub(6));
        out.push_str(&format!("\n{}: {}\n", style.paint(Role::Title, "also"), lines.join("\n      ")));
    }
    out
}

/// How to see the code beside those that it is weighed against.
fn groups(entry: &Entry) -> String {
    let style = Style::of_stdout();
    let with_it = COMPARISONS.iter().filter(|group| group.codes.contains(&entry.code));
    let commands: String = with_it
        .map(|group| {
            let codes: Vec<String> = group.codes.iter().map(u16::to_string).collect();
            format!("  {}\n", style.paint(Role::Command, &format!("statusquo explain {}", codes.join(" "))))
        })
        .collect();
    if commands.is_empty() { commands } else { format!("\n{}\n{commands}", style.paint(Role::Title, "Side by side")) }
}

fn several(words: &str, unregistered: &[&Use], found: &[Match]) -> String {
    let style = Style::of_stdout();
    let width = output::text_width();
    let mut out = format!("Several codes fit {}, the best first:\n", quoted(words));
    let mut add = |name: String, lines: &[String]| {
        out.push_str(&format!("\n  {name}\n"));
        for line in lines {
            for part in text::wrap(line, width.saturating_sub(6)) {
                out.push_str(&format!("      {part}\n"));
            }
        }
    };
    for one in unregistered {
        let name = style.paint(Role::Title, &format!("{} {}", one.code, one.name.unwrap_or_default()));
        add(format!("{name} ({}, not registered)", one.whose), &[one.meaning.to_string()]);
    }
    for one in found {
        let mut lines = vec![one.entry.meaning.to_string()];
        match one.place {
            Place::Number | Place::Phrase | Place::Meaning => {}
            place => lines.push(format!("{}: {}", place.name(), one.line)),
        }
        add(style.paint(Role::Code(one.entry.class()), &name(one.entry)), &lines);
    }
    let first = unregistered.first().map(|one| one.code).or(found.first().map(|one| one.entry.code)).unwrap_or(404);
    out.push_str(&format!(
        "\n{} tells all of one\n",
        style.paint(Role::Command, &format!("statusquo explain {first}"))
    ));
    out
}

fn nothing(words: &str) -> ExitCode {
    let near: Vec<String> = nearest(words).into_iter().map(name).collect();
    let words = quoted(words);
    match near.is_empty() {
        true => usage::fail(&format!("nothing is known of {words}; statusquo list shows all codes")),
        false => usage::fail(&format!("nothing is known of {words}; the nearest names: {}", near.join(", "))),
    }
}

/// What was typed, in one line and no longer than a sentence bears.
fn quoted(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("\"{}\"", text::clip(&line, 60))
}

fn name(entry: &Entry) -> String {
    format!("{} {}", entry.code, entry.phrase)
}

fn page(page: &[Section]) -> String {
    let style = Style::of_stdout();
    text::render(page, output::text_width(), &|role, text| style.paint(role, text))
}
