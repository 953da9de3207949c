//! What the head of a request says in WebDAV's own fields: how deep, where to, under which conditions.

use super::conditions::{Condition, Conditions, List, State};
use crate::reason::Reason;
use crate::settings::DavLimits;
use crate::store::dav::share::Locked;
use crate::store::dav::{Id, Lock, Path, Share};
use crate::store::moment::Moment;
use statusquo_decision::Question;
use statusquo_wire::Request;
use statusquo_wire::message::{Target, is_host};
use std::sync::Arc;

/// How far below a resource a method reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    Zero,
    One,
    Infinity,
}

/// Where a `Destination` lies.
#[derive(Clone, Debug)]
pub(super) enum Place {
    Here(Path),
    /// Not in this share, or on another server.
    Elsewhere(String),
}

/// A request as the acts see it.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) path: Path,
    pub(super) depth: Option<Depth>,
    pub(super) destination: Option<Place>,
    pub(super) overwrite: bool,
    pub(super) conditions: Option<Conditions>,
    /// For how many seconds a lock is wanted.
    pub(super) timeout: Option<u64>,
    /// The token in `Lock-Token`.
    pub(super) lock_token: Option<String>,
    /// Whether the client knows bindings (RFC 5842).
    pub(super) knows_bindings: bool,
    pub(super) authority: String,
    pub(super) limits: DavLimits,
    pub(super) now: Moment,
    /// The clock of the dates, in seconds since 1970.
    pub(super) seconds: u64,
}

impl Asked {
    /// Reads the fields; with them comes what is wrong, in one sentence, if anything is.
    pub(super) fn read(
        request: &Request,
        path: Path,
        limits: DavLimits,
        now: Moment,
        seconds: u64,
    ) -> (Self, Option<String>) {
        let fields = request.fields();
        let authority = request.split_target().authority.or(request.authority()).or(fields.text("Host")).unwrap_or("");
        let mut asked = Self {
            path,
            depth: None,
            destination: None,
            overwrite: true,
            conditions: None,
            timeout: fields.list("Timeout").find_map(timeout),
            lock_token: None,
            knows_bindings: fields.lists("DAV", "bind"),
            authority: authority.to_owned(),
            limits,
            now,
            seconds,
        };
        let wrong = asked.read_fields(request);
        (asked, wrong.err())
    }

    fn read_fields(&mut self, request: &Request) -> Result<(), String> {
        if let Some(depth) = single(request, "Depth")? {
            self.depth = Some(match depth {
                "0" => Depth::Zero,
                "1" => Depth::One,
                deep if deep.eq_ignore_ascii_case("infinity") => Depth::Infinity,
                other => return Err(format!("Depth is 0, 1 or infinity, not {other}")),
            });
        }
        if let Some(overwrite) = single(request, "Overwrite")? {
            self.overwrite = match overwrite {
                "T" | "t" => true,
                "F" | "f" => false,
                other => return Err(format!("Overwrite is T or F, not {other}")),
            };
        }
        if let Some(destination) = single(request, "Destination")? {
            self.destination = Some(self.place(destination)?);
        }
        if let Some(token) = single(request, "Lock-Token")? {
            let inside =
                token.strip_prefix('<').and_then(|token| token.strip_suffix('>')).filter(|token| !token.is_empty());
            self.lock_token =
                Some(inside.ok_or(format!("Lock-Token is a URI between < and >, not {token}"))?.to_owned());
        }
        if let Some(conditions) = single(request, "If")? {
            self.conditions = Some(Conditions::parse(conditions)?);
        }
        Ok(())
    }

    /// Where a URI or an absolute path leads.
    pub(super) fn place(&self, uri: &str) -> Result<Place, String> {
        let target = Target::parse("GET", uri).filter(|target| target.query.is_none() && !target.path.contains('#'));
        let target = target.ok_or(format!("{uri} is no http URI and no absolute path, without a query"))?;
        if target.authority.is_some_and(|authority| !same_authority(authority, &self.authority)) {
            return Ok(Place::Elsewhere(uri.to_owned()));
        }
        match Path::parse(target.path) {
            Some(path) => Ok(Place::Here(path)),
            None if target.path.starts_with("/lab/dav/") => Err(format!("{uri} has something in it that is no name")),
            None => Ok(Place::Elsewhere(uri.to_owned())),
        }
    }

