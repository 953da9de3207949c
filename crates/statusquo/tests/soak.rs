//! The soak: one server, well-behaved clients and every kind of abuse at once, for a while. What it prints is what
//! counts: exchanges, wrong answers, the server's memory and descriptors. Ends with 1 if any of it is off.
//!
//! ```sh
//! cargo test --package statusquo --test soak            # 30 seconds
//! cargo test --package statusquo --test soak -- 10      # 10 minutes
//! ```

#[cfg(target_os = "linux")]
#[path = "abuse/mod.rs"]
mod abuse;

#[cfg(target_os = "linux")]
#[path = "soak/run.rs"]
mod run;

use std::process::ExitCode;
use std::time::Duration;

/// How long it takes if nobody says.
const USUAL: Duration = Duration::from_secs(30);

/// How long the arguments ask for. Those that `cargo test` hands to every test program, and a filter that names another
/// test, ask for nothing.
fn asked_for() -> Option<Duration> {
    let mut time = USUAL;
    for argument in std::env::args().skip(1) {
        match argument.parse::<f64>() {
            Ok(minutes) if minutes > 0.0 && minutes <= 24.0 * 60.0 => time = Duration::from_secs_f64(minutes * 60.0),
            _ if argument == "--list" => return None,
            _ if argument.starts_with('-') || "soak".contains(&argument) => {}
            _ => return None,
        }
    }
    Some(time)
}

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    match asked_for() {
        Some(time) => run::run(time),
        None => ExitCode::SUCCESS,
    }
}

/// Memory and descriptors are read from /proc.
#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    if asked_for().is_some() {
        println!("soak: only on Linux");
    }
    ExitCode::SUCCESS
}
