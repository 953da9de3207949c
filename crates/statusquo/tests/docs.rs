//! docs/httpbin.md shows what was really said: each of its console blocks is run by a shell, against a lab of its own.
//!
//! `STATUSQUO_BLESS=1 cargo test -p statusquo --test docs` writes the outputs anew.

use statusquo_lab::{Lab, Settings};
use statusquo_wire::Clock;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const NOON: u64 = 1_767_268_800;
const SHOWN: &str = "127.0.0.1:8080";
const FENCE: &str = "```console";

/// Whatever proxy this machine has set up is none of the lab's.
const PROXIES: [&str; 6] = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// What a line of shell prints, in a folder that is empty, against a lab that nobody has used.
fn said(line: &str, folder: &Path) -> String {
    let settings = Settings { threads: 1, clock: Clock::Fixed(NOON), ..Settings::on_free_port() };
    let lab = Lab::start(settings, None).expect("a lab");
    let address = lab.address().to_string();
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(line.replace(SHOWN, &address)).current_dir(folder).stdin(Stdio::null());
    for name in PROXIES {
        shell.env_remove(name);
    }
    let output = shell.output().expect("sh runs");
    String::from_utf8(output.stdout).expect("text").replace(&address, SHOWN).replace('\r', "")
}

#[test]
fn every_console_block_shows_what_was_really_said() {
    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/httpbin.md");
    let text = fs::read_to_string(&page).expect("the page");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("docs-{}", std::process::id()));
    let mut wanted = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        wanted += &format!("{line}\n");
        if line != FENCE {
            continue;
        }
        let prompt = lines.next().expect("a command");
        let command = prompt.strip_prefix("$ ").unwrap_or_else(|| panic!("{prompt:?} is no command"));
        fs::create_dir_all(&folder).expect("a folder");
        let said = said(command, &folder);
        fs::remove_dir_all(&folder).expect("the folder goes");
        assert!(!said.trim().is_empty(), "{command} printed nothing");
        wanted += &format!("{prompt}\n{}\n```\n", said.trim_end());
        lines.by_ref().find(|line| *line == "```").expect("the end of the block");
    }
    assert!(wanted.matches(FENCE).count() >= 8, "the blocks are found");
    if std::env::var_os("STATUSQUO_BLESS").is_some() {
        return fs::write(&page, wanted).expect("the page can be written");
    }
    assert!(text == wanted, "docs/httpbin.md no longer shows what is said; bless it and read what changed:\n{wanted}");
}
