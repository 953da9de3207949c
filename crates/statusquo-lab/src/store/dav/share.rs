//! The graph of resources: names lead from the root; what nothing leads to any more is gone. It is changed on a copy, which
//! then takes its place if nobody was faster.

use super::{Body, Id, Lock, Path, Resource};
use crate::settings::DavLimits;
use crate::store::moment::Moment;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The share as it is at a moment.
#[derive(Clone, Debug)]
pub(crate) struct Share {
    resources: BTreeMap<Id, Arc<Resource>>,
    pub(crate) locks: Vec<Arc<Lock>>,
    /// When it was made, in microseconds since 1970: what sets its names apart from those of any other.
    birth: u64,
    /// The next number to be given.
    next: u64,
    octets: u64,
}

/// The locks that hold, by resource.
pub(crate) type Locked = BTreeMap<Id, Vec<Arc<Lock>>>;

/// A bound that would be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Excess {
    Resources,
    Names,
    Depth,
    Octets,
    /// The bound of one collection.
    Quota(u64),
    Properties,
    Locks,
}

/// The collection in which all others are.
const ROOT: Id = 0;

impl Share {
    pub(crate) fn new(birth: u64, now: u64) -> Self {
        let root = Arc::new(Resource::collection(now));
        Self { resources: BTreeMap::from([(ROOT, root)]), locks: Vec::new(), birth, next: 1, octets: 0 }
    }

    /// Octets that it counts for.
    pub(crate) fn octets(&self) -> u64 {
        self.octets
    }

    /// What a path leads to.
    pub(crate) fn find(&self, path: &Path) -> Option<Id> {
        let mut at = ROOT;
        for name in path.names() {
            let Body::Collection(members) = &self.get(at)?.body else { return None };
            at = *members.get(name)?;
        }
        Some(at)
    }

    pub(crate) fn get(&self, id: Id) -> Option<&Arc<Resource>> {
        self.resources.get(&id)
    }

    pub(crate) fn is_collection(&self, id: Id) -> bool {
        self.get(id).is_some_and(|resource| resource.is_collection())
    }

