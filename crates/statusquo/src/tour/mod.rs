//! `statusquo tour`: makes codes happen over real sockets and shows each exchange as bytes, with the deciding question.

use crate::style::Style;
use crate::{output, usage};
use clap::Args;
use statusquo_catalog::text::{Role, wrap};
use statusquo_catalog::{Entry, PAGE, entry};
use statusquo_decision::Way;
use statusquo_lab::play::{Played, play};
use statusquo_lab::{Lab, Settings};
use std::io::{IsTerminal, Write, stderr};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Make codes happen for their real reasons, and show each exchange as bytes
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The codes to make happen [default: the 21 of the page that statusquo grew from, in its order]
    #[arg(value_name = "CODE")]
    codes: Vec<String>,
}

const AFTER_HELP: &str = "\
Each code happens in a lab of its own, on a free loopback port.
Lines that begin with > were sent, lines that begin with < came back.

Examples:
  statusquo tour
  statusquo tour 100 429 502

Exit codes:
  0  every code happened
  1  some code did not happen
  2  bad usage";

/// A code that happened: the bytes, and why.
pub(crate) struct Happened {
    pub(crate) played: Played,
    pub(crate) way: Way,
}

/// Takes the tour.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mut entries = Vec::new();
    for typed in &arguments.codes {
        match typed.parse().ok().and_then(entry) {
            Some(known) if known.trigger.is_some() => entries.push(known),
            Some(known) => {
                return usage::fail(&format!("the lab has no cause for {} {} yet", known.code, known.phrase));
            }
            None => {
                return usage::fail(&format!("tour takes registered codes, not '{typed}'; statusquo list shows them"));
            }
        }
    }
    if entries.is_empty() {
        entries.extend(PAGE.iter().filter_map(|code| entry(*code)));
    }
    // A panic is one of the causes shown; its message would only stand in the middle of the page.
    std::panic::set_hook(Box::new(|_| {}));
    let began = Instant::now();
    let (style, progress) = (Style::of_stdout(), Progress::new(entries.len()));
    let mut missed = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        progress.show(at, entry);
        let happened = happen(entry);
        progress.clear();
        if let Err(why) = &happened {
            missed.push(format!("{} {}: {why}", entry.code, entry.phrase));
        }
        let shown = output::print(&chapter(entry, happened.as_ref(), style));
        if shown != ExitCode::SUCCESS {
            return shown;
        }
    }
    let took = began.elapsed().as_secs_f64();
    let count = entries.len();
    if missed.is_empty() {
        return output::print(&format!(
            "{count} of {count} codes happened, each for its real reason, in {took:.1} s.\n"
        ));
    }
    let _ = output::print(&format!("{} of {count} codes happened, in {took:.1} s.\n", count - missed.len()));
    for line in missed {
        eprintln!("statusquo: did not happen: {line}");
    }
    ExitCode::from(1)
}

/// Makes a code happen in a fresh lab.
pub(crate) fn happen(entry: &Entry) -> Result<Happened, String> {
    let trigger = entry.trigger.as_ref().ok_or("it has no trigger")?;
    let lab =
        Lab::start(Settings { threads: 1, ..Settings::on_free_ports() }, None).map_err(|error| error.to_string())?;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
    let played = runtime.block_on(play(trigger, &lab)).map_err(|error| error.to_string())?;
    let exchange = played.exchange(entry.code).ok_or_else(|| {
        let codes: Vec<String> = played.answers().map(|answer| answer.head.status.to_string()).collect();
        format!("the answers were {}", if codes.is_empty() { "none".to_owned() } else { codes.join(", ") })
    })?;
    // An exchange is journaled just after its answer went out.
    let until = Instant::now() + Duration::from_secs(2);
    let way = loop {
        match lab.recorded(exchange) {
            Some(record) => break record.way,
            None if Instant::now() > until => return Err("the journal does not know its exchange".to_owned()),
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    };
    Ok(Happened { played, way })
}

/// What is shown of one code.
fn chapter(entry: &Entry, happened: Result<&Happened, &String>, style: Style) -> String {
    let width = output::text_width();
    let title = format!("{} {}", entry.code, entry.phrase);
    let mut out = format!("{}\n", style.paint(Role::Code(entry.class()), &title));
    for text in [Some(entry.meaning), entry.example, entry.rfc_says].into_iter().flatten() {
        out.push_str(&wrap(text, width).join("\n"));
        out.push('\n');
    }
    out.push('\n');
    match happened {
        Err(why) => out.push_str(&format!("It did not happen: {why}.\n")),
        Ok(happened) => {
            for line in happened.played.transcript().lines() {
                let role = match line.as_bytes().first() {
                    Some(b'>') => Role::Sent,
                    Some(b'<') => Role::Received,
                    _ => Role::Aside,
                };
                out.push_str(&style.paint(role, line));
                out.push('\n');
            }
            if let Some((question, yes)) = happened.way.deciding_for(entry.code) {
                let answer = if yes { "yes" } else { "no" };
                let why = format!("Why {}: {} {answer}.", entry.code, question.text());
                out.push_str(&format!("\n{} ({})\n", style.paint(Role::Title, &why), question.row().source));
            }
        }
    }
    out.push('\n');
    out
}

/// Where the tour is, on a terminal alone.
struct Progress {
    of: usize,
    on: bool,
}

impl Progress {
    fn new(of: usize) -> Self {
        Self { of, on: stderr().is_terminal() }
    }

    fn show(&self, at: usize, entry: &Entry) {
        if self.on {
            eprint!("\r[{}/{}] {} {} …", at + 1, self.of, entry.code, entry.phrase);
            let _ = stderr().flush();
        }
    }

    fn clear(&self) {
        if self.on {
            eprint!("\r\x1b[K");
            let _ = stderr().flush();
        }
    }
}
