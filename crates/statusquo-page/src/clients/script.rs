//! A script that grows request by request: what it loads, what it knows by then, and its lines.

use super::place::{End, Place};
use super::request::Ask;
use std::collections::BTreeSet;

/// The variable for the lab's address, where more than one request needs it.
pub(super) const LAB: &str = "lab";

/// A script under way.
#[derive(Debug)]
pub(super) struct Script<'p> {
    pub(super) place: &'p Place,
    /// What it loads, in the order of its text.
    pub(super) loads: BTreeSet<&'static str>,
    /// Its parts, with an empty line between them.
    pub(super) parts: Vec<String>,
    /// The variables that hold what earlier answers said.
    pub(super) names: Vec<&'static str>,
    /// Whether more than one request is sent by a library.
    pub(super) several: bool,
}

impl<'p> Script<'p> {
    pub(super) fn new(place: &'p Place, several: bool) -> Self {
        Self { place, loads: BTreeSet::new(), parts: Vec::new(), names: Vec::new(), several }
    }

    /// Where a request goes.
    pub(super) fn end(&self, ask: &Ask) -> End {
        self.place.end(ask.tls)
    }

    /// Adds a part.
    pub(super) fn add(&mut self, part: String) {
        self.parts.push(part.trim_end().to_owned());
    }

    /// The text, after what it loads.
    pub(super) fn text(&self, loads: &str) -> String {
        let parts = self.parts.join("\n\n");
        if loads.is_empty() { format!("{parts}\n") } else { format!("{}\n\n{parts}\n", loads.trim_end()) }
    }
}
