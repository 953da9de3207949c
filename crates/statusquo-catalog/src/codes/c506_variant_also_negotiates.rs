//! 506 Variant Also Negotiates: everything known of it.

use crate::*;

/// The entry for 506 Variant Also Negotiates.
pub(super) const ENTRY: Entry = Entry {
    code: 506,
    phrase: "Variant Also Negotiates",
    former_phrases: &[],
    specification: Specification::document("RFC 2295"),
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
