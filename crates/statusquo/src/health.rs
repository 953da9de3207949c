//! `statusquo health`: whether a server answers, for whoever watches over a container in which there is nothing else to ask with.

use crate::usage;
use clap::Args;
use statusquo_check::asking::{self, Deadlines, Outgoing, Trust, Url};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// The port, if nobody names one: the one of a container that stands in httpbin's place.
const PORT: u16 = 80;

/// How long each step may take: who watches waits for an answer, too.
const PATIENCE: Duration = Duration::from_secs(3);

/// Ask a server whether it is there: exit code 0 if it answers with 2xx or 3xx, else 1
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// What to ask [default: http://127.0.0.1:80/, or the port that PORT in the environment names]
    #[arg(value_name = "URL")]
    url: Option<String>,
    /// Believe any certificate
    #[arg(short = 'k', long)]
    insecure: bool,
    /// Believe the authorities in this PEM file, and no others
    #[arg(long, value_name = "FILE", conflicts_with = "insecure")]
    cacert: Option<PathBuf>,
}

const AFTER_HELP: &str = "\
Examples:
  statusquo health
  statusquo health http://127.0.0.1:8080/
  HEALTHCHECK CMD [\"/statusquo\", \"health\"]      in a Dockerfile

Exit codes:
  0  it answered with 2xx or 3xx
  1  it did not, or not within 3 seconds
  2  bad usage";

/// Asks once, and says in one line what came of it.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let url = match &arguments.url {
        Some(url) => url.clone(),
        None => match std::env::var("PORT").ok().filter(|port| !port.is_empty()) {
            None => format!("http://127.0.0.1:{PORT}/"),
            Some(port) => match port.parse::<u16>() {
                Ok(port) => format!("http://127.0.0.1:{port}/"),
                Err(_) => return usage::fail("PORT is a number from 0 to 65535"),
            },
        },
    };
    let url = match Url::parse(&url) {
        Ok(url) => url,
        Err(bad) => return usage::fail(&bad.to_string()),
    };
    match asked(&url, arguments) {
        Ok(code @ 200..400) => {
            println!("healthy: {url} answered with {code}");
            ExitCode::SUCCESS
        }
        Ok(code) => {
            println!("unhealthy: {url} answered with {code}");
            ExitCode::FAILURE
        }
        Err(why) => {
            println!("unhealthy: {url}: {why}");
            ExitCode::FAILURE
        }
    }
}

/// The code of the final answer.
fn asked(url: &Url, arguments: &Arguments) -> Result<u16, String> {
    let outgoing = Outgoing::new("GET").map_err(|unsendable| unsendable.to_string())?;
    let trust = match (&arguments.cacert, arguments.insecure, url.is_secure()) {
        (Some(file), _, _) => Some(Trust::in_file(file).map_err(|why| format!("--cacert: {why}"))?),
        (None, true, true) => Some(Trust::of_anyone()?),
        (None, false, true) => Some(Trust::of_the_system()?),
        (None, _, false) => None,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("no runtime could be made: {error}"))?;
    let deadlines = Deadlines { behind: Duration::ZERO, ..Deadlines::each(PATIENCE) };
    let came = runtime.block_on(asking::ask(url, &outgoing, trust.as_ref(), &deadlines));
    // An address that is looked up still would keep the program waiting.
    runtime.shutdown_background();
    let exchange = came.map_err(|failure| failure.what)?;
    exchange.last().map(|answer| answer.status).ok_or_else(|| "there was no final answer".to_owned())
}
