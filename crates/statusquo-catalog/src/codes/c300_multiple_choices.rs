//! 300 Multiple Choices: everything known of it.

use crate::*;

/// The entry for 300 Multiple Choices.
pub(super) const ENTRY: Entry = Entry {
    code: 300,
    phrase: "Multiple Choices",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.4.1"),
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
