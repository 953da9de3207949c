//! Every code over HTTP/2: each trigger that it can carry gives the same number for the same reason as over HTTP/1.1,
//! and owes and pays the same duties; each that it cannot carry is named with what happens instead.

use statusquo_catalog::{ALL, Carried, Entry};
use statusquo_check::{Answer, Outcome, judge};
use statusquo_lab::play::{NotCarried, Played, carried, not_carried, play_over, trigger};
use statusquo_lab::{Lab, Running, Settings};
use statusquo_wire::{Limits, Version};
use std::time::{Duration, Instant};

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

fn reason(lab: &Running, code: u16, played: &Played) -> Result<String, String> {
    let exchange = played.exchange(code).ok_or_else(|| format!("{code} did not happen:\n{}", played.transcript()))?;
    let until = Instant::now() + Duration::from_secs(5);
    let record = loop {
        match lab.recorded(exchange) {
            Some(record) => break record,
            None if Instant::now() > until => return Err(format!("{code}: exchange {exchange} is not in the journal")),
            None => std::thread::yield_now(),
        }
    };
    assert_eq!(record.version, "HTTP/2");
    if record.forced {
        return Err(format!("{code} was forced, not caused"));
    }
    let frames = &record.traffic.frames;
    if !frames.iter().any(|frame| frame.kind == "HEADERS") {
        return Err(format!("{code}: no frames in the journal: {frames:?}"));
    }
    let (question, yes) = record.way.deciding_for(code).ok_or_else(|| format!("{code} has no reason"))?;
    let answer = if yes { "yes" } else { "no" };
    Ok(format!("# Why {code}: {} {answer}. ({})", question.text(), question.row().source))
}

/// What is wrong with the answers, by their duties.
fn broken(played: &Played) -> Vec<String> {
    let mut broken = Vec::new();
    for answer in played.answers() {
        let judged = Answer::of(&answer.method, &answer.head, &answer.content).to(Version::Http2);
        let findings = judge(&judged);
        let found = findings.iter().filter(|finding| finding.outcome == Outcome::Broken);
        broken.extend(found.map(|finding| format!("{} {}", answer.head.status, finding.duty.text)));
    }
    broken
}

fn check(entry: &Entry) -> Result<(), String> {
    let trigger = trigger(entry, Version::Http2).map_err(str::to_owned)?;
    let lab = lab();
    let played = run(play_over(Version::Http2, &trigger, &lab)).map_err(|error| format!("{}: {error}", entry.code))?;
    let now = reason(&lab, entry.code, &played)?;
    let then = reason_over_http1(entry);
    let another = matches!(carried(entry, Version::Http2), Carried::ForAnotherCause { .. });
    if (now == then) == another {
        return Err(format!("{}: over HTTP/1.1 {then}, over HTTP/2 {now}", entry.code));
    }
    match broken(&played) {
        broken if broken.is_empty() => Ok(()),
        broken => Err(format!("{}: {}", entry.code, broken.join("; "))),
    }
}

#[test]
fn every_code_that_http2_can_carry_happens_for_the_same_reason() {
    std::panic::set_hook(Box::new(|panic| {
        // The 500 is a real panic in a serving thread; it need not stand in the test's output.
        if !std::thread::current().name().is_some_and(|name| name.starts_with("serve-")) {
            eprintln!("{panic}");
        }
    }));
    let carried = |entry: &&Entry| entry.trigger.is_some() && carried(entry, Version::Http2).exists();
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let entries = ALL.iter().filter(carried);
        let running: Vec<_> = entries.map(|entry| scope.spawn(move || check(entry))).collect();
        running.into_iter().filter_map(|check| check.join().expect("no panic").err()).collect()
    });
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn what_http2_cannot_carry_has_a_trigger_elsewhere_and_a_reason_here() {
    let not_carried: Vec<NotCarried> = not_carried(Version::Http2).collect();
    assert_eq!(not_carried.iter().map(|not| not.code).collect::<Vec<_>>(), [101, 426, 505]);
    for not in not_carried {
        let entry = statusquo_catalog::entry(not.code).expect("a registered code");
        assert!(entry.trigger.is_some(), "{} happens nowhere", not.code);
        assert_eq!(trigger(entry, Version::Http2).map(|_| ()), Err(not.why));
        assert!(trigger(entry, Version::Http11).is_ok());
    }
}

/// The answers over HTTP/2 to a trigger that is written for HTTP/1.1.
fn codes_instead(code: u16) -> Result<Vec<u16>, String> {
    let entry = statusquo_catalog::entry(code).expect("a registered code");
    let trigger = entry.trigger.expect("a trigger");
    let lab = lab();
    let played = run(play_over(Version::Http2, &trigger, lab.address())).map_err(|error| error.to_string())?;
    Ok(played.answers().map(|answer| answer.head.status).collect())
}

#[test]
fn what_happens_instead_is_what_is_said() {
    assert_eq!(codes_instead(101), Ok(vec![200]));
    assert_eq!(codes_instead(426), Ok(vec![405]));
    assert!(codes_instead(505).is_err_and(|why| why.starts_with("this cannot be said in frames")));
}
