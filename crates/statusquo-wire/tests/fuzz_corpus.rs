//! Every committed input of the fuzz targets, through the same checks; the seeds are among them.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use support::{broken, inputs, responses, whole};

/// What a target does with an input.
type Run = fn(&[u8]);

const TARGETS: [(&str, Run); 4] = [
    ("head", inputs::head),
    ("content", inputs::content),
    ("chunked", inputs::chunked),
    ("response_head", inputs::response_head),
];

fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target)
}

/// A name as a file's name.
fn slug(name: &str) -> String {
    name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' }).collect()
}

/// The committed inputs that are made from the seeds: target, name, octets.
fn seeds() -> Vec<(&'static str, String, Vec<u8>)> {
    let mut seeds = Vec::new();
    let streams = whole::streams().into_iter().map(|(name, bytes)| ("whole", name, bytes));
    let streams = streams.chain(broken::streams().into_iter().map(|(name, _, bytes)| ("broken", name, bytes)));
    for (kind, name, bytes) in streams {
        let name = format!("{kind}-{}", slug(name));
        let head = bytes.windows(4).position(|window| window == b"\r\n\r\n").map_or(bytes.len(), |end| end + 4);
        let (head, content) = bytes.split_at(head);
        if !content.is_empty() {
            let chunked = head.windows(7).any(|window| window.eq_ignore_ascii_case(b"chunked"));
            let which = [if chunked { 2 } else { 1 }, (content.len() >> 8) as u8, content.len() as u8];
            seeds.push(("content", name.clone(), [&which, content].concat()));
            if chunked {
                seeds.push(("chunked", name.clone(), content.to_vec()));
            }
        }
        seeds.push(("head", name, bytes));
    }
    for (name, good, text) in responses::RESPONSES {
        let name = format!("{}-{}", if *good { "whole" } else { "broken" }, slug(name));
        seeds.push(("response_head", name, [b"\0", text.as_bytes()].concat()));
    }
    seeds
}

/// With `STATUSQUO_WRITE_SEEDS=1` this writes the inputs that are made from the seeds anew.
#[test]
fn the_seeds_are_committed() {
    let write = std::env::var_os("STATUSQUO_WRITE_SEEDS").is_some();
    for (target, name, bytes) in seeds() {
        let path = folder(target).join(&name);
        if write {
            fs::create_dir_all(folder(target)).expect("a folder");
            fs::write(&path, &bytes).expect("a file");
        }
        let committed = fs::read(&path).unwrap_or_default();
        assert!(committed == bytes, "fuzz/corpus/{target}/{name} is not its seed: STATUSQUO_WRITE_SEEDS=1 writes it");
    }
}

#[test]
fn every_committed_input_passes() {
    for (target, run) in TARGETS {
        let mut inputs = 0;
        for entry in fs::read_dir(folder(target)).expect("the corpus") {
            let path = entry.expect("a file").path();
            println!("{}", path.display());
            run(&fs::read(&path).expect("a file"));
            inputs += 1;
        }
        assert!(inputs >= 20, "{inputs} inputs for {target}");
    }
}
