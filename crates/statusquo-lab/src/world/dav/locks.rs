//! LOCK and UNLOCK: write locks, exclusive or shared, on one resource or on all that can be reached from it.

use super::asked::{Asked, Depth};
use super::guard;
use super::live;
use super::multistatus::Multistatus;
use super::order::Wish;
use super::outcome::{Act, Outcome};
use super::xml_page::{DECLARATION, MEDIA_TYPE};
use crate::reason::Reason;
use crate::store::dav::{Body, Id, Lock, Resource, Share};
use crate::store::document::Representation;
use statusquo_decision::Question;
use std::sync::Arc;
use std::time::Duration;

/// Sets the URI of a lock apart from that of a resource.
const LOCK: u16 = 2;

/// Locks what is at the request's path; where nothing is, an empty file comes to be (RFC 4918).
pub(super) fn lock(asked: &Asked, share: &Share, wish: &Wish) -> Act {
    let infinite = asked.depth != Some(Depth::Zero);
    let mut next = share.clone();
    let found = share.find(&asked.path);
    let id = match found {
        Some(id) => id,
        None => {
            let (parent, name) = guard::holder(share, asked, &asked.path)?;
            let empty = Representation::new(1, Vec::new(), "application/octet-stream".into(), asked.seconds);
            next.add(parent, name, Resource::new(Body::File(empty), asked.seconds), asked.seconds)
        }
    };
    let clashes = |lock: &&Arc<Lock>| lock.exclusive || wish.exclusive;
    if let Some(other) = next.locks_on(id, asked.now).find(clashes) {
        let (detail, condition) = in_conflict(share, other);
        return Err(Reason::new(Question::Unlocked, detail).precondition(condition));
    }
    if infinite {
        let reached = next.reach(id);
        let inside = |lock: &&Arc<Lock>| asked.now < lock.until && reached.contains(&lock.resource) && clashes(lock);
        let mut parts = Multistatus::new();
        for other in next.locks.iter().filter(inside) {
            parts.resource(&guard::root(share, other), Question::Unlocked, Some(&in_conflict(share, other).1));
        }
        if parts.responses() > 0 {
            parts.resource(&asked.path.href(share.is_collection(id)), Question::OthersWorked, None);
            return Ok(Outcome::several(parts));
        }
    }
    let number = next.count();
    let token = next.uri(LOCK, number);
    let owner = wish.owner.clone().map(Arc::new);
    let (root, exclusive) = (asked.path.clone(), wish.exclusive);
    let (seconds, until) = granted(asked);
    next.locks.push(Arc::new(Lock {
        token: token.clone(),
        root,
        resource: id,
        infinite,
        exclusive,
        owner,
        seconds,
        until,
    }));
    let content = Some((MEDIA_TYPE, discovery(&next, asked, id)));
    let known = found.is_none().then_some(Question::Made);
    Ok(Outcome { share: Some(next), known, content, ..Outcome::default() }.with("Lock-Token", &format!("<{token}>")))
}

/// For how long a lock is granted.
fn granted(asked: &Asked) -> (u64, crate::store::moment::Moment) {
    let most = asked.limits.lock_seconds;
    let seconds = asked.timeout.unwrap_or(most).clamp(1, most);
    (seconds, asked.now.after(Duration::from_secs(seconds)))
}

/// Why another lock does not allow one more, in words and as an element.
fn in_conflict(share: &Share, other: &Lock) -> (String, String) {
    let root = guard::root(share, other);
    let scope = if other.exclusive { "an exclusive" } else { "a shared" };
    let detail = format!("There is {scope} lock on {root} already.");
    (detail, format!("<D:no-conflicting-lock><D:href>{root}</D:href></D:no-conflicting-lock>"))
}

/// Lets the time of the locks that the request shows begin anew.
pub(super) fn refresh(asked: &Asked, share: &Share) -> Act {
    let Some(id) = share.find(&asked.path) else { return guard::gone() };
    let tokens: Vec<String> = share
        .locks_on(id, asked.now)
        .filter(|lock| asked.submits(&lock.token))
        .map(|lock| lock.token.clone())
        .collect();
    if tokens.is_empty() {
        let detail = "None of the tokens in If is that of a lock on this resource.";
        return Err(Reason::new(Question::StillHolds, detail).precondition("<D:lock-token-matches-request-uri/>"));
    }
    let mut next = share.clone();
    let (seconds, until) = granted(asked);
    for lock in next.locks.iter_mut().filter(|lock| tokens.contains(&lock.token)) {
        let lock = Arc::make_mut(lock);
        (lock.seconds, lock.until) = (seconds, until);
    }
    let content = Some((MEDIA_TYPE, discovery(&next, asked, id)));
    Ok(Outcome { share: Some(next), content, ..Outcome::default() })
}

/// Takes a lock off.
pub(super) fn unlock(asked: &Asked, share: &Share) -> Act {
    let Some(id) = share.find(&asked.path) else { return guard::gone() };
    let Some(token) = &asked.lock_token else { return guard::gone() };
    if !share.locks_on(id, asked.now).any(|lock| lock.token == *token) {
        let detail = format!("There is no lock {token} on {}.", asked.path.href(share.is_collection(id)));
        return Err(Reason::new(Question::Conflict, detail).precondition("<D:lock-token-matches-request-uri/>"));
    }
    let mut next = share.clone();
    next.locks.retain(|lock| lock.token != *token);
    Ok(Outcome::done(next))
}

/// The locks on a resource, as the answer to LOCK tells them.
fn discovery(share: &Share, asked: &Asked, id: Id) -> String {
    let locks: Vec<String> = share.locks_on(id, asked.now).map(|lock| live::active(share, lock, asked.now)).collect();
    let locks = live::element("lockdiscovery", &locks.concat());
    format!("{DECLARATION}<D:prop xmlns:D=\"DAV:\">\n  {locks}\n</D:prop>\n")
}
