//! Answers requests for uploads: how far one is, that it is cancelled, or that a document was made of it.

use super::{UploadVisit, held, inconsistent, limits};
use crate::reason::Reason;
use crate::store::document::{Document, Representation, State};
use crate::store::upload::Upload;
use crate::store::{Expected, Key, Kind, NotStored, Value};
use crate::visit::Visit;
use crate::world::documents;
use serde_json::json;
use statusquo_decision::Question;
use std::sync::Arc;

/// How many names are tried for a document.
const TRIES: u32 = 20;

impl UploadVisit {
    pub(crate) async fn perform(&mut self, visit: &mut Visit<'_>) {
        match (visit.method(), self.id) {
            _ if self.refused => {}
            ("POST", None) if !self.takes_pieces() => self.keep_whole(visit).await,
            ("POST" | "PATCH", _) => {
                if self.begin(visit).await {
                    self.end(visit).await;
                }
            }
            ("DELETE", Some(id)) => self.cancel(visit, id).await,
            ("HEAD", Some(id)) => {
                self.take_note(visit, id).await;
                self.show(visit);
            }
            _ => self.show(visit),
        }
    }

    /// An upload that cannot be resumed: a document is made of the content, and that is all.
    async fn keep_whole(&mut self, visit: &mut Visit<'_>) {
        let given = visit.request.fields().text("Content-Type").filter(|given| !given.is_empty());
        let media_type: Arc<str> = given.unwrap_or("application/octet-stream").into();
        let state = visit.state;
        let content = std::mem::take(&mut visit.content);
        match state.store.count_up(super::COUNTER, state.now()).await {
            Ok(id) => {
                if let Some(document) = document(visit, id, content, media_type).await {
                    made(visit, &document);
                }
            }
            Err(NotStored::Full { records, octets }) => visit.object(documents::full(records, octets)),
            Err(NotStored::Changed(_)) => {}
        }
    }

    /// All that this request brings is here: either the upload is complete with it, or there is more to come.
    async fn end(&mut self, visit: &mut Visit<'_>) {
        let Some((stamp, upload)) = self.upload.clone() else { return };
        let finishes = self.complete == Some(true);
        if finishes && upload.length.is_some_and(|length| length != upload.offset) {
            // Another request has named another length in the meantime.
            let reason = inconsistent(upload.offset, Some(0), upload.length);
            return visit.object(Reason { question: Question::Conflict, ..reason });
        }
        let ended = Upload { writer: None, complete: finishes, ..(*upload).clone() };
        if self.write(visit, Expected::Stamp(stamp), ended).await.is_err() {
            return self.lost(visit, upload.id).await;
        }
        let most = visit.state.settings.document_bytes;
        if !finishes {
            if self.id.is_none() {
                visit.know(Question::Made, true);
                visit.fields.push("Location", upload.path());
                visit.say("text/plain; charset=utf-8", format!("The upload {} was begun.\n", upload.path()));
            } else {
                visit.know(Question::NothingToSay, true);
            }
            visit.fields.push("Upload-Complete", "?0");
            visit.fields.push_number("Upload-Offset", upload.offset);
            visit.fields.push("Upload-Limit", limits(most, upload.age_left(visit.state.now())));
            return;
        }
        match document(visit, upload.id, upload.content(), upload.media_type.clone()).await {
            Some(path) => {
                if let Some((stamp, complete)) = self.upload.clone() {
                    // If it was cancelled in the meantime, the document is there all the same.
                    let _ = self.write(visit, Expected::Stamp(stamp), complete.made(path.clone())).await;
                }
                visit.fields.push("Upload-Complete", "?1");
                made(visit, &path);
            }
            None => {
                // There was no room for the document: the client can try again to end the upload.
                if let Some((stamp, complete)) = self.upload.clone() {
                    let open = Upload { complete: false, ..(*complete).clone() };
                    let _ = self.write(visit, Expected::Stamp(stamp), open).await;
                }
            }
        }
    }

    /// Somebody else has changed the upload.
    async fn lost(&mut self, visit: &mut Visit<'_>, id: u64) {
        match held(visit, id).await {
            Some((_, now)) => {
                let detail = format!("A newer request for upload {id} has come, so this one is over.");
                let reason = Reason::new(Question::Conflict, detail);
                visit.object(reason.field("Upload-Offset", now.offset.to_string()));
            }
            None => visit.refuse(Question::StillThere, "The upload was cancelled, or its time is over."),
        }
    }

    /// Who asks for the offset is about to go on with it: whoever sends now is taken to have failed, so that the offset
    /// stays as it is told.
    async fn take_note(&mut self, visit: &mut Visit<'_>, id: u64) {
        while let Some((stamp, upload)) = self.upload.clone() {
            if upload.writer.is_none() {
                return;
            }
            let free = Upload { writer: None, ..(*upload).clone() };
            if self.write(visit, Expected::Stamp(stamp), free).await.is_ok() {
                return upload.turn.notify_one();
            }
            self.upload = held(visit, id).await;
        }
        visit.refuse(Question::StillThere, "The upload was cancelled, or its time is over.");
    }

    async fn cancel(&mut self, visit: &mut Visit<'_>, id: u64) {
        while let Some((stamp, upload)) = self.upload.clone() {
            if self.remove(visit, stamp, &upload).await {
                return visit.know(Question::NothingToSay, true);
            }
            self.upload = held(visit, id).await;
        }
        visit.refuse(Question::StillThere, "Somebody else cancelled the upload first, or its time is over.");
    }

    /// Tells how far an upload is.
    fn show(&self, visit: &mut Visit<'_>) {
        let Some((_, upload)) = &self.upload else { return };
        let most = visit.state.settings.document_bytes;
        visit.fields.push("Upload-Complete", if upload.complete { "?1" } else { "?0" });
        visit.fields.push_number("Upload-Offset", upload.offset);
        if let Some(length) = upload.length {
            visit.fields.push_number("Upload-Length", length);
        }
        visit.fields.push("Upload-Limit", limits(most, upload.age_left(visit.state.now())));
        visit.fields.push("Cache-Control", "no-store");
        visit.say_json(&json!({
            "id": upload.id,
            "complete": upload.complete,
            "offset": upload.offset,
            "length": upload.length,
            "document": upload.document,
        }));
    }
}

/// Tells that a document was made.
fn made(visit: &mut Visit<'_>, path: &str) {
    visit.know(Question::Made, true);
    visit.fields.push("Location", path);
    visit.say("text/plain; charset=utf-8", format!("The document {path} was made.\n"));
}

/// Makes a document of an upload; its path, or none if there is no room for it.
async fn document(visit: &mut Visit<'_>, id: u64, content: Vec<u8>, media_type: Arc<str>) -> Option<String> {
    let state = visit.state;
    let held = Representation::new(1, content, media_type, state.settings.clock.seconds());
    let document = Arc::new(Document { version: 1, state: State::Present(held) });
    for again in 1..=TRIES {
        // Anybody may have put another document under that name.
        let name = if again == 1 { format!("upload-{id}") } else { format!("upload-{id}-{again}") };
        let key = Key::new(Kind::Document, &name);
        let value = Some(Value::Document(document.clone()));
        match state.store.compare_and_set(key, Expected::Nothing, value, None, state.now()).await {
            Ok(_) => return Some(documents::path(&name)),
            Err(NotStored::Full { records, octets }) => {
                visit.object(documents::full(records, octets));
                return None;
            }
            Err(NotStored::Changed(_)) => {}
        }
    }
    visit.refuse(Question::Conflict, format!("All names for a document of upload {id} are taken."));
    None
}
