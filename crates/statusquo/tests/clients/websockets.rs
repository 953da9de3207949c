//! Python's websockets sees 101 and an echo that keeps to RFC 6455, and 426 where there is nothing to switch to.

use super::lab::TestLab;
use super::program::{assert_all_run, run_case, set_up};

/// Runs a case of the script beside this file against a fresh lab; the codes that it got.
fn see(case: &str, count: usize) -> Vec<u16> {
    let lab = TestLab::start();
    let address = lab.at("").replacen("http:", "ws:", 1);
    run_case(&set_up("STATUSQUO_PYTHON", "python"), &["-I"], "with_websockets.py", case, &[&address]);
    assert!(lab.is_left_alone(), "a connection is left");
    lab.passed(Some(count)).iter().map(|passed| passed.code).collect()
}

#[test]
fn every_case_is_run() {
    assert_all_run(include_str!("with_websockets.py"), "def ", include_str!("websockets.rs"));
    assert_all_run(include_str!("with_websockets.py"), "async def ", include_str!("websockets.rs"));
}

#[test]
fn text_and_octets_come_back() {
    assert_eq!(see("messages", 1), [101]);
}

#[test]
fn fragments_come_back_as_one_message() {
    assert_eq!(see("fragments", 1), [101]);
}

#[test]
fn a_ping_is_answered() {
    assert_eq!(see("ping", 1), [101]);
}

#[test]
fn a_close_is_answered_with_its_code() {
    assert_eq!(see("close", 2), [101, 101]);
}

#[test]
fn a_message_has_at_most_a_mebibyte() {
    assert_eq!(see("largest", 1), [101]);
}

#[test]
fn without_a_valid_offer_there_is_no_101() {
    assert_eq!(see("refused", 4), [426, 426, 400, 200]);
}
