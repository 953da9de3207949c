//! What is known of a request: an answer to every question, the usual one until something else is known.

use crate::{Question, TABLE};
use statusquo_wire::message::Part;
use statusquo_wire::{Rule, Violation};

/// The answers, one bit a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts(u128);

const USUAL: u128 = {
    let mut bits = 0;
    let mut i = 0;
    while i < TABLE.len() {
        bits |= (TABLE[i].usual as u128) << i;
        i += 1;
    }
    bits
};

impl Default for Facts {
    fn default() -> Self {
        Self(USUAL)
    }
}

impl Facts {
    /// What is known so far.
    pub fn get(&self, question: Question) -> bool {
        self.0 >> question as u8 & 1 == 1
    }

    /// Whether all of these questions, a bit each, have their usual answers.
    pub(crate) fn are_usual(&self, questions: u128) -> bool {
        (self.0 ^ USUAL) & questions == 0
    }

    /// Makes something known. A question that was asked already is not asked again, whatever becomes known later.
    pub fn set(&mut self, question: Question, yes: bool) {
        let bit = 1 << question as u8;
        self.0 = if yes { self.0 | bit } else { self.0 & !bit };
    }

    /// Makes a broken rule known.
    pub fn violate(&mut self, violation: &Violation) {
        self.set(question_of(violation.rule, violation.part), false);
    }
}

/// The question that a broken rule answers with no.
pub const fn question_of(rule: Rule, part: Part) -> Question {
    if let Part::Content = part {
        return match rule {
            Rule::ContentInTime => Question::ContentInTime,
            Rule::ContentWhole => Question::ContentWhole,
            _ => Question::ContentFramed,
        };
    }
    match rule {
        Rule::CleartextOnly | Rule::TlsOnly => Question::SpeaksAsPort,
        Rule::HeadInTime => Question::HeadInTime,
        Rule::HeadWhole => Question::HeadWhole,
        Rule::MethodToken => Question::MethodIsToken,
        Rule::MethodLength => Question::MethodFits,
        Rule::TargetLength => Question::TargetFits,
        Rule::TargetForm | Rule::TargetOctets | Rule::TargetPercent | Rule::SchemeFit => Question::TargetValid,
        Rule::ControlData | Rule::EmptyLines | Rule::RequestLine | Rule::VersionForm | Rule::StatusLine => {
            Question::RequestLineValid
        }
        Rule::VersionMajor => Question::VersionSpoken,
        Rule::LineEnd
        | Rule::LeadingSpace
        | Rule::NameEmpty
        | Rule::NameToken
        | Rule::NameSpace
        | Rule::NameColon
        | Rule::Fold
        | Rule::NameCase
        | Rule::ValueSpace
        | Rule::ConnectionField
        | Rule::TeTrailers
        | Rule::ValueOctets => Question::FieldsValid,
        Rule::FieldsLength | Rule::FieldsCount => Question::FieldsFit,
        Rule::HostOne | Rule::HostForm | Rule::AuthorityGiven | Rule::AuthorityOne => Question::HostValid,
        Rule::FramingOne
        | Rule::LengthOne
        | Rule::LengthDigits
        | Rule::LengthSize
        | Rule::LengthHeld
        | Rule::CodingVersion
        | Rule::CodingForm
        | Rule::CodingLast
        | Rule::CodingOnce => Question::FramingValid,
        Rule::CodingKnown => Question::CodingKnown,
        Rule::ContentInTime => Question::ContentInTime,
        Rule::ContentWhole => Question::ContentWhole,
        Rule::ChunkSize
        | Rule::ChunkCount
        | Rule::ChunkExtension
        | Rule::ChunkExtensionLength
        | Rule::ChunkEnd
        | Rule::TrailerFraming
        | Rule::TrailerControl => Question::ContentFramed,
    }
}
