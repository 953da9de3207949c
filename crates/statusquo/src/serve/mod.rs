//! `statusquo serve`: the lab on an address, a banner with what to try, a line an exchange.

mod arguments;
mod httpbin;
mod parse;

use crate::ending::Ending;
use crate::log::Log;
use crate::{descriptors, usage};
pub(crate) use arguments::Arguments;
use statusquo_lab::{Lab, Running, Settings, StartError};
use std::process::ExitCode;
use std::time::Duration;

/// How long exchanges under way may take to end once the program is asked to.
const GRACE: Duration = Duration::from_millis(800);

/// Serves until it is asked to end.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    // The message of a panic is for the operator alone: one line here, and not a word of it to the client.
    std::panic::set_hook(Box::new(|panic| {
        let message = panic.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
        eprintln!("statusquo: a request ran into a bug: {message}");
    }));
    // Whoever sees the address may ask for the end at once.
    let ending = match Ending::listen() {
        Ok(ending) => ending,
        Err(error) => {
            eprintln!("statusquo: cannot wait for Ctrl-C: {error}");
            return ExitCode::from(1);
        }
    };
    let log = Log::start(arguments.log, arguments.quiet);
    let mut settings = arguments.settings();
    match arguments.certificates() {
        Ok(certificates) => settings.certificates = certificates,
        Err(code) => return code,
    }
    settings.limits.connections = descriptors::make_room(arguments.max_connections);
    if settings.limits.connections < arguments.max_connections {
        eprintln!(
            "statusquo: the system allows this process {} connections at a time, not --max-connections {}",
            settings.limits.connections, arguments.max_connections
        );
    }
    let running = match start(settings, arguments.tls_listen.is_empty(), &log) {
        Ok(running) => running,
        Err(StartError::BindTls(error)) if error.udp => {
            return usage::fail(&format!(
                "{error}; choose another with --tls-listen, or speak no HTTP/3 with --no-http3"
            ));
        }
        Err(StartError::BindTls(error)) => {
            return usage::fail(&format!("{error}; choose another with --tls-listen (0 as the port takes a free one)"));
        }
        Err(StartError::Bind(error)) => {
            let flag = if arguments.listen.is_empty() { "--port" } else { "--listen" };
            return usage::fail(&format!("{error}; choose another with {flag} (0 as the port takes a free one)"));
        }
        Err(error) => {
            eprintln!("statusquo: {error}");
            return ExitCode::from(1);
        }
    };
    log.listening(&running);
    if !running.is_local_only() && arguments.admin_token.is_none() {
        eprintln!(
            "statusquo: a listener is not on loopback, so the admin side /_/ is closed; open it with --admin-token"
        );
    }
    ending.wait();
    running.stop(GRACE);
    log.end();
    ExitCode::SUCCESS
}

/// Starts the lab; if nobody asked for TLS or HTTP/3 where they cannot be had, without them.
fn start(mut settings: Settings, tls_is_optional: bool, log: &Log) -> Result<Running, StartError> {
    match Lab::start(settings.clone(), log.observer()) {
        Err(StartError::BindTls(error)) if tls_is_optional && error.udp => {
            eprintln!("statusquo: {error}; so HTTP/3 is not spoken: name another address with --tls-listen");
            settings.limits.http3 = false;
            start(settings, tls_is_optional, log)
        }
        Err(StartError::BindTls(error)) if tls_is_optional => {
            eprintln!("statusquo: {error}; so TLS is not spoken: name another address with --tls-listen");
            settings.tls_listen.clear();
            settings.certificates = None;
            Lab::start(settings, log.observer())
        }
        started => started,
    }
}
