//! 304 Not Modified: everything known of it.

use crate::*;

/// The entry for 304 Not Modified.
pub(super) const ENTRY: Entry = Entry {
    code: 304,
    phrase: "Not Modified",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.4.5"),
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
