//! `statusquo list`, run as a user runs it.

use statusquo_catalog::{ALL, Class, PAGE};
use std::process::{Command, Output};

fn run(arguments: &[&str], columns: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_statusquo"));
    command.arg("list").args(arguments).env("COLUMNS", columns).output().expect("the command runs")
}

fn said(arguments: &[&str], columns: &str) -> String {
    let output = run(arguments, columns);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).expect("text is UTF-8")
}

#[test]
fn every_code_is_there_once_in_rising_order() {
    let text = said(&[], "100");
    let numbers: Vec<u16> = text.lines().filter_map(|line| line.strip_prefix("  ")?.get(..3)?.parse().ok()).collect();
    assert_eq!(numbers, ALL.iter().map(|entry| entry.code).collect::<Vec<_>>());
    for class in Class::ALL {
        assert!(text.contains(&format!("{} {}\n", class.pattern(), class.name())), "{class}");
    }
}

#[test]
fn the_page_is_starred_and_standing_is_told() {
    let text = said(&[], "200");
    let starred: Vec<u16> =
        text.lines().filter(|line| line.get(5..6) == Some("*")).filter_map(|line| line[2..5].parse().ok()).collect();
    assert_eq!(starred, PAGE);
    for entry in ALL.iter().filter(|entry| entry.standing.note().is_some()) {
        let mark = format!("({})", entry.standing.name());
        let line = text.lines().find(|line| line.starts_with(&format!("  {}", entry.code)));
        assert!(line.is_some_and(|line| line.contains(&mark)), "{} {mark}", entry.code);
    }
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for columns in [60, 80, 132] {
        let text = said(&[], &columns.to_string());
        assert!(text.lines().all(|line| line.chars().count() <= columns), "{columns}");
        assert!(text.contains('…'), "{columns}");
    }
}

#[test]
fn a_class_alone() {
    let text = said(&["4xx"], "80");
    assert!(text.starts_with("4xx Client Error\n") && !text.contains("\n  200"), "{text}");
    assert_eq!(said(&["Client Error"], "80"), text);
}

#[test]
fn anything_else_is_refused_in_one_sentence() {
    for (typed, part) in [("409", "statusquo explain 409"), ("6xx", "1xx to 5xx"), ("conflict", "1xx to 5xx")] {
        let output = run(&[typed], "80");
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{typed}");
        assert!(error.contains(part) && error.lines().count() == 1, "{error}");
    }
}
