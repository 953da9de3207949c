//! The rules of message syntax as duties of who sends an answer; the strict reader of the wire finds what breaks them.

use crate::{Finding, Outcome, Place};
use statusquo_catalog::{Duty, Specification, Test};
use statusquo_wire::message::Part;
use statusquo_wire::{Limits, Rule, Violation, h1::ResponseReader};
use std::ops::Range;

/// What a sender owes by a rule. Rules that are no duty of an answer's sender have none: limits of who reads, what another
/// duty says already (Content-Length beside Transfer-Encoding, or twice), and what RFC 9112 §6.3 allows in answers.
fn duty(rule: Rule) -> Option<Duty> {
    let (text, rfc, section) = match rule {
        Rule::StatusLine => {
            ("Send HTTP-version, a space, three digits, a space and a reason, perhaps empty, as status line.", H1, "4")
        }
        Rule::VersionMajor => ("Send the version of the connection, which is 1.1, in the status line.", H, "6.2"),
        Rule::LineEnd => ("End each line with CR and LF.", H1, "2.2"),
        Rule::LeadingSpace => ("Send no white space between the status line and the first field.", H1, "2.2"),
        Rule::NameEmpty | Rule::NameToken => ("Give each field a name that is a token.", H, "5.1"),
        Rule::NameColon => ("Send each field as a name, a colon and a value.", H1, "5"),
        Rule::NameSpace => ("Send no white space between a field's name and its colon.", H1, "5.1"),
        Rule::Fold => ("Fold no field value over several lines.", H1, "5.2"),
        Rule::ValueOctets => ("Send no CR, LF, NUL or other control but the tab in a field value.", H, "5.5"),
        Rule::LengthDigits => ("Send digits and nothing else as Content-Length.", H, "8.6"),
        Rule::CodingForm => ("Send a list of transfer codings as Transfer-Encoding.", H1, "6.1"),
        Rule::CodingOnce => ("Apply chunked no more than once.", H1, "6.1"),
        Rule::ChunkSize => ("Begin each chunk with its size in hexadecimal digits.", H1, "7.1"),
        Rule::ChunkExtension => ("Send well-formed chunk extensions or none.", H1, "7.1.1"),
        Rule::ChunkEnd => ("End each chunk with CR and LF.", H1, "7.1"),
        Rule::TrailerFraming => ("Send no field that frames or routes the message as a trailer.", H, "6.5.1"),
        Rule::ContentWhole => ("Send the whole content before the connection closes.", H1, "8"),
        _ => return None,
    };
    Some(Duty::must(text, Specification::section(rfc, section), Test::NotFromOneAnswer))
}

const H: &str = "RFC 9110";
const H1: &str = "RFC 9112";

/// The duty broken by these octets.
pub(super) fn breach(rule: Rule, part: Part, octets: Range<usize>, evidence: String) -> Option<Finding> {
    let place = Some(Place { part, octets });
    Some(Finding { duty: duty(rule)?, outcome: Outcome::Broken, evidence, place })
}

const STATUS_LINE: &[u8] = b"HTTP/1.1 200 OK\r\n";

/// So much of a status line is looked at: the strict reader takes no longer reason, though any length is allowed.
const LINE: usize = 1000;

/// What breaks a status line, without its line end, as the strict reader sees it.
pub(super) fn status_line(line: &[u8]) -> Option<Violation> {
    strict(&[&line[..line.len().min(LINE)], b"\r\n\r\n"].concat())
}

/// What breaks a field line, without its line end; the offset counts in the line.
pub(super) fn field_line(line: &[u8]) -> Option<Violation> {
    let mut violation = strict(&[STATUS_LINE, line, b"\r\n\r\n"].concat())?;
    violation.at = violation.at.saturating_sub(STATUS_LINE.len() as u64);
    Some(violation)
}

fn strict(head: &[u8]) -> Option<Violation> {
    let limits = Limits { fields: usize::MAX / 2, lines: usize::MAX / 2, ..Limits::default() };
    ResponseReader::new("GET").advance(head, &limits).err()
}
