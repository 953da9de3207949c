//! Which locks stand in the way of an act, given the tokens that the request shows.

use super::asked::Asked;
use super::multistatus::Multistatus;
use super::outcome::{Act, Outcome};
use crate::reason::Reason;
use crate::store::dav::{Id, Lock, Path, Share};
use statusquo_decision::Question;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The lock that keeps a resource from being changed: of several shared ones, the token of any will do.
fn in_the_way<'l>(locks: impl Iterator<Item = &'l Arc<Lock>>, asked: &Asked) -> Option<Arc<Lock>> {
    let mut first = None;
    for lock in locks {
        if asked.submits(&lock.token) {
            return None;
        }
        first.get_or_insert(lock);
    }
    first.cloned()
}

/// A reason, if a resource may not be changed.
pub(super) fn free(share: &Share, asked: &Asked, id: Id) -> Result<(), Reason> {
    let lock = in_the_way(share.locks_on(id, asked.now), asked);
    lock.map_or(Ok(()), |lock| Err(locked(share, &lock)))
}

/// Why a lock refuses.
fn locked(share: &Share, lock: &Lock) -> Reason {
    let root = root(share, lock);
    let detail = format!("The lock on {root} stands in the way: its token is not among those in If.");
    Reason::new(Question::Unlocked, detail).precondition(submitted(&root))
}

/// Where a lock stands, as clients name it.
pub(super) fn root(share: &Share, lock: &Lock) -> String {
    lock.root.href(share.is_collection(lock.resource))
}

fn submitted(root: &str) -> String {
    format!("<D:lock-token-submitted><D:href>{root}</D:href></D:lock-token-submitted>")
}

/// What a removal of all that a path leads to is answered with, if locks there stand in its way: nothing is removed then.
pub(super) fn below(share: &Share, asked: &Asked, path: &Path) -> Result<Option<Multistatus>, Reason> {
    let there = share.locks.iter().filter(|lock| asked.now < lock.until && path.leads_to(&lock.root));
    let resources: BTreeSet<Id> = there.map(|lock| lock.resource).collect();
    let all = share.locked(asked.now);
    let mut parts = Multistatus::new();
    for locks in resources.iter().filter_map(|id| all.get(id)) {
        let Some(lock) = in_the_way(locks.iter(), asked) else { continue };
        if lock.root.leads_to(path) {
            return Err(locked(share, &lock));
        }
        let root = root(share, &lock);
        parts.resource(&root, Question::Unlocked, Some(&submitted(&root)));
    }
    Ok((parts.responses() > 0).then_some(parts))
}

/// The same for several paths, the first one whose locks stand in the way.
pub(super) fn all_below(share: &Share, asked: &Asked, paths: &[&Path]) -> Result<Option<Outcome>, Reason> {
    for path in paths {
        if let Some(parts) = below(share, asked, path)? {
            return Ok(Some(Outcome::several(parts)));
        }
    }
    Ok(None)
}

/// The collection that is to hold a path's last name, if its members may be changed.
pub(super) fn holder<'p>(share: &Share, asked: &Asked, path: &'p Path) -> Result<(Id, &'p str), Reason> {
    let (parent, name) = parent(share, path)?;
    free(share, asked, parent)?;
    Ok((parent, name))
}

/// The collection that holds a path's last name, or is to.
pub(super) fn parent<'p>(share: &Share, path: &'p Path) -> Result<(Id, &'p str), Reason> {
    let Some((above, _)) = path.split() else {
        return Err(Reason::new(Question::Allowed, "The share itself is always there, and stays where it is."));
    };
    let found = share.parent(path).map(|(id, _, name)| (id, name));
    found.ok_or_else(|| {
        let above = above.href(true);
        Reason::new(Question::Conflict, format!("There is no collection {above} to hold it; MKCOL would make one."))
    })
}

/// Somebody else was faster.
pub(super) fn gone() -> Act {
    Err(Reason::new(Question::StillThere, "Somebody else deleted or moved the resource first."))
}

/// What would be moved holds what is to hold it, if by another name than the one that it is moved by.
pub(super) fn into_itself() -> Reason {
    Reason::new(Question::Allowed, "A collection cannot be moved into itself: nothing would lead to it any more.")
}
