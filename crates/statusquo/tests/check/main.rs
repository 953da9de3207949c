//! `statusquo check`, run as a user runs it: against servers of its own that send good and bad octets, against the lab, and
//! with what was pasted.

mod asked;
mod given;
mod output;
mod pasted;
mod server;
mod tls;

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// What the command said.
#[derive(Debug)]
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Said {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("text is UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// All words, without the way in which they were wrapped.
    fn words(&self) -> String {
        self.out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The JSON of the only exchange.
    fn json(&self) -> serde_json::Value {
        let all: serde_json::Value =
            serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"));
        assert_eq!(all.as_array().map(Vec::len), Some(1), "{all:#}");
        all[0].clone()
    }

    /// The sections of what is broken, MUST alone.
    fn broken(&self) -> Vec<String> {
        let json = self.json();
        let findings = json["answers"].as_array().into_iter().flatten();
        let findings = findings.flat_map(|answer| answer["findings"].as_array().into_iter().flatten());
        let broken = findings.filter(|finding| finding["outcome"] == "broken" && finding["level"] == "MUST");
        broken.filter_map(|finding| finding["section"].as_str().map(str::to_owned)).collect()
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_statusquo"));
    command.arg("check").args(arguments).env("COLUMNS", "100").env_remove("NO_COLOR");
    command
}

fn check(arguments: &[&str]) -> Said {
    Said::of(command(arguments).stdin(Stdio::null()).output().expect("the command runs"))
}

/// The same with this on standard input.
fn check_input(arguments: &[&str], input: &[u8]) -> Said {
    let mut running = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    // Whether it reads all of it is its own affair.
    let _ = running.stdin.take().expect("a pipe").write_all(input);
    Said::of(running.wait_with_output().expect("it ends"))
}
