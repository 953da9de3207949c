//! Documents: a versioned store with validators, moves and memories of what was removed. Here 200, 201, 204, 301, 302,
//! 304, 404, 405, 410, 412, 413 and 507 have their causes.

use super::preconditions::{self, Validators};
use super::{Expected, Key, Kind, Moment, NotStored, Store, Stored, Value};
use crate::reason::Reason;
use crate::visit::{Body, Visit, Wanted};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use statusquo_decision::Question;
use statusquo_wire::Clock;
use std::sync::Arc;

/// The methods of a document.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "PUT", "DELETE", "OPTIONS"];

/// The longest name, in octets once it is decoded.
const NAME: usize = 255;

/// Stays as it is in a path segment: unreserved characters.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What a name holds or held.
#[derive(Debug)]
pub(crate) struct Document {
    /// Counts every change under this name, over removals and moves.
    pub(crate) version: u64,
    pub(crate) state: State,
}

#[derive(Debug)]
pub(crate) enum State {
    Present(Arc<Representation>),
    /// Removed on purpose: 410.
    Removed,
    /// Answers with another address: for good, or for now and then perhaps with what it held before.
    Moved {
        to: String,
        permanent: bool,
        until: Option<Moment>,
        before: Option<Arc<Representation>>,
    },
}

/// A representation and its metadata.
#[derive(Debug)]
pub(crate) struct Representation {
    pub(crate) content: Arc<[u8]>,
    pub(crate) media_type: Arc<str>,
    pub(crate) etag: String,
    pub(crate) modified: u64,
    /// The same as an HTTP-date.
    pub(crate) modified_text: [u8; 29],
}

impl Representation {
    pub(crate) fn new(version: u64, content: Vec<u8>, media_type: Arc<str>, modified: u64) -> Arc<Self> {
        // FNV-1a, 64 bits: the version alone would repeat after a restart.
        let hash = content.iter().chain(media_type.as_bytes()).fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Arc::new(Self {
            content: content.into(),
            media_type,
            etag: format!("\"{version}-{hash:016x}\""),
            modified,
            modified_text: Clock::Fixed(modified).date(),
        })
    }

    pub(crate) fn validators(&self) -> Validators<'_> {
        Validators { etag: &self.etag, modified: self.modified }
    }
}

impl Document {
    pub(crate) fn is_removed(&self) -> bool {
        matches!(self.state, State::Removed)
    }

    pub(crate) fn size(&self) -> u64 {
        let held = match &self.state {
            State::Present(held) => Some(held),
            State::Moved { before, .. } => before.as_ref(),
            State::Removed => None,
        };
        held.map_or(0, |held| (held.content.len() + held.media_type.len()) as u64)
    }

    /// The state as it is at a moment: a temporary move ends by itself.
    pub(crate) fn now(&self, now: Moment) -> Now<'_> {
        match &self.state {
            State::Present(held) => Now::Present(held),
            State::Removed => Now::Removed,
            State::Moved { until: Some(until), before, .. } if now >= *until => {
                before.as_ref().map_or(Now::Removed, Now::Present)
            }
            State::Moved { to, permanent, .. } => Now::Moved { to, permanent: *permanent },
        }
    }
}

