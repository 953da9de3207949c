//! Our reading beside another's: the same messages with the same boundaries, or a named exception.

use super::ours::{End, Message, Seen};
use super::sentences::says;
use statusquo_wire::Rule;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Mutex;

/// A message as another reader saw it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Theirs {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) content: Vec<u8>,
    /// Whether its content came to an end.
    pub(crate) whole: bool,
    /// The octet after it, if the reader says.
    pub(crate) to: Option<usize>,
}

/// We accept what they do not, or see it in another way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stricter {
    pub(crate) name: &'static str,
    pub(crate) applies: fn(&Message) -> bool,
    /// Whether they may read it as a message all the same, with other boundaries, and not only refuse it.
    pub(crate) otherwise: bool,
    /// Where the rule stands, and what it says.
    pub(crate) says: &'static str,
}

/// The exceptions of one reader, how often each was met, and what none of them allows.
#[derive(Debug)]
pub(crate) struct Exceptions {
    who: &'static str,
    /// We accept what they do not.
    stricter: &'static [Stricter],
    /// We refuse by these rules what they read as a message.
    laxer: &'static [Rule],
    met: Mutex<BTreeMap<String, u64>>,
    disagreements: Mutex<BTreeMap<String, String>>,
}

impl Exceptions {
    pub(crate) fn new(who: &'static str, stricter: &'static [Stricter], laxer: &'static [Rule]) -> Self {
        Self { who, stricter, laxer, met: Mutex::default(), disagreements: Mutex::default() }
    }

    fn meet(&self, name: String) {
        *self.met.lock().expect("no test panicked here").entry(name).or_default() += 1;
    }

    fn disagree(&self, what: String, how: &dyn Debug) {
        let mut disagreements = self.disagreements.lock().expect("no test panicked here");
        if disagreements.len() < 50 {
            disagreements.entry(what).or_insert_with(|| format!("{how:?}"));
        }
    }

    fn exception(&self, message: &Message, otherwise: bool) -> Option<&Stricter> {
        self.stricter.iter().find(|row| (row.applies)(message) && (row.otherwise || !otherwise))
    }

    /// They do not see this message as we do: is there an exception that says why?
    pub(crate) fn stricter(&self, message: &Message, bytes: &[u8], otherwise: bool, how: &dyn Debug) {
        match self.exception(message, otherwise) {
            Some(row) => self.meet(row.name.to_owned()),
            None => self
                .disagree(format!("we accept what begins at {} of b\"{}\"", message.from, bytes.escape_ascii()), how),
        }
    }

    /// They see a message where we refuse: is there an exception that says why?
    pub(crate) fn laxer(&self, rule: Rule, bytes: &[u8], how: &dyn Debug) {
        match self.laxer.contains(&rule) {
            true => self.meet(format!("{rule:?}")),
            false => self.disagree(format!("we refuse by {rule:?} ({rule})"), &(bytes.escape_ascii().to_string(), how)),
        }
    }

    /// Prints how often each exception was met. A disagreement without one fails, and so does one that nothing met.
    pub(crate) fn settle(&self) {
        let met = self.met.lock().expect("no test panicked here");
        let stricter = self.stricter.iter().map(|row| (row.name.to_owned(), row.says));
        let laxer = self.laxer.iter().map(|rule| (format!("{rule:?}"), says(*rule)));
        let mut stale = Vec::new();
        for (name, says) in stricter.chain(laxer) {
            let times = met.get(&name).copied().unwrap_or(0);
            println!("{}: {name}: {times} times; {says}", self.who);
            assert!(says.starts_with("RFC "), "{name}: {says:?} names no section");
            if times == 0 {
                stale.push(name);
            }
        }
        self.expect_no_disagreement();
        assert!(stale.is_empty(), "{}: nothing needs these exceptions any more: {stale:?}", self.who);
    }

    /// A disagreement that no exception allows fails.
    pub(crate) fn expect_no_disagreement(&self) {
        let disagreements = self.disagreements.lock().expect("no test panicked here");
        let listed: Vec<String> = disagreements.iter().map(|(what, how)| format!("{what}\n  there: {how}")).collect();
        assert!(listed.is_empty(), "{} disagrees:\n{}", self.who, listed.join("\n"));
    }

    /// Compares message by message. `same` compares the targets, which others take apart.
    pub(crate) fn compare(&self, bytes: &[u8], seen: &Seen, theirs: &[Theirs], same: fn(&Message, &Theirs) -> bool) {
        let alike = |message: &Message, theirs: &Theirs| {
            message.method == theirs.method
                && same(message, theirs)
                && message.content == theirs.content
                && theirs.whole
                && theirs.to.is_none_or(|to| to == message.to)
        };
        for (number, message) in seen.messages.iter().enumerate() {
            match theirs.get(number) {
                Some(theirs) if alike(message, theirs) => {}
                // They took the one before for the last.
                None if number > 0 && self.exception(&seen.messages[number - 1], false).is_some() => {
                    return self.stricter(&seen.messages[number - 1], bytes, false, &"the end");
                }
                other => {
                    let otherwise = other.is_some_and(|theirs| theirs.whole);
                    return self.stricter(message, bytes, otherwise, &other);
                }
            }
        }
        let Some(next) = theirs.get(seen.messages.len()) else { return };
        match &seen.end {
            End::HeadRefused(violation) => self.laxer(violation.rule, bytes, next),
            // A content that comes no further there either is refused, or waited for.
            End::ContentRefused(message, _) if next.whole && self.exception(message, true).is_some() => {
                self.stricter(message, bytes, true, next);
            }
            End::ContentRefused(_, violation) if next.whole => self.laxer(violation.rule, bytes, next),
            End::ContentRefused(..) => {}
            End::WaitsForContent(message) => {
                // What came so far is the same, and neither takes it for the whole.
                let so_far = message.method == next.method && same(message, next);
                if next.whole || !so_far || !message.content.starts_with(&next.content) {
                    self.stricter(message, bytes, true, next);
                }
            }
            End::Closes => self.stricter(&seen.messages[seen.messages.len() - 1], bytes, true, next),
            End::Waits => self.disagree("we wait for the rest of a head".to_owned(), next),
        }
    }
}
