//! Node.js sees the lab with its fetch, its http module and its WebSocket, all of which come with it.

use super::lab::{Passed, TestLab, connections};
use super::program::{assert_all_run, run_case, set_up};

/// Runs a case of the script beside this file against a fresh lab; what passed, which is so many exchanges if that is
/// known beforehand.
fn see(case: &str, count: impl Into<Option<usize>>) -> Vec<Passed> {
    let lab = TestLab::start();
    // Later versions have their WebSocket without being asked for it, and take the option all the same.
    let options = ["--experimental-websocket", "--no-warnings"];
    run_case(&set_up("STATUSQUO_NODE", "node"), &options, "with_node.mjs", case, &[&lab.at("")]);
    assert!(lab.is_left_alone(), "a connection is left");
    lab.passed(count.into())
}

#[test]
fn every_case_is_run() {
    assert_all_run(include_str!("with_node.mjs"), "export async function ", include_str!("node.rs"));
}

#[test]
fn fetch_follows_redirects_or_shows_them() {
    // Two documents, each followed, shown and refused.
    see("redirects", 8);
}

#[test]
fn fetch_keeps_method_and_content_where_they_are_to_be_kept() {
    // Five sent on, one of them in vain, and two looked at in between, one at the end.
    let codes: Vec<u16> = see("keptMethods", 10).iter().map(|passed| passed.code).collect();
    assert_eq!(codes, [308, 204, 200, 307, 204, 200, 308, 201, 308, 200]);
}

#[test]
fn fetch_is_denied_what_is_banned() {
    see("banned", 1);
}

#[test]
fn fetch_is_given_a_choice_or_what_it_prefers() {
    see("variants", 2);
}

#[test]
fn fetch_understands_304_and_204() {
    see("validators", 4);
}

#[test]
fn an_update_is_not_lost_when_two_edit_the_same() {
    see("lostUpdate", 8);
}

#[test]
fn fetch_sends_a_form_and_is_led_on_or_reset() {
    see("form", 3);
}

#[test]
fn a_stream_has_no_length_and_a_text_has() {
    see("lengths", 2);
}

#[test]
fn fetch_gets_parts() {
    see("ranges", 3);
}

#[test]
fn fetch_makes_users_and_is_refused() {
    see("users", 3);
}

#[test]
fn a_request_broken_off_leaves_the_lab_as_it_was() {
    see("aborted", None);
}

#[test]
fn fifty_at_once_are_answered_and_connections_used_again() {
    let passed = see("concurrent", 100);
    // The second fifty come over connections of the first, as far as Node.js has them ready.
    assert!((1..100).contains(&connections(&passed)), "{}", connections(&passed));
}

#[test]
fn one_connection_carries_answers_of_all_kinds() {
    let passed = see("kept", 7);
    assert_eq!(connections(&passed), 1);
}

#[test]
fn the_go_ahead_is_heard_and_missed_where_there_is_none() {
    let passed = see("goAhead", 3);
    assert_eq!((&passed[0].interim[..], passed[0].code), (&[100][..], 201));
    assert_eq!((&passed[2].interim[..], passed[2].code), (&[][..], 413));
}

#[test]
fn interim_answers_are_heard() {
    let interim: Vec<Vec<u16>> = see("interim", 4).into_iter().map(|passed| passed.interim).collect();
    assert_eq!(interim, [[103], [102], [103], [199]]);
}

#[test]
fn interim_answers_are_heard_while_work_goes_on() {
    let interim: Vec<Vec<u16>> = see("meanwhile", 4).into_iter().map(|passed| passed.interim).collect();
    assert_eq!(interim, [vec![], vec![102], vec![103], vec![103]]);
}

#[test]
fn the_echo_of_a_websocket_is_heard() {
    see("messages", 1);
}

#[test]
fn too_long_a_message_is_answered_with_1009() {
    see("tooLong", 1);
}

#[test]
fn what_is_no_websocket_is_an_error() {
    see("refused", 3);
}
