//! 303 See Other: everything known of it.

use crate::*;

/// The entry for 303 See Other.
pub(super) const ENTRY: Entry = Entry {
    code: 303,
    phrase: "See Other",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.4.4"),
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
