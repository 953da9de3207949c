//! The command `statusquo`.

mod banner;
mod certificates;
mod check;
mod descriptors;
mod ending;
mod explain;
mod health;
mod list;
mod log;
mod output;
mod serve;
mod site;
mod style;
mod tour;
mod usage;

use clap::{Parser, Subcommand};
use statusquo_lab::entry_json as json;
use std::process::ExitCode;

/// HTTP status codes, caused and explained.
#[derive(Debug, Parser)]
#[command(version, disable_help_subcommand = true, max_term_width = 100, after_help = AFTER_HELP)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Examples:
  statusquo serve
  statusquo tour
  statusquo explain 409
  statusquo explain email already taken
  statusquo list 4xx
  statusquo check https://example.org/
  statusquo health http://127.0.0.1:8080/
  statusquo site public --base https://codes.example

Exit codes:
  0  done
  1  it failed: a code did not happen, a MUST is broken, the output could not be written
  2  bad usage, nothing was found, or there was nothing to judge

Colours are used on a terminal only, and not if NO_COLOR is set.";

#[derive(Debug, Subcommand)]
enum Command {
    Serve(Box<serve::Arguments>),
    Tour(tour::Arguments),
    Explain(explain::Arguments),
    List(list::Arguments),
    Check(check::Arguments),
    Health(health::Arguments),
    Site(site::Arguments),
}

fn main() -> ExitCode {
    match CommandLine::try_parse() {
        Ok(line) => match line.command {
            Command::Serve(arguments) => serve::run(&arguments),
            Command::Tour(arguments) => tour::run(&arguments),
            Command::Explain(arguments) => explain::run(&arguments),
            Command::List(arguments) => list::run(&arguments),
            Command::Check(arguments) => check::run(&arguments),
            Command::Health(arguments) => health::run(&arguments),
            Command::Site(arguments) => site::run(&arguments),
        },
        Err(error) => usage::report(&error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        CommandLine::command().debug_assert();
    }
}
