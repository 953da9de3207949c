//! Documents: a versioned store with validators, moves and memories of what was removed. Here 200, 201, 204, 206, 226,
//! 301, 302, 304, 307, 308, 404, 405, 410, 412, 413, 416, 451 and 507 have their causes.

use super::guarded;
use super::preconditions::{self, Validators};
use super::{deltas, partial};
use crate::reason::Reason;
use crate::store::document::{Document, Now, Representation, State};
use crate::store::{Expected, Key, Kind, NotStored, Stored, Value};
use crate::visit::{Body, Visit, Wanted};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::json;
use statusquo_decision::Question;
use std::borrow::Cow;
use std::sync::Arc;

/// The methods of a document.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "PUT", "DELETE", "OPTIONS"];
/// The methods of what a form made: only the form makes it.
const ENTRY_METHODS: &[&str] = &["GET", "HEAD", "DELETE", "OPTIONS"];

/// The longest name, in octets once it is decoded.
const NAME: usize = 255;

/// Stays as it is in a path segment: unreserved characters.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A name that needs no decoding, as most do.
pub(crate) fn plain(segment: &str) -> Option<&str> {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let fits = segment.len() <= NAME && !segment.is_empty();
    (fits && segment.as_bytes().iter().all(plain)).then_some(segment)
}

/// A name as it stands in a path, decoded.
pub(crate) fn name(segment: &str) -> Option<Cow<'_, str>> {
    match plain(segment) {
        Some(name) => Some(name.into()),
        None => valid(percent_decode_str(segment).decode_utf8().ok()?.into_owned()).map(Cow::from),
    }
}

/// The name, unless it is empty, too long, or holds what no name may.
pub(crate) fn valid(name: String) -> Option<String> {
    let fits = !name.is_empty() && name.len() <= NAME && name != "." && name != "..";
    (fits && !name.contains(['/', '\\']) && !name.contains(char::is_control)).then_some(name)
}

/// The path of a document.
pub(crate) fn path(name: &str) -> String {
    path_among(Kind::Document, name)
}

/// The path of a document of a kind.
pub(crate) fn path_among(kind: Kind, name: &str) -> String {
    let folder = match kind {
        Kind::Guarded => "guarded",
        Kind::Entry => "form",
        _ => "documents",
    };
    format!("/lab/{folder}/{}", utf8_percent_encode(name, SEGMENT))
}

/// What is kept under a name.
pub(crate) async fn look_up(visit: &Visit<'_>, name: &str) -> (Option<Stored>, Option<Arc<Document>>) {
    let state = visit.state;
    let stored = state.store.read(Key::new(Kind::Document, name), visit.now()).await;
    let document = match &stored {
        Some(Stored { value: Value::Document(document), .. }) => Some(document.clone()),
        _ => None,
    };
    (stored, document)
}

/// What preconditions on a document are compared with.
fn validators(held: &Arc<Representation>) -> Validators<'_> {
    Validators { etag: &held.etag, modified: Some(held.modified) }
}

/// A request for one document.
#[derive(Debug)]
pub(crate) struct DocumentVisit<'v> {
    kind: Kind,
    name: Cow<'v, str>,
    stored: Option<Stored>,
}

impl<'v> DocumentVisit<'v> {
    pub(crate) fn new(name: Cow<'v, str>) -> Self {
        Self { kind: Kind::Document, name, stored: None }
    }

    /// One that is changed only on conditions.
    pub(crate) fn guarded(name: Cow<'v, str>) -> Self {
        Self { kind: Kind::Guarded, ..Self::new(name) }
    }

    /// One that a form made.
    pub(crate) fn entry(id: &'v str) -> Self {
        Self { kind: Kind::Entry, ..Self::new(id.into()) }
    }

