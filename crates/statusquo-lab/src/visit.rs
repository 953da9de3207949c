//! One request under way in the lab: what is known of it, and what its answer will carry.

use crate::flow::{Flow, Piece, Stay};
use crate::form::coding::Coding;
use crate::form::parts::Parts;
use crate::form::{essence, page, phrase};
use crate::reason::Reason;
use crate::state::State;
use crate::state::waits::{Waiting, Waits};
use crate::store::document::Document;
use crate::store::moment::Moment;
use statusquo_decision::{Facts, Question};
use statusquo_wire::{Broken, Exchange, Fields, Framing, Request, Target, Unread, Version, Violation};
use std::cell::Cell;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;

/// The content of an answer, wherever it lives.
#[derive(Debug, Default)]
pub(crate) enum Body {
    #[default]
    Empty,
    /// That of a document's representation.
    Held(Arc<Document>),
    Owned(Vec<u8>),
    /// Some octets of a representation.
    Parts(Box<Parts>),
    /// One that is made while it is sent.
    Flow(Box<Flow>),
}

impl Body {
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            // Parts are sent by themselves, and so is what flows.
            Body::Empty | Body::Parts(_) | Body::Flow(_) => &[],
            Body::Held(document) => document.held().map_or(&[], |held| &held.content),
            Body::Owned(bytes) => bytes,
        }
    }
}

/// What a resource would use of a request's content.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    /// The most octets.
    pub(crate) limit: u64,
    /// The media type, if only one will do.
    pub(crate) media_type: Option<&'static str>,
}

thread_local! {
    /// The fields of the answer before, for the memory in them: one a thread is enough for requests that never wait.
    static SPARE: Cell<Fields> = Cell::default();
}

impl Drop for Visit<'_> {
    fn drop(&mut self) {
        self.fields.clear();
        SPARE.set(std::mem::take(&mut self.fields));
    }
}

/// One request under way.
#[derive(Debug)]
pub(crate) struct Visit<'v> {
    pub(crate) state: &'v State,
    pub(crate) request: &'v Request,
    /// The method as it was sent.
    method: &'v str,
    pub(crate) target: Target<'v>,
    pub(crate) peer: SocketAddr,
    /// The address that the client has connected to.
    pub(crate) local: SocketAddr,
    /// Whether it came over TLS.
    pub(crate) secured: bool,
    /// The exchange's number.
    pub(crate) id: u64,
    /// See [`Visit::now`].
    moment: Moment,
    /// The number that is asked for, once it is known to be one that can be sent.
    pub(crate) number: u16,
    /// The interim answers that are asked for by number, to be sent before that.
    pub(crate) before: Vec<(u16, Fields)>,
    /// The interim answers sent so far.
    pub(crate) interim: Vec<u16>,
    /// The interim answer that the table lets the act under way say.
    pub(crate) saying: Option<u16>,
    pub(crate) facts: Facts,
    pub(crate) reasons: Vec<Reason>,
    /// The request's content, once it was read.
    pub(crate) content: Vec<u8>,
    /// The fields of a success or a redirection.
    pub(crate) fields: Fields,
    /// The media type of `body`.
    pub(crate) media_type: Option<Arc<str>>,
    /// The content of a success.
    pub(crate) body: Body,
    /// The stream goes on as a tunnel after a success.
    pub(crate) tunnels: bool,
    /// Held while the request is worked on.
    pub(crate) permit: Option<OwnedSemaphorePermit>,
    /// The answer takes its time on purpose.
    pub(crate) stay: Option<Box<Stay>>,
}

impl<'v> Visit<'v> {
    pub(crate) fn new(state: &'v State, request: &'v Request, peer: SocketAddr, local: SocketAddr, id: u64) -> Self {
        Self {
            state,
            request,
            method: request.method(),
            target: request.split_target(),
            peer,
            local,
            secured: false,
            id,
            moment: state.clock.at(request.began),
            number: 0,
            before: Vec::new(),
            interim: Vec::new(),
            saying: None,
            facts: Facts::default(),
            reasons: Vec::new(),
            content: Vec::new(),
            fields: SPARE.take(),
            media_type: None,
            body: Body::Empty,
            tunnels: false,
            permit: None,
            stay: None,
        }
    }

