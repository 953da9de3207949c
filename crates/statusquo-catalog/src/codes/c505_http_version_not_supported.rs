//! 505 HTTP Version Not Supported: everything known of it.

use crate::*;

/// The entry for 505 HTTP Version Not Supported.
pub(super) const ENTRY: Entry = Entry {
    code: 505,
    phrase: "HTTP Version Not Supported",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.6.6"),
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
