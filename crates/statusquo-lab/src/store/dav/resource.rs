//! A resource of the share: a collection of names, or a file.

use super::{Element, Name};
use crate::store::document::Representation;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What tells one resource from another, whatever names lead to it.
pub(crate) type Id = u64;

/// A collection or a file.
#[derive(Clone, Debug)]
pub(crate) struct Resource {
    pub(crate) body: Body,
    /// The properties that clients set.
    pub(crate) properties: BTreeMap<Name, Arc<Element>>,
    /// Seconds since 1970.
    pub(crate) created: u64,
    pub(crate) modified: u64,
    /// Counts every change of its content.
    pub(crate) version: u64,
    /// The most octets that may lie in it, if it has a bound of its own.
    pub(crate) quota: Option<u64>,
}

/// What a resource holds.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// Names, and what each leads to.
    Collection(BTreeMap<String, Id>),
    File(Arc<Representation>),
}

impl Resource {
    pub(crate) fn new(body: Body, now: u64) -> Self {
        Self { body, properties: BTreeMap::new(), created: now, modified: now, version: 1, quota: None }
    }

    pub(crate) fn collection(now: u64) -> Self {
        Self::new(Body::Collection(BTreeMap::new()), now)
    }

    pub(crate) fn is_collection(&self) -> bool {
        matches!(self.body, Body::Collection(_))
    }

    pub(crate) fn file(&self) -> Option<&Arc<Representation>> {
        match &self.body {
            Body::File(held) => Some(held),
            Body::Collection(_) => None,
        }
    }

    /// Its members, by name; none of a file.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&String, Id)> {
        let members = match &self.body {
            Body::Collection(members) => Some(members),
            Body::File(_) => None,
        };
        members.into_iter().flatten().map(|(name, id)| (name, *id))
    }

    /// Octets of the properties that clients set.
    pub(crate) fn property_octets(&self) -> usize {
        self.properties.values().map(|property| property.size()).sum()
    }

    /// Octets that it counts for.
    pub(crate) fn octets(&self) -> u64 {
        let content = match &self.body {
            Body::Collection(members) => members.keys().map(String::len).sum(),
            Body::File(held) => held.content.len() + held.media_type.len(),
        };
        (content + self.property_octets()) as u64
    }
}
