//! Wall: every entry is complete, well written and at one with itself, whatever code it is of.

use statusquo_catalog::{ALL, Caching, Carried, Class, Entry, Specification, Standing, entry};
use std::collections::BTreeSet;

/// Asserts something of every entry, and names every code that breaks it at once.
fn each(what: &str, keeps: impl Fn(&Entry) -> bool) {
    let breaking: Vec<u16> = ALL.iter().filter(|entry| !keeps(entry)).map(|entry| entry.code).collect();
    assert!(breaking.is_empty(), "{what}: {breaking:?}");
}

/// The codes that the Fetch standard treats in a way of their own: null body and redirect statuses, 206, 401, 407, 421, and
/// the interim ones.
const FIXED_BY_FETCH: [u16; 17] = [100, 101, 102, 103, 104, 204, 205, 206, 301, 302, 303, 304, 307, 308, 401, 407, 421];

#[test]
fn nothing_that_a_reader_needs_is_missing() {
    each("a meaning", |entry| !entry.meaning.is_empty());
    each("at least one cause, unless nobody should send it", |entry| {
        !entry.causes.is_empty() || matches!(entry.standing, Standing::Reserved(_) | Standing::Deprecated(_))
    });
    each("what the client does next", |entry| !entry.client.next.is_empty());
    each("what the author of a server should know", |entry| !entry.author.is_empty());
    each("where it comes from", |entry| !entry.history.is_empty());
    each("what browsers do with what the Fetch standard names", |entry| {
        !FIXED_BY_FETCH.contains(&entry.code) || entry.browsers.is_some()
    });
    each("a neighbour that it is mistaken for", |entry| !entry.confused_with.is_empty());
}

#[test]
fn neighbours_exist_differ_and_are_named_once() {
    each("neighbours are other registered codes", |entry| {
        entry.confused_with.iter().all(|other| other.code != entry.code && self::entry(other.code).is_some())
    });
    each("each neighbour once", |entry| {
        let codes: BTreeSet<u16> = entry.confused_with.iter().map(|other| other.code).collect();
        codes.len() == entry.confused_with.len()
    });
    each("a difference names both sides", |entry| {
        entry
            .confused_with
            .iter()
            .all(|other| [entry.code, other.code].iter().all(|code| other.difference.contains(&code.to_string())))
    });
}

#[test]
fn sections_look_like_sections() {
    fn looks_right(specification: &Specification) -> bool {
        let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let document = match specification.rfc.strip_prefix("RFC ") {
            Some(rest) => number(rest),
            None => specification.rfc.starts_with("draft-"),
        };
        document && specification.section.is_none_or(|section| section.split('.').all(number))
    }
    each("its specification", |entry| looks_right(&entry.specification));
    each("the specifications of its duties", |entry| entry.duties.iter().all(|duty| looks_right(&duty.specification)));
}

/// All that an entry says in sentences.
fn sentences(entry: &Entry) -> Vec<&'static str> {
    let mut all = vec![entry.meaning, entry.client.next, entry.author, entry.history];
    all.extend(entry.browsers);
    all.extend(entry.example);
    all.extend(entry.rfc_says);
    all.extend(entry.standing.note());
    all.extend(entry.versions.note);
    for (_, carried) in entry.versions.each() {
        match carried {
            Carried::Yes => {}
            Carried::ForAnotherCause { why, .. } => all.push(why),
            Carried::No { why, instead } => all.extend([why, instead]),
        }
    }
    all.extend(entry.causes.iter().map(|cause| cause.text));
    all.extend(entry.duties.iter().map(|duty| duty.text));
    all.extend(entry.confused_with.iter().map(|other| other.difference));
    all
}

/// All that an entry says in phrases.
fn phrases(entry: &Entry) -> Vec<&'static str> {
    let mut all = vec![entry.phrase];
    all.extend(entry.former_phrases.iter().flat_map(|former| [former.phrase, former.source]));
    all.extend(entry.causes.iter().filter_map(|cause| cause.lab));
    all.extend(entry.curl);
    for row in entry.elsewhere {
        all.push(row.cause);
        all.extend(row.answers.iter().flat_map(|(who, what)| [*who, *what]));
    }
    all
}

#[test]
fn sentences_end_with_a_full_stop_and_no_text_has_line_breaks_or_markup() {
    each("sentences end with a full stop", |entry| sentences(entry).iter().all(|text| text.ends_with('.')));
    each("text is one plain line", |entry| {
        sentences(entry).into_iter().chain(phrases(entry)).all(|text| {
            !text.is_empty() && text.trim() == text && !text.contains(['\n', '\r', '\t', '`']) && !text.contains("  ")
        })
    });
}

#[test]
fn what_others_answer_names_somebody() {
    each("measured answers", |entry| entry.elsewhere.iter().all(|row| !row.answers.is_empty()));
}

#[test]
fn a_trigger_has_its_transcript_and_only_a_trigger_has() {
    each("trigger and transcript go together", |entry| entry.trigger.is_some() == entry.transcript.is_some());
    each("what curl does, the trigger does", |entry| entry.curl.is_none() || entry.trigger.is_some());
}

#[test]
fn every_code_exists_in_http_1_1_for_the_cause_of_its_trigger() {
    each("HTTP/1.1 has it", |entry| matches!(entry.versions.http1_1, Carried::Yes));
    each("what has another cause in a version has one in HTTP/1.1", |entry| {
        let another =
            entry.versions.each().iter().any(|(_, carried)| matches!(carried, Carried::ForAnotherCause { .. }));
        !another || entry.trigger.is_some()
    });
}

fn codes_with(caching: Caching) -> Vec<u16> {
    ALL.iter().filter(|entry| entry.caching == caching).map(|entry| entry.code).collect()
}

#[test]
fn the_heuristically_cacheable_codes_are_those_of_rfc_9110_and_7725() {
    // RFC 9110 §15.1 lists all but 451, which RFC 7725 §3 adds.
    let listed = [200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 451, 501];
    assert_eq!(codes_with(Caching::Heuristic), listed);
}

#[test]
fn the_never_stored_codes_are_those_of_rfc_6585() {
    assert_eq!(codes_with(Caching::Forbidden), [428, 429, 431, 511]);
}

#[test]
fn no_interim_answer_is_stored() {
    each("interim answers are no matter for caches", |entry| {
        entry.class() != Class::Informational || entry.caching == Caching::NotApplicable
    });
}

/// The file that a code's entry stands in: `c409_conflict.rs`.
fn file_name(entry: &Entry) -> String {
    let words: Vec<String> = entry
        .phrase
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    format!("c{}_{}.rs", entry.code, words.join("_"))
}

#[test]
fn each_code_has_its_file_and_each_file_its_code() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/codes");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the folder of codes can be read")
        .map(|file| file.expect("its files can be listed").file_name().to_string_lossy().into_owned())
        .filter(|name| name != "mod.rs")
        .collect();
    let expected: BTreeSet<String> = ALL.iter().map(file_name).collect();
    assert_eq!(files, expected);
}
