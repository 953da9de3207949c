//! A refusal in words: problem details (RFC 9457) with the questions asked, or the same as text or as a page.

use crate::form::{accept, exchange_path, phrase, xml};
use crate::reason::Reason;
use serde_json::json;
use statusquo_decision::{Row, TABLE, Way, word};
use statusquo_page::Site;
use statusquo_wire::message::FieldSection;
use std::fmt::Write;
use std::sync::LazyLock;

const FORMS: [&str; 3] = ["application/problem+json", "text/plain", "text/html"];

/// The forms of a refusal that names a precondition of WebDAV: only the first has a place for it.
const DAV_FORMS: [&str; 5] = ["application/xml", "text/xml", FORMS[0], FORMS[1], FORMS[2]];

/// Room for most problems, whose greater part is the questions.
const ROOM: usize = 4 * 1024;

/// Every question with the answer no and with the answer yes, as a line of JSON: they are the same in every problem.
static LINES: LazyLock<Vec<[String; 2]>> = LazyLock::new(|| {
    let line = |row: &Row, answer| format!("    {{\"question\": {}, \"answer\": \"{answer}\"}}", json!(row.text));
    TABLE.iter().map(|row| [line(row, "no"), line(row, "yes")]).collect()
});

/// What is told of a refusal.
#[derive(Debug)]
pub(super) struct Problem<'p> {
    pub(super) code: u16,
    pub(super) reason: Option<&'p Reason>,
    pub(super) way: Way,
    pub(super) exchange: u64,
    /// Whether the exchange can be looked up, and the answer says so.
    pub(super) told: bool,
    /// Whether code and phrase stand there under go-httpbin's names, too.
    pub(super) as_go: bool,
}

impl Problem<'_> {
    /// The media type that the client likes best, and the problem in it.
    pub(super) fn write(&self, fields: FieldSection<'_>) -> (&'static str, String) {
        let chosen = match self.reason.and_then(|reason| reason.precondition.as_deref()) {
            None => accept::choose(fields, &FORMS),
            Some(precondition) => match accept::choose(fields, &DAV_FORMS) {
                0 => return ("application/xml; charset=utf-8", self.xml(precondition)),
                1 => return ("text/xml; charset=utf-8", self.xml(precondition)),
                other => other - 2,
            },
        };
        match chosen {
            1 => ("text/plain; charset=utf-8", self.text()),
            2 => ("text/html; charset=utf-8", self.html()),
            _ => (FORMS[0], self.json()),
        }
    }

    fn title(&self) -> &'static str {
        phrase(self.code)
    }

    fn detail(&self) -> &str {
        let meaning = statusquo_catalog::entry(self.code).map_or("", |entry| entry.meaning);
        self.reason.map_or(meaning, |reason| &reason.detail)
    }

    fn link(&self) -> Option<(&'static str, &str)> {
        self.reason?.link.as_deref().map(|(name, address)| (*name, address.as_str()))
    }

    fn why(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.way.steps().map(|(question, yes)| (question.text(), word(yes)))
    }

    /// One member a line, and one question a line: made to be read in a terminal as well as by a program.
    fn json(&self) -> String {
        // A kind of problem that others have named keeps its name.
        let (own, more): (Vec<_>, Vec<_>) =
            self.reason.iter().flat_map(|reason| reason.members.iter().cloned()).partition(|(name, _)| *name == "type");
        let kind = own.into_iter().next().map_or_else(|| json!(format!("/{}", self.code)), |(_, kind)| kind);
        let mut members = vec![
            ("type", kind),
            ("title", json!(self.title())),
            ("status", json!(self.code)),
            ("detail", json!(self.detail())),
        ];
        if self.told {
            members.push(("instance", json!(exchange_path(self.exchange))));
        }
        if self.as_go {
            members.extend([("status_code", json!(self.code)), ("error", json!(self.title()))]);
        }
        members.extend(more);
        members.extend(self.link().map(|(name, address)| (name, json!(address))));
        let mut out = String::with_capacity(ROOM);
        out.push_str("{\n");
        for (name, value) in members {
            let _ = writeln!(out, "  {}: {value},", json!(name));
        }
        out.push_str("  \"why\": [\n");
        for (at, (question, yes)) in self.way.steps().enumerate() {
            out.push_str(if at == 0 { "" } else { ",\n" });
            out.push_str(&LINES[question as usize][usize::from(yes)]);
        }
        out.push_str("\n  ]\n}\n");
        out
    }

    /// The element that RFC 4918 asks for, and in it, for whoever reads on, the problem in the XML of RFC 9457.
    fn xml(&self, precondition: &str) -> String {
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<D:error xmlns:D=\"DAV:\">\n  {precondition}\n  \
             <problem xmlns=\"urn:ietf:rfc:7807\">\n"
        );
        let mut members = vec![
            ("type", format!("/{}", self.code)),
            ("title", self.title().to_owned()),
            ("status", self.code.to_string()),
            ("detail", self.detail().to_owned()),
        ];
        if self.told {
            members.push(("instance", exchange_path(self.exchange)));
        }
        for (name, value) in members {
            let _ = writeln!(out, "    <{name}>{}</{name}>", xml::escape(&value));
        }
        out.push_str("    <why>\n");
        for (question, answer) in self.why() {
            let _ =
                writeln!(out, "      <i><question>{}</question><answer>{answer}</answer></i>", xml::escape(question));
        }
        out.push_str("    </why>\n  </problem>\n</D:error>\n");
        out
    }

    fn text(&self) -> String {
        let mut out = format!("{} {}\n\n{}\n", self.code, self.title(), self.detail());
        if let Some((name, address)) = self.link() {
            let _ = writeln!(out, "\n{name}: {address}");
        }
        out.push_str("\nWhy this code:\n");
        for (question, answer) in self.why() {
            let _ = writeln!(out, "  {question} {answer}");
        }
        let _ = writeln!(out, "\nMore: /{}", self.code);
        out
    }

    fn html(&self) -> String {
        let exchange = self.told.then(|| exchange_path(self.exchange));
        let shown = statusquo_page::Problem {
            code: self.code,
            detail: self.detail(),
            link: self.link(),
            way: self.way,
            exchange: exchange.as_deref(),
        };
        statusquo_page::problem(&Site::live(), &shown)
    }
}
