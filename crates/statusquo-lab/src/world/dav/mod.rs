//! WebDAV: a share of collections and files with properties, locks and bindings (RFC 4918, RFC 5842). Here 207, 423, 507 and
//! 508 have their causes, and within a 207 also 208 and 424.
//!
//! The share is one value in the store. An act looks at it and says what it is to become; that takes its place if nobody was
//! faster, and otherwise the act is tried again on what is there then.

mod asked;
mod bind;
mod conditions;
mod guard;
mod live;
mod locks;
mod members;
mod multistatus;
mod order;
mod outcome;
mod page;
mod parse;
mod propfind;
mod proppatch;
mod status;
mod transfer;
mod xml_page;

use super::preconditions::{self, Validators};
use crate::form::essence;
use crate::reason::Reason;
use crate::store::dav::{Path, Resource, SHARE, Share};
use crate::store::document::Representation;
use crate::store::{Expected, Key, Kind, NotStored, Stored, Value};
use crate::visit::{Body, Visit, Wanted};
use asked::{Asked, Depth, Place};
use order::{Find, Order};
use outcome::{Act, Outcome};
use statusquo_decision::Question;
use statusquo_wire::Framing;
use std::sync::Arc;

/// What `DAV` says in answer to OPTIONS.
pub(crate) const CLASSES: &str = "1, 2, bind";

/// The methods where nothing is yet: those that make something, and those that would be answered with 404.
const UNMAPPED: &[&str] = &[
    "GET",
    "HEAD",
    "PUT",
    "DELETE",
    "OPTIONS",
    "PROPFIND",
    "PROPPATCH",
    "MKCOL",
    "COPY",
    "MOVE",
    "LOCK",
    "UNLOCK",
    "BIND",
    "UNBIND",
    "REBIND",
];
const FILE: &[&str] =
    &["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PROPFIND", "PROPPATCH", "COPY", "MOVE", "LOCK", "UNLOCK"];
const COLLECTION: &[&str] = &[
    "GET",
    "HEAD",
    "DELETE",
    "OPTIONS",
    "PROPFIND",
    "PROPPATCH",
    "COPY",
    "MOVE",
    "LOCK",
    "UNLOCK",
    "BIND",
    "UNBIND",
    "REBIND",
];

/// A request for something in the share.
#[derive(Debug)]
pub(crate) struct DavVisit {
    path: Path,
    /// The share as it was last looked at, and the stamp that it had.
    share: Arc<Share>,
    stored: Option<Stored>,
    asked: Option<Asked>,
    order: Order,
}

impl DavVisit {
    pub(crate) fn new(path: Path) -> Self {
        Self { path, share: Arc::new(Share::new(0, 0)), stored: None, asked: None, order: Order::None }
    }

    /// Looks at the share: which methods there are depends on what is there.
    pub(crate) async fn look(&mut self, visit: &Visit<'_>) {
        self.stored = visit.state.store.read(Key::new(Kind::Dav, SHARE), visit.now()).await;
        if let Some(Stored { value: Value::Share(share), .. }) = &self.stored {
            self.share = share.clone();
        }
    }

    fn resource(&self) -> Option<&Arc<Resource>> {
        self.share.get(self.share.find(&self.path)?)
    }

    fn file(&self) -> Option<&Arc<Representation>> {
        self.resource()?.file()
    }

