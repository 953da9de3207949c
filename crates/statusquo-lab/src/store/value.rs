//! What the store keeps, and under which names.

use super::bucket::Bucket;
use super::dav;
use super::document::Document;
use super::earlier::Earlier;
use super::job::Job;
use super::kept::Kept;
use super::moment::Moment;
use super::upload::Upload;
use super::user::User;
use super::variants::VariantList;
use std::sync::Arc;

/// The namespace of a lab that nobody divided.
pub(super) const MAIN: &str = "";

/// The kinds of things kept, each with a bound of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Document,
    /// What documents were before.
    Earlier,
    /// Documents that are changed only on conditions.
    Guarded,
    /// What a form made.
    Entry,
    User,
    Email,
    Job,
    Upload,
    Bucket,
    Counter,
    Variants,
    /// What is left on a prepaid meter.
    Balance,
    /// An upstream's answer in the gateway's cache.
    Answer,
    Dav,
    /// Of clients at the captive portal.
    Login,
    Maintenance,
    /// How far clients have come in sequences of numbers.
    Sequence,
}

pub(super) const KINDS: usize = Kind::Sequence as usize + 1;

/// Under which name something is kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key<'k> {
    pub(crate) namespace: &'k str,
    pub(crate) kind: Kind,
    pub(crate) name: &'k str,
}

impl<'k> Key<'k> {
    pub(crate) fn new(kind: Kind, name: &'k str) -> Self {
        Self { namespace: MAIN, kind, name }
    }
}

/// What is kept.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Document(Arc<Document>),
    Earlier(Arc<Earlier>),
    User(Arc<User>),
    /// The id of the user who has an address.
    Owner(u64),
    Job(Arc<Job>),
    Answer(Arc<Kept>),
    Upload(Arc<Upload>),
    Share(Arc<dav::Share>),
    Bucket(Bucket),
    Counter(u64),
    Variants(Arc<VariantList>),
    /// The steps that were taken in a sequence.
    Steps(u64),
    /// Until when something holds.
    Until(Moment),
}

impl Value {
    /// Octets that count against the bound of its kind.
    pub(super) fn size(&self) -> u64 {
        match self {
            Value::Document(document) => document.size(),
            Value::Variants(list) => list.size(),
            Value::Earlier(earlier) => earlier.size(),
            Value::Answer(kept) => kept.size(),
            Value::Upload(upload) => upload.size(),
            Value::Share(share) => share.octets(),
            _ => 0,
        }
    }

    /// Whether it gives way when its place is needed, the oldest first: the memory of something removed or complete, and what
    /// was promised to nobody.
    pub(super) fn gives_way(&self) -> bool {
        match self {
            Value::Document(document) => document.is_removed(),
            // The document that was made of it is kept for itself.
            Value::Upload(upload) => upload.document.is_some(),
            Value::Steps(_) => true,
            _ => false,
        }
    }
}
