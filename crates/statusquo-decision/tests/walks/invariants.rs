//! What must hold of a walk with any facts at all, even such as change on the way; it panics where it does not.

use statusquo_decision::{Act, End, Facts, NEVER, Question, Step, TABLE, Walk};
use std::collections::BTreeSet;

/// Sets facts by these octets, each of which names a question and its answer.
pub(crate) fn set(facts: &mut Facts, octets: &[u8]) {
    for octet in octets {
        let question = TABLE[usize::from(octet >> 1) % TABLE.len()].question;
        facts.set(question, octet & 1 == 1);
    }
}

/// Walks with the first facts, and changes them by a part of the rest whenever something is said or done.
pub(crate) fn walk(octets: &[u8]) -> End {
    let mut parts = octets.split(|octet| *octet == u8::MAX);
    let mut facts = Facts::default();
    set(&mut facts, parts.next().unwrap_or(&[]));
    let mut walk = Walk::default();
    let mut said: Vec<u16> = Vec::new();
    let mut done: Vec<Act> = Vec::new();
    let end = loop {
        let before = walk.way();
        let step = walk.next(&facts);
        let asked: BTreeSet<u8> = before.steps().map(|(question, _)| question as u8).collect();
        for (question, yes) in walk.way().steps() {
            match before.answer(question) {
                Some(answer) => assert_eq!(answer, yes, "{question:?} is answered once"),
                None => {
                    assert_eq!(facts.get(question), yes, "{question:?} is answered by the facts");
                    assert!(asked.last().is_none_or(|last| *last < question as u8), "{question:?} comes too late");
                }
            }
        }
        match step {
            Step::Say(code) => {
                assert!((100..200).contains(&code) && !said.contains(&code), "{code} is said once, and is interim");
                said.push(code);
            }
            Step::Do(act) | Step::DoSaying(act, _) => {
                if let Step::DoSaying(_, code) = step {
                    assert!((102..200).contains(&code), "{code} is said meanwhile, and is interim");
                }
                assert!(!done.contains(&act), "{act:?} is done once");
                done.push(act);
            }
            Step::End(end) => break end,
        }
        if let Some(part) = parts.next() {
            set(&mut facts, part);
        }
        assert!(said.len() + done.len() <= TABLE.len(), "the walk does not end");
    };
    let way = walk.way();
    let (question, yes) = way.deciding().expect("a question was asked");
    let row = question.row();
    let decided = if yes { row.yes } else { row.no };
    assert_eq!(decided, statusquo_decision::Next::End(end), "{question:?} decided");
    assert_eq!(way.answer(TABLE[0].question).is_some(), way.steps().count() > 0, "a walk begins at the first row");
    if let End::Code(code) = end {
        assert!((200..600).contains(&code) || code == 101, "{code} ends a request");
        assert!(NEVER.iter().all(|(never, _)| *never != code), "{code} is never on the wire");
    }
    assert_eq!(walk.next(&Facts::default()), Step::End(end), "an end is an end, whatever becomes known");
    assert_eq!(walk.way(), way);
    end
}

/// A question by its place, to write facts down in octets.
#[allow(dead_code, reason = "one of the two users needs it")]
pub(crate) fn octet(question: Question, yes: bool) -> u8 {
    (question as u8) << 1 | u8::from(yes)
}
