//! 103 Early Hints: everything known of it.

use crate::*;

/// The entry for 103 Early Hints.
pub(super) const ENTRY: Entry = Entry {
    code: 103,
    phrase: "Early Hints",
    former_phrases: &[],
    specification: Specification::document("RFC 8297"),
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
