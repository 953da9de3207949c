//! Where a rule stands: a document and, where it was read there, a section.

use std::fmt;

/// The document that defines something, and its section where that section was read.
///
/// ```
/// use statusquo_catalog::Specification;
/// assert_eq!(Specification::section("RFC 9110", "15.5.5").to_string(), "RFC 9110 §15.5.5");
/// assert_eq!(Specification::document("RFC 4918").to_string(), "RFC 4918");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Specification {
    /// The document as the field cites it: `RFC 9110`, `draft-ietf-httpbis-resumable-upload`.
    pub rfc: &'static str,
    /// The section without its sign: `15.5.10`. Absent where the text was not at hand to be read.
    pub section: Option<&'static str>,
}

impl Specification {
    /// A section of a document.
    pub const fn section(rfc: &'static str, section: &'static str) -> Self {
        Self { rfc, section: Some(section) }
    }

    /// A whole document, where no section is claimed.
    pub const fn document(rfc: &'static str) -> Self {
        Self { rfc, section: None }
    }
}

impl fmt::Display for Specification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.section {
            Some(section) => write!(f, "{} §{section}", self.rfc),
            None => f.write_str(self.rfc),
        }
    }
}
