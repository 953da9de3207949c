//! BIND, UNBIND and REBIND: names for what has one already (RFC 5842). By them a collection can come to contain itself.

use super::asked::{Asked, Place};
use super::guard;
use super::members;
use super::outcome::{Act, Outcome};
use super::xml_page::{DECLARATION, MEDIA_TYPE};
use crate::reason::Reason;
use crate::store::dav::Share;
use statusquo_decision::Question;

/// Gives a resource one more name, in the collection that the request is for; if it moves, in place of the one it had.
pub(super) fn bind(asked: &Asked, share: &Share, segment: &str, place: &Place, moves: bool) -> Act {
    let from = match place {
        Place::Here(from) => from,
        Place::Elsewhere(uri) => {
            let detail = format!("{uri} is not in this share; only what is can have a name here.");
            return Err(Reason::new(Question::Allowed, detail).precondition("<D:cross-server-binding/>"));
        }
    };
    let Some(source) = share.find(from) else {
        let detail = format!("There is nothing at {}.", from.href(false));
        return Err(Reason::new(Question::Conflict, detail).precondition(if moves {
            "<D:rebind-source-exists/>"
        } else {
            "<D:bind-source-exists/>"
        }));
    };
    let to = asked.path.member(segment);
    let target = share.find(&to);
    if target.is_some() && !asked.overwrite {
        let detail = format!("Overwrite is F, and there is something at {} already.", to.href(false));
        return Err(Reason::new(Question::StillHolds, detail).precondition("<D:can-overwrite/>"));
    }
    let (parent, name) = guard::holder(share, asked, &to)?;
    if let Some(outcome) = guard::all_below(share, asked, &[&to])? {
        return Ok(outcome);
    }
    let mut next = share.clone();
    if moves {
        if from.leads_to(&to) {
            return Err(guard::into_itself());
        }
        let (old, old_name) = guard::holder(share, asked, from)?;
        if let Some(outcome) = guard::all_below(share, asked, &[from])? {
            return Ok(outcome);
        }
        next.unbind(old, old_name, asked.seconds);
    }
    next.bind(parent, name, source, asked.seconds);
    if moves && next.find(&to) != Some(source) {
        return Err(guard::into_itself());
    }
    if target.is_some() {
        return Ok(Outcome::done(next));
    }
    let href = to.href(share.is_collection(source));
    // Content here can only be an element of this name, whatever is in it (RFC 5842).
    let told = if moves { "rebind-response" } else { "bind-response" };
    let content = format!("{DECLARATION}<D:{told} xmlns:D=\"DAV:\"><D:href>{href}</D:href></D:{told}>\n");
    Ok(Outcome { content: Some((MEDIA_TYPE, content)), ..Outcome::made(next, &href) })
}

/// Takes a name from the collection that the request is for.
pub(super) fn unbind(asked: &Asked, share: &Share, segment: &str) -> Act {
    let path = asked.path.member(segment);
    if share.find(&path).is_none() {
        let detail = format!("There is nothing at {}.", path.href(false));
        return Err(Reason::new(Question::Conflict, detail).precondition("<D:unbind-source-exists/>"));
    }
    members::remove(asked, share, &path)
}
