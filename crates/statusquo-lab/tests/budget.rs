//! How many instructions an exchange costs, counted by callgrind against a committed budget: the whole road without a
//! socket, from the first octet read to the last one written.
//!
//! `STATUSQUO_BLESS=1 cargo test -p statusquo-lab --test budget` writes `tests/budget.txt` anew.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The exchanges, as the example names them.
const NAMES: [&str; 7] = ["get", "journaled", "304", "404", "201", "pipelined", "413"];

/// What an exchange may cost beyond the budget.
const SLACK: f64 = 0.03;

/// The same under another compiler than the one the budget was made with: its code is not ours to answer for.
const OTHER_COMPILER: f64 = 0.15;

/// Rounds of the shorter and the longer run: their difference leaves starting up out.
const SHORT: u64 = 100;
const LONG: u64 = 600;

fn budget_path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/budget.txt")
}

fn compiler() -> String {
    let version = Command::new("rustc").arg("--version").output().expect("rustc says its version");
    String::from_utf8_lossy(&version.stdout).split_whitespace().nth(1).unwrap_or("").to_owned()
}

/// Builds the example as it is released; its path.
fn example() -> PathBuf {
    let built = Command::new(env!("CARGO"))
        .args([
            "build",
            "--release",
            "--package",
            "statusquo-lab",
            "--example",
            "exchanges",
            "--message-format",
            "json",
        ])
        .output()
        .expect("cargo runs");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let said = String::from_utf8_lossy(&built.stdout);
    let program = said.split("\"executable\":\"").nth(1).and_then(|rest| rest.split('"').next());
    PathBuf::from(program.expect("cargo names the program"))
}

/// The instructions of a run.
fn instructions(program: &Path, name: &str, rounds: u64) -> u64 {
    let counted = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args([name, &rounds.to_string()])
        .output()
        .unwrap_or_else(|error| panic!("valgrind is needed ({error}); ./test installs it, or says how"));
    let said = String::from_utf8_lossy(&counted.stderr);
    assert!(counted.status.success(), "{said}");
    let collected = said.lines().find_map(|line| line.split("Collected : ").nth(1)).unwrap_or_else(|| panic!("{said}"));
    collected.trim().parse().expect("a number")
}

#[test]
fn no_exchange_costs_more_than_its_budget() {
    let program = example();
    let costs: Vec<(&str, u64)> = std::thread::scope(|scope| {
        let counting = NAMES.map(|name| {
            let program = &program;
            scope.spawn(move || {
                let both = (instructions(program, name, SHORT), instructions(program, name, LONG));
                (name, (both.1 - both.0) / (LONG - SHORT))
            })
        });
        counting.into_iter().map(|count| count.join().expect("it is counted")).collect()
    });
    if std::env::var_os("STATUSQUO_BLESS").is_some() {
        let mut text = format!("# instructions an exchange, with rustc {}\n", compiler());
        for (name, cost) in costs {
            text.push_str(&format!("{name} {cost}\n"));
        }
        return fs::write(budget_path(), text).expect("the budget can be written");
    }
    let budget = fs::read_to_string(budget_path()).expect("the budget");
    let same = budget.lines().next().is_some_and(|line| line.ends_with(&compiler()));
    let slack = if same { SLACK } else { OTHER_COMPILER };
    let mut over = Vec::new();
    for (name, cost) in costs {
        let line = budget.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        let allowed: f64 = line.and_then(|cost| cost.parse().ok()).unwrap_or_else(|| panic!("no budget for {name}"));
        println!("{name}: {cost} instructions, budget {allowed}");
        if cost as f64 > allowed * (1.0 + slack) {
            over.push(format!(
                "{name} costs {cost} instructions, {:.1} % over its budget of {allowed}",
                (cost as f64 / allowed - 1.0) * 100.0
            ));
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}
