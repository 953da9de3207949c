//! Fields in the order and case in which they came: ranges into one buffer, no map.

use super::bytes::trim;
use std::ops::Range;

/// Where one field line lies in its buffer: the name, and the value without white space at its ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// First octet of the name, and the one after its last.
    pub name: (u32, u32),
    /// First octet of the value, and the one after its last.
    pub value: (u32, u32),
}

/// A borrowed field section: received or about to be sent.
#[derive(Clone, Copy, Debug)]
pub struct FieldSection<'a> {
    bytes: &'a [u8],
    lines: &'a [Line],
}

impl<'a> FieldSection<'a> {
    /// The section whose lines lie in these bytes: for who has found the lines by itself.
    ///
    /// ```
    /// use statusquo_wire::message::{FieldSection, Line};
    /// let lines = [Line { name: (0, 3), value: (4, 5) }];
    /// let section = FieldSection::new(b"Age:7", &lines);
    /// assert_eq!((section.get("age"), section.spans("age").next()), (Some(&b"7"[..]), Some(0..5)));
    /// ```
    pub fn new(bytes: &'a [u8], lines: &'a [Line]) -> Self {
        Self { bytes, lines }
    }

    /// How many field lines there are.
    pub fn len(self) -> usize {
        self.lines.len()
    }

    /// Whether there is no field line.
    pub fn is_empty(self) -> bool {
        self.lines.is_empty()
    }

    /// Every field line in order: its name as it was written, and its value.
    pub fn iter(self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> + Clone {
        self.lines.iter().map(move |line| self.parts(*line))
    }

    /// The last field line.
    pub(crate) fn last(self) -> Option<(&'a [u8], &'a [u8])> {
        self.lines.last().map(|line| self.parts(*line))
    }

    fn parts(self, line: Line) -> (&'a [u8], &'a [u8]) {
        (
            &self.bytes[line.name.0 as usize..line.name.1 as usize],
            &self.bytes[line.value.0 as usize..line.value.1 as usize],
        )
    }

    /// Where the lines with this name lie in the bytes of the section, each from its name to the end of its value.
    pub fn spans<'n>(self, name: &'n str) -> impl Iterator<Item = Range<usize>> + use<'a, 'n> {
        self.lines
            .iter()
            .filter(move |line| self.parts(**line).0.eq_ignore_ascii_case(name.as_bytes()))
            .map(|line| line.name.0 as usize..line.value.1 as usize)
    }

    /// The values of every line with this name, in order.
    pub fn all<'n>(self, name: &'n str) -> impl Iterator<Item = &'a [u8]> + use<'a, 'n> {
        self.lines
            .iter()
            .filter(move |line| (line.name.1 - line.name.0) as usize == name.len())
            .map(move |line| self.parts(*line))
            .filter(move |(have, _)| have.eq_ignore_ascii_case(name.as_bytes()))
            .map(|(_, value)| value)
    }

    /// The value of the first line with this name.
    pub fn get(self, name: &str) -> Option<&'a [u8]> {
        self.all(name).next()
    }

    /// The same as text, if it is ASCII or UTF-8.
    pub fn text(self, name: &str) -> Option<&'a str> {
        std::str::from_utf8(self.get(name)?).ok()
    }

    /// Whether there is a line with this name.
    pub fn has(self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The members of a list field over all its lines (RFC 9110 §5.6.1), empty ones left out; quoted commas do not split.
    ///
    /// ```
    /// let mut fields = statusquo_wire::Fields::default();
    /// fields.push("Accept", "text/html, text/*;x=\"a,b\"");
    /// fields.push("accept", ",*/*");
    /// let members: Vec<_> = fields.section().list("Accept").collect();
    /// assert_eq!(members, [&b"text/html"[..], b"text/*;x=\"a,b\"", b"*/*"]);
    /// ```
    pub fn list<'n>(self, name: &'n str) -> impl Iterator<Item = &'a [u8]> + use<'a, 'n> {
        self.all(name).flat_map(members)
    }

    /// Whether a list field has this member, whatever its case.
    pub fn lists(self, name: &str, member: &str) -> bool {
        self.list(name).any(|have| have.eq_ignore_ascii_case(member.as_bytes()))
    }
}

/// The members of one field value, split at commas outside quoted strings; empty ones are left out.
pub(crate) fn members(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    elements(value).filter(|member| !member.is_empty())
}

