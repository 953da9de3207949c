//! Reads one head: its code, version and fields, whatever else is wrong with it, and what is.

use super::grammar;
use crate::{Finding, Received};
use statusquo_wire::message::{Line, Part};
use statusquo_wire::{Rule, Version};
use std::ops::Range;

/// The beginning of a status line: version, code, and how many octets of the line they take.
pub(super) fn beginning(bytes: &[u8]) -> Option<(Version, u16)> {
    let rest = bytes.strip_prefix(b"HTTP/")?;
    let length = rest.iter().take_while(|octet| octet.is_ascii_digit() || **octet == b'.').count();
    let version = match &rest[..length] {
        b"1.0" => Version::Http10,
        b"2" | b"2.0" => Version::Http2,
        b"3" | b"3.0" => Version::Http3,
        [b'1', b'.', minor] if minor.is_ascii_digit() => Version::Http11,
        _ => return None,
    };
    let rest = &rest[length..];
    let spaces = rest.iter().take_while(|octet| **octet == b' ').count();
    let digits = rest.get(spaces..spaces + 3)?;
    let after = rest.get(spaces + 3);
    if spaces == 0 || !digits.iter().all(u8::is_ascii_digit) || after.is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    Some((version, digits.iter().fold(0, |code, digit| code * 10 + u16::from(digit - b'0'))))
}

/// Whether these octets may become the beginning of a status line once more of them are there.
pub(super) fn may_begin(bytes: &[u8]) -> bool {
    let length = bytes.len().min(5);
    bytes[..length] == b"HTTP/"[..length]
}

/// Where a head that begins here ends, behind its empty line.
pub(super) fn end(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(length) = bytes[from..].iter().position(|octet| *octet == b'\n') {
        let line = &bytes[from..from + length];
        from += length + 1;
        if line.is_empty() || line == b"\r" {
            return Some(from);
        }
    }
    None
}

/// Reads a head that begins with a status line. In pasted text, line ends are overlooked.
pub(super) fn read(head: &[u8], start: usize, pasted: bool) -> Option<Received> {
    let (named, status) = beginning(head)?;
    // On a connection of HTTP/1.1 nothing else is spoken, whatever the status line says.
    let version = if pasted { named } else { named.min(Version::Http11) };
    let mut reader = HeadReader { head, pasted, lines: Vec::new(), breaches: Vec::new(), bare: None };
    let mut reason = String::new();
    let mut from = 0;
    while from < head.len() {
        let length = head[from..].iter().position(|octet| *octet == b'\n').unwrap_or(head.len() - from);
        let next = (from + length + 1).min(head.len());
        let with_cr = head[from..from + length].ends_with(b"\r");
        let to = from + length - usize::from(with_cr);
        if !with_cr && next > from + length {
            reader.bare.get_or_insert(from..from + length);
        }
        match from {
            0 => {
                reason = reader.status_line(0..to);
            }
            _ if to > from => reader.field_line(from..to),
            _ => {}
        }
        from = next;
    }
    let mut remarks = Vec::new();
    if let Some(octets) = reader.bare.take() {
        match pasted {
            true => remarks.push("lines end with LF alone, as pasted text has them: not counted".to_owned()),
            false => reader.breach(Rule::LineEnd, octets, "the line ends with LF alone".to_owned()),
        }
    }
    let HeadReader { lines, breaches, .. } = reader;
    Some(Received {
        start,
        head: head.to_vec(),
        lines,
        version,
        status,
        reason,
        content: Vec::new(),
        cut: false,
        closed: None,
        breaches,
        remarks,
    })
}

struct HeadReader<'a> {
    head: &'a [u8],
    pasted: bool,
    lines: Vec<Line>,
    breaches: Vec<Finding>,
    /// The first line that ends with LF alone.
    bare: Option<Range<usize>>,
}

impl HeadReader<'_> {
    fn breach(&mut self, rule: Rule, octets: Range<usize>, evidence: String) {
        self.breaches.extend(grammar::breach(rule, Part::Head, octets, evidence));
    }

    fn status_line(&mut self, octets: Range<usize>) -> String {
        let line = &self.head[octets.clone()];
        if let Some(violation) = grammar::status_line(line)
            && !(self.pasted && violation.rule == Rule::VersionMajor)
            // Pasting loses the space at the end of a line.
            && !(self.pasted && violation.at as usize == line.len())
            // 099 are three digits; that it is no code is found where codes are judged.
            && beginning(line).is_none_or(|(_, status)| status >= 100)
        {
            let evidence = format!("it is not so from octet {} of the line on", violation.at);
            self.breach(violation.rule, octets, evidence);
        }
        let reason = line.splitn(3, |octet| *octet == b' ').nth(2).unwrap_or_default();
        String::from_utf8_lossy(reason).trim().to_owned()
    }

    fn field_line(&mut self, octets: Range<usize>) {
        let head = self.head;
        let line = &head[octets.clone()];
        if line[0] == b' ' || line[0] == b'\t' {
            let Some(last) = self.lines.last_mut() else {
                return self.breach(Rule::LeadingSpace, octets, "white space comes first".to_owned());
            };
            last.value.1 = octets.end as u32;
            return self.breach(Rule::Fold, octets, "this line goes on with the field before it".to_owned());
        }
        if let Some(violation) = grammar::field_line(line) {
            let evidence = format!("it is not so from octet {} of the line on", violation.at);
            self.breach(violation.rule, octets.clone(), evidence);
        }
        let Some(colon) = line.iter().position(|octet| *octet == b':') else { return };
        let name = line[..colon].trim_ascii_end();
        if name.is_empty() {
            return;
        }
        let value = &line[colon + 1..];
        let lead = value.iter().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
        let trail = value[lead..].iter().rev().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
        let from = octets.start + colon + 1 + lead;
        let to = octets.end - trail;
        let name = (octets.start as u32, (octets.start + name.len()) as u32);
        self.lines.push(Line { name, value: (from as u32, to as u32) });
    }
}
