//! 308 Permanent Redirect: everything known of it.

use crate::*;

/// The entry for 308 Permanent Redirect.
pub(super) const ENTRY: Entry = Entry {
    code: 308,
    phrase: "Permanent Redirect",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.4.9"),
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
