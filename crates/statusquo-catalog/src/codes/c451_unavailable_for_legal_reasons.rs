//! 451 Unavailable For Legal Reasons: everything known of it.

use crate::*;

/// The entry for 451 Unavailable For Legal Reasons.
pub(super) const ENTRY: Entry = Entry {
    code: 451,
    phrase: "Unavailable For Legal Reasons",
    former_phrases: &[],
    specification: Specification::document("RFC 7725"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "",
    example: None,
    rfc_says: None,
    causes: &[],
    duties: &[],
    client: Client { next: "", retry: Retry::Never },
    confused_with: &[],
    elsewhere: &[],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: None,
    curl: None,
    transcript: None,
};
