//! An answer that a test makes, changes and has judged.

use statusquo_check::{Answer, Finding, Outcome, judge};
use statusquo_wire::{Fields, Version};

/// When the answers of these tests were made.
pub(crate) const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

/// An answer to be judged.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) method: String,
    pub(crate) version: Version,
    /// The fields of the request, if they are known.
    pub(crate) asked: Option<Vec<(String, String)>>,
    pub(crate) before: Option<Vec<u16>>,
    pub(crate) status: u16,
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) content: Vec<u8>,
    pub(crate) cut: bool,
    pub(crate) closed: Option<bool>,
}

impl Sample {
    /// An answer with its date and nothing else, to a request of which nothing but the method is known.
    pub(crate) fn new(method: &str, status: u16) -> Self {
        let sample = Self {
            method: method.to_owned(),
            version: Version::Http11,
            asked: None,
            before: None,
            status,
            fields: Vec::new(),
            content: Vec::new(),
            cut: false,
            closed: None,
        };
        match status {
            200..=499 => sample.with("Date", DATE),
            _ => sample,
        }
    }

    /// With one more field line.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Without the lines of this field.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
        self
    }

    /// With this content.
    pub(crate) fn content(mut self, content: &str) -> Self {
        self.content = content.as_bytes().to_vec();
        self
    }

    /// To a request of HTTP/1.0.
    pub(crate) fn asked_in_http10(mut self) -> Self {
        self.version = Version::Http10;
        self
    }

    /// To a request with one more field line, and no others but those named.
    pub(crate) fn asked(mut self, name: &str, value: &str) -> Self {
        self.asked.get_or_insert_default().push((name.to_owned(), value.to_owned()));
        self
    }

    /// To a request that is known, and has not this field.
    pub(crate) fn not_asked(mut self, name: &str) -> Self {
        self.asked.get_or_insert_default().retain(|(other, _)| !other.eq_ignore_ascii_case(name));
        self
    }

    /// Whether there is a line of this field.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(other, _)| other.eq_ignore_ascii_case(name))
    }

    /// The first line of this field.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| &**value)
    }

    /// The first line of this field in the request, if that is known and has it.
    pub(crate) fn get_asked(&self, name: &str) -> Option<&str> {
        let asked = self.asked.as_ref()?;
        asked.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| &**value)
    }

    /// What the judge finds.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let fields = section(&self.fields);
        let asked = self.asked.as_deref().map(section);
        let mut answer = Answer::with(&self.method, self.status, fields.section(), &self.content).to(self.version);
        answer.asked = asked.as_ref().map(Fields::section);
        answer.before = self.before.as_deref();
        answer.cut = self.cut;
        answer.closed = self.closed;
        judge(&answer)
    }

    /// The duties that it breaks, with the evidence.
    pub(crate) fn broken(&self) -> Vec<String> {
        let findings = self.findings();
        let broken = findings.iter().filter(|finding| finding.outcome == Outcome::Broken);
        broken.map(|finding| format!("{} ({})", finding.duty.text, finding.evidence)).collect()
    }

    /// The evidence against it, if it breaks one duty and no more.
    pub(crate) fn only_evidence(&self) -> Option<String> {
        let mut broken: Vec<Finding> =
            self.findings().into_iter().filter(|finding| finding.outcome == Outcome::Broken).collect();
        match broken.len() {
            1 => broken.pop().map(|finding| finding.evidence),
            _ => None,
        }
    }
}

fn section(lines: &[(String, String)]) -> Fields {
    let mut fields = Fields::default();
    for (name, value) in lines {
        fields.push_received(name, value);
    }
    fields
}
