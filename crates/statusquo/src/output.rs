//! Standard output: how wide it is, and writing to it without a fuss when the reader has left.

use std::env;
use std::io::{ErrorKind, Write, stderr, stdout};
use std::process::ExitCode;
use terminal_size::{Width, terminal_size_of};

/// Lines longer than this are hard to read, however wide the terminal is.
const READABLE: usize = 100;

/// The width to write for: `COLUMNS`, else the terminal's, else 100.
pub(crate) fn width() -> usize {
    let named = env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse::<usize>().ok());
    // Behind a pipe into a pager or `head`, standard error still knows how wide the reader's terminal is.
    let real = terminal_size_of(stdout()).or_else(|| terminal_size_of(stderr()));
    let real = real.map(|(Width(columns), _)| usize::from(columns));
    named.filter(|columns| *columns > 0).or(real).unwrap_or(READABLE).max(20)
}

/// The width for sentences.
pub(crate) fn text_width() -> usize {
    width().min(READABLE)
}

/// Writes the text and says how the command ends. A closed pipe (`| head`) is the reader's way to say "enough".
pub(crate) fn print(text: &str) -> ExitCode {
    let mut out = stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("statusquo: the output could not be written: {error}");
            ExitCode::from(1)
        }
    }
}
