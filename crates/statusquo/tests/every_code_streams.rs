//! Every code over HTTP/2 and HTTP/3: each trigger that a version can carry gives the same number for the same reason as
//! over HTTP/1.1, and owes and pays the same duties; each that it cannot carry is named with what happens instead.

use statusquo_catalog::{ALL, Carried, Entry, Trigger};
use statusquo_check::{Answer, Outcome, judge};
use statusquo_lab::play::{NotCarried, Played, carried, not_carried, play_over, reason, trigger};
use statusquo_lab::{Lab, Running, Settings};
use statusquo_wire::{Limits, Version};
use std::time::{Duration, Instant};

/// The versions whose connections carry streams.
const STREAMED: [Version; 2] = [Version::Http2, Version::Http3];

fn lab() -> Running {
    // Nobody has to wait half a minute to see that a content does not come.
    let limits = Limits { content_timeout: Duration::from_secs(1), ..Limits::default() };
    Lab::start(Settings { threads: 1, limits, ..Settings::on_free_ports() }, None).expect("a lab")
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}

/// The reason that the catalog shows for HTTP/1.1: the last line of the transcript.
fn reason_over_http1(entry: &Entry) -> &'static str {
    entry.transcript.and_then(|transcript| transcript.lines().last()).unwrap_or("")
}

fn reason_now(
    lab: &Running,
    version: Version,
    trigger: &Trigger,
    code: u16,
    played: &Played,
) -> Result<String, String> {
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
    assert_eq!(record.version, version.name());
    if record.forced {
        return Err(format!("{code} was forced, not caused"));
    }
    let frames = &record.traffic.frames;
    if !frames.iter().any(|frame| frame.kind == "HEADERS") {
        return Err(format!("{code}: no frames in the journal: {frames:?}"));
    }
    let (question, yes) = reason(trigger, code, record.way).ok_or_else(|| format!("{code} has no reason"))?;
    let answer = if yes { "yes" } else { "no" };
    Ok(format!("# Why {code}: {} {answer}. ({})", question.text(), question.row().source))
}

/// What is wrong with the answers, by their duties.
fn broken(version: Version, played: &Played) -> Vec<String> {
    let mut broken = Vec::new();
    for answer in played.answers() {
        let judged = Answer::of(&answer.method, &answer.head, &answer.content).to(version);
        let findings = judge(&judged);
        let found = findings.iter().filter(|finding| finding.outcome == Outcome::Broken);
        broken.extend(found.map(|finding| format!("{} {}", answer.head.status, finding.duty.text)));
    }
    broken
}

fn check(version: Version, entry: &Entry) -> Result<(), String> {
    let trigger = trigger(entry, version).map_err(str::to_owned)?;
    let lab = lab();
    let played = run(play_over(version, &trigger, &lab)).map_err(|error| format!("{}: {error}", entry.code))?;
    let now = reason_now(&lab, version, &trigger, entry.code, &played)?;
    let then = reason_over_http1(entry);
    let another = matches!(carried(entry, version), Carried::ForAnotherCause { .. });
    if now != then && !another {
        return Err(format!("{}: over HTTP/1.1 {then}, over {} {now}", entry.code, version.name()));
    }
    if now == then && another && happens(version, entry) {
        return Err(format!("{}: the entry's own trigger will do over {}", entry.code, version.name()));
    }
    match broken(version, &played) {
        broken if broken.is_empty() => Ok(()),
        broken => Err(format!("{}: {}", entry.code, broken.join("; "))),
    }
}

/// Whether the entry's own trigger causes the code over a version.
fn happens(version: Version, entry: &Entry) -> bool {
    let trigger = entry.trigger.expect("a trigger");
    run(play_over(version, &trigger, &lab())).is_ok_and(|played| played.answer(entry.code).is_some())
}

fn every_code_happens(version: Version) {
    std::panic::set_hook(Box::new(|panic| {
        // The 500 is a real panic in a serving thread; it need not stand in the test's output.
        if !std::thread::current().name().is_some_and(|name| name.starts_with("serve-")) {
            eprintln!("{panic}");
        }
    }));
    let carried = |entry: &&Entry| entry.trigger.is_some() && carried(entry, version).exists();
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let entries = ALL.iter().filter(carried);
        let running: Vec<_> = entries.map(|entry| scope.spawn(move || check(version, entry))).collect();
        running.into_iter().filter_map(|check| check.join().expect("no panic").err()).collect()
    });
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_code_that_http2_can_carry_happens_for_the_same_reason() {
    every_code_happens(Version::Http2);
}

#[test]
fn every_code_that_http3_can_carry_happens_for_the_same_reason() {
    every_code_happens(Version::Http3);
}

#[test]
fn what_cannot_be_carried_has_a_trigger_elsewhere_and_a_reason_here() {
    for version in STREAMED {
        carries_all_but_some(version);
    }
}

fn carries_all_but_some(version: Version) {
    let not_carried: Vec<NotCarried> = not_carried(version).collect();
    assert_eq!(not_carried.iter().map(|not| not.code).collect::<Vec<_>>(), [101, 426, 505]);
    for not in not_carried {
        let entry = statusquo_catalog::entry(not.code).expect("a registered code");
        assert!(entry.trigger.is_some(), "{} happens nowhere", not.code);
        assert_eq!(trigger(entry, version).map(|_| ()), Err(not.why));
        assert!(trigger(entry, Version::Http11).is_ok());
    }
}

/// The answers over a version to a trigger that is written for HTTP/1.1.
fn codes_instead(version: Version, code: u16) -> Result<Vec<u16>, String> {
    let entry = statusquo_catalog::entry(code).expect("a registered code");
    let trigger = entry.trigger.expect("a trigger");
    let lab = lab();
    let played = run(play_over(version, &trigger, &lab)).map_err(|error| error.to_string())?;
    Ok(played.answers().map(|answer| answer.head.status).collect())
}

#[test]
fn what_happens_instead_is_what_is_said() {
    assert_eq!(codes_instead(Version::Http2, 101), Ok(vec![200]));
    for version in STREAMED {
        assert_eq!(codes_instead(version, 426), Ok(vec![405]));
        assert!(codes_instead(version, 505).is_err_and(|why| why.starts_with("this cannot be said in frames")));
    }
}
