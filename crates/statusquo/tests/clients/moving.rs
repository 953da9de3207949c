//! Who moves from httpbin: the README's programs for Python and Node.js do what they say, with the base URL in the environment.

use crate::lab::TestLab;
use crate::program::{run_with, set_up};
use std::fs;
use std::path::{Path, PathBuf};

const README: &str = include_str!("../../../../README.md");

/// The programs of the section in this language.
fn programs(language: &str) -> Vec<&'static str> {
    let section = README.split("\n## Moving from httpbin\n").nth(1).and_then(|rest| rest.split("\n## ").next());
    let blocks = section.expect("the README has the section").split("\n```").skip(1).step_by(2);
    let programs: Vec<&str> = blocks.filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n')).collect();
    assert!(!programs.is_empty(), "the section has a program for {language}");
    programs
}

/// Runs each, as a file with this name; all of them have to say so if something is not as they expect it.
fn run_all(language: &str, interpreter: PathBuf, name: &str) {
    for program in programs(language) {
        assert!(program.contains("HTTPBIN_URL") && program.contains("assert"), "{program}");
        let lab = TestLab::start();
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(name);
        fs::write(&file, program).expect("the program is written");
        let ended = run_with(&interpreter, &[text(&file)], &[("HTTPBIN_URL", lab.at("").as_str())]);
        assert_eq!(ended.code, Some(0), "{}{}\n{program}", ended.stdout, ended.stderr);
        assert!(!lab.passed(None).is_empty(), "it asked the lab");
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path that is text")
}

#[test]
fn the_readmes_python_sees_what_it_saw() {
    run_all("python", set_up("STATUSQUO_PYTHON", "python"), "moving.py");
}

#[test]
fn the_readmes_node_sees_what_it_saw() {
    run_all("js", set_up("STATUSQUO_NODE", "node"), "moving.mjs");
}
