//! PROPPATCH: clients set and remove properties, all that a request names or none of them.

use super::asked::Asked;
use super::guard;
use super::live::LIVE;
use super::multistatus::{Group, Multistatus};
use super::order::Change;
use super::outcome::{Act, Outcome};
use super::propfind::empty;
use crate::store::dav::{Id, Name, Share};
use statusquo_decision::Question;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Does what is asked for, in its order.
pub(super) fn change(asked: &Asked, share: &Share, changes: &[Change]) -> Act {
    let Some(id) = share.find(&asked.path) else { return guard::gone() };
    guard::free(share, asked, id)?;
    let is_protected = |change: &Change| LIVE.iter().any(|(name, _)| change.name.is_dav(name));
    let href = asked.path.href(share.is_collection(id));
    if changes.iter().any(is_protected) {
        let because = Some("<D:cannot-modify-protected-property/>");
        return Ok(failed(&href, changes, is_protected, Question::Allowed, because));
    }
    let mut next = share.clone();
    next.change(id, |resource| {
        for change in changes {
            match &change.value {
                Some(value) => resource.properties.insert(change.name.clone(), Arc::new(value.clone())),
                None => resource.properties.remove(&change.name),
            };
        }
    });
    next.tidy(asked.now);
    if !fits(asked, share, &next, id) {
        let because = Some("<D:quota-not-exceeded/>");
        return Ok(failed(&href, changes, |change| change.value.is_some(), Question::RoomLeft, because));
    }
    let mut parts = Multistatus::new();
    parts.properties(&href, &[Group { properties: names(changes.iter()), ..Group::default() }]);
    Ok(Outcome { share: Some(next), ..Outcome::several(parts) })
}

/// Whether the properties are within their bounds.
fn fits(asked: &Asked, share: &Share, next: &Share, id: Id) -> bool {
    let limits = &asked.limits;
    let size = |share: &Share| share.get(id).map_or((0, 0), |it| (it.properties.len(), it.property_octets()));
    let ((count, octets), (old_count, old_octets)) = (size(next), size(share));
    let too_many = count > limits.properties && count > old_count;
    let too_large = octets > limits.property_octets && octets > old_octets;
    !too_many && !too_large && next.excess(share, limits).is_none()
}

/// Nothing is changed: some changes are objected to, and the others depend on them.
fn failed(
    href: &str,
    changes: &[Change],
    is_wrong: impl Fn(&Change) -> bool,
    objection: Question,
    precondition: Option<&'static str>,
) -> Outcome {
    let (wrong, right): (Vec<_>, Vec<_>) = changes.iter().partition(|change| is_wrong(change));
    let mut parts = Multistatus::new();
    let groups = [
        Group { objection: Some(objection), properties: names(wrong.into_iter()), precondition },
        Group { objection: Some(Question::OthersWorked), properties: names(right.into_iter()), precondition: None },
    ];
    parts.properties(href, &groups);
    Outcome::several(parts)
}

/// Each property that is changed, once.
fn names<'c>(changes: impl Iterator<Item = &'c Change>) -> Vec<String> {
    let names: BTreeSet<&Name> = changes.map(|change| &change.name).collect();
    names.into_iter().map(empty).collect()
}
