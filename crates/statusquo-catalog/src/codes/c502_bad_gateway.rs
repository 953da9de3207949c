//! 502 Bad Gateway: everything known of it.

use crate::*;

/// The entry for 502 Bad Gateway.
pub(super) const ENTRY: Entry = Entry {
    code: 502,
    phrase: "Bad Gateway",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.6.3"),
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
