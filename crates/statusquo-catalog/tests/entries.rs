//! Wall: every entry is complete, well written and at one with itself, whatever code it is of.

use statusquo_catalog::{ALL, Caching, Carried, Class, Entry, Specification, Standing, Step, entry};
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

fn steps(entry: &Entry) -> &'static [Step] {
    entry.trigger.map_or(&[], |trigger| trigger.steps)
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

#[test]
fn triggers_send_something_in_whole_lines() {
    each("a trigger has steps", |entry| entry.trigger.is_none_or(|trigger| !trigger.steps.is_empty()));
    each("each step sends something", |entry| steps(entry).iter().all(|step| !step.send.is_empty()));
    each("every LF follows a CR", |entry| {
        steps(entry).iter().all(|step| step.send.matches('\n').count() == step.send.matches("\r\n").count())
    });
    each("bursts are of two or more", |entry| {
        steps(entry).iter().all(|step| step.repeat.is_none_or(|n| n > 1) && step.parallel.is_none_or(|n| n > 1))
    });
}

/// The placeholders in a step's bytes: what stands in braces and is a plain name, unlike JSON.
fn placeholders(send: &str) -> impl Iterator<Item = &str> {
    send.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).filter(|name| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
    })
}

#[test]
fn placeholders_are_the_authority_or_were_captured_before() {
    each("placeholders are known", |entry| {
        let mut known = vec!["authority"];
        steps(entry).iter().all(|step| {
            let all_known = placeholders(step.send).all(|name| known.contains(&name));
            known.extend(step.capture.map(|capture| capture.name));
            all_known
        })
    });
    each("what is captured is used", |entry| {
        let steps = steps(entry);
        steps.iter().enumerate().filter_map(|(at, step)| step.capture.map(|capture| (at, capture.name))).all(
            |(at, captured)| steps[at + 1..].iter().any(|step| placeholders(step.send).any(|name| name == captured)),
        )
    });
}

/// Codes whose trigger announces content that does not follow at once, and why.
const ANNOUNCED_ONLY: &[(u16, &str)] = &[
    (100, "the content waits for the go-ahead, in a later step"),
    (413, "the content is refused before any of it is sent"),
];

/// Whether each request that begins in these bytes is followed by exactly the content that it announces.
fn content_is_as_announced(send: &str) -> bool {
    let mut rest = send;
    while let Some((head, after)) = rest.split_once("\r\n\r\n") {
        let value = |name: &str| {
            head.lines()
                .filter_map(|line| line.split_once(':'))
                .find(|(field, _)| field.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.trim())
        };
        if value("Transfer-Encoding").is_some() {
            return true; // chunks say their own lengths
        }
        let announced = value("Content-Length").map_or(Some(0), |length| length.parse::<usize>().ok());
        match announced.and_then(|length| after.split_at_checked(length)) {
            Some((_, next)) => rest = next,
            None => return false,
        }
        if !rest.is_empty() && !rest.lines().next().is_some_and(|line| line.contains(" HTTP/")) {
            return false; // octets beyond the announced content that begin no request
        }
    }
    true
}

#[test]
fn content_lengths_in_triggers_are_true() {
    let exempt: Vec<u16> = ANNOUNCED_ONLY.iter().map(|(code, _)| *code).collect();
    each("content as announced, or a reason in ANNOUNCED_ONLY", |entry| {
        exempt.contains(&entry.code) || steps(entry).iter().all(|step| content_is_as_announced(step.send))
    });
    for (code, reason) in ANNOUNCED_ONLY {
        let entry = entry(*code).expect("an exempted code is registered");
        assert!(
            steps(entry).iter().any(|step| !content_is_as_announced(step.send)),
            "{code} needs no exemption any more (\"{reason}\")"
        );
    }
}

#[test]
fn a_wrong_content_length_is_noticed() {
    let put = |length: usize, content: &str| format!("PUT /x HTTP/1.1\r\nContent-Length: {length}\r\n\r\n{content}");
    assert!(content_is_as_announced(&put(2, "hi")));
    assert!(!content_is_as_announced(&put(3, "hi")));
    assert!(!content_is_as_announced(&put(1, "hi")));
    assert!(content_is_as_announced(&(put(2, "hi") + "GET / HTTP/1.1\r\n\r\n")));
    assert!(!content_is_as_announced("GET / HTTP/1.1\r\n\r\nhi"));
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
