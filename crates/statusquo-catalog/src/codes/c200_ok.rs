//! 200 OK: everything known of it.

use crate::*;

/// The entry for 200 OK.
pub(super) const ENTRY: Entry = Entry {
    code: 200,
    phrase: "OK",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.3.1"),
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