    /// Whether the client shows that it knows the token of a lock.
    pub(super) fn submits(&self, token: &str) -> bool {
        self.conditions.iter().flat_map(Conditions::tokens).any(|submitted| submitted == token)
    }

    /// The destination, if it is within the share.
    pub(super) fn to(&self) -> Option<&Path> {
        match &self.destination {
            Some(Place::Here(path)) => Some(path),
            _ => None,
        }
    }

    /// Why `If` or `Overwrite: F` do not hold, if they do not.
    pub(super) fn objection(&self, share: &Share) -> Option<Reason> {
        if let Some(Conditions(lists)) = &self.conditions
            && let locked = share.locked(self.now)
            && !lists.iter().any(|list| self.holds(share, &locked, list))
        {
            let detail =
                "None of the lists in If holds: a token is of no lock on its resource, or an entity tag is not its.";
            return Some(Reason::new(Question::IfHolds, detail));
        }
        let to = self.to().filter(|to| !self.overwrite && share.find(to).is_some())?;
        let detail = format!("Overwrite is F, and there is something at {} already.", to.href(false));
        Some(Reason::new(Question::IfHolds, detail))
    }

    fn holds(&self, share: &Share, locked: &Locked, list: &List) -> bool {
        let path = match &list.resource {
            None => Some(self.path.clone()),
            Some(uri) => match self.place(uri) {
                Ok(Place::Here(path)) => Some(path),
                _ => None,
            },
        };
        list.conditions.iter().all(|condition| self.is_so(share, locked, path.as_ref(), condition))
    }

    fn is_so(&self, share: &Share, locked: &Locked, path: Option<&Path>, condition: &Condition) -> bool {
        let found = path.and_then(|path| share.find(path));
        let is_so = match (&condition.state, found) {
            (State::Token(token), Some(id)) => on(locked, id).any(|lock| lock.token == *token),
            // What is made there would be covered by an infinite lock on what holds it.
            (State::Token(token), None) => path
                .and_then(|path| share.parent(path))
                .is_some_and(|(parent, ..)| on(locked, parent).any(|lock| lock.infinite && lock.token == *token)),
            (State::Tag(tag), Some(id)) => {
                share.get(id).and_then(|resource| resource.file()).is_some_and(|held| held.etag == *tag)
            }
            (State::Tag(_), None) => false,
        };
        is_so != condition.not
    }
}

/// The locks on one resource.
fn on(locked: &Locked, id: Id) -> impl Iterator<Item = &Arc<Lock>> {
    locked.get(&id).into_iter().flatten()
}

/// The value of a field that may come once.
fn single<'r>(request: &'r Request, name: &'static str) -> Result<Option<&'r str>, String> {
    let mut values = request.fields().all(name);
    let Some(value) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return Err(format!("{name} comes more than once"));
    }
    std::str::from_utf8(value).map(Some).map_err(|_| format!("{name} is no text"))
}

/// The seconds in one member of `Timeout`; none that never ends is granted, so `Infinite` asks for the most.
fn timeout(member: &[u8]) -> Option<u64> {
    let member = std::str::from_utf8(member).ok()?;
    if member.eq_ignore_ascii_case("Infinite") {
        return Some(u64::MAX);
    }
    let (name, digits) = member.split_once('-')?;
    let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (name.eq_ignore_ascii_case("Second") && all_digits).then(|| digits.parse().unwrap_or(u64::MAX))
}

/// Whether two authorities name the same, in whatever case, with and without the usual port.
fn same_authority(one: &str, other: &str) -> bool {
    let plain = |authority: &str| {
        let authority = authority.to_ascii_lowercase();
        let port = authority.strip_suffix(":80").or(authority.strip_suffix(":443")).or(authority.strip_suffix(':'));
        port.map(str::to_owned).unwrap_or(authority)
    };
    is_host(one) && plain(one) == plain(other)
}
