//! 301 Moved Permanently: everything known of it.

use crate::*;

/// The entry for 301 Moved Permanently.
pub(super) const ENTRY: Entry = Entry {
    code: 301,
    phrase: "Moved Permanently",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.4.2"),
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
