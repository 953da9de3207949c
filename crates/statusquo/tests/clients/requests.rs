//! Python's requests sees redirects, credentials, validators, retries, uploads and a connection that is kept.

use super::lab::{Passed, TestLab, connections};
use super::program::{assert_all_run, run_case, set_up};

/// Runs a case of the script beside this file against a fresh lab; what passed, which is so many exchanges if that is
/// known beforehand.
fn see(case: &str, count: impl Into<Option<usize>>) -> Vec<Passed> {
    let lab = TestLab::start();
    // Isolated: neither the environment nor the user's own packages have a say.
    run_case(&set_up("STATUSQUO_PYTHON", "python"), &["-I"], "with_requests.py", case, &[&lab.at("")]);
    assert!(lab.is_left_alone(), "a connection is left");
    lab.passed(count.into())
}

#[test]
fn every_case_is_run() {
    assert_all_run(include_str!("with_requests.py"), "def ", include_str!("requests.rs"));
}

#[test]
fn redirects_are_followed_and_remembered() {
    see("redirects", 5);
}

#[test]
fn what_keeps_the_method_keeps_the_content() {
    let codes: Vec<u16> = see("kept_methods", 10).iter().map(|passed| passed.code).collect();
    assert_eq!(codes, [308, 204, 200, 307, 204, 200, 308, 201, 301, 200]);
}

#[test]
fn variants_are_chosen_listed_and_refused() {
    see("variants", 9);
}

#[test]
fn a_ban_tells_who_and_why() {
    see("banned", 1);
}

#[test]
fn a_patch_has_a_format_of_its_own() {
    see("patches", 3);
}

#[test]
fn credentials_are_asked_for_checked_and_weighed() {
    see("credentials", 6);
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    see("validators", 6);
}

#[test]
fn an_update_is_not_lost_when_two_edit_the_same() {
    let passed = see("lost_update", 12);
    let codes: Vec<u16> = passed.iter().map(|passed| passed.code).collect();
    assert_eq!(codes, [200, 200, 428, 428, 204, 412, 200, 204, 200, 428, 201, 412]);
}

#[test]
fn a_form_leads_to_its_result_or_to_the_next_entry() {
    let passed = see("form", 4);
    assert_eq!(connections(&passed), 1);
}

#[test]
fn a_length_that_is_insisted_on_is_told() {
    see("lengths", 2);
}

#[test]
fn a_meter_that_ran_out_is_topped_up() {
    see("meter", 7);
}

#[test]
fn a_range_is_fetched_and_the_rest_if_nothing_has_changed() {
    let passed = see("ranges", 6);
    let codes: Vec<u16> = passed.iter().map(|passed| passed.code).collect();
    assert_eq!(codes, [200, 206, 206, 416, 204, 200]);
}

#[test]
fn a_user_is_made_changed_and_deleted() {
    see("users", 12);
}

#[test]
fn a_retry_after_429_waits_long_enough() {
    see("rate", None);
}

#[test]
fn a_retry_after_503_waits_long_enough() {
    let passed = see("maintenance", 7);
    let codes: Vec<u16> = passed.iter().map(|passed| passed.code).collect();
    assert_eq!(codes, [204, 503, 200, 204, 503, 204, 200]);
}

#[test]
fn a_content_of_unknown_length_is_taken_in_chunks() {
    see("chunks", 3);
}

#[test]
fn fifty_requests_share_a_connection() {
    let passed = see("kept_connection", 50);
    assert_eq!(connections(&passed), 1);
}

#[test]
fn no_content_is_no_content() {
    let passed = see("no_content", 4);
    assert_eq!(connections(&passed), 1);
}

#[test]
fn a_job_is_watched_to_its_result() {
    see("job", None);
}