    pub(crate) fn methods(&self) -> &'static [&'static str] {
        match self.resource() {
            None => UNMAPPED,
            Some(resource) if resource.is_collection() => COLLECTION,
            Some(_) => FILE,
        }
    }

    pub(crate) fn wants(&self, visit: &Visit<'_>) -> Option<Wanted> {
        let settings = &visit.state.settings;
        let limit = match visit.method() {
            "PUT" => settings.document_bytes,
            "PROPFIND" | "PROPPATCH" | "LOCK" | "BIND" | "UNBIND" | "REBIND" => settings.json_bytes,
            _ => return None,
        };
        Some(Wanted { limit, media_type: None })
    }

    /// Looks at all that the head says.
    pub(crate) fn find(&mut self, visit: &mut Visit<'_>) {
        let makes = matches!(visit.method(), "PUT" | "MKCOL" | "LOCK");
        if !makes && self.resource().is_none() {
            let detail = format!("There is nothing at {}.", self.path.href(self.path.slash));
            return visit.refuse(Question::Exists, detail);
        }
        self.judge_content(visit);
        let (path, limits) = (self.path.clone(), visit.state.settings.dav);
        let (asked, wrong) =
            Asked::read(visit.request, path, limits, visit.now(), visit.state.settings.clock.seconds());
        if let Some(wrong) = wrong.or_else(|| self.unfit_depth(visit.method(), &asked)) {
            visit.refuse(Question::Understood, format!("{wrong} (RFC 4918)."));
        }
        if matches!(visit.method(), "COPY" | "MOVE") {
            match &asked.destination {
                None => visit.refuse(Question::Complete, "Destination says where to, and it is not there."),
                Some(Place::Elsewhere(uri)) => visit.refuse(
                    Question::DestinationHere,
                    format!("{uri} is not in this share, and nothing is written elsewhere from here."),
                ),
                Some(Place::Here(_)) => {}
            }
        }
        if visit.method() == "UNLOCK" && asked.lock_token.is_none() {
            visit.refuse(Question::Complete, "Lock-Token says which lock to take off, and it is not there.");
        }
        self.judge_conditions(visit, &asked);
        if visit.reads() {
            self.furnish(visit);
        }
        self.asked = Some(asked);
    }

    /// What the head says of the content.
    fn judge_content(&self, visit: &mut Visit<'_>) {
        if let Some(wanted) = self.wants(visit) {
            visit.judge_declared_content(wanted);
            let given = visit.request.fields().text("Content-Type").unwrap_or("");
            let essence = essence(given).to_ascii_lowercase();
            let is_xml = matches!(&*essence, "" | "text/xml" | "application/xml") || essence.ends_with("+xml");
            if visit.method() != "PUT" && visit.request.framing != Framing::None && !is_xml {
                let detail = format!("The content has the Content-Type {given}; application/xml is taken here.");
                visit.object(Reason::new(Question::TypeAccepted, detail).field("Accept", "application/xml, text/xml"));
            }
        } else if visit.method() == "MKCOL" && !matches!(visit.request.framing, Framing::None | Framing::Length(0)) {
            visit.know(Question::BringsContent, true);
            visit.refuse(
                Question::TypeAccepted,
                "MKCOL makes an empty collection: no content of any type is taken with it.",
            );
        }
    }

    /// What is wrong with a depth that is no wrong one in itself.
    fn unfit_depth(&self, method: &str, asked: &Asked) -> Option<String> {
        let is_collection = self.resource().is_some_and(|resource| resource.is_collection());
        let wrong = match (method, asked.depth?) {
            ("COPY" | "LOCK", Depth::One) => "Depth is 0 or infinity, not 1",
            ("DELETE" | "MOVE", Depth::Zero | Depth::One) if is_collection => {
                "Depth is infinity, since a collection goes with all that is in it"
            }
            _ => return None,
        };
        Some(wrong.to_owned())
    }

    /// What the preconditions of WebDAV and of HTTP come to.
    fn judge_conditions(&self, visit: &mut Visit<'_>, asked: &Asked) {
        preconditions::judge(visit, self.file().map(validators));
        if let Some(reason) = asked.objection(&self.share) {
            visit.object(reason);
        }
        if asked.conditions.is_some() || !asked.overwrite {
            visit.know(Question::Conditional, true);
        }
    }

    /// The fields of what is read.
    fn furnish(&self, visit: &mut Visit<'_>) {
        if let Some(held) = self.file() {
            visit.fields.append(&held.fields);
        }
    }

    /// Looks at the content, once it is there or none is to come.
    pub(crate) fn judge(&mut self, visit: &mut Visit<'_>) {
        let method = visit.method();
        if method == "PUT" || self.wants(visit).is_none() {
            return;
        }
        let Some(asked) = &self.asked else { return };
        if visit.content.is_empty() {
            self.order = match method {
                "PROPFIND" => Order::Find(Find::All(Vec::new())),
                "LOCK" if asked.conditions.is_some() => Order::None,
                "LOCK" => {
                    return visit.refuse(
                        Question::Complete,
                        "LOCK takes a lockinfo in its content, or, to refresh a lock, its token in If; there is neither.",
                    );
                }
                _ => {
                    return visit.refuse(
                        Question::Complete,
                        format!("{method} says in its content what to do; there is none."),
                    );
                }
            };
            return;
        }
        let root = match parse::parse(&visit.content) {
            Ok(root) => root,
            Err(wrong) => {
                return visit
                    .refuse(Question::Understood, format!("The content is no XML that is taken here: {wrong}."));
            }
        };
        match Order::read(method, root, asked) {
            Ok(order) => self.order = order,
            Err((question, detail)) => visit.refuse(question, detail),
        }
    }

    pub(crate) async fn perform(&mut self, visit: &mut Visit<'_>) {
        let Some(asked) = self.asked.take() else { return };
        if visit.reads() {
            return self.read(visit);
        }
        let media_type = visit.request.fields().text("Content-Type").filter(|given| !given.is_empty());
        let media_type: Arc<str> = media_type.unwrap_or("application/octet-stream").into();
        loop {
            let outcome = self.act(visit.method(), &asked, &visit.content, &media_type);
            match self.write(visit, &asked, outcome).await {
                Ok(outcome) => return tell(visit, outcome),
                Err(Some(reason)) => return visit.object(reason),
                // Somebody was faster.
                Err(None) => self.look(visit).await,
            }
            let objection = preconditions::objection(visit.request, self.file().map(validators));
            if let Some(reason) = objection.or_else(|| asked.objection(&self.share)) {
                return visit.object(Reason { question: Question::StillHolds, ..reason });
            }
        }
    }

    /// What the method comes to on the share as it was last looked at.
    fn act(&self, method: &str, asked: &Asked, content: &[u8], media_type: &Arc<str>) -> Act {
        let share = &self.share;
        match (method, &self.order) {
            ("PUT", _) => members::put(asked, share, content, media_type.clone()),
            ("MKCOL", _) => members::make(asked, share),
            ("DELETE", _) => members::remove(asked, share, &asked.path),
            ("COPY", _) => transfer::copy(asked, share),
            ("MOVE", _) => transfer::relocate(asked, share),
            ("UNLOCK", _) => locks::unlock(asked, share),
            ("LOCK", Order::Lock(wish)) => locks::lock(asked, share, wish),
            ("LOCK", _) => locks::refresh(asked, share),
            (_, Order::Find(wanted)) => propfind::find(asked, share, wanted),
            (_, Order::Change(changes)) => proppatch::change(asked, share, changes),
            (_, Order::Bind(segment, place)) => bind::bind(asked, share, segment, place, method == "REBIND"),
            (_, Order::Unbind(segment)) => bind::unbind(asked, share, segment),
            (_, Order::None | Order::Lock(_)) => Ok(Outcome::default()),
        }
    }

    /// Lets the share become what an act says, if that is within its bounds and nobody was faster. Without a reason it is
    /// somebody else who keeps it from being so.
    async fn write(&self, visit: &Visit<'_>, asked: &Asked, outcome: Act) -> Result<Outcome, Option<Reason>> {
        let mut outcome = outcome?;
        let Some(mut next) = outcome.share.take() else { return Ok(outcome) };
        next.tidy(asked.now);
        if let Some(excess) = next.excess(&self.share, &asked.limits) {
            return Err(Some(outcome::too_much(excess, &asked.limits)));
        }
        let (key, value) = (Key::new(Kind::Dav, SHARE), Some(Value::Share(Arc::new(next))));
        let expected = Expected::of(self.stored.as_ref());
        match visit.state.store.compare_and_set(key, expected, value, None, visit.now()).await {
            Ok(_) => Ok(outcome),
            Err(NotStored::Changed(_)) => Err(None),
            Err(NotStored::Full { octets, .. }) => Err(Some(Reason::new(
                Question::RoomLeft,
                format!("The store is full: it holds at most {octets} octets of the share."),
            ))),
        }
    }

    /// The content of a file, or a list of a collection's members.
    fn read(&self, visit: &mut Visit<'_>) {
        match self.resource() {
            Some(resource) if resource.is_collection() => page::show(visit, &self.share, &self.path, resource),
            Some(resource) => {
                visit.body = Body::Owned(resource.file().map_or_else(Vec::new, |held| held.content.to_vec()));
            }
            None => {}
        }
    }
}

/// What preconditions on a file are compared with.
fn validators(held: &Arc<Representation>) -> Validators<'_> {
    Validators { etag: &held.etag, modified: Some(held.modified) }
}

/// Makes known what an act came to.
fn tell(visit: &mut Visit<'_>, outcome: Outcome) {
    if let Some(question) = outcome.known {
        visit.know(question, !question.row().usual);
    }
    for (name, value) in outcome.fields {
        visit.fields.push(name, value);
    }
    if let Some((media_type, content)) = outcome.content {
        visit.say(media_type, content);
        visit.sandbox();
    }
}
