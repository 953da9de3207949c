//! The WebSocket echo against raw frames: each case of the tables is sent whole, octet by octet, and together with the
//! handshake, and has to end the same each time, with the frames and the close code that RFC 6455 has for it.

#[path = "../support/mod.rs"]
mod support;

mod case;
mod closing;
mod control;
mod exceptions;
mod fragments;
mod frame;
mod framing;
mod lengths;
mod unicode;

use case::Case;
use exceptions::EXCEPTIONS;
use std::collections::HashSet;

fn all() -> Vec<Case> {
    [fragments::cases(), control::cases(), unicode::cases(), framing::cases(), lengths::cases(), closing::cases()]
        .concat()
}

#[test]
fn fragments_are_joined_and_what_is_no_continuation_is_refused() {
    case::play(&fragments::cases());
}

#[test]
fn control_frames_come_between_fragments_and_stay_small_and_whole() {
    case::play(&control::cases());
}

#[test]
fn text_is_utf_8_whatever_the_frames() {
    case::play(&unicode::cases());
}

#[test]
fn what_is_reserved_or_not_masked_is_refused() {
    case::play(&framing::cases());
}

#[test]
fn lengths_are_read_in_all_forms_and_have_a_limit() {
    case::play(&lengths::cases());
}

#[test]
fn a_close_is_answered_with_its_code_if_that_may_be_sent() {
    case::play(&closing::cases());
}

#[test]
fn the_table_is_long_every_case_has_a_name_of_its_own_and_every_exception_a_case() {
    let cases = all();
    let names: HashSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.len(), "a name is used twice");
    assert!(cases.len() >= 60, "{} cases", cases.len());
    assert!(cases.iter().all(|case| case.section.starts_with('§')));
    for exception in EXCEPTIONS {
        assert!(names.contains(exception.case), "no case is called {}", exception.case);
        assert!(exception.section.starts_with('§') && exception.why.len() > 20, "{} says not why", exception.case);
    }
}
