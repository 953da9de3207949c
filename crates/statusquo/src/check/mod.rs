//! `statusquo check`: asks any server, or reads a pasted answer, and judges what came back.

mod as_json;
mod report;

use crate::style::Style;
use crate::{json, output, usage};
use clap::Args;
use statusquo_catalog::Level;
use statusquo_check::asking::{self, Deadlines, Outgoing, Trust, Url};
use statusquo_check::reading::{self, ALL};
use statusquo_check::{Exchange, Finding, Outcome, examine};
use std::io::{IsTerminal, Read, stdin};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Check any server's answer: its code, what it means here, which duties it keeps
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// http or https URLs to ask, or - to read an answer from standard input
    #[arg(required = true, value_name = "URL")]
    targets: Vec<String>,
    /// The method; with -, the one that was asked with
    #[arg(short = 'X', long, visible_alias = "request")]
    method: Option<String>,
    /// A field of the request, as curl takes it; with -, one that was sent
    #[arg(short = 'H', long = "header", value_name = "NAME: VALUE")]
    headers: Vec<String>,
    /// Believe any certificate
    #[arg(short = 'k', long)]
    insecure: bool,
    /// Believe the authorities in this PEM file, and no others
    #[arg(long, value_name = "FILE", conflicts_with = "insecure")]
    cacert: Option<PathBuf>,
    /// How long each step may take: connecting, TLS, the head, the content [default: 10, 10, 30, 60]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<Duration>,
    /// Show each duty that could not be judged, too
    #[arg(short, long)]
    verbose: bool,
    /// Print JSON: an array with an object for each exchange (the format is in docs/json.md)
    #[arg(long)]
    json: bool,
}

const AFTER_HELP: &str = "\
Examples:
  statusquo check https://example.org/
  statusquo check -X DELETE http://127.0.0.1:8080/lab/documents/none
  statusquo check -H 'Range: bytes=0-9' https://example.org/file
  curl -si https://example.org/ | statusquo check -
  curl -sI https://example.org/ | statusquo check --method HEAD -
  curl -sv https://example.org/ 2>&1 | statusquo check -    the request is known, too
  statusquo check --json https://example.org/ | jq '.[].answers[].findings[]'

One request is sent to each URL, without content, over HTTP/1.1, and through no proxy. Nothing is
followed. Credentials in a URL are sent as Authorization: Basic, and shown nowhere. Heads longer
than 256 KiB are not read; of an answer, 4 MiB are.

What one answer cannot show is not judged, nor what only the request could tell where that is not
known.

Exit codes:
  0  no MUST is broken
  1  a MUST is broken, or the output could not be written
  2  bad usage, or there was nothing to judge: no connection, no answer, no HTTP";

/// The longest time that a step can be given.
const LONGEST: f64 = 3600.0;

fn seconds(typed: &str) -> Result<Duration, String> {
    match typed.parse::<f64>() {
        Ok(time) if time > 0.0 && time <= LONGEST => Ok(Duration::from_secs_f64(time)),
        _ => Err(format!("a time is a number of seconds above 0, up to {LONGEST}")),
    }
}

/// What came of one target.
struct Checked {
    /// The URL without credentials, or `-`.
    target: String,
    came: Result<Vec<Judged>, Failed>,
}

/// An exchange, and what was found on each of its answers.
struct Judged {
    exchange: Exchange,
    findings: Vec<Vec<Finding>>,
}

/// Why there is no exchange.
struct Failed {
    step: &'static str,
    what: String,
}

impl Judged {
    fn of(exchange: Exchange) -> Self {
        Self { findings: examine(&exchange), exchange }
    }

    /// Whether a MUST is broken.
    fn breaks_a_must(&self) -> bool {
        let broken = |finding: &Finding| finding.outcome == Outcome::Broken && finding.duty.level == Level::Must;
        self.findings.iter().flatten().any(broken)
    }
}

/// Checks all targets, one after the other.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match prepared(arguments).and_then(|(outgoing, urls)| checked(arguments, &outgoing, urls)) {
        Err(sentence) => usage::fail(&sentence),
        Ok(all) => said(arguments, &all),
    }
}

/// A target that was looked at before anything is sent.
enum Target {
    Asked(Url),
    Pasted,
}

