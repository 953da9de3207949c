//! Every resource of the lab, and which file does what for it.

use crate::described::FileVisit;
use crate::httpbin::call::{Call, say_nothing};
use crate::httpbin::sequence::SequenceVisit;
use crate::httpbin::status::{self, NumberVisit};
use crate::visit::{Visit, Wanted};
use crate::world::dav::{self, DavVisit};
use crate::world::documents::DocumentVisit;
use crate::world::echo::{self, Bounds, EchoVisit};
use crate::world::exchanges::JournalVisit;
use crate::world::form::{self, FormVisit};
use crate::world::former::FormerVisit;
use crate::world::forward::ForwardVisit;
use crate::world::gateway::{self, GatewayVisit};
use crate::world::happen::{self, HappenVisit};
use crate::world::jobs::JobVisit;
use crate::world::meter::{self, TopUpVisit};
use crate::world::moves::{self, MoveVisit};
use crate::world::pages::PageVisit;
use crate::world::uploads::UploadVisit;
use crate::world::users::UserVisit;
use crate::world::variants::VariantVisit;
use crate::world::{
    authority, busy, divide, limited, limits, maintenance, needs_length, portal, reference, slow_page, teapot, vault,
};
use statusquo_decision::Question;
use statusquo_wire::{Exchange, Version};

/// The resource that a request is for. It is handed around, so what is large and rare is boxed.
#[derive(Debug)]
pub(crate) enum Resource<'v> {
    /// One of httpbin's.
    Httpbin(Box<Call>),
    /// None, or none yet.
    Nothing,
    /// What is left of one whose act failed unexpectedly.
    Failed,
    /// The whole server (`OPTIONS *`).
    Server,
    Index,
    Reference(u16),
    Number(NumberVisit),
    /// Numbers one after the other.
    Sequence(Box<SequenceVisit>),
    Document(DocumentVisit<'v>),
    Move(Box<MoveVisit>),
    User(Box<UserVisit>),
    Former(FormerVisit),
    Variants(Box<VariantVisit>),
    Vault,
    Keys,
    Job(Box<JobVisit>),
    Upload(Box<UploadVisit>),
    SlowPage,
    /// The style sheet of the slow page.
    Sheet,
    /// One of the pages for people.
    Page(PageVisit),
    /// One of the files for programs.
    File(FileVisit),
    /// A code that is to be made to happen.
    Happen(HappenVisit),
    Limited,
    Divide,
    Gateway(Box<GatewayVisit>),
    Meter,
    TopUp(TopUpVisit),
    NeedsLength,
    Form(Box<FormVisit>),
    /// What is for another server, to be passed on.
    Forward(Box<ForwardVisit>),
    Busy,
    Echo(EchoVisit),
    Teapot,
    Dav(Box<DavVisit>),
    Portal,
    Login,
    Maintenance,
    Authority,
    Limits,
    /// What passed.
    Journal(JournalVisit),
}

/// What a resource that is only read offers.
const READING: &[&str] = &["GET", "HEAD", "OPTIONS"];

/// Every method that some resource of this server knows, offered or not (RFC 9110 §9, RFC 5789, RFC 2324, RFC 4918, RFC 5842).
#[rustfmt::skip]
pub(crate) const KNOWN: &[&str] = &[
    "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "BREW",
    "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "BIND", "UNBIND", "REBIND",
];

/// The methods that some resource of this server offers.
#[rustfmt::skip]
const OFFERED: &[&str] = &[
    "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW",
    "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "BIND", "UNBIND", "REBIND",
];

