//! A list of variants: representations of one thing in several languages or types, each with an address of its own.

use super::document::Representation;
use std::sync::Arc;

/// The most variants in a list.
pub(crate) const MOST: usize = 16;

/// What a variant holds.
#[derive(Debug)]
pub(crate) enum Holds {
    Content(Arc<Representation>),
    /// Another list, or the same again, by its name: whoever chooses it has to choose once more, which is 506.
    List(String),
}

/// One variant.
#[derive(Debug)]
pub(crate) struct Variant {
    pub(crate) name: String,
    /// Without parameters.
    pub(crate) media_type: String,
    /// None if it suits speakers of any language.
    pub(crate) language: Option<String>,
    pub(crate) holds: Holds,
}

/// A variant as it is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) language: Option<String>,
    pub(crate) content: Planned,
}

/// What a variant is to hold: a text, or another list by its name.
#[derive(Clone, Debug)]
pub(crate) enum Planned {
    Text(String),
    List(String),
}

/// A list; the order is the server's own preference.
#[derive(Debug)]
pub(crate) struct VariantList {
    /// Counts every change.
    pub(crate) version: u64,
    pub(crate) variants: Vec<Variant>,
}

impl VariantList {
    pub(crate) fn new(version: u64, drafts: &[Draft], modified: u64) -> Arc<Self> {
        let variants = drafts.iter().enumerate().map(|(at, draft)| {
            let Draft { name, media_type, language, content } = draft.clone();
            let holds = match content {
                Planned::List(list) => Holds::List(list),
                Planned::Text(text) => {
                    // JSON is always UTF-8, and so is what it brought.
                    let charset = if media_type.starts_with("text/") { "; charset=utf-8" } else { "" };
                    let full = format!("{media_type}{charset}").into();
                    // A number of its own for each: two variants under one address never have the same entity tag.
                    let number = version * MOST as u64 + at as u64;
                    Holds::Content(Representation::new(number, text.into_bytes(), full, modified))
                }
            };
            Variant { name, media_type, language, holds }
        });
        Arc::new(Self { version, variants: variants.collect() })
    }

    /// Octets that count against the bound.
    pub(crate) fn size(&self) -> u64 {
        let content = |variant: &Variant| match &variant.holds {
            Holds::Content(held) => held.content.len(),
            Holds::List(list) => list.len(),
        };
        self.variants.iter().map(|variant| (variant.name.len() + content(variant)) as u64).sum()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.name == name)
    }
}

/// Whether a text can name a list or a variant: as it stands in an address, without escapes.
pub(crate) fn is_name(text: &str) -> bool {
    let octet = |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_' | b'.');
    (1..=64).contains(&text.len()) && text.bytes().all(octet) && text != "." && text != ".."
}

/// The path of a list.
pub(crate) fn path(list: &str) -> String {
    format!("/lab/variants/{list}")
}
