//! How a code stands in the registry: in use, temporary, reserved, deprecated, obsolete.

/// A code's standing, with what a reader should know of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Registered and in use.
    Standard,
    /// Registered for a draft and for a time only; the text says until when and for which draft.
    Temporary(&'static str),
    /// Registered but without a defined use (402), or marked "(Unused)"; the text says why.
    Reserved(&'static str),
    /// Still registered, no longer to be used; the text says why.
    Deprecated(&'static str),
    /// Its document has been made historic; the text says how.
    Obsolete(&'static str),
}

impl Standing {
    /// One word for machines: `standard`, `temporary`, `reserved`, `deprecated`, `obsolete`.
    pub const fn name(self) -> &'static str {
        match self {
            Standing::Standard => "standard",
            Standing::Temporary(_) => "temporary",
            Standing::Reserved(_) => "reserved",
            Standing::Deprecated(_) => "deprecated",
            Standing::Obsolete(_) => "obsolete",
        }
    }

    /// The sentence that goes with it, if the code is not plainly in use.
    pub const fn note(self) -> Option<&'static str> {
        match self {
            Standing::Standard => None,
            Standing::Temporary(text)
            | Standing::Reserved(text)
            | Standing::Deprecated(text)
            | Standing::Obsolete(text) => Some(text),
        }
    }
}
