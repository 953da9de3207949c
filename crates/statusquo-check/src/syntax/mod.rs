//! Grammars of field values, each in a file of its own: whether a value is what its RFC allows, and if not, where.

mod allow;
mod challenge;
mod content_range;
mod entity_tag;
mod http_date;
mod link;
mod malformed;
mod media_type;
mod multipart;
mod retry_after;
mod token;
mod uri_reference;
mod xml_root;

pub use allow::methods;
pub use challenge::{Challenge, challenges, parse_challenges};
pub use content_range::{ContentRange, content_range};
pub use entity_tag::entity_tag;
pub use http_date::DateForm;
pub use link::has_relation;
pub(crate) use link::split;
pub use malformed::Malformed;
pub use media_type::{MediaType, media_type};
pub use multipart::byte_ranges;
pub use retry_after::RetryAfter;
pub use token::is_token;
pub use uri_reference::uri_reference;
pub use xml_root::xml_root;

use statusquo_wire::message::FieldSection;

/// The combined value of all lines of a field (RFC 9110 §5.2).
pub(crate) fn combined(fields: FieldSection<'_>, name: &str) -> Vec<u8> {
    fields.all(name).collect::<Vec<_>>().join(&b", "[..])
}
