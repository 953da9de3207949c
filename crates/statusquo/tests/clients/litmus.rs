//! litmus, the test suite for WebDAV servers, finds nothing to say against the share.

use super::lab::TestLab;
use super::program::run;

/// The suites, and how many tests each has in litmus 0.13: 104 in all.
const SUITES: [(&str, usize); 5] = [("basic", 16), ("copymove", 13), ("props", 30), ("locks", 41), ("http", 4)];

#[test]
fn all_of_its_tests_pass_without_a_warning() {
    let version = run("litmus", &["--version"]);
    assert_eq!(version.stdout.trim_end(), "litmus 0.13", "the suites of another version have other tests");
    let lab = TestLab::start();
    let folder = tempfile::tempdir().expect("a folder for its traces");
    let folder = folder.path().to_str().expect("the path of a temporary folder is text");
    // It writes its traces where it is started.
    let ended = run("sh", &["-c", "cd \"$0\" && exec litmus -k \"$1\"", folder, &lab.at("/lab/dav/")]);
    let said = format!("{}{}", ended.stdout, ended.stderr);
    let summaries: Vec<&str> = said.lines().filter(|line| line.starts_with("<- summary for ")).collect();
    let expected = SUITES.map(|(suite, tests)| {
        format!("<- summary for `{suite}': of {tests} tests run: {tests} passed, 0 failed. 100.0%")
    });
    assert_eq!(summaries, expected, "{said}");
    assert_eq!(SUITES.iter().map(|(_, tests)| tests).sum::<usize>(), 104);
    for word in ["FAIL", "WARNING", "warning", "skipped", "SKIPPED"] {
        assert!(!said.contains(word), "{word}: {said}");
    }
    assert!(lab.is_left_alone(), "a connection is left");
}
