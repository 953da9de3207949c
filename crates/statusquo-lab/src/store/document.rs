//! A document: what a name holds or held, its representation and its metadata.

use super::moment::Moment;
use crate::form::fingerprint::fingerprint;
use statusquo_wire::{Clock, Fields};
use std::sync::Arc;

/// What a name holds or held.
#[derive(Debug)]
pub(crate) struct Document {
    /// Counts every change under this name, over removals and moves.
    pub(crate) version: u64,
    pub(crate) state: State,
}

#[derive(Debug)]
pub(crate) enum State {
    Present(Arc<Representation>),
    /// Removed on purpose: 410.
    Removed,
    /// Denied to all because of a legal demand: 451.
    Banned,
    /// Answers with another address: for good, or for now and then perhaps with what it held before.
    Moved {
        to: String,
        permanent: bool,
        /// Whether the request is to be sent there as it is, with its method and content.
        keeps_method: bool,
        until: Option<Moment>,
        before: Option<Arc<Representation>>,
    },
}

/// Octets of the fields of a representation, but for its entity tag and media type.
const FIELDS: usize = 192;

/// A representation and its metadata.
#[derive(Debug)]
pub(crate) struct Representation {
    pub(crate) content: Box<[u8]>,
    pub(crate) media_type: Arc<str>,
    pub(crate) etag: String,
    pub(crate) modified: u64,
    /// Whether nothing else changed under the name in the second of `modified`: then that date is a strong validator
    /// (RFC 9110 §8.8.2.2).
    pub(crate) dated_apart: bool,
    /// What every answer with it carries, written once: validators, media type, and that it never runs as a script.
    pub(crate) fields: Fields,
}

impl Representation {
    pub(crate) fn new(version: u64, content: Vec<u8>, media_type: Arc<str>, modified: u64) -> Arc<Self> {
        Self::dated(version, content, media_type, modified, false)
    }

    /// What takes the place of what a name holds or held, if it ever did.
    pub(crate) fn after(before: Option<&Document>, content: Vec<u8>, media_type: Arc<str>, modified: u64) -> Arc<Self> {
        // When something was removed or moved is not kept: it may have been in this second.
        let apart =
            before.is_none_or(|before| matches!(&before.state, State::Present(held) if held.modified < modified));
        let version = before.map_or(1, |before| before.version + 1);
        Self::dated(version, content, media_type, modified, apart)
    }

    fn dated(version: u64, content: Vec<u8>, media_type: Arc<str>, modified: u64, dated_apart: bool) -> Arc<Self> {
        // The version alone would repeat after a restart.
        let hash = fingerprint(content.iter().chain(media_type.as_bytes()));
        let etag = format!("\"{version}-{hash:016x}\"");
        let mut fields = Fields::with_capacity(FIELDS + etag.len() + media_type.len(), 6);
        fields.push("ETag", &etag);
        fields.push("Last-Modified", Clock::Fixed(modified).date());
        fields.push("Accept-Ranges", "bytes");
        fields.push("X-Content-Type-Options", "nosniff");
        fields.push("Content-Security-Policy", "sandbox");
        fields.push("Content-Type", media_type.as_bytes());
        Arc::new(Self { content: content.into(), media_type, etag, modified, dated_apart, fields })
    }

    /// Octets that count against the bound.
    pub(crate) fn size(&self) -> u64 {
        (self.content.len() + self.media_type.len()) as u64
    }
}

impl Document {
    pub(crate) fn is_removed(&self) -> bool {
        matches!(self.state, State::Removed)
    }

    /// The representation that it has, or will have again.
    pub(crate) fn held(&self) -> Option<&Arc<Representation>> {
        match &self.state {
            State::Present(held) => Some(held),
            State::Moved { before, .. } => before.as_ref(),
            State::Removed | State::Banned => None,
        }
    }

    pub(crate) fn size(&self) -> u64 {
        self.held().map_or(0, |held| held.size())
    }

    /// The state as it is at a moment: a temporary move ends by itself.
    pub(crate) fn now(&self, now: Moment) -> Now<'_> {
        match &self.state {
            State::Present(held) => Now::Present(held),
            State::Removed => Now::Removed,
            State::Banned => Now::Banned,
            State::Moved { until: Some(until), before, .. } if now >= *until => {
                before.as_ref().map_or(Now::Removed, Now::Present)
            }
            State::Moved { to, permanent, keeps_method, .. } => {
                Now::Moved { to, permanent: *permanent, keeps_method: *keeps_method }
            }
        }
    }
}

/// What a name holds at a moment.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Now<'d> {
    Present(&'d Arc<Representation>),
    Removed,
    Banned,
    Moved { to: &'d str, permanent: bool, keeps_method: bool },
}
