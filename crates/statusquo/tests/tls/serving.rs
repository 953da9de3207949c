//! `statusquo serve` as a process, with a data folder of its own.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// The command; what it keeps goes to this folder.
pub(crate) fn command(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_statusquo"));
    command.arg("serve").args(arguments).env_remove("PORT").env_remove("HOST").env_remove("STATUSQUO_ADMIN_TOKEN");
    command.env("XDG_DATA_HOME", data).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A serving program; killed when the test ends, however it ends.
pub(crate) struct Serving {
    child: Child,
    out: BufReader<ChildStdout>,
    /// The addresses, as they were printed.
    pub(crate) urls: Vec<String>,
}

impl Serving {
    /// Starts it and waits for so many addresses.
    pub(crate) fn start(command: &mut Command, addresses: usize) -> Self {
        let mut child = command.spawn().expect("it starts");
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        let urls = (0..addresses).map(|_| {
            let mut line = String::new();
            out.read_line(&mut line).expect("a line");
            line.trim_end().to_owned()
        });
        let urls = urls.collect();
        Self { child, out, urls }
    }

    /// Asks it to end; what else it printed, and what it said of errors.
    pub(crate) fn end(mut self) -> (String, String) {
        let asked = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(asked.expect("kill runs").success());
        let (mut printed, mut errors) = (String::new(), String::new());
        self.out.read_to_string(&mut printed).expect("text");
        self.child.stderr.take().expect("its errors").read_to_string(&mut errors).expect("text");
        assert_eq!(self.child.wait().expect("it ends").code(), Some(0), "{errors}");
        (printed, errors)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
