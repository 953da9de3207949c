//! Bad usage: one clear sentence instead of a page, and exit code 2.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use statusquo_catalog::Query;
use std::process::ExitCode;

/// Exit code of a command that was not used as it should be, or found nothing.
const BAD_USAGE: u8 = 2;

/// Says what is wrong with the command line; help and version that were asked for are no error.
pub(crate) fn report(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => crate::output::print(&error.render().to_string()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            eprint!("{error}");
            ExitCode::from(BAD_USAGE)
        }
        _ => fail(&sentence(error)),
    }
}

/// Says one sentence on standard error.
pub(crate) fn fail(sentence: &str) -> ExitCode {
    eprintln!("statusquo: {sentence}");
    ExitCode::from(BAD_USAGE)
}

/// What the parser says in several paragraphs, in one sentence.
fn sentence(error: &clap::Error) -> String {
    if let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) {
        return no_command(word, error.get(ContextKind::SuggestedSubcommand));
    }
    let rendered = error.render().to_string();
    let mut paragraphs = rendered.split("\n\n");
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let what = one_line(paragraphs.next().unwrap_or_default().trim_start_matches("error:"));
    let tip = rendered.lines().find_map(|line| line.trim().strip_prefix("tip: ")).map(|tip| format!(" ({tip})"));
    format!("{what}{}; see {} --help", tip.unwrap_or_default(), command(&rendered))
}

/// A word that is no command may be meant as one, or be what somebody wanted to look up.
fn no_command(word: &str, like: Option<&ContextValue>) -> String {
    let likely = match like {
        Some(ContextValue::Strings(names)) => names.first(),
        _ => None,
    };
    match (likely, Query::parse(word)) {
        (Some(name), _) => format!("there is no command '{word}'; did you mean '{name}'?"),
        (None, Query::Code(_) | Query::Class(_)) => {
            format!("there is no command '{word}'; to look it up: statusquo explain {word}")
        }
        (None, Query::Words(_)) => format!("there is no command '{word}'; see statusquo --help"),
    }
}

/// The command whose usage the parser shows: `statusquo explain`.
fn command(rendered: &str) -> String {
    let usage = rendered.lines().find_map(|line| line.strip_prefix("Usage: ")).unwrap_or("statusquo");
    let words: Vec<&str> =
        usage.split_whitespace().take_while(|word| word.starts_with(|c: char| c.is_ascii_lowercase())).collect();
    words.join(" ")
}
