//! One stimulus: what is sent, what must come of it, and the good twin in which one thing is mended.

use statusquo_wire::Rule;
use statusquo_wire::message::Part;

/// In the tables this stands before the octet that the answer must name; it is not sent.
const MARK: &[u8] = b"^^";

/// A target that any good request may have.
pub(crate) const WELCOME: &str = "/lab/documents/welcome";

/// What becomes of the connection after the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It goes on: a second request is answered.
    Stays,
    /// It ends, since the server cannot know where a second request would begin, or does not want to.
    Closes,
    /// It ends, since the client asked for that.
    Ends,
}

/// How the bytes of a stimulus end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// A second request follows in the same breath.
    Followed,
    /// Nothing more comes before the answer: what was sent must be enough, or the time must run out.
    Open,
    /// The client closes its direction.
    HalfClosed,
}

/// A stimulus and its outcome.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The sentence that it is about: section and words.
    pub(crate) name: &'static str,
    /// The bytes.
    pub(crate) sent: Vec<u8>,
    /// Where in them the fault lies, if one octet can be named.
    pub(crate) fault: Option<usize>,
    /// The codes of the answers that come before: to earlier requests, or interim ones.
    pub(crate) before: Vec<u16>,
    /// The code of the answer.
    pub(crate) code: u16,
    /// The rule that was broken, if one was.
    pub(crate) rule: Option<Rule>,
    /// Where the answer says it was broken.
    pub(crate) at: Option<(Part, u64)>,
    /// The limit that the answer names.
    pub(crate) limit: Option<u64>,
    /// The field that the answer names.
    pub(crate) field: Option<&'static str>,
    /// The connection's fate.
    pub(crate) fate: Fate,
    /// How the bytes end.
    pub(crate) ending: Ending,
    /// The same with one thing mended: it succeeds. None for what is good itself.
    pub(crate) twin: Option<Vec<u8>>,
}

impl Row {
    /// A head that breaks a rule at the marked octet: the answer names both, and the connection closes.
    pub(crate) fn broken(name: &'static str, sent: &[u8], code: u16, rule: Rule, twin: &[u8]) -> Self {
        let (sent, fault) = unmarked(sent);
        let at = fault.map(|at| (Part::Head, at as u64));
        Self { rule: Some(rule), fault, at, fate: Fate::Closes, ..Self::refused(name, &sent, code, twin) }
    }

    /// The same for content: the head ends with the first empty line, and the octets of the content count from there.
    pub(crate) fn broken_content(name: &'static str, sent: &[u8], code: u16, rule: Rule, twin: &[u8]) -> Self {
        let row = Self::broken(name, sent, code, rule, twin);
        let head = row.sent.windows(4).position(|end| end == b"\r\n\r\n").expect("a whole head") + 4;
        Self { at: row.fault.map(|fault| (Part::Content, (fault - head) as u64)), ..row }
    }

    /// Well-formed, but refused by what it asks for.
    pub(crate) fn refused(name: &'static str, sent: &[u8], code: u16, twin: &[u8]) -> Self {
        Self { twin: Some(twin.to_vec()), ..Self::good(name, sent, code) }
    }

    /// Good as it is.
    pub(crate) fn good(name: &'static str, sent: &[u8], code: u16) -> Self {
        Self {
            name,
            sent: sent.to_vec(),
            fault: None,
            before: Vec::new(),
            code,
            rule: None,
            at: None,
            limit: None,
            field: None,
            fate: Fate::Stays,
            ending: Ending::Followed,
            twin: None,
        }
    }

    /// The answer names this limit.
    pub(crate) fn limit(self, limit: u64) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// The answer names this field.
    pub(crate) fn field(self, field: &'static str) -> Self {
        Self { field: Some(field), ..self }
    }

    /// The connection has another fate.
    pub(crate) fn fate(self, fate: Fate) -> Self {
        Self { fate, ..self }
    }

    /// The bytes end in another way.
    pub(crate) fn ending(self, ending: Ending) -> Self {
        Self { ending, ..self }
    }

    /// These answers come before.
    pub(crate) fn before(self, before: &[u16]) -> Self {
        Self { before: before.to_vec(), ..self }
    }

    /// A good request comes before, with an answer of its own.
    pub(crate) fn after(self, good: &[u8], code: u16) -> Self {
        let behind = |bytes: &[u8]| [good, bytes].concat();
        Self {
            sent: behind(&self.sent),
            fault: self.fault.map(|fault| fault + good.len()),
            before: [&[code], &self.before[..]].concat(),
            twin: self.twin.as_deref().map(behind),
            ..self
        }
    }
}

/// The bytes without their mark, and where it stood.
fn unmarked(marked: &[u8]) -> (Vec<u8>, Option<usize>) {
    match marked.windows(MARK.len()).position(|window| window == MARK) {
        Some(at) => ([&marked[..at], &marked[at + MARK.len()..]].concat(), Some(at)),
        None => (marked.to_vec(), None),
    }
}

/// A GET of the welcome document with these field lines.
pub(crate) fn get(lines: &[u8]) -> Vec<u8> {
    [b"GET ", WELCOME.as_bytes(), b" HTTP/1.1\r\n", lines, b"\r\n\r\n"].concat()
}

/// A PUT of a document with these field lines and this content.
pub(crate) fn put(lines: &[u8], content: &[u8]) -> Vec<u8> {
    [b"PUT /lab/documents/stimulus HTTP/1.1\r\nHost: lab\r\n", lines, b"\r\n\r\n", content].concat()
}
