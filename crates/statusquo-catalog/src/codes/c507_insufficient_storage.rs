//! 507 Insufficient Storage: everything known of it.

use crate::*;

/// The entry for 507 Insufficient Storage.
pub(super) const ENTRY: Entry = Entry {
    code: 507,
    phrase: "Insufficient Storage",
    former_phrases: &[],
    specification: Specification::document("RFC 4918"),
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
