//! Random facts, many times, and every committed fuzz input: a walk ends, and its way is consistent.

mod invariants;

use statusquo_decision::{End, Next, TABLE};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// SplitMix64: the same walks in every run.
fn roll(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

#[test]
fn random_facts_come_to_every_end() {
    let mut state = 2026;
    let mut ends = BTreeSet::new();
    let seeds = seeds();
    for _ in 0..20_000 {
        // From some row on all is left to chance, before it little.
        let mut octets = seeds[roll(&mut state) as usize % seeds.len()].1.clone();
        octets.extend((0..roll(&mut state) % 8).map(|_| roll(&mut state) as u8));
        ends.insert(format!("{:?}", invariants::walk(&octets)));
    }
    let all: BTreeSet<String> = TABLE
        .iter()
        .flat_map(|row| [row.yes, row.no])
        .filter_map(|next| if let Next::End(end) = next { Some(format!("{end:?}")) } else { None })
        .collect();
    let missing: Vec<&String> = all.difference(&ends).collect();
    assert!(missing.is_empty(), "no random walk came to {missing:?}");
    assert!(ends.contains(&format!("{:?}", End::Code(200))));
}

/// The facts that lead to each row, and both answers there.
fn seeds() -> Vec<(String, Vec<u8>)> {
    let mut ways: Vec<Option<Vec<u8>>> = vec![None; TABLE.len()];
    ways[0] = Some(Vec::new());
    let mut seeds = Vec::new();
    for (at, row) in TABLE.iter().enumerate() {
        let way = ways[at].clone().unwrap_or_else(|| panic!("no way leads to {:?}", row.question));
        for (yes, next) in [(true, row.yes), (false, row.no)] {
            let mut way = way.clone();
            way.push(invariants::octet(row.question, yes));
            seeds.push((format!("{:?}-{}", row.question, if yes { "yes" } else { "no" }), way.clone()));
            if let Next::Row(to) | Next::Say(_, to) | Next::Do(_, to) | Next::DoSaying(_, _, to) = next {
                ways[to as usize].get_or_insert(way);
            }
        }
    }
    seeds
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/walk")
}

/// With `STATUSQUO_WRITE_SEEDS=1` this writes the inputs that are made from the table anew.
#[test]
fn the_seeds_are_committed() {
    let write = std::env::var_os("STATUSQUO_WRITE_SEEDS").is_some();
    for (name, octets) in seeds() {
        let path = folder().join(&name);
        if write {
            fs::create_dir_all(folder()).expect("a folder");
            fs::write(&path, &octets).expect("a file");
        }
        let committed = fs::read(&path).unwrap_or_default();
        assert!(committed == octets, "fuzz/corpus/walk/{name} is not its seed: STATUSQUO_WRITE_SEEDS=1 writes it");
    }
}

#[test]
fn every_committed_input_walks() {
    let inputs: Vec<_> = fs::read_dir(folder()).expect("the corpus").collect();
    assert!(inputs.len() >= 2 * TABLE.len(), "{} inputs", inputs.len());
    for input in inputs {
        invariants::walk(&fs::read(input.expect("an entry").path()).expect("a file"));
    }
}
