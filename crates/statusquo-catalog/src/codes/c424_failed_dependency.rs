//! 424 Failed Dependency: everything known of it.

use crate::*;

/// The entry for 424 Failed Dependency.
pub(super) const ENTRY: Entry = Entry {
    code: 424,
    phrase: "Failed Dependency",
    former_phrases: &[],
    specification: Specification::document("RFC 4918"),
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
