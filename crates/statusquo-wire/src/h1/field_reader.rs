//! Reads a field section octet by octet, so that each broken rule is found at its byte however the bytes were cut.

use crate::Limits;
use crate::message::bytes::{token_run, value_run};
use crate::message::{FieldSection, Line, Rule, Violation};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    LineStart,
    Name,
    ValueLead,
    Value,
    ValueLf,
    EndLf,
}

/// The reader of one field section: of a request, a response or a trailer.
#[derive(Debug)]
pub(crate) struct FieldReader {
    state: State,
    section: usize,
    at: usize,
    line: Line,
}

impl FieldReader {
    /// A reader of the section that begins at this offset of the buffer.
    pub(crate) fn new(section: usize) -> Self {
        Self { state: State::LineStart, section, at: section, line: Line::default() }
    }

    /// Reads on. `each` is asked of every complete line; the answer is the offset after the section, once it is whole.
    pub(crate) fn advance(
        &mut self,
        bytes: &[u8],
        limits: &Limits,
        lines: &mut Vec<Line>,
        mut each: impl FnMut(FieldSection<'_>, Line) -> Result<(), Violation>,
    ) -> Result<Option<usize>, Violation> {
        let end = bytes.len().min(self.section + limits.fields);
        while self.at < end {
            if self.state == State::LineStart
                && lines.len() < limits.lines
                && let Some((line, after)) = whole_line(&bytes[..end], self.at)
            {
                self.line = line;
                self.at = after - 1;
                lines.push(line);
                each(FieldSection::new(bytes, lines), line)?;
                self.at = after;
                continue;
            }
            let byte = bytes[self.at];
            match self.state {
                State::LineStart => match byte {
                    b'\r' => self.state = State::EndLf,
                    b'\n' => return Err(self.broken(Rule::LineEnd)),
                    b':' => return Err(self.broken(Rule::NameEmpty)),
                    b' ' | b'\t' if lines.is_empty() => return Err(self.broken(Rule::LeadingSpace)),
                    b' ' | b'\t' => return Err(self.broken(Rule::Fold)),
                    _ => {
                        self.line = Line { name: (self.at as u32, 0), value: (0, 0) };
                        self.state = State::Name;
                        continue;
                    }
                },
                State::Name => {
                    self.at += token_run(&bytes[self.at..end]);
                    if self.at == end {
                        break;
                    }
                    let name = &bytes[self.line.name.0 as usize..self.at];
                    match bytes[self.at] {
                        b':' if lines.len() == limits.lines => {
                            return Err(self.broken(Rule::FieldsCount).limit(limits.lines as u64).field(name));
                        }
                        b':' => {
                            self.line.name.1 = self.at as u32;
                            self.state = State::ValueLead;
                        }
                        b' ' | b'\t' => return Err(self.broken(Rule::NameSpace).field(name)),
                        b'\r' | b'\n' => return Err(self.broken(Rule::NameColon).field(name)),
                        _ => return Err(self.broken(Rule::NameToken)),
                    }
                }
                State::ValueLead => match byte {
                    b' ' | b'\t' => {}
                    _ => {
                        self.line.value.0 = self.at as u32;
                        self.state = State::Value;
                        continue;
                    }
                },
                State::Value => {
                    self.at += value_run(&bytes[self.at..end]);
                    if self.at == end {
                        break;
                    }
                    match bytes[self.at] {
                        b'\r' => self.state = State::ValueLf,
                        b'\n' => return Err(self.in_value(Rule::LineEnd, bytes)),
                        _ => return Err(self.in_value(Rule::ValueOctets, bytes)),
                    }
                }
                State::ValueLf => {
                    if byte != b'\n' {
                        return Err(self.in_value(Rule::ValueOctets, bytes));
                    }
                    self.line.value.1 = value_end(bytes, self.line.value.0 as usize, self.at - 1) as u32;
                    lines.push(self.line);
                    each(FieldSection::new(bytes, lines), self.line)?;
                    self.state = State::LineStart;
                }
                State::EndLf => {
                    if byte != b'\n' {
                        return Err(self.broken(Rule::LineEnd));
                    }
                    self.at += 1;
                    return Ok(Some(self.at));
                }
            }
            self.at += 1;
        }
        if self.at >= self.section + limits.fields {
            let violation = self.broken(Rule::FieldsLength).limit(limits.fields as u64);
            return Err(match self.state {
                State::LineStart | State::EndLf => violation,
                _ => violation.field(self.name(bytes)),
            });
        }
        Ok(None)
    }

    /// The offset of the octet that is looked at next, or at which the reading ended.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    fn broken(&self, rule: Rule) -> Violation {
        Violation::head(rule, self.at)
    }

    fn in_value(&self, rule: Rule, bytes: &[u8]) -> Violation {
        self.broken(rule).field(self.name(bytes))
    }

    fn name<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        let to = if self.state == State::Name { self.at } else { self.line.name.1 as usize };
        &bytes[self.line.name.0 as usize..to]
    }
}

/// A line that is whole and well-formed, and where the next begins: the usual case, in one go. Any other is looked at
/// octet by octet, since it may be going on or broken.
fn whole_line(bytes: &[u8], at: usize) -> Option<(Line, usize)> {
    let colon = at + token_run(&bytes[at..]);
    if colon == at || bytes.get(colon) != Some(&b':') {
        return None;
    }
    let mut from = colon + 1;
    while matches!(bytes.get(from), Some(b' ' | b'\t')) {
        from += 1;
    }
    let end = from + value_run(&bytes[from..]);
    if !bytes[end..].starts_with(b"\r\n") {
        return None;
    }
    let value = (from as u32, value_end(bytes, from, end) as u32);
    Some((Line { name: (at as u32, colon as u32), value }, end + 2))
}

/// Where a value ends without the white space behind it.
fn value_end(bytes: &[u8], from: usize, mut to: usize) -> usize {
    while to > from && matches!(bytes[to - 1], b' ' | b'\t') {
        to -= 1;
    }
    to
}
