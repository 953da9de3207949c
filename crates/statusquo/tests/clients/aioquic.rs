//! Python's aioquic, an implementation of QUIC and HTTP/3 that shares nothing with ours, sees every code over HTTP/3.

use super::lab::{TestLab, connections};
use super::program::{assert_all_run, run_case, set_up};
use statusquo_catalog::{ALL, Entry};
use statusquo_lab::Settings;
use statusquo_lab::play::carried;
use statusquo_wire::{Limits, Version};
use std::collections::BTreeSet;
use std::time::Duration;

/// Runs a case of the script beside this file against a fresh lab; the codes that it caused.
fn see(case: &str) -> BTreeSet<u16> {
    let limits = Limits { content_timeout: Duration::from_secs(1), ..Limits::default() };
    let lab = TestLab::with(Settings { threads: 1, limits, ..Settings::on_free_ports() });
    let authority = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(authority.path(), lab.authority()).expect("it is written");
    let path = authority.path().to_str().expect("the path of a temporary file is text");
    run_case(&set_up("STATUSQUO_PYTHON", "python"), &["-I"], "with_aioquic.py", case, &[&lab.at_tls(""), path]);
    assert!(lab.is_left_alone(), "a connection is left");
    let passed = lab.passed(None);
    assert_eq!(connections(&passed), 1);
    assert!(passed.iter().all(|passed| passed.version == Version::Http3.name()), "{passed:?}");
    passed.iter().flat_map(|passed| passed.interim.iter().copied().chain([passed.code])).collect()
}

#[test]
fn every_case_is_run() {
    assert_all_run(include_str!("with_aioquic.py"), "async def ", include_str!("aioquic.rs"));
}

#[test]
fn every_code_is_seen_over_http3() {
    let mut seen = see("codes");
    // Its host is another, for which the handshake has to ask.
    seen.extend(see("portal"));
    // What stands within the content of another answer is no exchange's code.
    let answers = |entry: &&Entry| entry.trigger.is_some_and(|trigger| trigger.inside().is_none());
    let caused = ALL.iter().filter(answers).filter(|entry| carried(entry, Version::Http3).exists());
    let missing: Vec<u16> = caused.map(|entry| entry.code).filter(|code| !seen.contains(code)).collect();
    assert!(missing.is_empty(), "{missing:?} were not seen");
}
