//! 510 Not Extended: everything known of it.

use crate::*;

/// The entry for 510 Not Extended.
pub(super) const ENTRY: Entry = Entry {
    code: 510,
    phrase: "Not Extended",
    former_phrases: &[],
    specification: Specification::document("RFC 2774"),
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
