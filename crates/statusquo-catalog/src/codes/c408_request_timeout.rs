//! 408 Request Timeout: everything known of it.

use crate::*;

/// The entry for 408 Request Timeout.
pub(super) const ENTRY: Entry = Entry {
    code: 408,
    phrase: "Request Timeout",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.9"),
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
