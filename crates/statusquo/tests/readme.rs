//! README, tour and catalog tell the same: the page's table is made from the catalog and from what the lab said to the
//! commands in it, the table of versions by a tour over them, every command shown is run, every path named exists.
//!
//! `STATUSQUO_BLESS=1 cargo test -p statusquo --test readme` writes the tables and the outputs anew.

use statusquo_catalog::{ALL, Entry, PAGE, entry};
use statusquo_lab::{Lab, Running, Settings};
use statusquo_wire::Clock;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const NOON: u64 = 1_767_268_800;
const SHOWN: &str = "127.0.0.1:8080";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("README.md")
}

fn blessing() -> bool {
    std::env::var_os("STATUSQUO_BLESS").is_some()
}

fn lab() -> Running {
    Lab::start(Settings { threads: 1, clock: Clock::Fixed(NOON), ..Settings::on_free_port() }, None).expect("a lab")
}

/// Runs a line of shell against a lab, with `statusquo` being the program under test.
fn shell(line: &str, lab: &Running) -> String {
    let address = lab.address().to_string();
    let folder = Path::new(env!("CARGO_BIN_EXE_statusquo")).parent().expect("a folder").to_owned();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .arg("-c")
        .arg(line.replace(SHOWN, &address))
        .env("PATH", path)
        .env("COLUMNS", "100")
        .stdin(Stdio::null())
        .output()
        .expect("sh runs");
    masked(&String::from_utf8(output.stdout).expect("text").replace(&address, SHOWN))
}

/// Without what differs from run to run: the port of a lab that the command started itself, its dates, and how long it took.
fn masked(text: &str) -> String {
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        if let Some((before, _)) = line.split_once("Date: ") {
            out.push_str(&format!("{before}Date: Thu, 01 Jan 2026 12:00:00 GMT\n"));
        } else if let Some((before, after)) = line.split_once("127.0.0.1:") {
            out.push_str(&format!("{before}{SHOWN}{}", after.trim_start_matches(|digit: char| digit.is_ascii_digit())));
        } else if let Some((before, after)) = line.split_once("each for its real reason, in ") {
            let rest = after.trim_start_matches(|digit: char| digit.is_ascii_digit() || digit == '.');
            out.push_str(&format!("{before}each for its real reason, in 0.0{rest}"));
        } else {
            out.push_str(line);
        }
    }
    out
}

/// Puts `new` between two marks.
fn between(text: &str, from: &str, to: &str, new: &str) -> String {
    let start = text.find(from).unwrap_or_else(|| panic!("README has no {from}"));
    let start = start + text[start..].find('\n').expect("a line end") + 1;
    let end = start + text[start..].find(to).unwrap_or_else(|| panic!("README has no {to}"));
    format!("{}{new}{}", &text[..start], &text[end..])
}

/// A row of the page's table.
fn row(entry: &Entry) -> String {
    let command = entry.curl.expect("the page's codes have a command");
    let lab = lab();
    let said = shell(command, &lab);
    let status = format!("HTTP/1.1 {} ", entry.code);
    let line = said.lines().map(str::trim_end).rfind(|line| line.starts_with(&status));
    let line = line.unwrap_or_else(|| panic!("{command}\nsaid no {}, but:\n{said}", entry.code));
    let meaning = [Some(entry.meaning), entry.example].into_iter().flatten().collect::<Vec<_>>().join(" *")
        + if entry.example.is_some() { "*" } else { "" };
    let cells = [
        format!("**{}** {}", entry.code, entry.phrase),
        meaning,
        entry.rfc_says.unwrap_or("").to_owned(),
        format!("`{command}`"),
        format!("`{line}`"),
    ];
    format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "))
}

/// The README with the page's table made anew.
fn with_table(text: &str) -> String {
    let mut table = String::from(
        "| code | meaning | what its RFC says otherwise | try | it said |\n| --- | --- | --- | --- | --- |\n",
    );
    for code in PAGE {
        table.push_str(&row(entry(code).expect("the page's codes are registered")));
    }
    between(text, "<!-- page:", "<!-- /page -->", &table)
}

/// The README with the table of versions made anew, by the command that stands above it.
fn with_versions(text: &str) -> String {
    let before = text.split("<!-- versions:").next().unwrap_or_default();
    let command = before.split('`').rfind(|code| code.starts_with("statusquo tour ")).expect("a command");
    let table = shell(&format!("{command} || echo it failed"), &lab());
    assert!(table.starts_with("| code | HTTP/1.1 | ") && !table.contains("it failed"), "{command}\n{table}");
    between(text, "<!-- versions:", "<!-- /versions -->", &table)
}