    pub(crate) fn methods(&self) -> &'static [&'static str] {
        if self.kind == Kind::Entry { ENTRY_METHODS } else { METHODS }
    }

    fn path(&self) -> String {
        path_among(self.kind, &self.name)
    }

    /// The name under which earlier versions are kept: documents of several kinds may have the same name.
    fn history(&self) -> Cow<'_, str> {
        match self.kind {
            Kind::Document => Cow::Borrowed(&self.name),
            _ => Cow::Owned(self.path()),
        }
    }

    /// What was found under the name.
    fn document(&self) -> Option<&Document> {
        match &self.stored {
            Some(Stored { value: Value::Document(document), .. }) => Some(document),
            _ => None,
        }
    }

    fn now(&self, visit: &Visit<'_>) -> Option<Now<'_>> {
        Some(self.document()?.now(visit.now()))
    }

    fn held(&self, visit: &Visit<'_>) -> Option<&Arc<Representation>> {
        match self.now(visit) {
            Some(Now::Present(held)) => Some(held),
            _ => None,
        }
    }

    pub(crate) fn wants(&self, visit: &Visit<'_>) -> Option<Wanted> {
        (visit.method() == "PUT").then_some(Wanted { limit: visit.state.settings.document_bytes, media_type: None })
    }

    pub(crate) async fn find(&mut self, visit: &mut Visit<'_>) {
        if visit.method() == "OPTIONS" {
            return;
        }
        self.look(visit).await;
        let makes = visit.method() == "PUT";
        match self.now(visit) {
            Some(Now::Moved { to, permanent, keeps_method }) if !makes || keeps_method => {
                return moved(visit, path(to), permanent, keeps_method);
            }
            Some(Now::Banned) => return visit.object(banned()),
            Some(Now::Removed) if !makes => {
                let anew = if self.methods().contains(&"PUT") { "; PUT would make it anew" } else { "" };
                visit.refuse(Question::Gone, format!("The document {:?} was deleted{anew}.", self.name));
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
        let held = self.held(visit);
        if self.kind == Kind::Guarded {
            guarded::judge(visit, held.is_some());
        }
        preconditions::judge(visit, held.map(validators));
        if visit.reads()
            && let Some(held) = held
        {
            visit.fields.append(&held.fields);
        }
    }

    async fn look(&mut self, visit: &Visit<'_>) {
        self.stored = visit.state.store.read(Key::new(self.kind, &self.name), visit.now()).await;
    }

    pub(crate) async fn perform(&mut self, visit: &mut Visit<'_>) {
        match visit.method() {
            "PUT" => Box::pin(self.put(visit)).await,
            "DELETE" => Box::pin(self.delete(visit)).await,
            _ => {
                if let Some(Stored { value: Value::Document(document), .. }) = self.stored.take() {
                    let part = match document.held() {
                        Some(held) if visit.asks_for_less() => {
                            Box::pin(partial::of(visit, &self.history(), held)).await
                        }
                        _ => None,
                    };
                    visit.body = part.unwrap_or(Body::Held(document));
                }
            }
        }
    }

    async fn put(&mut self, visit: &mut Visit<'_>) {
        let media_type = visit.request.fields().text("Content-Type").filter(|given| !given.is_empty());
        let media_type: Arc<str> = media_type.unwrap_or("application/octet-stream").into();
        let content = std::mem::take(&mut visit.content);
        let modified = visit.state.settings.clock.seconds();
        loop {
            let version = self.document().map_or(1, |document| document.version + 1);
            let held = Representation::after(self.document(), content.clone(), media_type.clone(), modified);
            let state = State::Present(held.clone());
            let before = self.held(visit).cloned();
            let made = before.is_none();
            match self.write(visit, Document { version, state }).await {
                Ok(()) => {
                    visit.fields.push("ETag", &held.etag);
                    if made {
                        visit.know(Question::Made, true);
                        let path = self.path();
                        visit.say("text/plain; charset=utf-8", format!("The document {path} was made.\n"));
                        visit.fields.push("Location", path);
                    } else {
                        visit.know(Question::NothingToSay, true);
                    }
                    if let Some(before) = before {
                        deltas::keep(visit, &self.history(), before).await;
                    }
                    return;
                }
                Err(true) => {}
                Err(false) => return,
            }
        }
    }

    async fn delete(&mut self, visit: &mut Visit<'_>) {
        while let Some(document) = self.document() {
            let version = document.version + 1;
            match self.write(visit, Document { version, state: State::Removed }).await {
                Ok(()) => {
                    visit.know(Question::NothingToSay, true);
                    return deltas::forget(visit, &self.history()).await;
                }
                Err(true) if self.held(visit).is_some() => {}
                Err(true) => break,
                Err(false) => return,
            }
        }
        visit.refuse(Question::StillThere, "Somebody else deleted or moved the document first.");
    }

    /// Writes if nothing has changed since it was looked at. If something has, it looks again: `Err(true)` says that
    /// another try is in order, `Err(false)` that the answer is known.
    async fn write(&mut self, visit: &mut Visit<'_>, document: Document) -> Result<(), bool> {
        let state = visit.state;
        let key = Key::new(self.kind, &self.name);
        let value = Some(Value::Document(Arc::new(document)));
        match state.store.compare_and_set(key, Expected::of(self.stored.as_ref()), value, None, visit.now()).await {
            Ok(_) => Ok(()),
            Err(NotStored::Full { records, octets }) => {
                visit.object(full(records, octets));
                Err(false)
            }
            Err(NotStored::Changed(_)) => {
                self.look(visit).await;
                if let Some(Now::Moved { keeps_method: true, .. }) = self.now(visit) {
                    visit
                        .refuse(Question::Conflict, "Somebody else moved the document first; ask again to hear where.");
                    return Err(false);
                }
                match preconditions::objection(visit.request, self.held(visit).map(validators)) {
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

/// Sends the client on; with its method and content, if they are to be kept.
pub(crate) fn moved(visit: &mut Visit<'_>, location: String, permanent: bool, keeps_method: bool) {
    let how = if keeps_method { "; send the same request there, with its method and content" } else { "" };
    let detail = format!("It is at {location}, {}{how}.", if permanent { "for good" } else { "for now" });
    let which = if keeps_method { Question::KeptForGood } else { Question::MovedForGood };
    visit.know(Question::MethodKept, keeps_method);
    visit.know(which, permanent);
    visit.object(Reason::new(Question::Moved, detail.clone()));
    visit.reasons.push(Reason::new(which, detail));
    visit.fields.push("Location", location);
}

/// Why a document is denied. All of it is invented, but the demand has what RFC 7725 §3 wants told, and the link names
/// who really blocks: this lab.
pub(crate) fn banned() -> Reason {
    let demand = json!({
        "made_by": "the Ministry of Quiet Reading (invented)",
        "under": "the Fictional Documents Act, section 7, order 2026/451",
        "covers": "this document, whatever it holds, and whatever the method",
        "applies_to": "everybody, from everywhere",
    });
    let detail = "By order 2026/451 of the Ministry of Quiet Reading, under section 7 of the Fictional Documents Act, this \
                  document is denied to everybody for as long as the order stands; whether there is such a document is \
                  not said. Ministry and Act are invented, the refusal is real.";
    Reason::new(Question::Lawful, detail).member("demand", demand).field("Link", "</>; rel=\"blocked-by\"")
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
