//! What an act came to, before anything of it is written: what the share is to become, and what the answer tells.

use super::multistatus::Multistatus;
use super::xml_page;
use crate::reason::Reason;
use crate::settings::DavLimits;
use crate::store::dav::{Excess, Share};
use statusquo_decision::Question;

/// An act that is possible; a reason, if it is not.
pub(super) type Act = Result<Outcome, Reason>;

/// What an act came to.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// What the share is to become, if the act changes it.
    pub(super) share: Option<Share>,
    /// The question that has not its usual answer.
    pub(super) known: Option<Question>,
    pub(super) fields: Vec<(&'static str, String)>,
    /// Media type and content.
    pub(super) content: Option<(&'static str, String)>,
}

impl Outcome {
    /// The share changes, and there is nothing to say but that.
    pub(super) fn done(share: Share) -> Self {
        Self { share: Some(share), known: Some(Question::NothingToSay), ..Self::default() }
    }

    /// The share changes, and something new is at an address.
    pub(super) fn made(share: Share, href: &str) -> Self {
        let content = Some(("text/plain; charset=utf-8", format!("{href} was made.\n")));
        let fields = vec![("Location", href.to_owned())];
        Self { share: Some(share), known: Some(Question::Made), fields, content }
    }

    /// Made, or put in the place of what was there before.
    pub(super) fn put(share: Share, href: &str, made: bool) -> Self {
        if made { Self::made(share, href) } else { Self::done(share) }
    }

    /// The same, with a field.
    pub(super) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.fields.push((name, value.to_owned()));
        self
    }

    /// Several things, each with a status of its own.
    pub(super) fn several(parts: Multistatus) -> Self {
        let content = Some((xml_page::MEDIA_TYPE, parts.finish()));
        Self { known: Some(Question::ManyOutcomes), content, ..Self::default() }
    }
}

/// Why a share may not become so large.
pub(super) fn too_much(excess: Excess, limits: &DavLimits) -> Reason {
    let full = |detail: String| Reason::new(Question::RoomLeft, detail);
    let quota = |octets: u64| {
        full(format!(
            "No more than {octets} octets of contents, names and properties are kept here. Delete some first."
        ))
        .member("octets", octets)
        .precondition("<D:quota-not-exceeded/>")
    };
    let count = |what: &str, limit: usize| {
        full(format!("The share holds at most {limit} {what}. Delete some first."))
            .member("limit", limit)
            .precondition("<D:sufficient-disk-space/>")
    };
    match excess {
        Excess::Resources => count("collections and files", limits.resources),
        Excess::Names => count("names", limits.names),
        Excess::Locks => {
            let limit = limits.locks;
            full(format!("{limit} locks are held, the most there is room for. Each ends when its time is over."))
                .member("limit", limit)
        }
        Excess::Properties => quota(limits.properties_octets),
        Excess::Octets => quota(limits.octets),
        Excess::Quota(octets) => quota(octets),
        Excess::Depth => {
            let limit = limits.depth;
            Reason::new(Question::Allowed, format!("Collections are nested at most {limit} deep here."))
                .member("limit", limit)
        }
    }
}
