//! 501 Not Implemented: everything known of it.

use crate::*;

/// The entry for 501 Not Implemented.
pub(super) const ENTRY: Entry = Entry {
    code: 501,
    phrase: "Not Implemented",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.6.2"),
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
