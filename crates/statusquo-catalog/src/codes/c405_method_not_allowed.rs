//! 405 Method Not Allowed: everything known of it.

use crate::*;

/// The entry for 405 Method Not Allowed.
pub(super) const ENTRY: Entry = Entry {
    code: 405,
    phrase: "Method Not Allowed",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.6"),
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
