//! 425 Too Early: everything known of it.

use crate::*;

/// The entry for 425 Too Early.
pub(super) const ENTRY: Entry = Entry {
    code: 425,
    phrase: "Too Early",
    former_phrases: &[],
    specification: Specification::document("RFC 8470"),
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
