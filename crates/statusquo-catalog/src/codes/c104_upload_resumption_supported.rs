//! 104 Upload Resumption Supported: everything known of it.

use crate::*;

/// The entry for 104 Upload Resumption Supported.
pub(super) const ENTRY: Entry = Entry {
    code: 104,
    phrase: "Upload Resumption Supported",
    former_phrases: &[],
    specification: Specification::document("draft-ietf-httpbis-resumable-upload"),
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
