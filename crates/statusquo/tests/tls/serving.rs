//! `statusquo serve` as a process, with a data folder of its own.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How long a line is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

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

    /// Reads what it prints until a line has this in it; the line. If none comes, it is killed, so that reading ends.
    pub(crate) fn line_with(&mut self, wanted: &str) -> String {
        let (found, watched) = mpsc::channel::<()>();
        let pid = self.child.id().to_string();
        let guard = thread::spawn(move || {
            if watched.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
                let _ = Command::new("kill").args(["-KILL", &pid]).status();
            }
        });
        let mut printed = String::new();
        let line = loop {
            let from = printed.len();
            let more = self.out.read_line(&mut printed).expect("text");
            assert!(more > 0, "it ended without {wanted:?}; it printed: {printed}");
            if printed[from..].contains(wanted) {
                break printed[from..].to_owned();
            }
        };
        drop(found);
        guard.join().expect("the guard ends");
        line
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
