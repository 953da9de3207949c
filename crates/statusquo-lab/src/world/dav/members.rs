//! PUT, MKCOL and DELETE: members of collections come, change and go.

use super::asked::Asked;
use super::guard;
use super::outcome::{Act, Outcome};
use crate::reason::Reason;
use crate::store::dav::{Body, Path, Resource, Share};
use crate::store::document::Representation;
use statusquo_decision::Question;
use std::sync::Arc;

/// Keeps a content as a file.
pub(super) fn put(asked: &Asked, share: &Share, content: &[u8], media_type: Arc<str>) -> Act {
    let mut next = share.clone();
    let file = |version| Representation::new(version, content.to_vec(), media_type, asked.seconds);
    let Some(id) = share.find(&asked.path) else {
        let (parent, name) = guard::holder(share, asked, &asked.path)?;
        if asked.path.slash {
            let detail = "A path with a slash at its end is that of a collection, which MKCOL makes; PUT makes files.";
            return Err(Reason::new(Question::Conflict, detail));
        }
        let held = file(1);
        next.add(parent, name, Resource::new(Body::File(held.clone()), asked.seconds), asked.seconds);
        return Ok(Outcome::made(next, &asked.path.href(false)).with("ETag", &held.etag));
    };
    guard::free(share, asked, id)?;
    let Some(old) = share.get(id).filter(|old| !old.is_collection()) else {
        return Err(Reason::new(Question::Conflict, "Somebody else made a collection there first."));
    };
    let held = file(old.version + 1);
    let etag = held.etag.clone();
    next.change(id, |resource| {
        resource.version += 1;
        resource.modified = asked.seconds;
        resource.body = Body::File(held);
    });
    Ok(Outcome::done(next).with("ETag", &etag))
}

/// Makes a collection.
pub(super) fn make(asked: &Asked, share: &Share) -> Act {
    if share.find(&asked.path).is_some() {
        return Err(Reason::new(Question::Conflict, "Somebody else made something there first."));
    }
    let (parent, name) = guard::holder(share, asked, &asked.path)?;
    let mut next = share.clone();
    next.add(parent, name, Resource::collection(asked.seconds), asked.seconds);
    Ok(Outcome::made(next, &asked.path.href(true)))
}

/// Lets a name lead nowhere, and with it what nothing else leads to: all of it or, where locks stand in the way, nothing.
pub(super) fn remove(asked: &Asked, share: &Share, path: &Path) -> Act {
    if share.find(path).is_none() {
        return guard::gone();
    }
    let (parent, name) = guard::holder(share, asked, path)?;
    if let Some(outcome) = guard::all_below(share, asked, &[path])? {
        return Ok(outcome);
    }
    let mut next = share.clone();
    next.unbind(parent, name, asked.seconds);
    Ok(Outcome::done(next))
}
