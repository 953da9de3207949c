//! 431 Request Header Fields Too Large: everything known of it.

use crate::*;

/// The entry for 431 Request Header Fields Too Large.
pub(super) const ENTRY: Entry = Entry {
    code: 431,
    phrase: "Request Header Fields Too Large",
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
