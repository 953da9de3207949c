//! 511 Network Authentication Required: everything known of it.

use crate::*;

/// The entry for 511 Network Authentication Required.
pub(super) const ENTRY: Entry = Entry {
    code: 511,
    phrase: "Network Authentication Required",
    former_phrases: &[],
    specification: Specification::document("RFC 6585"),
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
