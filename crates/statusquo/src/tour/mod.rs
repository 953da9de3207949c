//! `statusquo tour`: makes codes happen over real sockets, in one version of HTTP or in each, and shows what was sent,
//! what came back and the deciding question.

mod chapter;
mod overview;
mod stops;

use crate::style::Style;
use crate::{output, usage};
use clap::Args;
use statusquo_catalog::text::wrap;
use statusquo_catalog::{ALL, Entry, PAGE, entry};
use statusquo_lab::happening::Outcome;
use statusquo_wire::Version;
use std::process::ExitCode;
use std::time::Instant;
use stops::Stop;

/// Make codes happen for their real reasons, and show each exchange as bytes
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The codes to make happen [default: the 21 of the page that statusquo grew from, in its order; over several
    /// versions, and with --markdown, all that the lab has a cause for]
    #[arg(value_name = "CODE")]
    codes: Vec<String>,
    /// Over every version of HTTP; unless codes are named, a line for each code and version
    #[arg(long)]
    every_version: bool,
    /// Over HTTP/1.1, as without any of these flags
    #[arg(long = "http1.1")]
    http1_1: bool,
    /// Over HTTP/2
    #[arg(long)]
    http2: bool,
    /// Over HTTP/3
    #[arg(long)]
    http3: bool,
    /// Print what happened as a table of codes and versions, in Markdown
    #[arg(long)]
    markdown: bool,
}

const AFTER_HELP: &str = "\
Each code happens in a lab of its own, on free loopback ports; it waits two seconds for a slow client.
Lines that begin with > were sent, lines that begin with < came back; heads that HTTP/2 and HTTP/3 send compressed are \
shown as text. A code that does not exist in a version is named, with what happens there instead.

Examples:
  statusquo tour
  statusquo tour 100 429 502
  statusquo tour --every-version
  statusquo tour 101 408 --http1.1 --http2
  statusquo tour --every-version --markdown

Exit codes:
  0  every code happened in every version that was asked for and has it
  1  some code did not happen
  2  bad usage";

impl Arguments {
    /// The versions that were asked for, the oldest first.
    fn versions(&self) -> Vec<Version> {
        let asked = [(Version::Http11, self.http1_1), (Version::Http2, self.http2), (Version::Http3, self.http3)];
        let one = asked.iter().any(|(_, asked)| *asked);
        let wanted = asked
            .into_iter()
            .filter(|(version, asked)| *asked || self.every_version || (!one && *version == Version::Http11));
        wanted.map(|(version, _)| version).collect()
    }

    /// The codes that were asked for, in the order in which they were.
    ///
    /// # Errors
    ///
    /// A sentence, if one of them is not to be had.
    fn entries(&self) -> Result<Vec<&'static Entry>, String> {
        if self.codes.is_empty() {
            return Ok(match self.form() {
                Form::Lines | Form::Markdown => ALL.iter().filter(|entry| entry.trigger.is_some()).collect(),
                Form::Whole => PAGE.iter().filter_map(|code| entry(*code)).collect(),
            });
        }
        let known = |typed: &String| match typed.parse().ok().and_then(entry) {
            Some(known) if known.trigger.is_some() => Ok(known),
            Some(known) => Err(format!(
                "the lab has no cause for {code} {}, which is {}: nothing should send it; /status/{code} gives the number alone",
                known.phrase,
                known.standing.name(),
                code = known.code,
            )),
            None => Err(format!("tour takes registered codes, not '{typed}'; statusquo list shows them")),
        };
        self.codes.iter().map(known).collect()
    }

    fn form(&self) -> Form {
        match (self.markdown, self.codes.is_empty() && self.versions().len() > 1) {
            (true, _) => Form::Markdown,
            (false, true) => Form::Lines,
            (false, false) => Form::Whole,
        }
    }
}

/// How much is shown of each code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// All that was sent and came back.
    Whole,
    /// A line for each version.
    Lines,
    /// A row of a table.
    Markdown,
}

/// Takes the tour.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let entries = match arguments.entries() {
        Ok(entries) => entries,
        Err(sentence) => return usage::fail(&sentence),
    };
    // A panic is one of the causes shown; its message would only stand in the middle of the page.
    std::panic::set_hook(Box::new(|_| {}));
    let (form, versions, style) = (arguments.form(), arguments.versions(), Style::of_stdout());
    let began = Instant::now();
    let mut tally = Tally { several: versions.len() > 1, ..Tally::default() };
    if form == Form::Markdown {
        tally.shown(output::print(&overview::table_head(&versions)));
    }
    stops::visit(&entries, &versions, |entry, stops| {
        tally.count(entry, &stops);
        tally.shown(output::print(&match form {
            Form::Whole => chapter::chapter(entry, &stops, versions.len() > 1, style),
            Form::Lines => overview::lines(entry, &stops, style),
            Form::Markdown => overview::table_row(entry, &stops),
        }))
    });
    if form == Form::Markdown {
        tally.shown(output::print(&overview::table_notes(&entries, &versions)));
    } else {
        let took = began.elapsed().as_secs_f64();
        tally.shown(output::print(&tally.sentence(took)));
    }
    tally.end()
}

/// What came of the tour.
#[derive(Default)]
struct Tally {
    happened: usize,
    absent: usize,
    missed: Vec<String>,
    /// Whether codes were played over several versions.
    several: bool,
    /// How writing it down ended, if not well.
    unwritten: Option<ExitCode>,
}

impl Tally {
    fn count(&mut self, entry: &Entry, stops: &[Stop]) {
        for stop in stops {
            match &stop.outcome {
                Outcome::Happened(_) => self.happened += 1,
                Outcome::Absent { .. } => self.absent += 1,
                Outcome::NoCause(why) | Outcome::Missed(why) => {
                    self.missed.push(format!("{} {} over {}: {why}", entry.code, entry.phrase, stop.version.name()))
                }
            }
        }
    }

    /// Whether the tour is to go on: not if nobody could read it.
    fn shown(&mut self, written: ExitCode) -> bool {
        if written != ExitCode::SUCCESS {
            self.unwritten.get_or_insert(written);
        }
        self.unwritten.is_none()
    }

    /// The last sentence.
    fn sentence(&self, took: f64) -> String {
        let (happened, possible) = (self.happened, self.happened + self.missed.len());
        let reason = if self.missed.is_empty() && happened > 0 { ", each for its real reason" } else { "" };
        let absent = match self.absent {
            0 => String::new(),
            1 => "; 1 does not exist in that version".to_owned(),
            absent => format!("; {absent} do not exist in that version"),
        };
        let what = if self.several { "codes and versions" } else { "codes" };
        let sentence = format!("{happened} of {possible} {what} happened{reason}, in {took:.1} s{absent}.");
        wrap(&sentence, output::text_width()).join("\n") + "\n"
    }

    fn end(self) -> ExitCode {
        if let Some(code) = self.unwritten {
            return code;
        }
        for line in &self.missed {
            eprintln!("statusquo: did not happen: {line}");
        }
        if self.missed.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }
    }
}
