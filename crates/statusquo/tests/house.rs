//! The house stays a house: arrows run downward, files are short and say what they are for, drawers have names.

use std::fs;
use std::path::{Path, PathBuf};

/// The crates by floor; an arrow may only lead to a lower floor.
const FLOORS: [&[&str]; 5] = [
    &["statusquo-catalog", "statusquo-wire"],
    &["statusquo-decision", "statusquo-journal", "statusquo-gateway", "statusquo-check"],
    &["statusquo-page"],
    &["statusquo-lab"],
    &["statusquo"],
];

/// Files that may be longer, each with its reason; one that no longer needs it fails the test.
const LONG: &[(&str, &str)] = &[];

/// About this many lines can be held in one's head.
const LINES: usize = 400;

fn crates() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn floor(name: &str) -> usize {
    FLOORS.iter().position(|floor| floor.contains(&name)).unwrap_or_else(|| panic!("{name} stands on no floor"))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    files(&crates(), &mut found);
    assert!(found.len() > 100, "the sources are found");
    found
}

#[test]
fn no_arrow_runs_upward_or_sideways() {
    let mut seen = 0;
    for entry in fs::read_dir(crates()).expect("crates") {
        let folder = entry.expect("an entry").path();
        let name = folder.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("a manifest");
        let dependencies = manifest.split("[dependencies]").nth(1).unwrap_or("");
        let dependencies = dependencies.split("\n[").next().unwrap_or("");
        for line in dependencies.lines().filter(|line| line.starts_with("statusquo")) {
            let other = line.split(['.', ' ', '=']).next().expect("a name");
            assert!(floor(other) < floor(&name), "{name} may not know {other}");
        }
        seen += 1;
    }
    assert_eq!(seen, FLOORS.iter().map(|floor| floor.len()).sum::<usize>(), "every crate has its floor");
    let ground = fs::read_to_string(crates().join("statusquo-catalog/Cargo.toml")).expect("a manifest");
    assert!(!ground.contains("[dependencies]"), "the catalog has no dependencies");
}

#[test]
fn every_file_is_short_and_opens_with_what_it_is_for() {
    for path in sources() {
        let text = fs::read_to_string(&path).expect("a file");
        let shown = path.display().to_string();
        assert!(
            text.starts_with("//! ") && text.lines().next().is_some_and(|line| line.len() > 20),
            "{shown} says not what it is for"
        );
        let excuse = LONG.iter().any(|(file, _)| shown.ends_with(file));
        let lines = text.lines().count();
        assert!(lines <= LINES || excuse, "{shown} has {lines} lines");
        assert!(lines > LINES || !excuse, "{shown} has {lines} lines and needs no excuse");
    }
}

#[test]
fn no_drawer_is_called_misc() {
    for path in sources() {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name");
        assert!(
            !["util", "utils", "misc", "helper", "helpers", "common"].contains(&name),
            "{} has no name",
            path.display()
        );
    }
}
