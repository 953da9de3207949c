//! The content of a 207: what became of each resource, or of each of its properties (RFC 4918).

use super::status;
use super::xml_page::DECLARATION;
use crate::form::xml;
use statusquo_decision::Question;
use std::fmt::Write;

/// Properties of one resource that share a status.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// The question that had not its usual answer for them.
    pub(super) objection: Option<Question>,
    /// Each as an element.
    pub(super) properties: Vec<String>,
    /// The precondition that failed, as an element.
    pub(super) precondition: Option<&'static str>,
}

/// The content, as it is written.
#[derive(Debug)]
pub(super) struct Multistatus {
    out: String,
    responses: usize,
}

impl Multistatus {
    pub(super) fn new() -> Self {
        Self { out: format!("{DECLARATION}<D:multistatus xmlns:D=\"DAV:\">\n"), responses: 0 }
    }

    /// How many resources it tells of.
    pub(super) fn responses(&self) -> usize {
        self.responses
    }

    /// Octets so far.
    pub(super) fn octets(&self) -> usize {
        self.out.len()
    }

    fn open(&mut self, href: &str) {
        self.responses += 1;
        let _ = writeln!(self.out, "  <D:response>\n    <D:href>{}</D:href>", xml::escape(href));
    }

    fn close(&mut self) {
        self.out.push_str("  </D:response>\n");
    }

    fn status(&mut self, indent: &str, objection: Option<Question>, precondition: Option<&str>) {
        let _ = writeln!(self.out, "{indent}<D:status>{}</D:status>", status::line(objection));
        if let Some(precondition) = precondition {
            let _ = writeln!(self.out, "{indent}<D:error>{precondition}</D:error>");
        }
    }

    /// What became of a resource as a whole.
    pub(super) fn resource(&mut self, href: &str, objection: Question, precondition: Option<&str>) {
        self.open(href);
        self.status("    ", Some(objection), precondition);
        self.close();
    }

    /// What became of the properties of a resource: groups without any are left out, but for the first, since a response
    /// has at least one.
    pub(super) fn properties(&mut self, href: &str, groups: &[Group]) {
        self.open(href);
        let none = groups.iter().all(|group| group.properties.is_empty());
        for (at, group) in groups.iter().enumerate() {
            if group.properties.is_empty() && !(none && at == 0) {
                continue;
            }
            self.out.push_str("    <D:propstat>\n");
            if group.properties.is_empty() {
                self.out.push_str("      <D:prop/>\n");
            } else {
                self.out.push_str("      <D:prop>\n");
                for property in &group.properties {
                    let _ = writeln!(self.out, "        {property}");
                }
                self.out.push_str("      </D:prop>\n");
            }
            self.status("      ", group.objection, group.precondition);
            self.out.push_str("    </D:propstat>\n");
        }
        self.close();
    }

    pub(super) fn finish(mut self) -> String {
        self.out.push_str("</D:multistatus>\n");
        self.out
    }
}
