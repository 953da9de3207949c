//! `statusquo list`: every code in one line, by class.

use crate::style::Style;
use crate::{json, output, usage};
use clap::Args;
use serde_json::Value;
use statusquo_catalog::text::{Role, clip};
use statusquo_catalog::{ALL, Class, Entry, PAGE, Query};
use std::process::ExitCode;

/// List all codes by class, one a line
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// One class only: 1xx, 2xx, 3xx, 4xx or 5xx
    class: Option<String>,
    /// Print all that is known of them, as a JSON array (the format is in docs/json.md)
    #[arg(long)]
    json: bool,
}

const AFTER_HELP: &str = "\
Examples:
  statusquo list
  statusquo list 4xx
  statusquo list --json | jq '.[] | select(.heuristically_cacheable) | .code'

A star marks the 21 codes of the page that statusquo grew from.
Meanings are cut at the width of the terminal, or at COLUMNS.

Exit codes:
  0  listed
  1  the output could not be written
  2  bad usage";

/// Prints the list.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let classes = match arguments.class.as_deref().map(|class| (class, Query::parse(class))) {
        None => Class::ALL.to_vec(),
        Some((_, Query::Class(digit))) => Class::of_digit(digit).into_iter().collect(),
        Some((typed, Query::Code(code))) => {
            return usage::fail(&format!(
                "list takes a class such as 4xx, not '{typed}'; try: statusquo explain {code}"
            ));
        }
        Some((typed, Query::Words(_))) => {
            return usage::fail(&format!("list takes a class, 1xx to 5xx, not '{typed}'"));
        }
    };
    if arguments.json {
        let entries: Vec<Value> = classes.into_iter().flat_map(Class::entries).map(json::entry).collect();
        return output::print(&json::text(&Value::Array(entries)));
    }
    let style = Style::of_stdout();
    let mut out = String::new();
    for class in classes {
        let name = format!("{} {}", class.pattern(), class.name());
        out.push_str(&format!("{}\n", style.paint(Role::Code(class), &name)));
        out.push_str(&format!("{}\n", clip(class.meaning(), output::width())));
        out.push_str(&rows(class, output::width(), style));
        out.push('\n');
    }
    out.push_str(&style.paint(Role::Aside, "* one of the 21 codes of the page that statusquo grew from"));
    out.push_str(&format!("\n{}\n", style.paint(Role::Aside, "statusquo explain CODE tells all of one")));
    output::print(&out)
}

/// The codes of a class, each in one line of at most `width` characters.
pub(crate) fn rows(class: Class, width: usize, style: Style) -> String {
    let phrases = ALL.iter().map(|entry| entry.phrase.chars().count()).max().unwrap_or(0);
    class.entries().map(|entry| row(entry, phrases, width, style)).collect()
}

fn row(entry: &Entry, phrases: usize, width: usize, style: Style) -> String {
    let star = if PAGE.contains(&entry.code) { '*' } else { ' ' };
    let before = format!("  {}{star} {:<phrases$}  ", entry.code, entry.phrase);
    let standing = match entry.standing.note() {
        Some(_) => format!("({}) ", entry.standing.name()),
        None => String::new(),
    };
    let room = width.saturating_sub(before.chars().count() + standing.len());
    let name = style.paint(Role::Code(entry.class()), &format!("{}{star}", entry.code));
    let line = format!(
        "  {name} {:<phrases$}  {}{}",
        entry.phrase,
        style.paint(Role::Aside, &standing),
        clip(entry.meaning, room)
    );
    format!("{}\n", line.trim_end())
}
