//! Python's sockets break an upload off again and again, and its http.client, which knows no 104, goes on with one as well.

use super::lab::{Passed, TestLab};
use super::program::{assert_all_run, run_case, set_up};

fn see(case: &str) -> Vec<Passed> {
    let lab = TestLab::start();
    let address = lab.at("");
    let (host, port) = address.trim_start_matches("http://").split_once(':').expect("an address with a port");
    run_case(&set_up("STATUSQUO_PYTHON", "python"), &["-I"], "with_uploads.py", case, &[host, port]);
    assert!(lab.is_left_alone(), "a connection is left");
    lab.passed(None)
}

#[test]
fn every_case_is_run() {
    assert_all_run(include_str!("with_uploads.py"), "def ", include_str!("uploads.rs"));
}

#[test]
fn an_upload_that_is_broken_off_again_and_again_arrives_whole() {
    let passed = see("broken_off");
    let begun = passed.iter().find(|passed| passed.method == "POST").expect("it was begun");
    assert_eq!(begun.interim.first(), Some(&104));
    assert_eq!(passed.iter().filter(|passed| passed.method == "PATCH").count(), 4);
    assert!(passed.iter().any(|passed| passed.method == "PATCH" && passed.code == 201));
}

#[test]
fn who_knows_no_104_goes_on_with_an_upload_as_well() {
    assert!(see("unknowing").iter().all(|passed| passed.interim.is_empty()));
}
