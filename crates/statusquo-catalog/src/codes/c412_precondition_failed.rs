//! 412 Precondition Failed: everything known of it.

use crate::*;

/// The entry for 412 Precondition Failed.
pub(super) const ENTRY: Entry = Entry {
    code: 412,
    phrase: "Precondition Failed",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.13"),
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
