//! The command `statusquo`.

mod explain;
mod json;
mod list;
mod output;
mod style;
mod usage;

use clap::{Parser, Subcommand};
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
  statusquo explain 409
  statusquo explain email already taken
  statusquo list 4xx

Exit codes:
  0  done
  1  the output could not be written
  2  bad usage, or nothing was found

Colours are used on a terminal only, and not if NO_COLOR is set.";

#[derive(Debug, Subcommand)]
enum Command {
    Explain(explain::Arguments),
    List(list::Arguments),
}

fn main() -> ExitCode {
    match CommandLine::try_parse() {
        Ok(line) => match line.command {
            Command::Explain(arguments) => explain::run(&arguments),
            Command::List(arguments) => list::run(&arguments),
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