    pub(crate) fn method(&self) -> &'v str {
        self.method
    }

    /// The method, as an answer shows it: HEAD is told the length that the answer to GET has (RFC 9110 §8.6), so it is the same.
    pub(crate) fn shown_method(&self) -> &'v str {
        if self.method == "HEAD" { "GET" } else { self.method }
    }

    /// When the request came; once its content was read, when that was there. One look at the clock serves them all.
    pub(crate) fn now(&self) -> Moment {
        self.moment
    }

    /// Takes note that time has passed.
    pub(crate) fn look_at_the_clock(&mut self) {
        self.moment = self.state.now();
    }

    /// Whether the method is GET or HEAD.
    pub(crate) fn reads(&self) -> bool {
        matches!(self.method(), "GET" | "HEAD")
    }

    /// Whether the client is one that reads interim answers (RFC 9110 §15.2).
    pub(crate) fn hears_interim(&self) -> bool {
        self.request.version >= Version::Http11
    }

    /// Says, while an act is under way, the interim answer that the table has for it; nothing if it has none.
    pub(crate) async fn say_meanwhile(&mut self, exchange: &mut Exchange<'_>, fields: &Fields) -> Result<(), Broken> {
        let Some(code) = self.saying else { return Ok(()) };
        exchange.interim(code, phrase(code), fields).await?;
        self.interim.push(code);
        Ok(())
    }

    /// Whether it may ask for less than the whole representation: only GET does (RFC 9110 §14.2).
    pub(crate) fn asks_for_less(&self) -> bool {
        self.request.partial && self.method() == "GET"
    }

    /// A fact that needs no words.
    pub(crate) fn know(&mut self, question: Question, yes: bool) {
        self.facts.set(question, yes);
    }

    /// Answers with a number because it is asked for, and not because of a cause; what else the answer carries is what a
    /// success would.
    pub(crate) fn force(&mut self, number: u16) {
        self.know(Question::NumberAsked, true);
        self.number = number;
    }

    /// Answers a question in the way that is not the usual one, and says why.
    pub(crate) fn object(&mut self, reason: Reason) {
        self.facts.set(reason.question, !reason.question.row().usual);
        self.reasons.push(reason);
    }

    /// The same in one call, where there is nothing to add to the words.
    pub(crate) fn refuse(&mut self, question: Question, detail: impl Into<String>) {
        self.object(Reason::new(question, detail));
    }

    /// What there is to say of the question that decided.
    pub(crate) fn reason(&self, question: Question) -> Option<&Reason> {
        self.reasons.iter().rev().find(|reason| reason.question == question)
    }

    /// Makes a broken rule known.
    pub(crate) fn violate(&mut self, violation: &Violation) {
        self.facts.violate(violation);
        let question = statusquo_decision::question_of(violation.rule, violation.part);
        let mut reason =
            Reason::new(question, violation.over(self.request.version)).broken_rule(violation, self.request.version);
        if let Some(limit) = violation.limit {
            reason = reason.member("limit", limit);
        }
        if let Some(field) = &violation.field {
            reason = reason.member("field", field.as_str());
        }
        self.object(reason);
    }

    /// Makes known why the content could not be read.
    pub(crate) fn unread(&mut self, unread: Unread) {
        match unread {
            Unread::Violation(violation) => self.violate(&violation),
            Unread::TooLarge(limit) => self.object(
                Reason::new(
                    Question::ContentFits,
                    format!("The content is more than {limit} octets, the most that is taken here."),
                )
                .member("limit", limit),
            ),
            Unread::Gone => self.refuse(Question::ContentWhole, "The client left before its content was whole."),
        }
    }

    /// What the head says of the length of the content, where it would be used.
    pub(crate) fn judge_declared_length(&mut self, limit: u64) {
        if self.request.framing == Framing::None {
            return;
        }
        self.know(Question::BringsContent, true);
        self.know(Question::ContentFollows, true);
        if self.request.expectation == statusquo_wire::message::Expectation::Continue {
            self.know(Question::WaitsForGoAhead, true);
        }
        if let Framing::Length(length) = self.request.framing
            && length > limit
        {
            self.object(
                Reason::new(
                    Question::DeclaredSizeFits,
                    format!("Content-Length announces {length} octets; {limit} is the most that is taken here."),
                )
                .member("limit", limit),
            );
        }
    }

    /// What the head says of the content, where the resource would use it.
    pub(crate) fn judge_declared_content(&mut self, wanted: Wanted) {
        let fields = self.request.fields();
        if self.request.framing == Framing::None {
            return;
        }
        self.judge_declared_length(wanted.limit);
        if fields.has("Content-Range") {
            self.refuse(
                Question::ContentIsWhole,
                "Content-Range would make this a part of a representation; only whole ones are taken (RFC 9110 §14.5).",
            );
        }
        if fields.list("Content-Encoding").any(|coding| !coding.eq_ignore_ascii_case(b"identity")) {
            self.object(
                Reason::new(
                    Question::ContentCodingAccepted,
                    "The content has a content coding; it is taken only without one.",
                )
                .field("Accept-Encoding", "identity"),
            );
        }
        if let Some(wanted) = wanted.media_type {
            let given = fields.text("Content-Type");
            let essence = essence(given.unwrap_or(""));
            if !essence.eq_ignore_ascii_case(wanted) {
                let given =
                    given.map_or("has no Content-Type".to_owned(), |given| format!("has the Content-Type {given}"));
                // What PATCH takes has a field of its own (RFC 5789).
                let field = if self.method() == "PATCH" { "Accept-Patch" } else { "Accept" };
                self.object(
                    Reason::new(Question::TypeAccepted, format!("The content {given}; {wanted} is taken here."))
                        .field(field, wanted),
                );
            }
        }
    }

    /// Whether the resource offers the method.
    pub(crate) fn judge_method(&mut self, methods: &[&str]) {
        if !methods.contains(&self.method()) {
            let allow = methods.join(", ");
            let detail = format!("{} is known, but not offered by this resource: it offers {allow}.", self.method());
            self.object(
                Reason::new(Question::MethodOffered, detail).member("allow", methods.to_vec()).field("Allow", allow),
            );
        }
    }

    /// What every resource is asked before its state is looked at.
    pub(crate) fn judge_expectation(&mut self) {
        if self.request.expectation == statusquo_wire::message::Expectation::Unknown {
            let expect = self.request.fields().get("Expect").map(String::from_utf8_lossy).unwrap_or_default();
            self.refuse(
                Question::ExpectationKnown,
                format!("Expect: {expect} asks for something that is not known here; 100-continue is."),
            );
        }
    }

    /// Holds the answer back, and keeps a place for as long as its content takes then; if there is none free, that is the
    /// answer to this question.
    pub(crate) fn stay(&mut self, before: Duration, after: Duration, question: Question) {
        let most = self.state.settings.httpbin.waiting_requests;
        let place = self.enter(&self.state.stays, most, before + after, question, "");
        self.stay = place.map(|place| Box::new(Stay::new(place, before)));
    }

    /// Takes one of so many places among those who wait, for so long at most; if there is none free, that is the answer to this
    /// question, which may have a hint for who asks.
    pub(crate) fn enter(
        &mut self,
        waits: &Waits,
        most: usize,
        wait: Duration,
        question: Question,
        hint: &str,
    ) -> Option<Waiting> {
        let now = self.state.now();
        match waits.enter(most, now.after(wait)) {
            Ok(place) => Some(place),
            Err(first) => {
                let detail = format!("{most} requests are waiting, the most that wait at a time{hint}.");
                self.object(Reason::all_taken(question, most, detail, first, now));
                None
            }
        }
    }

    /// Answers with a content that is made while it is sent. For HEAD, nothing of it is.
    pub(crate) fn flow<P>(&mut self, media_type: &'static str, length: Option<u64>, pieces: P)
    where
        P: Iterator<Item = Piece> + Send + Sync + 'static,
    {
        self.media_type = Some(media_type.into());
        self.body = Body::Flow(Box::new(match self.method() {
            "HEAD" => Flow::new(length, std::iter::empty()),
            _ => Flow::new(length, pieces),
        }));
    }

    /// What a client stored or chose is never to run as a script here.
    pub(crate) fn sandbox(&mut self) {
        self.fields.push("X-Content-Type-Options", "nosniff");
        self.fields.push("Content-Security-Policy", "sandbox");
    }

    /// Answers with a page of ours.
    pub(crate) fn say_page(&mut self, html: String) {
        page::protect(page::HTML, &mut self.fields);
        self.say(page::HTML, html);
    }

    /// Answers with text.
    pub(crate) fn say(&mut self, media_type: &'static str, text: impl Into<Vec<u8>>) {
        self.media_type = Some(media_type.into());
        self.body = Body::Owned(text.into());
    }

    /// Answers with JSON, two spaces deep, with a line end.
    pub(crate) fn say_json(&mut self, value: &serde_json::Value) {
        let mut text = serde_json::to_vec_pretty(value).unwrap_or_default();
        text.push(b'\n');
        self.say("application/json", text);
    }

    /// Puts the content of the answer into a coding.
    pub(crate) fn encode(&mut self, coding: Coding) {
        if let Ok(coded) = coding.encode(self.body.bytes()) {
            self.fields.push("Content-Encoding", coding.name());
            self.body = Body::Owned(coded);
        }
    }
}