    /// The collection that holds the last name of a path, whether or not that leads anywhere.
    pub(crate) fn parent<'p>(&self, path: &'p Path) -> Option<(Id, Path, &'p str)> {
        let (above, name) = path.split()?;
        let id = self.find(&above)?;
        self.is_collection(id).then_some((id, above, name))
    }

    /// All that can be reached from a resource, and itself.
    pub(crate) fn reach(&self, from: Id) -> BTreeSet<Id> {
        let (mut reached, mut open) = (BTreeSet::from([from]), vec![from]);
        while let Some(id) = open.pop() {
            for (_, member) in self.get(id).iter().flat_map(|resource| resource.members()) {
                if reached.insert(member) {
                    open.push(member);
                }
            }
        }
        reached
    }

    /// The locks that hold for a resource: its own, and infinite ones from above.
    pub(crate) fn locks_on(&self, id: Id, now: Moment) -> impl Iterator<Item = &Arc<Lock>> {
        let above = if self.locks.is_empty() { BTreeSet::new() } else { self.above(id) };
        let holds = move |lock: &&Arc<Lock>| lock.resource == id || lock.infinite && above.contains(&lock.resource);
        self.locks.iter().filter(move |lock| now < lock.until).filter(holds)
    }

    /// All that a resource can be reached from.
    fn above(&self, id: Id) -> BTreeSet<Id> {
        let mut holders: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
        for (holder, resource) in &self.resources {
            resource.members().for_each(|(_, member)| holders.entry(member).or_default().push(*holder));
        }
        let (mut above, mut open) = (BTreeSet::new(), vec![id]);
        while let Some(id) = open.pop() {
            open.extend(holders.get(&id).into_iter().flatten().filter(|holder| above.insert(**holder)));
        }
        above
    }

    /// The locks that hold for each resource that any holds for.
    pub(crate) fn locked(&self, now: Moment) -> Locked {
        let mut locked = Locked::new();
        for lock in self.locks.iter().filter(|lock| now < lock.until) {
            let covered = if lock.infinite { self.reach(lock.resource) } else { BTreeSet::from([lock.resource]) };
            covered.into_iter().for_each(|id| locked.entry(id).or_default().push(lock.clone()));
        }
        locked
    }

    /// A URI that nothing else ever has.
    pub(crate) fn uri(&self, kind: u16, number: u64) -> String {
        let birth = self.birth;
        format!(
            "urn:uuid:{:08x}-{:04x}-8{:03x}-{:04x}-{:012x}",
            (birth >> 28) & 0xffff_ffff,
            (birth >> 12) & 0xffff,
            birth & 0xfff,
            0x8000 | kind & 0x3fff,
            number & 0xffff_ffff_ffff
        )
    }

    /// A number that was never given before.
    pub(crate) fn count(&mut self) -> u64 {
        self.next += 1;
        self.next - 1
    }

    /// Changes a resource.
    pub(crate) fn change(&mut self, id: Id, change: impl FnOnce(&mut Resource)) {
        if let Some(resource) = self.resources.get_mut(&id) {
            change(Arc::make_mut(resource));
        }
    }

    /// Puts a resource into a collection, in place of what had that name.
    pub(crate) fn add(&mut self, parent: Id, name: &str, resource: Resource, now: u64) -> Id {
        let id = self.count();
        self.resources.insert(id, Arc::new(resource));
        self.bind(parent, name, id, now);
        id
    }

    /// Lets a name lead to a resource, which may have other names.
    pub(crate) fn bind(&mut self, parent: Id, name: &str, id: Id, now: u64) {
        self.change(parent, |collection| {
            if let Body::Collection(members) = &mut collection.body {
                members.insert(name.to_owned(), id);
                collection.modified = now;
            }
        });
    }

    /// Lets a name lead nowhere.
    pub(crate) fn unbind(&mut self, parent: Id, name: &str, now: u64) {
        self.change(parent, |collection| {
            if let Body::Collection(members) = &mut collection.body {
                members.remove(name);
                collection.modified = now;
            }
        });
    }

    /// Copies a resource, alone or with all that can be reached from it, and with properties but without locks. What has
    /// several names, or contains itself, does so in the copy too.
    pub(crate) fn copy(&mut self, source: Id, deep: bool, now: u64) -> Id {
        let sources = if deep { self.reach(source) } else { BTreeSet::from([source]) };
        let copies: BTreeMap<Id, Id> = sources.into_iter().map(|id| (id, self.count())).collect();
        for (source, copy) in &copies {
            let Some(resource) = self.get(*source) else { continue };
            let mut resource = Resource { created: now, quota: None, ..Resource::clone(resource) };
            if let Body::Collection(members) = &mut resource.body {
                members.retain(|_, member| copies.contains_key(member) && deep);
                members.values_mut().for_each(|member| *member = copies[member]);
            }
            self.resources.insert(*copy, Arc::new(resource));
        }
        copies[&source]
    }

    /// Lets go of what nothing leads to and of locks that are over, and counts what is left.
    pub(crate) fn tidy(&mut self, now: Moment) {
        let reached = self.reach(ROOT);
        self.resources.retain(|id, _| reached.contains(id));
        let mut locks = std::mem::take(&mut self.locks);
        locks.retain(|lock| now < lock.until && self.find(&lock.root) == Some(lock.resource));
        self.locks = locks;
        let owners = self.locks.iter().filter_map(|lock| Some(lock.owner.as_ref()?.size() as u64));
        self.octets = owners.sum::<u64>() + self.resources.values().map(|resource| resource.octets()).sum::<u64>();
    }

    /// Octets in a collection and in all that can be reached from it.
    pub(crate) fn octets_in(&self, id: Id) -> u64 {
        self.reach(id).iter().filter_map(|id| Some(self.get(*id)?.octets())).sum()
    }

    /// The bound that a path lies under, and what of it is used: that of the innermost collection that has one, or of all.
    pub(crate) fn quota(&self, path: &Path, limits: &DavLimits) -> (u64, u64) {
        let mut at = ROOT;
        let mut found = (limits.octets, self.octets);
        for name in path.names() {
            let Some(Body::Collection(members)) = self.get(at).map(|resource| &resource.body) else { break };
            let Some(id) = members.get(name).copied() else { break };
            at = id;
            if let Some(quota) = self.get(id).and_then(|resource| resource.quota) {
                found = (quota, self.octets_in(id));
            }
        }
        found
    }

    /// The first bound that this share breaks and the one before it does not break as badly.
    pub(crate) fn excess(&self, before: &Share, limits: &DavLimits) -> Option<Excess> {
        let names = |share: &Share| share.resources.values().map(|resource| resource.members().count()).sum::<usize>();
        let properties =
            |share: &Share| -> u64 { share.resources.values().map(|resource| resource.property_octets() as u64).sum() };
        let grown = |now: u64, then: u64, limit: u64| now > limit && now > then;
        let counted = [
            (Excess::Resources, self.resources.len(), before.resources.len(), limits.resources),
            (Excess::Names, names(self), names(before), limits.names),
            (Excess::Depth, self.depth(), before.depth(), limits.depth),
            (Excess::Locks, self.locks.len(), before.locks.len(), limits.locks),
        ];
        let broken = counted.into_iter().find(|(_, now, then, limit)| grown(*now as u64, *then as u64, *limit as u64));
        if let Some((excess, ..)) = broken {
            return Some(excess);
        }
        let bounded = self.resources.iter().filter_map(|(id, resource)| Some((*id, resource.quota?)));
        for (id, quota) in bounded {
            if grown(self.octets_in(id), before.octets_in(id), quota) {
                return Some(Excess::Quota(quota));
            }
        }
        if grown(self.octets, before.octets, limits.octets) {
            return Some(Excess::Octets);
        }
        grown(properties(self), properties(before), limits.properties_octets).then_some(Excess::Properties)
    }

    /// How many names it takes at most to reach any resource by the shortest way.
    fn depth(&self) -> usize {
        let (mut reached, mut level, mut depth) = (BTreeSet::from([ROOT]), vec![ROOT], 0);
        loop {
            let members = level.iter().filter_map(|id| self.get(*id)).flat_map(|resource| resource.members());
            level = members.map(|(_, id)| id).filter(|id| reached.insert(*id)).collect();
            if level.is_empty() {
                return depth;
            }
            depth += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const NOW: Moment = Moment::FIRST;

    fn path(names: &[usize]) -> Path {
        names.iter().fold(Path::default(), |path, name| path.member(&format!("n{name}")))
    }

    fn lock(share: &Share, root: &Path, until: Moment) -> Option<Arc<Lock>> {
        let resource = share.find(root)?;
        let (root, token) = (root.clone(), share.uri(2, share.next));
        let lock = Lock { token, root, resource, infinite: true, exclusive: true, owner: None, seconds: 1, until };
        Some(Arc::new(lock))
    }

    /// What holds of every share that was tidied.
    fn check(share: &Share) {
        let reached = share.reach(ROOT);
        assert!(share.resources.keys().all(|id| reached.contains(id)), "all that is kept can be reached");
        for resource in share.resources.values() {
            assert!(resource.members().all(|(_, id)| share.get(id).is_some()), "every name leads somewhere");
        }
        assert_eq!(share.octets, share.octets_in(ROOT));
        assert!(share.locks.iter().all(|lock| share.find(&lock.root) == Some(lock.resource)));
        let locked = share.locked(NOW);
        for id in share.resources.keys() {
            let tokens = |locks: &mut dyn Iterator<Item = &Arc<Lock>>| -> BTreeSet<String> {
                locks.map(|lock| lock.token.clone()).collect()
            };
            let there = locked.get(id).cloned().unwrap_or_default();
            assert_eq!(tokens(&mut share.locks_on(*id, NOW)), tokens(&mut there.iter()), "looked at from both ends");
        }
    }

    #[test]
    fn whatever_is_bound_copied_moved_and_removed_the_graph_holds() {
        let mut random = 1_u64;
        let mut next = |below: usize| {
            // xorshift64
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            (random % below as u64) as usize
        };
        for _ in 0..200 {
            let mut share = Share::new(0, 0);
            for _ in 0..60 {
                let mut somewhere = || path(&(0..=next(3)).map(|_| next(3)).collect::<Vec<_>>());
                let (from, to) = (somewhere(), somewhere());
                let (source, act) = (share.find(&from), next(6));
                let Some((parent, _, name)) = share.parent(&to) else { continue };
                match (act, source) {
                    (0 | 1, _) if share.find(&to).is_none() => {
                        share.add(parent, name, Resource::collection(0), 0);
                    }
                    (2, Some(source)) => share.bind(parent, name, source, 0),
                    (3, Some(source)) => {
                        let copy = share.copy(source, true, 0);
                        assert_eq!(share.reach(copy).len(), share.reach(source).len(), "a copy has the same shape");
                        share.bind(parent, name, copy, 0);
                    }
                    (4, _) => share.unbind(parent, name, 0),
                    (5, _) => share.locks.extend(lock(&share, &from, NOW.after(Duration::from_secs(1)))),
                    _ => {}
                }
                share.tidy(NOW);
                check(&share);
            }
        }
    }

    #[test]
    fn a_lock_is_over_with_its_time_or_when_its_name_leads_elsewhere() {
        let mut share = Share::new(0, 0);
        let id = share.add(ROOT, "n0", Resource::collection(0), 0);
        let until = NOW.after(Duration::from_secs(1));
        share.locks.extend(lock(&share, &path(&[0]), until));
        share.tidy(NOW);
        assert_eq!((share.locks_on(id, NOW).count(), share.locks_on(id, until).count()), (1, 0));
        share.bind(ROOT, "n1", id, 0);
        share.tidy(NOW);
        assert_eq!(share.locks.len(), 1);
        share.unbind(ROOT, "n0", 0);
        share.tidy(NOW);
        assert_eq!((share.locks.len(), share.find(&path(&[1]))), (0, Some(id)));
    }
}
