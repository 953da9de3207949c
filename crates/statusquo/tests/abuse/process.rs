//! The server as a process of its own, so that its memory and its descriptors can be read.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

/// A serving process; killed when it is dropped.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    pub(crate) address: SocketAddr,
    said: Option<JoinHandle<String>>,
}

impl Process {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_statusquo"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--quiet"]).args(arguments);
        command.env_remove("PORT").env_remove("HOST").env_remove("STATUSQUO_ADMIN_TOKEN").env_remove("RUST_BACKTRACE");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        let mut first = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut first).expect("a line");
        let address = first.trim_end().strip_prefix("http://").and_then(|address| address.parse().ok());
        let mut errors = child.stderr.take().expect("its errors");
        let said = std::thread::spawn(move || {
            let mut said = String::new();
            errors.read_to_string(&mut said).expect("text");
            said
        });
        Self { address: address.unwrap_or_else(|| panic!("no address: {first:?}")), child, said: Some(said) }
    }

    /// Its open descriptors.
    pub(crate) fn descriptors(&self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.child.id())).expect("its descriptors").count()
    }

    /// The most memory that was resident at a time, in KiB.
    pub(crate) fn peak_memory(&self) -> usize {
        self.memory("VmHWM:")
    }

    /// The memory that is resident, in KiB.
    pub(crate) fn resident_memory(&self) -> usize {
        self.memory("VmRSS:")
    }

    fn memory(&self, name: &str) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("its status");
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a line for it");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// Asks it to end; its exit code, and all that it said of errors.
    pub(crate) fn end(mut self) -> (Option<i32>, String) {
        let asked = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(asked.expect("kill runs").success());
        let code = self.child.wait().expect("it ends").code();
        let said = self.said.take().expect("read once").join().expect("no panic");
        (code, said)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
