//! 429 Too Many Requests: everything known of it.

use crate::*;

/// The entry for 429 Too Many Requests.
pub(super) const ENTRY: Entry = Entry {
    code: 429,
    phrase: "Too Many Requests",
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
