//! Every code happens: each trigger is played against a fresh lab over real sockets, and number, reason, duties and
//! bytes are compared with what the catalog shows.
//!
//! `STATUSQUO_BLESS=1 cargo test -p statusquo --test every_code` writes the transcripts anew.

use statusquo_catalog::{ALL, Entry, PAGE};
use statusquo_check::{Answer, Outcome, judge};
use statusquo_lab::play::{Played, play, reason};
use statusquo_lab::{Lab, Running, Settings};
use statusquo_wire::{Clock, Limits};
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Thursday, 1 January 2026, noon: transcripts do not age.
const NOON: u64 = 1_767_268_800;

fn lab() -> Running {
    // HTTP/3 would be announced with a port that changes from lab to lab.
    let limits = Limits { http3: false, ..Limits::default() };
    let settings = Settings { threads: 1, clock: Clock::Fixed(NOON), limits, ..Settings::on_free_ports() };
    Lab::start(settings, None).expect("a lab")
}

fn transcript_path(code: u16) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../statusquo-catalog/transcripts/{code}.http"))
}

/// What the catalog is to show: the bytes, with the address that the reader will use, and the reason.
fn transcript(entry: &Entry, lab: &Running, played: &Played) -> Result<String, String> {
    let code = entry.code;
    let trigger = entry.trigger.as_ref().expect("an entry with a trigger");
    let exchange =
        played.happened(trigger, code).ok_or_else(|| format!("{code} did not happen:\n{}", played.transcript()))?;
    let until = Instant::now() + Duration::from_secs(5);
    let record = loop {
        match lab.recorded(exchange) {
            Some(record) => break record,
            None if Instant::now() > until => return Err(format!("{code}: exchange {exchange} is not in the journal")),
            None => std::thread::yield_now(),
        }
    };
    if record.forced {
        return Err(format!("{code} was forced, not caused"));
    }
    let (question, yes) = reason(trigger, code, record.way).ok_or_else(|| format!("{code} has no reason"))?;
    let bytes = played.transcript().replace(&lab.address().to_string(), "127.0.0.1:8080");
    let bytes = bytes.replace(&lab.tls_addresses()[0].to_string(), "127.0.0.1:8443");
    let answer = if yes { "yes" } else { "no" };
    let within =
        trigger.inside().map_or(String::new(), |outer| format!("# {code} stands within the content of the {outer}.\n"));
    Ok(format!("{bytes}\n{within}# Why {code}: {} {answer}. ({})\n", question.text(), question.row().source))
}

/// Plays one code; what is wrong, if anything.
fn check(entry: &Entry) -> Result<(), String> {
    let trigger = entry.trigger.as_ref().expect("an entry with a trigger");
    let lab = lab();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let played = runtime.block_on(play(trigger, &lab)).map_err(|error| format!("{}: {error}", entry.code))?;
    let now = transcript(entry, &lab, &played)?;
    for answer in played.answers() {
        let findings = judge(&Answer::of(&answer.method, &answer.head, &answer.content));
        let broken: Vec<String> = findings
            .iter()
            .filter(|finding| finding.outcome == Outcome::Broken)
            .map(|finding| format!("{} {} ({})", finding.duty.level, finding.duty.text, finding.evidence))
            .collect();
        if !broken.is_empty() {
            return Err(format!("{} breaks what it owes: {}", answer.head.status, broken.join("; ")));
        }
    }
    if std::env::var_os("STATUSQUO_BLESS").is_some() {
        fs::write(transcript_path(entry.code), now).expect("the transcript can be written");
        return Ok(());
    }
    let kept = fs::read_to_string(transcript_path(entry.code)).unwrap_or_default();
    if kept == now {
        return Ok(());
    }
    let at = kept.lines().zip(now.lines()).position(|(kept, now)| kept != now);
    let line = at.unwrap_or_else(|| kept.lines().count().min(now.lines().count()));
    Err(format!(
        "{}: the lab says something else than transcripts/{}.http from line {}:\n  kept: {:?}\n  now:  {:?}",
        entry.code,
        entry.code,
        line + 1,
        kept.lines().nth(line).unwrap_or(""),
        now.lines().nth(line).unwrap_or(""),
    ))
}

#[test]
fn every_trigger_makes_its_code_happen_as_the_catalog_shows() {
    std::panic::set_hook(Box::new(|panic| {
        // The 500 is a real panic in a serving thread; it need not stand in the test's output.
        if !std::thread::current().name().is_some_and(|name| name.starts_with("serve-")) {
            eprintln!("{panic}");
        }
    }));
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let running: Vec<_> =
            ALL.iter().filter(|entry| entry.trigger.is_some()).map(|entry| scope.spawn(move || check(entry))).collect();
        running.into_iter().filter_map(|check| check.join().expect("no panic").err()).collect()
    });
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_code_of_the_page_has_a_trigger_a_transcript_and_a_command() {
    for code in PAGE {
        let entry = statusquo_catalog::entry(code).expect("the page's codes are registered");
        assert!(entry.trigger.is_some(), "{code} has no trigger");
        assert!(entry.curl.is_some(), "{code} has no command");
        assert!(entry.transcript.is_some_and(|transcript| !transcript.is_empty()), "{code} has no transcript");
    }
}

#[test]
fn all_happen_but_the_deprecated_the_reserved_and_the_obsolete() {
    let never: Vec<u16> = ALL.iter().filter(|entry| entry.trigger.is_none()).map(|entry| entry.code).collect();
    assert_eq!(never, [305, 306, 510]);
    assert_eq!(statusquo_decision::NEVER.iter().map(|(code, _)| *code).collect::<Vec<_>>(), never);
}

#[test]
fn these_codes_stand_within_the_content_of_another() {
    let inside = |entry: &Entry| Some((entry.code, entry.trigger?.inside()?));
    assert_eq!(ALL.iter().filter_map(inside).collect::<Vec<_>>(), [(208, 207), (424, 207)]);
}

#[test]
fn every_transcript_belongs_to_an_entry() {
    let folder = transcript_path(0).parent().expect("a folder").to_owned();
    for file in fs::read_dir(folder).expect("the transcripts") {
        let name = file.expect("a file").file_name().into_string().expect("a name");
        let code = name.strip_suffix(".http").and_then(|code| code.parse().ok());
        let entry = code.and_then(statusquo_catalog::entry).unwrap_or_else(|| panic!("{name} is of no code"));
        assert!(entry.transcript.is_some(), "{name} is not shown by its entry");
    }
}