/// What a name holds at a moment.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Now<'d> {
    Present(&'d Arc<Representation>),
    Removed,
    Moved { to: &'d str, permanent: bool },
}

/// The documents that are there from the start.
pub(crate) fn furnish(store: &Store, clock: Clock) {
    let welcome = b"Welcome to the lab: every code here has a real cause.\n".to_vec();
    let held = Representation::new(1, welcome, "text/plain; charset=utf-8".into(), clock.seconds());
    let moved = |permanent| State::Moved { to: "welcome".into(), permanent, until: None, before: None };
    for (name, state) in
        [("welcome", State::Present(held)), ("old-welcome", moved(true)), ("welcome-today", moved(false))]
    {
        store.furnish(Kind::Document, name, Value::Document(Arc::new(Document { version: 1, state })));
    }
}

/// A name as it stands in a path, decoded.
pub(crate) fn name(segment: &str) -> Option<String> {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if segment.len() <= NAME && !segment.is_empty() && segment.as_bytes().iter().all(plain) {
        return Some(segment.to_owned());
    }
    valid(percent_decode_str(segment).decode_utf8().ok()?.into_owned())
}

/// The name, unless it is empty, too long, or holds what no name may.
pub(crate) fn valid(name: String) -> Option<String> {
    let fits = !name.is_empty() && name.len() <= NAME && name != "." && name != "..";
    (fits && !name.contains(['/', '\\']) && !name.contains(char::is_control)).then_some(name)
}

/// The path of a document.
pub(crate) fn path(name: &str) -> String {
    format!("/lab/documents/{}", utf8_percent_encode(name, SEGMENT))
}

/// What is kept under a name.
pub(crate) async fn look_up(visit: &Visit<'_>, name: &str) -> (Option<Stored>, Option<Arc<Document>>) {
    let world = &visit.lab.world;
    let stored = world.store.read(Key::new(Kind::Document, name), visit.now()).await;
    let document = match &stored {
        Some(Stored { value: Value::Document(document), .. }) => Some(document.clone()),
        _ => None,
    };
    (stored, document)
}

/// A request for one document.
#[derive(Debug)]
pub(crate) struct DocumentVisit {
    name: String,
    stored: Option<Stored>,
    document: Option<Arc<Document>>,
    held: Option<Arc<Representation>>,
}

impl DocumentVisit {
    pub(crate) fn new(name: String) -> Self {
        Self { name, stored: None, document: None, held: None }
    }

    pub(crate) fn wants(&self, visit: &Visit<'_>) -> Option<Wanted> {
        (visit.method() == "PUT").then_some(Wanted { limit: visit.lab.settings.document_bytes, media_type: None })
    }

    pub(crate) async fn find(&mut self, visit: &mut Visit<'_>) {
        if visit.method() == "OPTIONS" {
            return;
        }
        self.look(visit).await;
        let makes = visit.method() == "PUT";
        match self.document.as_deref().map(|document| document.now(visit.now())) {
            Some(Now::Moved { to, permanent }) if !makes => {
                let location = path(to);
                visit.know(Question::MovedForGood, permanent);
                let detail = format!("It is at {location}, {}.", if permanent { "for good" } else { "for now" });
                visit.object(Reason::new(Question::Moved, detail.clone()));
                visit.reasons.push(Reason::new(Question::MovedForGood, detail));
                visit.fields.push("Location", location);
                return;
            }
            Some(Now::Removed) if !makes => {
                visit.refuse(
                    Question::Gone,
                    format!("The document {:?} was deleted; PUT would make it anew.", self.name),
                );
                return;
            }
            None if !makes => {
                visit.refuse(
                    Question::Exists,
                    format!("There is no document {:?}, and none is remembered under that name.", self.name),
                );
                return;
            }
            _ => {}
        }
        if let Some(wanted) = self.wants(visit) {
            visit.judge_declared_content(wanted);
        }
        let held = self.held.clone();
        preconditions::judge(visit, held.as_ref().map(|held| held.validators()));
        if visit.reads()
            && let Some(held) = held
        {
            visit.fields.push("ETag", &held.etag);
            visit.fields.push("Last-Modified", held.modified_text);
        }
    }

    async fn look(&mut self, visit: &Visit<'_>) {
        (self.stored, self.document) = look_up(visit, &self.name).await;
        self.held = match self.document.as_deref().map(|document| document.now(visit.now())) {
            Some(Now::Present(held)) => Some(held.clone()),
            _ => None,
        };
    }

    pub(crate) async fn perform(&mut self, visit: &mut Visit<'_>) {
        match visit.method() {
            "PUT" => Box::pin(self.put(visit)).await,
            "DELETE" => Box::pin(self.delete(visit)).await,
            _ => {
                if let Some(held) = &self.held {
                    visit.media_type = Some(held.media_type.clone());
                    visit.body = Body::Shared(held.content.clone());
                    visit.sandbox();
                }
            }
        }
    }

    async fn put(&mut self, visit: &mut Visit<'_>) {
        let media_type = visit.request.fields().text("Content-Type").filter(|given| !given.is_empty());
        let media_type: Arc<str> = media_type.unwrap_or("application/octet-stream").into();
        let content = std::mem::take(&mut visit.content);
        let modified = visit.lab.settings.clock.seconds();
        loop {
            let version = self.document.as_ref().map_or(1, |document| document.version + 1);
            let held = Representation::new(version, content.clone(), media_type.clone(), modified);
            let state = State::Present(held.clone());
            let made = self.held.is_none();
            match self.write(visit, Document { version, state }).await {
                Ok(()) => {
                    visit.fields.push("ETag", &held.etag);
                    if made {
                        visit.know(Question::Made, true);
                        visit.fields.push("Location", path(&self.name));
                        visit
                            .say("text/plain; charset=utf-8", format!("The document {} was made.\n", path(&self.name)));
                    } else {
                        visit.know(Question::NothingToSay, true);
                    }
                    return;
                }
                Err(true) => {}
                Err(false) => return,
            }
        }
    }

    async fn delete(&mut self, visit: &mut Visit<'_>) {
        while let Some(document) = &self.document {
            let version = document.version + 1;
            match self.write(visit, Document { version, state: State::Removed }).await {
                Ok(()) => {
                    visit.know(Question::NothingToSay, true);
                    return;
                }
                Err(true) if self.held.is_some() => {}
                Err(true) => break,
                Err(false) => return,
            }
        }
        visit.refuse(Question::StillThere, "Somebody else deleted or moved the document first.");
    }

    /// Writes if nothing has changed since it was looked at. If something has, it looks again: `Err(true)` says that
    /// another try is in order, `Err(false)` that the answer is known.
    async fn write(&mut self, visit: &mut Visit<'_>, document: Document) -> Result<(), bool> {
        let world = &visit.lab.world;
        let key = Key::new(Kind::Document, &self.name);
        let value = Some(Value::Document(Arc::new(document)));
        match world.store.compare_and_set(key, Expected::of(self.stored.as_ref()), value, None, visit.now()).await {
            Ok(_) => Ok(()),
            Err(NotStored::Full { records, octets }) => {
                visit.object(full(records, octets));
                Err(false)
            }
            Err(NotStored::Changed(_)) => {
                self.look(visit).await;
                match preconditions::objection(visit.request, self.held.as_ref().map(|held| held.validators())) {
                    Some(reason) => {
                        visit.object(Reason { question: Question::StillHolds, ..reason });
                        Err(false)
                    }
                    None => Err(true),
                }
            }
        }
    }
}

/// Why a full store refuses.
pub(crate) fn full(records: usize, octets: u64) -> Reason {
    Reason::new(
        Question::RoomLeft,
        format!(
            "The store is full: it holds at most {records} records and {octets} octets of documents. Delete some first."
        ),
    )
    .member("records", records)
    .member("octets", octets)
}
