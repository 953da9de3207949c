//! 102 Processing: everything known of it.

use crate::*;

/// The entry for 102 Processing.
pub(super) const ENTRY: Entry = Entry {
    code: 102,
    phrase: "Processing",
    former_phrases: &[],
    specification: Specification::document("RFC 2518"),
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