/// The README with every block of ```console made anew: a line after `$ `, then what it printed.
fn with_outputs(text: &str) -> String {
    let mut wanted = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        wanted.push_str(&format!("{line}\n"));
        if line != "```console" {
            continue;
        }
        let prompt = lines.next().expect("a command");
        let command = prompt.strip_prefix("$ ").unwrap_or_else(|| panic!("{prompt:?} is no command"));
        let said = shell(command, &lab());
        assert!(!said.trim().is_empty(), "{command} printed nothing");
        wanted.push_str(&format!("{prompt}\n{}\n```\n", said.trim_end()));
        for line in lines.by_ref() {
            if line == "```" {
                break;
            }
        }
    }
    wanted
}

#[test]
fn the_tables_and_every_console_block_show_what_was_really_said() {
    let text = readme();
    let wanted = with_outputs(&with_versions(&with_table(&text)));
    let first = wanted.lines().find(|line| line.starts_with("| ---")).expect("a table");
    assert_eq!(first.matches("---").count(), 5, "the first table of the README is the page's");
    if blessing() {
        return fs::write(root().join("README.md"), wanted).expect("README.md can be written");
    }
    let at = text.lines().zip(wanted.lines()).find(|(is, wanted)| is != wanted);
    assert!(text == wanted, "README shows something else than was said at:\n{at:#?}");
}

#[test]
fn every_command_of_the_program_that_is_named_runs() {
    let mut run = 0;
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(root().join(name)).expect("the file");
        let commands = text.lines().filter_map(|line| line.trim().strip_prefix("cargo run --release -- "));
        for command in commands {
            let arguments: Vec<&str> = command.split('#').next().unwrap_or("").split_whitespace().collect();
            let mut program = Command::new(env!("CARGO_BIN_EXE_statusquo"));
            if arguments == ["serve"] {
                // Whatever runs on port 8080 here is not to be disturbed; serving has tests of its own.
                program.args(["serve", "--help"]);
            } else {
                program.args(&arguments);
            }
            let output = program.stdin(Stdio::null()).output().expect("it runs");
            assert!(output.status.success(), "{name}: {command}: {}", String::from_utf8_lossy(&output.stderr));
            run += 1;
        }
    }
    assert!(run >= 4, "the README names the commands");
}

#[test]
fn every_path_that_is_named_exists() {
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let text = fs::read_to_string(root().join(name)).unwrap_or_else(|_| panic!("{name} exists"));
        let linked = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let quoted = text.split('`').skip(1).step_by(2).filter(|code| {
            ["crates/", "docs/", "./", ".ci/", ".github/", "src/"].iter().any(|start| code.starts_with(start))
        });
        for path in linked.chain(quoted) {
            let path = path.split(['#', ' ', ':']).next().unwrap_or(path);
            if path.starts_with("http") || path.is_empty() || path.contains(['*', '{', '<']) {
                continue;
            }
            assert!(root().join(path).exists(), "{name} names {path}, which is not there");
        }
    }
}

#[test]
fn the_page_is_the_one_that_the_project_grew_from() {
    const SEED: [u16; 21] =
        [100, 101, 200, 201, 202, 204, 301, 302, 304, 400, 401, 403, 404, 405, 409, 422, 429, 500, 501, 502, 503];
    assert_eq!(PAGE, SEED);
    let table: Vec<u16> =
        readme().lines().filter_map(|line| line.strip_prefix("| **")?.get(..3)?.parse().ok()).collect();
    assert_eq!(table, SEED, "the README's first table follows the page");
    let tour = Command::new(env!("CARGO_BIN_EXE_statusquo")).arg("tour").output().expect("the tour runs");
    assert!(tour.status.success());
    let text = String::from_utf8(tour.stdout).expect("text");
    let mut from = 0;
    for code in SEED {
        let entry = entry(code).expect("registered");
        let title = format!("{} {}\n", entry.code, entry.phrase);
        let at = text[from..].find(&title).unwrap_or_else(|| panic!("the tour has no {title} in its place"));
        from += at + title.len();
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let meaning = words(entry.meaning);
        assert_eq!(words(&text[from..])[..meaning.len()], meaning, "the tour opens {code} with the catalog's sentence");
        let explain = Command::new(env!("CARGO_BIN_EXE_statusquo")).args(["explain", &code.to_string()]).output();
        let explain = String::from_utf8(explain.expect("explain runs").stdout).expect("text");
        assert!(
            words(&explain)[words(&title).len()..].starts_with(&meaning),
            "explain {code} opens with the catalog's sentence"
        );
    }
}

#[test]
fn how_many_codes_happen_is_counted_right() {
    let (all, caused) = (ALL.len(), ALL.iter().filter(|entry| entry.trigger.is_some()).count());
    let without: Vec<u16> = ALL.iter().filter(|entry| entry.trigger.is_none()).map(|entry| entry.code).collect();
    assert_eq!(without, [305, 306, 510]);
    let text = readme();
    for said in [
        format!("The registry has {all}, and all of them are explained"),
        format!("Besides these {} another {} happen", PAGE.len(), caused - PAGE.len()),
        format!("all {caused} that have a cause"),
    ] {
        assert!(text.contains(&said), "README.md does not say: {said}");
    }
}
