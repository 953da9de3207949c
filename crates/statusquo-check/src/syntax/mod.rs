//! Grammars of field values, each in a file of its own: whether a value is what its RFC allows, and if not, where.

mod allow;
mod challenge;
mod http_date;
mod malformed;
mod retry_after;
mod token;
mod uri_reference;

pub use allow::methods;
pub use challenge::{Challenge, challenges, parse_challenges};
pub use http_date::DateForm;
pub use malformed::Malformed;
pub use retry_after::RetryAfter;
pub use uri_reference::uri_reference;

use statusquo_wire::message::FieldSection;

/// The combined value of all lines of a field (RFC 9110 §5.2).
pub(crate) fn combined(fields: FieldSection<'_>, name: &str) -> Vec<u8> {
    fields.all(name).collect::<Vec<_>>().join(&b", "[..])
}