fn prepared(arguments: &Arguments) -> Result<(Outgoing, Vec<Target>), String> {
    let mut outgoing = Outgoing::new(arguments.method.as_deref().unwrap_or("GET"))
        .or_else(|unsendable| match arguments.method.as_deref() {
            // What was asked elsewhere may have been a tunnel.
            Some("CONNECT") if arguments.targets.iter().all(|target| target == "-") => Outgoing::new("GET"),
            _ => Err(unsendable),
        })
        .map_err(|unsendable| format!("--method {unsendable}"))?;
    for header in &arguments.headers {
        outgoing.field(header).map_err(|unsendable| format!("--header {unsendable}"))?;
    }
    let mut targets = Vec::new();
    for target in &arguments.targets {
        targets.push(match &**target {
            "-" => Target::Pasted,
            url => Target::Asked(Url::parse(url).map_err(|bad| bad.to_string())?),
        });
    }
    if targets.iter().filter(|target| matches!(target, Target::Pasted)).count() > 1 {
        return Err("standard input can be read once, so - can be given once".to_owned());
    }
    Ok((outgoing, targets))
}

fn checked(arguments: &Arguments, outgoing: &Outgoing, targets: Vec<Target>) -> Result<Vec<Checked>, String> {
    let needs_trust = targets.iter().any(|target| matches!(target, Target::Asked(url) if url.is_secure()));
    // A file that cannot be used is an error even where it would not be needed.
    let trust = match (&arguments.cacert, arguments.insecure, needs_trust) {
        (Some(file), _, _) => Some(Trust::in_file(file).map_err(|why| format!("--cacert: {why}"))?),
        (None, true, true) => Some(Trust::of_anyone()?),
        (None, false, true) => Some(Trust::of_the_system()?),
        (None, _, false) => None,
    };
    let deadlines = arguments.timeout.map_or_else(Deadlines::default, Deadlines::each);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("no runtime could be made: {error}"))?;
    let mut all = Vec::new();
    for target in targets {
        all.push(match target {
            Target::Pasted => pasted(arguments, outgoing),
            Target::Asked(url) => {
                let came = runtime.block_on(asking::ask(&url, outgoing, trust.as_ref(), &deadlines));
                Checked {
                    target: url.to_string(),
                    came: match came {
                        Ok(exchange) => Ok(vec![Judged::of(exchange)]),
                        Err(failure) => Err(Failed { step: failure.step.name(), what: failure.what }),
                    },
                }
            }
        });
    }
    // An address that is looked up still would keep the program waiting.
    runtime.shutdown_background();
    Ok(all)
}

/// What stands on standard input.
fn pasted(arguments: &Arguments, outgoing: &Outgoing) -> Checked {
    let mut input = stdin().lock();
    if input.is_terminal() {
        eprintln!("statusquo: paste an answer, head first, then end the input (Ctrl-D)");
    }
    let mut bytes = Vec::new();
    let failed = |what: String| Err(Failed { step: "input", what });
    let came = match input.by_ref().take(ALL as u64 + 1).read_to_end(&mut bytes) {
        Err(error) => failed(format!("standard input could not be read: {error}")),
        Ok(_) => match reading::pasted(&bytes, arguments.method.as_deref()) {
            Err(reading::Nothing::Empty) => failed("there is nothing on standard input".to_owned()),
            Err(nothing @ reading::Nothing::NotHttp(_)) => failed(format!("{nothing}; curl shows the head with -i")),
            Err(nothing) => failed(nothing.to_string()),
            Ok(mut exchanges) => {
                if let Some(last) = exchanges.last_mut().filter(|_| !arguments.headers.is_empty()) {
                    last.asked.fields.get_or_insert_default().append(&outgoing.given());
                }
                Ok(exchanges.into_iter().map(Judged::of).collect())
            }
        },
    };
    Checked { target: "-".to_owned(), came }
}

/// Prints all and says how the command ends.
fn said(arguments: &Arguments, all: &[Checked]) -> ExitCode {
    let text = match arguments.json {
        true => json::text(&as_json::all(all)),
        false => report::all(all, arguments.verbose, output::text_width(), Style::of_stdout()),
    };
    let printed = output::print(&text);
    if !arguments.json {
        for checked in all {
            if let Err(failed) = &checked.came {
                eprintln!("statusquo: {}: {}", checked.target, failed.what);
            }
        }
    }
    let exchanges = || all.iter().filter_map(|checked| checked.came.as_ref().ok()).flatten();
    if printed != ExitCode::SUCCESS {
        printed
    } else if exchanges().any(Judged::breaks_a_must) {
        ExitCode::from(1)
    } else if all.iter().any(|checked| checked.came.is_err())
        || exchanges().any(|judged| judged.exchange.last().is_none())
    {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    }
}
