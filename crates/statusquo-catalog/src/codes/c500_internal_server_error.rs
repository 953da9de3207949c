//! 500 Internal Server Error: everything known of it.

use crate::*;

/// The entry for 500 Internal Server Error.
pub(super) const ENTRY: Entry = Entry {
    code: 500,
    phrase: "Internal Server Error",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.6.1"),
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
