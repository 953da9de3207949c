//! Runs a program to its end.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

/// What a program said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs it with this on its standard input.
pub(crate) fn run(program: &str, arguments: &[&str], input: &str) -> Said {
    let mut command = Command::new(program);
    command.args(arguments);
    run_command(&mut command, input)
}

pub(crate) fn run_command(command: &mut Command, input: &str) -> Said {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    // A program that has seen enough may be gone already.
    let _ = child.stdin.take().expect("its input").write_all(input.as_bytes());
    let mut errors = child.stderr.take().expect("its errors");
    let errors = std::thread::spawn(move || {
        let mut said = Vec::new();
        let _ = errors.read_to_end(&mut said);
        said
    });
    let mut out = Vec::new();
    child.stdout.take().expect("its output").read_to_end(&mut out).expect("it can be read");
    let code = child.wait().expect("it ends").code();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Said { code, out: text(out), err: text(errors.join().expect("no panic")) }
}
