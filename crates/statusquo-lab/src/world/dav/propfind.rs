//! PROPFIND: the properties of a resource, of its members, or of all that can be reached from it.

use super::asked::{Asked, Depth};
use super::guard;
use super::live::{self, LIVE, Look};
use super::multistatus::{Group, Multistatus};
use super::order::Find;
use super::outcome::{Act, Outcome};
use crate::reason::Reason;
use crate::store::dav::element::{DAV, Scope};
use crate::store::dav::{Element, Id, Name, Path, Resource, Share};
use statusquo_decision::Question;
use std::collections::BTreeSet;

/// What is left to do on the way through the collections.
enum Task {
    /// Tell of a resource, and of so many levels below it.
    Tell(Id, Path, usize),
    /// The collection and all below it are told of.
    Leave(Id),
}

/// Tells the properties.
pub(super) fn find(asked: &Asked, share: &Share, wanted: &Find) -> Act {
    let Some(id) = share.find(&asked.path) else { return guard::gone() };
    let look = Look::new(share, &asked.limits, asked.now);
    let levels = match asked.depth {
        Some(Depth::Zero) => 0,
        Some(Depth::One) => 1,
        Some(Depth::Infinity) | None => usize::MAX,
    };
    let is_endless = levels == usize::MAX;
    let mut parts = Multistatus::new();
    // The collections on the way from the first one to here, and all those that were told of.
    let (mut around, mut told) = (BTreeSet::new(), BTreeSet::new());
    let mut tasks = vec![Task::Tell(id, asked.path.clone(), levels)];
    while let Some(task) = tasks.pop() {
        let (id, path, levels) = match task {
            Task::Leave(id) => {
                around.remove(&id);
                continue;
            }
            Task::Tell(id, path, levels) => (id, path, levels),
        };
        let Some(resource) = share.get(id) else { continue };
        let is_collection = resource.is_collection();
        let again = is_collection && !told.insert(id);
        if again && is_endless && !asked.knows_bindings && around.contains(&id) {
            return Err(endless(&path));
        }
        let repeated = again && asked.knows_bindings;
        let found = repeated.then_some(Question::ToldBefore);
        parts.properties(&path.href(is_collection), &groups(&look, &path, id, resource, wanted, found));
        if parts.responses() > asked.limits.listed || parts.octets() > asked.limits.listed_octets {
            return Err(too_many(asked, levels));
        }
        if is_collection && levels > 0 && !repeated {
            around.insert(id);
            tasks.push(Task::Leave(id));
            let members: Vec<_> = resource.members().collect();
            tasks.extend(
                members.into_iter().rev().map(|(name, member)| Task::Tell(member, path.member(name), levels - 1)),
            );
        }
    }
    Ok(Outcome::several(parts))
}

/// A collection contains itself, and the client does not say that it knows how that is told.
fn endless(path: &Path) -> Reason {
    let path = path.href(true);
    let detail = format!(
        "{path} leads back to a collection that it lies in. With DAV: bind in the request, that would be told as 208 (RFC 5842)."
    );
    Reason::new(Question::Loops, detail).member("at", path)
}

/// There is more than one answer may tell.
fn too_many(asked: &Asked, levels: usize) -> Reason {
    let (listed, octets) = (asked.limits.listed, asked.limits.listed_octets);
    let detail = format!("The answer would tell of more than {listed} resources, or have more than {octets} octets.");
    let condition = if levels > 1 { "<D:propfind-finite-depth/>" } else { "<D:number-of-matches-within-limits/>" };
    Reason::new(Question::Allowed, detail).member("limit", listed).precondition(condition)
}

/// The properties of one resource, by what became of the search for them.
fn groups(
    look: &Look<'_>,
    path: &Path,
    id: Id,
    resource: &Resource,
    wanted: &Find,
    found: Option<Question>,
) -> [Group; 2] {
    let mut groups = [
        Group { objection: found, ..Group::default() },
        Group { objection: Some(Question::Exists), ..Group::default() },
    ];
    let value = |name: &str| look.value(path, id, resource, name);
    match wanted {
        Find::Names => {
            let live = LIVE.iter().filter(|(name, _)| value(name).is_some());
            groups[0].properties.extend(live.map(|(name, _)| live::element(name, "")));
            groups[0].properties.extend(resource.properties.keys().map(empty));
        }
        Find::All(more) => {
            let live = LIVE.iter().filter(|(_, usual)| *usual);
            groups[0].properties.extend(live.filter_map(|(name, _)| Some(live::element(name, &value(name)?))));
            groups[0].properties.extend(resource.properties.values().map(|property| written(property)));
            let is_told = |name: &Name| {
                resource.properties.contains_key(name) || LIVE.iter().any(|(live, usual)| *usual && name.is_dav(live))
            };
            for name in more.iter().filter(|name| !is_told(name)) {
                look_for(name, resource, value, &mut groups);
            }
        }
        Find::These(names) => names.iter().for_each(|name| look_for(name, resource, value, &mut groups)),
    }
    groups
}

fn look_for(name: &Name, resource: &Resource, value: impl Fn(&str) -> Option<String>, groups: &mut [Group; 2]) {
    let live =
        if name.namespace == DAV { value(&name.local).map(|value| live::element(&name.local, &value)) } else { None };
    match live.or_else(|| resource.properties.get(name).map(|property| written(property))) {
        Some(property) => groups[0].properties.push(property),
        None => groups[1].properties.push(empty(name)),
    }
}

/// A property with its value.
fn written(property: &Element) -> String {
    let mut out = String::new();
    property.write(&mut out, &mut Scope::default());
    out
}

/// A property by its name alone.
pub(super) fn empty(name: &Name) -> String {
    let prefix = (name.namespace == DAV).then(|| "D".to_owned());
    written(&Element { prefix, name: name.clone(), attributes: Vec::new(), children: Vec::new() })
}
