//! 100 Continue: everything known of it.

use crate::*;

/// The entry for 100 Continue.
pub(super) const ENTRY: Entry = Entry {
    code: 100,
    phrase: "Continue",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.2.1"),
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
