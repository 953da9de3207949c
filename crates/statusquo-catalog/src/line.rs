//! What a page is made of: titled sections of plain lines, without colour or width.

use crate::{Level, entry};

/// One part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is called; the first section's title is the page's: `409 Conflict`.
    pub title: String,
    /// What it says. Never empty.
    pub lines: Vec<Line>,
}

/// One thing said, without colour or width; words between backquotes are code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A sentence or two.
    Text(String),
    /// A named fact: `Layer`, `resource`.
    Fact {
        /// Its name.
        label: &'static str,
        /// What it is.
        text: String,
    },
    /// One of several, with what the lab offers for it.
    Item {
        /// What it says.
        text: String,
        /// How to have the same in the lab.
        lab: Option<String>,
    },
    /// A duty with its level and section.
    Duty {
        /// How binding it is.
        level: Level,
        /// The duty.
        text: String,
        /// Where it stands: `RFC 9110 §15.5.6`.
        section: String,
    },
    /// Another code, and what to know of it here.
    See {
        /// The other code.
        code: u16,
        /// Its phrase.
        phrase: &'static str,
        /// What to know of it; may be empty.
        text: String,
    },
    /// A cause, and who answers what to it.
    Measured {
        /// The cause.
        cause: &'static str,
        /// Pairs of a server and its answer.
        answers: &'static [(&'static str, &'static str)],
    },
    /// What is to be said of one of several codes, in turn.
    Of {
        /// The code.
        code: u16,
        /// What is to be said of it.
        text: String,
    },
    /// Short facts of several codes, a code a row.
    Table {
        /// What each column is about.
        head: Vec<&'static str>,
        /// The rows, each with as many cells.
        rows: Vec<(u16, Vec<String>)>,
    },
    /// A command to type for one of several codes, whole.
    CommandOf {
        /// The code.
        code: u16,
        /// The command.
        command: String,
    },
    /// A command to type, whole.
    Command(String),
    /// A line of a captured exchange, as it was; `>` begins what was sent, `<` what came back.
    Bytes(String),
}

impl Line {
    pub(crate) fn fact(label: &'static str, text: impl Into<String>) -> Self {
        Line::Fact { label, text: text.into() }
    }

    pub(crate) fn see(code: u16, text: &str) -> Option<Self> {
        entry(code).map(|entry| Line::See { code, phrase: entry.phrase, text: text.to_string() })
    }
}

/// A section of these lines.
pub(crate) fn section(title: &str, lines: Vec<Line>) -> Section {
    Section { title: title.to_string(), lines }
}

/// A section that has nothing to say is not there.
pub(crate) fn present(mut sections: Vec<Section>) -> Vec<Section> {
    sections.retain(|section| !section.lines.is_empty());
    sections
}
