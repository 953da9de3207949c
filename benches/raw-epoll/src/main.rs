//! The limit on this kernel: an epoll loop that finds blank lines and writes the same octets for each of them. It does
//! not know a method, a target or a field; whatever answers more truly than this has to cost more.

#[cfg(target_os = "linux")]
mod blank;
#[cfg(target_os = "linux")]
mod serve;

use std::process::ExitCode;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let parsed = match words.as_slice() {
        [port, content] => port.parse().ok().zip(content.parse().ok()).map(|(port, content)| (port, content, false)),
        [port, content, mode] if mode == "close" => {
            port.parse().ok().zip(content.parse().ok()).map(|(port, content)| (port, content, true))
        }
        _ => None,
    };
    let Some((port, content, close)) = parsed else {
        eprintln!("Usage: raw-epoll PORT OCTETS-OF-CONTENT [close]");
        return ExitCode::from(2);
    };
    match serve::run(port, content, close) {
        Ok(never) => match never {},
        Err(error) => {
            eprintln!("raw-epoll: port {port}: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    eprintln!("raw-epoll: epoll is a part of Linux; this system has none");
    ExitCode::FAILURE
}
