//! 226 IM Used: everything known of it.

use crate::*;

/// The entry for 226 IM Used.
pub(super) const ENTRY: Entry = Entry {
    code: 226,
    phrase: "IM Used",
    former_phrases: &[],
    specification: Specification::document("RFC 3229"),
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
