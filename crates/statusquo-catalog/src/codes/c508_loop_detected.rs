//! 508 Loop Detected: everything known of it.

use crate::*;

/// The entry for 508 Loop Detected.
pub(super) const ENTRY: Entry = Entry {
    code: 508,
    phrase: "Loop Detected",
    former_phrases: &[],
    specification: Specification::document("RFC 5842"),
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
