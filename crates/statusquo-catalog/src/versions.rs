//! In which versions of HTTP a code exists; where it does not, why not, and what happens instead.

use crate::Trigger;

/// What the versions of HTTP have of a code.
#[derive(Clone, Copy, Debug)]
pub struct Versions {
    /// HTTP/1.1.
    pub http1_1: Carried,
    /// HTTP/2.
    pub http2: Carried,
    /// HTTP/3.
    pub http3: Carried,
    /// What to mind.
    pub note: Option<&'static str>,
}

/// Whether a version carries a code.
#[derive(Clone, Copy, Debug)]
pub enum Carried {
    /// It does, for the cause that the entry's trigger shows.
    Yes,
    /// It does, but the cause that the entry's trigger shows gives no answer there.
    ForAnotherCause {
        /// Why not.
        why: &'static str,
        /// How to make it happen there.
        trigger: Trigger,
    },
    /// It does not.
    No {
        /// Why not.
        why: &'static str,
        /// What happens there in its place.
        instead: &'static str,
    },
}

impl Versions {
    /// The same in all three.
    pub const ALL: Self = Self { http1_1: Carried::Yes, http2: Carried::Yes, http3: Carried::Yes, note: None };

    /// Each version by its name, the oldest first.
    pub const fn each(&self) -> [(&'static str, Carried); 3] {
        [("HTTP/1.1", self.http1_1), ("HTTP/2", self.http2), ("HTTP/3", self.http3)]
    }
}

impl Carried {
    /// Whether the code exists there, for whatever cause.
    pub const fn exists(self) -> bool {
        !matches!(self, Carried::No { .. })
    }
}
