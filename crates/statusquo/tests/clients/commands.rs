//! The command of every entry, as it stands there: a shell runs it against a lab that nobody has used, and its code
//! happens.

use super::lab::{Passed, TestLab};
use super::program::run;
use statusquo_catalog::{ALL, Entry};
use statusquo_lab::Settings;
use std::thread;
use std::time::Duration;

/// Whatever proxy this machine has set up is none of the lab's, and one that a command names is not to be passed by.
const ALONE: &str = "unset NO_PROXY no_proxy HTTP_PROXY http_proxy HTTPS_PROXY https_proxy ALL_PROXY all_proxy; ";

/// As many at a time as a machine with few cores can bear.
const LANES: usize = 4;

/// How long the command for 408 sends nothing, and how long it does here, where the lab is less patient.
const PAUSE: (&str, u64) = ("sleep 31 ", 31);
const SHORT_PAUSE: &str = "sleep 4 ";

#[test]
fn every_command_makes_its_code_happen() {
    let wrong: Vec<String> = thread::scope(|scope| {
        let lanes: Vec<_> = (0..LANES)
            .map(|lane| scope.spawn(move || ALL.iter().skip(lane).step_by(LANES).filter_map(wrong).collect::<Vec<_>>()))
            .collect();
        lanes.into_iter().flat_map(|lane| lane.join().expect("no panic")).collect()
    });
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n\n"));
}

/// What the command of an entry did instead of making its code happen.
fn wrong(entry: &Entry) -> Option<String> {
    let command = entry.curl?;
    let mut settings = Settings { threads: 1, ..Settings::on_free_ports() };
    assert!(Settings::default().limits.content_timeout < Duration::from_secs(PAUSE.1), "408 comes within its pause");
    settings.limits.content_timeout = Duration::from_secs(1);
    let lab = TestLab::with(settings);
    let plain = lab.at("");
    let here = command
        .replace("127.0.0.1:8080", plain.trim_start_matches("http://"))
        .replace("localhost:8443", &format!("localhost:{}", lab.tls_port()))
        .replace(PAUSE.0, SHORT_PAUSE);
    let ended = run("sh", &["-c", &format!("{ALONE}{here}")]);
    let has_code = |passed: &Passed| passed.code == entry.code || passed.interim.contains(&entry.code);
    let inside = entry.trigger.is_some_and(|trigger| trigger.inside().is_some());
    let is_seen = ended.stdout.contains(&format!("{}{}", if inside { "HTTP/1.1 " } else { " " }, entry.code));
    if is_seen && (inside || lab.passes(has_code).is_some()) {
        return None;
    }
    Some(format!("{}: {here}\nexit code {:?}\n{}{}", entry.code, ended.code, ended.stdout, ended.stderr))
}
