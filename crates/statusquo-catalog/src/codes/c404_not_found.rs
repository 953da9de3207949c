//! 404 Not Found: everything known of it.

use crate::*;

/// The entry for 404 Not Found.
pub(super) const ENTRY: Entry = Entry {
    code: 404,
    phrase: "Not Found",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.5"),
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