impl Resource<'_> {
    /// The methods that the resource offers: the truth behind `Allow`.
    pub(crate) fn methods(&self, version: Version) -> &'static [&'static str] {
        match self {
            Resource::Nothing | Resource::Failed => &[],
            Resource::Number(_) | Resource::Sequence(_) => status::METHODS,
            Resource::Httpbin(call) => call.methods(),
            Resource::Server => &["OPTIONS"],
            Resource::Page(page) => page.methods(),
            Resource::Document(document) => document.methods(),
            Resource::Move(_) => moves::METHODS,
            Resource::User(user) => user.methods(),
            Resource::Former(former) => former.methods(),
            Resource::Variants(variants) => variants.methods(),
            Resource::Teapot => teapot::METHODS,
            Resource::Job(job) => job.methods(),
            Resource::Upload(upload) => upload.methods(),
            Resource::Vault | Resource::Keys => vault::METHODS,
            Resource::SlowPage => slow_page::METHODS,
            Resource::Happen(_) => happen::METHODS,
            Resource::Limited => limited::METHODS,
            Resource::Divide => divide::METHODS,
            Resource::Gateway(_) => gateway::METHODS,
            Resource::Meter => meter::METHODS,
            Resource::TopUp(_) => meter::TOP_UP_METHODS,
            Resource::NeedsLength => needs_length::METHODS,
            Resource::Form(_) => form::METHODS,
            // What the other side offers is for it to say.
            Resource::Forward(_) => KNOWN,
            Resource::Busy => busy::METHODS,
            Resource::Echo(_) => echo::methods(version),
            Resource::Dav(share) => share.methods(),
            Resource::Portal => portal::PAGE_METHODS,
            Resource::Login => portal::LOGIN_METHODS,
            Resource::Maintenance => maintenance::METHODS,
            Resource::Index
            | Resource::Reference(_)
            | Resource::File(_)
            | Resource::Sheet
            | Resource::Authority
            | Resource::Limits => READING,
            Resource::Journal(journal) => journal.methods(),
        }
    }

    /// Whether it offers any method that somebody makes up, too.
    pub(crate) fn takes_any_method(&self) -> bool {
        match self {
            Resource::Number(_) | Resource::Sequence(_) => true,
            Resource::Httpbin(call) => call.takes_any_method(),
            _ => false,
        }
    }

    /// Whether pages of every origin may read its answers.
    pub(crate) fn is_shared(&self) -> bool {
        matches!(self, Resource::Httpbin(_) | Resource::Number(_) | Resource::Sequence(_))
    }

    /// What it would use of the content of such a request.
    pub(crate) fn wants(&self, visit: &Visit<'_>) -> Option<Wanted> {
        match self {
            Resource::Httpbin(call) => call.wants(visit),
            Resource::Page(page) => page.wants(visit),
            Resource::Happen(_) => HappenVisit::wants(visit),
            Resource::Document(document) => document.wants(visit),
            Resource::Move(order) => order.wants(visit),
            Resource::User(user) => user.wants(visit),
            Resource::Variants(variants) => variants.wants(visit),
            Resource::Job(job) => job.wants(visit),
            Resource::TopUp(_) => meter::wants(visit),
            Resource::NeedsLength => needs_length::wants(visit),
            Resource::Form(_) => form::wants(visit),
            Resource::Upload(upload) => upload.wants(visit),
            Resource::Dav(share) => share.wants(visit),
            Resource::Login => portal::wants(visit),
            Resource::Maintenance => maintenance::wants(visit),
            Resource::Journal(journal) => journal.wants(visit),
            Resource::Forward(_) => Some(Wanted { limit: ForwardVisit::limit(visit), media_type: None }),
            _ => None,
        }
    }

    /// Whether it looks at how the content is framed, too.
    pub(crate) fn reads_framing(&self) -> bool {
        matches!(self, Resource::Httpbin(call) if call.reads_framing())
    }

    /// How long the messages of an echo may be.
    pub(crate) fn echo_bounds(&self) -> Bounds {
        match self {
            Resource::Echo(echo) => echo.bounds,
            _ => Bounds::default(),
        }
    }

    /// Whether it may have to wait, for a place or for an upstream, before it can answer.
    pub(crate) fn waits(&self) -> bool {
        matches!(self, Resource::Busy | Resource::Gateway(_) | Resource::Forward(_))
    }

    /// Counts the request against rates and capacities; looks at the state, where the methods depend on it.
    pub(crate) async fn admit(&mut self, visit: &mut Visit<'_>) {
        match self {
            Resource::Number(number) => number.admit(visit),
            Resource::Sequence(sequence) => Box::pin(sequence.admit(visit)).await,
            Resource::Httpbin(call) => call.admit(visit),
            Resource::Forward(forward) => forward.admit(visit),
            Resource::Limited => Box::pin(limited::admit(visit)).await,
            Resource::Busy => Box::pin(busy::admit(visit)).await,
            Resource::Dav(share) => Box::pin(share.look(visit)).await,
            _ => {}
        }
    }

    /// Looks at the state, and at all that the head says.
    pub(crate) async fn find(&mut self, visit: &mut Visit<'_>) {
        if let Resource::Forward(forward) = self {
            return forward.find(visit);
        }
        if visit.method() == "OPTIONS" {
            return;
        }
        match self {
            Resource::Httpbin(call) => call.find(visit),
            Resource::Index => reference::find(visit, None),
            Resource::Reference(code) => reference::find(visit, Some(*code)),
            Resource::Page(page) => page.find(visit),
            Resource::File(file) => file.find(visit),
            Resource::Happen(_) => HappenVisit::find(visit),
            Resource::Document(document) => document.find(visit).await,
            Resource::Move(order) => Box::pin(order.find(visit)).await,
            Resource::User(user) => Box::pin(user.find(visit)).await,
            Resource::Former(former) => former.find(visit),
            Resource::Variants(variants) => Box::pin(variants.find(visit)).await,
            Resource::Teapot => teapot::find(visit),
            Resource::Job(job) => Box::pin(job.find(visit)).await,
            Resource::Upload(upload) => Box::pin(upload.find(visit)).await,
            Resource::Vault => vault::find(visit, false),
            Resource::Keys => vault::find(visit, true),
            Resource::Gateway(upstream) => Box::pin(upstream.find(visit)).await,
            Resource::TopUp(_) => meter::find(visit),
            Resource::NeedsLength => needs_length::find(visit),
            Resource::Form(_) => form::find(visit),
            Resource::Echo(echo) => echo.find(visit),
            Resource::Dav(share) => share.find(visit),
            Resource::Journal(journal) => journal.find(visit),
            Resource::Authority => authority::find(visit),
            Resource::Login => {
                if let Some(wanted) = portal::wants(visit) {
                    visit.judge_declared_content(wanted);
                }
            }
            Resource::Maintenance => {
                if let Some(wanted) = maintenance::wants(visit) {
                    visit.judge_declared_content(wanted);
                }
            }
            _ => {}
        }
    }

    /// Looks at the content, once it is there or none is to come, and at the query.
    pub(crate) fn judge(&mut self, visit: &mut Visit<'_>) {
        if visit.method() == "OPTIONS" {
            return;
        }
        match self {
            Resource::Httpbin(call) => call.judge(visit),
            Resource::Happen(happen) => happen.judge(visit),
            Resource::Move(order) => order.judge(visit),
            Resource::User(user) => user.judge(visit),
            Resource::Variants(variants) => variants.judge(visit),
            Resource::Job(job) => job.judge(visit),
            Resource::SlowPage => slow_page::judge(visit),
            Resource::Dav(share) => share.judge(visit),
            Resource::Divide => divide::judge(visit),
            Resource::TopUp(top_up) => top_up.judge(visit),
            Resource::Form(form) => form.judge(visit),
            Resource::Busy => busy::judge(visit),
            Resource::Login => portal::judge(visit),
            Resource::Maintenance => maintenance::judge(visit),
            Resource::Journal(journal) => journal.judge(visit),
            _ => {}
        }
    }

    /// Does what the method asks for. What is large and rare is boxed: every connection has room for the largest of these.
    pub(crate) async fn perform(&mut self, visit: &mut Visit<'_>, exchange: &mut Exchange<'_>) {
        if let Resource::Forward(forward) = self {
            return Box::pin(forward.perform(visit, exchange)).await;
        }
        if visit.method() == "OPTIONS" {
            visit.fields.push("Allow", self.allowed(visit.request.version).join(", "));
            match self {
                Resource::User(user) => user.offer_patch(visit),
                Resource::Upload(_) => UploadVisit::tell_options(visit),
                Resource::Dav(_) => visit.fields.push("DAV", dav::CLASSES),
                Resource::Httpbin(_) | Resource::Number(_) | Resource::Sequence(_) => return say_nothing(visit),
                _ => {}
            }
            return visit.know(Question::NothingToSay, true);
        }
        match self {
            Resource::Httpbin(call) => call.perform(visit),
            Resource::Index | Resource::Reference(_) => reference::perform(visit),
            Resource::Page(page) => page.perform(visit),
            Resource::File(file) => file.perform(visit),
            Resource::Happen(happen) => happen.perform(visit),
            Resource::Document(document) => document.perform(visit).await,
            Resource::Move(order) => Box::pin(order.perform(visit)).await,
            Resource::User(user) => Box::pin(user.perform(visit)).await,
            Resource::Variants(variants) => Box::pin(variants.perform(visit)).await,
            Resource::Teapot => teapot::perform(visit),
            Resource::Job(job) => Box::pin(job.perform(visit, exchange)).await,
            Resource::Upload(upload) => Box::pin(upload.perform(visit)).await,
            Resource::Vault => vault::perform(visit, false),
            Resource::Keys => vault::perform(visit, true),
            Resource::SlowPage => Box::pin(slow_page::perform(visit, exchange)).await,
            Resource::Sheet => slow_page::sheet(visit),
            Resource::Limited => limited::perform(visit),
            Resource::Divide => divide::perform(visit),
            Resource::Gateway(upstream) => Box::pin(upstream.perform(visit, exchange)).await,
            Resource::Busy => Box::pin(busy::perform(visit)).await,
            Resource::Meter => Box::pin(meter::read(visit)).await,
            Resource::TopUp(top_up) => Box::pin(top_up.perform(visit)).await,
            Resource::NeedsLength => needs_length::perform(visit),
            Resource::Form(form) => Box::pin(form.perform(visit)).await,
            Resource::Echo(_) => echo::perform(visit),
            Resource::Dav(share) => Box::pin(share.perform(visit)).await,
            Resource::Portal => Box::pin(portal::show(visit)).await,
            Resource::Login => Box::pin(portal::log_in(visit)).await,
            Resource::Maintenance => Box::pin(maintenance::perform(visit)).await,
            Resource::Authority => authority::perform(visit),
            Resource::Limits => limits::show(visit),
            Resource::Journal(journal) => Box::pin(journal.perform(visit)).await,
            Resource::Nothing
            | Resource::Failed
            | Resource::Server
            | Resource::Number(_)
            | Resource::Sequence(_)
            | Resource::Former(_)
            | Resource::Forward(_) => {}
        }
    }

    /// Passes on what did not fit the gateway's buffer.
    pub(crate) async fn pass_on(&mut self, visit: &mut Visit<'_>, exchange: &mut Exchange<'_>) {
        if let Some(upstream) = self.road() {
            Box::pin(upstream.pass_on(visit, exchange)).await;
        }
    }

    /// Whether it has an upstream's answer to send.
    pub(crate) fn passes_on(&self) -> bool {
        matches!(self, Resource::Gateway(upstream) if upstream.has_reply())
    }

    /// The way to and from another server, where the answer came by one.
    pub(crate) fn road(&mut self) -> Option<&mut GatewayVisit> {
        match self {
            Resource::Gateway(upstream) => Some(upstream),
            Resource::Forward(forward) => forward.road.as_mut(),
            _ => None,
        }
    }

    /// What `Allow` says in answer to OPTIONS: to `*` that is what the server as a whole offers.
    fn allowed(&self, version: Version) -> &'static [&'static str] {
        match self {
            Resource::Server => OFFERED,
            _ => self.methods(version),
        }
    }
}
