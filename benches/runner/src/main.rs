//! Runs all candidates in turn, on a core of their own, and reports what a request costs each of them.

#[cfg(target_os = "linux")]
mod account;
#[cfg(target_os = "linux")]
mod bars;
#[cfg(target_os = "linux")]
mod bench;
#[cfg(target_os = "linux")]
mod candidate;
#[cfg(target_os = "linux")]
mod certificate;
#[cfg(target_os = "linux")]
mod chart;
#[cfg(target_os = "linux")]
mod client;
#[cfg(target_os = "linux")]
mod figures;
#[cfg(target_os = "linux")]
mod h2load;
#[cfg(target_os = "linux")]
mod handshakes;
#[cfg(target_os = "linux")]
mod httpbin;
#[cfg(target_os = "linux")]
mod json;
#[cfg(target_os = "linux")]
mod load;
#[cfg(target_os = "linux")]
mod machine;
#[cfg(target_os = "linux")]
mod markdown;
#[cfg(target_os = "linux")]
mod memory;
#[cfg(target_os = "linux")]
mod nginx;
#[cfg(target_os = "linux")]
mod options;
#[cfg(target_os = "linux")]
mod process;
#[cfg(target_os = "linux")]
mod rounds;
#[cfg(target_os = "linux")]
mod run;
#[cfg(target_os = "linux")]
mod serving;
#[cfg(target_os = "linux")]
mod start;
#[cfg(target_os = "linux")]
mod streams;
#[cfg(target_os = "linux")]
mod work;

use std::process::ExitCode;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    let options = match options::read(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(error) => {
            eprintln!("./bench: {error}");
            return ExitCode::from(2);
        }
    };
    match run::run(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("./bench: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    eprintln!("./bench: what a process costs is read from Linux's own accounting; this system has none of that kind");
    ExitCode::FAILURE
}
