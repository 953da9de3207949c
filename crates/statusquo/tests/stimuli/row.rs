//! One stimulus: what is sent, what must come of it, and the good twin in which one thing is mended.

use statusquo_wire::Rule;
use statusquo_wire::message::Part;

/// In the tables this stands before the octet that the answer must name; it is not sent.
const MARK: &[u8] = b"^^";

/// A target that any good request may have.
pub const WELCOME: &str = "/lab/documents/welcome";

/// What becomes of the connection after the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It goes on: a second request is answered.
    Stays,
    /// It ends, since the server cannot know where a second request would begin, or does not want to.
    Closes,
    /// It ends, since the client asked for that.
    Ends,
}

/// How the bytes of a stimulus end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A second request follows in the same breath.
    Followed,
    /// Nothing more comes before the answer: what was sent must be enough, or the time must run out.
    Open,
    /// The client closes its direction.
    HalfClosed,
}

/// A stimulus and its outcome.
#[derive(Clone, Debug)]
pub struct Row {
    /// The sentence that it is about: section and words.
    pub name: &'static str,
    /// The bytes.
    pub sent: Vec<u8>,
    /// Where in them the fault lies, if one octet can be named.
    pub fault: Option<usize>,
    /// The method that the answer belongs to, as far as it was understood.
    pub method: &'static str,
    /// The codes of the answers that come before: to earlier requests, or interim ones.
    pub before: Vec<u16>,
    /// The code of the answer.
    pub code: u16,
    /// The rule that was broken, if one was.
    pub rule: Option<Rule>,
    /// Where the answer says it was broken.
    pub at: Option<(Part, u64)>,
    /// The limit that the answer names.
    pub limit: Option<u64>,
    /// The field that the answer names.
    pub field: Option<&'static str>,
    /// The connection's fate.
    pub fate: Fate,
    /// How the bytes end.
    pub ending: Ending,
    /// The same with one thing mended: it succeeds. None for what is good itself.
    pub twin: Option<Vec<u8>>,
}

impl Row {
    /// A head that breaks a rule at the marked octet: the answer names both, and the connection closes.
    pub fn broken(name: &'static str, sent: &[u8], code: u16, rule: Rule, twin: &[u8]) -> Self {
        let (sent, fault) = unmarked(sent);
        let at = fault.map(|at| (Part::Head, at as u64));
        Self { rule: Some(rule), fault, at, fate: Fate::Closes, ..Self::refused(name, &sent, code, twin) }
    }

    /// The same for content: the head ends with the first empty line, and the octets of the content count from there.
    pub fn broken_content(name: &'static str, sent: &[u8], code: u16, rule: Rule, twin: &[u8]) -> Self {
        let row = Self::broken(name, sent, code, rule, twin);
        let head = row.sent.windows(4).position(|end| end == b"\r\n\r\n").expect("a whole head") + 4;
        Self { at: row.fault.map(|fault| (Part::Content, (fault - head) as u64)), ..row }
    }

    /// Well-formed, but refused by what it asks for.
    pub fn refused(name: &'static str, sent: &[u8], code: u16, twin: &[u8]) -> Self {
        Self { twin: Some(twin.to_vec()), ..Self::good(name, sent, code) }
    }

    /// Good as it is.
    pub fn good(name: &'static str, sent: &[u8], code: u16) -> Self {
        Self {
            name,
            sent: sent.to_vec(),
            fault: None,
            method: "GET",
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
    pub fn limit(self, limit: u64) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// The answer names this field.
    pub fn field(self, field: &'static str) -> Self {
        Self { field: Some(field), ..self }
    }

    /// The connection has another fate.
    pub fn fate(self, fate: Fate) -> Self {
        Self { fate, ..self }
    }

    /// The bytes end in another way.
    pub fn ending(self, ending: Ending) -> Self {
        Self { ending, ..self }
    }

    /// The answer belongs to another method than GET.
    pub fn method(self, method: &'static str) -> Self {
        Self { method, ..self }
    }

    /// These answers come before.
    pub fn before(self, before: &[u16]) -> Self {
        Self { before: before.to_vec(), ..self }
    }

    /// The answer counts from where the refused request begins, not from the first octet sent.
    pub fn counted_from(self, begin: usize) -> Self {
        let at = self.at.map(|(part, at)| (part, at - begin as u64));
        Self { at, ..self }
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
pub fn get(lines: &[u8]) -> Vec<u8> {
    [b"GET ", WELCOME.as_bytes(), b" HTTP/1.1\r\n", lines, b"\r\n\r\n"].concat()
}

/// A PUT of a document with these field lines and this content.
pub fn put(lines: &[u8], content: &[u8]) -> Vec<u8> {
    [b"PUT /lab/documents/stimulus HTTP/1.1\r\nHost: lab\r\n", lines, b"\r\n\r\n", content].concat()
}
