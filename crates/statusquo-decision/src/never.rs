//! The registered codes that no row ends in, each with its reason.

/// Codes that the table never names, and why. A code that stands here and does end a row fails a test.
pub const NEVER: &[(u16, &str)] = &[
    (305, "deprecated: a client must not follow it"),
    (306, "reserved, without a meaning"),
    (510, "obsolete: its specification is historic"),
];