/// What stands between the commas of one field value, empty where nothing does.
pub(crate) fn elements(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut quoted = false;
    let mut escaped = false;
    value
        .split(move |byte| {
            match (*byte, quoted, escaped) {
                (_, true, true) => escaped = false,
                (b'\\', true, false) => escaped = true,
                (b'"', _, _) => quoted = !quoted,
                (b',', false, _) => return true,
                _ => {}
            }
            false
        })
        .map(trim)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(super::bytes::is_token)
}

/// An owned field section, kept as it is written: `Name: value` and CRLF, line by line.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    bytes: Vec<u8>,
    lines: Vec<Line>,
    /// Whether there is a `Date`.
    dated: bool,
}

impl Fields {
    /// Fields with room for so many octets and lines.
    pub fn with_capacity(octets: usize, lines: usize) -> Self {
        Self { bytes: Vec::with_capacity(octets), lines: Vec::with_capacity(lines), dated: false }
    }

    /// Adds a field line at the end.
    ///
    /// Line ends and other controls in the value are written as spaces, so that no value can end its line. The name is
    /// written in the program, not by a client; [`Fields::push_received`] takes one that was.
    ///
    /// ```
    /// let mut fields = statusquo_wire::Fields::default();
    /// fields.push("Location", "/a\r\nSet-Cookie: b");
    /// assert_eq!(fields.section().get("location"), Some(&b"/a  Set-Cookie: b"[..]));
    /// ```
    pub fn push(&mut self, name: &'static str, value: impl AsRef<[u8]>) {
        debug_assert!(is_name(name), "{name:?} is no field name");
        self.line(name, value.as_ref());
    }

    /// Adds a field line whose name came from elsewhere; it is left out if the name is no token.
    pub fn push_received(&mut self, name: &str, value: impl AsRef<[u8]>) {
        if is_name(name) {
            self.line(name, value.as_ref());
        }
    }

    fn line(&mut self, name: &str, value: &[u8]) {
        self.bytes.reserve(name.len() + value.len() + 4);
        let from = self.bytes.len() as u32;
        let is_date = name.eq_ignore_ascii_case("Date");
        self.bytes.extend_from_slice(name.as_bytes());
        let name = (from, self.bytes.len() as u32);
        self.bytes.extend_from_slice(b": ");
        let from = self.bytes.len();
        self.bytes.extend_from_slice(value);
        super::bytes::blank_controls(&mut self.bytes[from..]);
        self.dated |= is_date;
        self.lines.push(Line { name, value: (from as u32, self.bytes.len() as u32) });
        self.bytes.extend_from_slice(b"\r\n");
    }

    /// Adds a field line whose value is a number.
    pub fn push_number(&mut self, name: &'static str, number: u64) {
        let mut digits = [0; 20];
        let at = super::bytes::digits(number, &mut digits);
        let digits = &digits[at..];
        self.bytes.reserve(name.len() + digits.len() + 4);
        let from = self.bytes.len();
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.extend_from_slice(b": ");
        self.bytes.extend_from_slice(digits);
        let (name, value) = (from + name.len(), from + name.len() + 2);
        self.lines
            .push(Line { name: (from as u32, name as u32), value: (value as u32, (value + digits.len()) as u32) });
        self.bytes.extend_from_slice(b"\r\n");
    }

    /// Adds all lines of other fields, which were written before.
    pub fn append(&mut self, other: &Fields) {
        let from = self.bytes.len() as u32;
        self.bytes.extend_from_slice(&other.bytes);
        self.dated |= other.dated;
        let moved = |(first, after): (u32, u32)| (first + from, after + from);
        self.lines.extend(other.lines.iter().map(|line| Line { name: moved(line.name), value: moved(line.value) }));
    }

    /// The fields as a section to look into.
    pub fn section(&self) -> FieldSection<'_> {
        FieldSection::new(&self.bytes, &self.lines)
    }

    /// Whether there is a `Date` among them.
    pub fn is_dated(&self) -> bool {
        self.dated
    }

    /// The bytes as they go out: every line with its CRLF.
    pub fn wire(&self) -> &[u8] {
        &self.bytes
    }

    /// Forgets all lines and keeps the memory.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.lines.clear();
        self.dated = false;
    }
}
