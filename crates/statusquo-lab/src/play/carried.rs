//! How each version of HTTP carries a code, as its entry says: with which trigger, or why not and what happens instead.

use statusquo_catalog::{ALL, Carried, Entry, Trigger};
use statusquo_decision::{Question, Way};
use statusquo_wire::Version;

/// A code that does not exist in a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotCarried {
    /// The code.
    pub code: u16,
    /// Why not.
    pub why: &'static str,
    /// What happens there in its place.
    pub instead: &'static str,
}

/// What an entry says of a version.
pub fn carried(entry: &Entry, version: Version) -> Carried {
    match version {
        Version::Http10 | Version::Http11 => entry.versions.http1_1,
        Version::Http2 => entry.versions.http2,
        Version::Http3 => entry.versions.http3,
    }
}

/// The codes that a version does not have, by rising number.
pub fn not_carried(version: Version) -> impl Iterator<Item = NotCarried> {
    ALL.iter().filter_map(move |entry| match carried(entry, version) {
        Carried::No { why, instead } => Some(NotCarried { code: entry.code, why, instead }),
        Carried::Yes | Carried::ForAnotherCause { .. } => None,
    })
}

/// How an entry's code is made to happen over a version.
///
/// # Errors
///
/// Why not, where it cannot be.
pub fn trigger(entry: &Entry, version: Version) -> Result<Trigger, &'static str> {
    match carried(entry, version) {
        Carried::No { why, .. } => Err(why),
        Carried::ForAnotherCause { trigger, .. } => Ok(trigger),
        Carried::Yes => entry.trigger.ok_or("the lab has no cause for it"),
    }
}

/// The question that decided the code of a trigger, and its answer, given the way of the exchange in which it came. A code
/// within a content has no way of its own that is kept: each part of a content is a walk to the one row that ends in its code.
pub fn reason(trigger: &Trigger, code: u16, way: Way) -> Option<(Question, bool)> {
    match trigger.inside() {
        Some(_) => Question::ending_in(code),
        None => way.deciding_for(code),
    }
}
