//! The WebDAV share: a graph of collections and files with properties and locks, kept as one value, so that an act on
//! many of its resources happens as a whole or not at all.

pub(crate) mod element;
pub(crate) mod lock;
pub(crate) mod path;
pub(crate) mod resource;
pub(crate) mod share;

pub(crate) use element::{Attribute, Element, Name, Node};
pub(crate) use lock::Lock;
pub(crate) use path::Path;
pub(crate) use resource::{Body, Id, Resource};
pub(crate) use share::{Excess, Share};

/// The name under which the share is kept.
pub(crate) const SHARE: &str = "share";
