//! The forms that answers take: what every answer says of itself, which form a client likes best, HTML and XML.

pub(crate) mod accept;
pub(crate) mod accept_encoding;
pub(crate) mod coding;
mod essence;
pub(crate) mod fingerprint;
mod hexadecimal;
pub(crate) mod language;
pub(crate) mod page;
pub(crate) mod parts;
pub(crate) mod xml;

pub(crate) use essence::essence;
pub(crate) use hexadecimal::hexadecimal;

/// The field that names the exchange, so that it can be looked up.
pub(crate) const EXCHANGE: &str = "Statusquo-Exchange";

/// The registered phrase of a code, or none.
pub(crate) fn phrase(code: u16) -> &'static str {
    statusquo_catalog::entry(code).map_or("", |entry| entry.phrase)
}

/// The address of an exchange in the journal.
pub(crate) fn exchange_path(id: u64) -> String {
    format!("/_/exchanges/{id}")
}
