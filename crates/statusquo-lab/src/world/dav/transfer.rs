//! COPY and MOVE: what is at one name comes to be at another.

use super::asked::{Asked, Depth};
use super::guard;
use super::outcome::{Act, Outcome};
use crate::reason::Reason;
use crate::store::dav::{Body, Share};
use crate::store::document::Representation;
use statusquo_decision::Question;

/// Copies what is at the request's path to the destination, with all that is below it unless the depth is 0.
pub(super) fn copy(asked: &Asked, share: &Share) -> Act {
    let (Some(source), Some(to)) = (share.find(&asked.path), asked.to()) else { return guard::gone() };
    let target = share.find(to);
    judge(asked, share)?;
    let (parent, name) = guard::parent(share, to)?;
    match target {
        Some(target) => guard::free(share, asked, target)?,
        None => guard::free(share, asked, parent)?,
    }
    let files =
        (share.get(source).and_then(|it| it.file()), target.and_then(|id| share.get(id)).and_then(|it| it.file()));
    let mut next = share.clone();
    if let ((Some(from), Some(_)), Some(target), Some(source)) = (files, target, share.get(source)) {
        // The file keeps its other names, and the lock that stands on it.
        next.change(target, |file| {
            file.version += 1;
            file.modified = asked.seconds;
            file.properties = source.properties.clone();
            let (content, media_type) = (from.content.to_vec(), from.media_type.clone());
            file.body = Body::File(Representation::new(file.version, content, media_type, asked.seconds));
        });
        return Ok(Outcome::done(next));
    }
    if let Some(outcome) = guard::all_below(share, asked, &[to])? {
        return Ok(outcome);
    }
    let copy = next.copy(source, asked.depth != Some(Depth::Zero), asked.seconds);
    next.bind(parent, name, copy, asked.seconds);
    Ok(Outcome::put(next, &to.href(share.is_collection(source)), target.is_none()))
}

/// Lets the destination's name lead to what the request's path leads to, and the latter nowhere.
pub(super) fn relocate(asked: &Asked, share: &Share) -> Act {
    let (Some(source), Some(to)) = (share.find(&asked.path), asked.to()) else { return guard::gone() };
    judge(asked, share)?;
    if asked.path.leads_to(to) {
        return Err(guard::into_itself());
    }
    let made = share.find(to).is_none();
    let (from, old_name) = guard::holder(share, asked, &asked.path)?;
    let (parent, name) = guard::holder(share, asked, to)?;
    if let Some(outcome) = guard::all_below(share, asked, &[&asked.path, to])? {
        return Ok(outcome);
    }
    let mut next = share.clone();
    next.unbind(from, old_name, asked.seconds);
    next.bind(parent, name, source, asked.seconds);
    if next.find(to) != Some(source) {
        return Err(guard::into_itself());
    }
    Ok(Outcome::put(next, &to.href(share.is_collection(source)), made))
}

/// What neither method may do.
fn judge(asked: &Asked, share: &Share) -> Result<(), Reason> {
    let Some(to) = asked.to() else { return Ok(()) };
    if share.find(to) == share.find(&asked.path) {
        return Err(Reason::new(Question::Allowed, "The destination is what would be copied or moved."));
    }
    if to.leads_to(&asked.path) {
        return Err(Reason::new(Question::Allowed, "What would be copied or moved lies in what it would replace."));
    }
    Ok(())
}
