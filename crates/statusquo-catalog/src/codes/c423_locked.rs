//! 423 Locked: everything known of it.

use crate::*;

/// The entry for 423 Locked.
pub(super) const ENTRY: Entry = Entry {
    code: 423,
    phrase: "Locked",
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
