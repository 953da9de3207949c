//! Receives the content of an upload: what has come is kept at once, and the client hears how far it is.

use super::{COUNTER, INTEROP_VERSION, UploadVisit, held, inconsistent, limits, objection};
use crate::reason::Reason;
use crate::store::upload::{LIFE, Upload};
use crate::store::{Expected, Key, Kind, NotStored, Value};
use crate::visit::Visit;
use futures_util::future::{Either, select};
use statusquo_decision::Question;
use statusquo_wire::{Exchange, Fields};
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The client hears how far it is after so many octets more ...
const OCTETS: u64 = 64 * 1024;
/// ... or with the next ones after so long.
const EVERY: Duration = Duration::from_secs(1);

impl UploadVisit {
    /// Reads the content and keeps each piece as it comes.
    pub(crate) async fn receive(&mut self, visit: &mut Visit<'_>, exchange: &mut Exchange<'_>) {
        if !self.begin(visit).await {
            return;
        }
        self.say_where(visit, exchange).await;
        let until = Instant::now() + visit.state.settings.limits.content_timeout;
        let (mut said, mut said_at) = (self.have(), Instant::now());
        loop {
            let mut piece = Vec::new();
            let Some((_, upload)) = &self.upload else { return };
            let turn = upload.turn.clone();
            let came = {
                let read = pin!(exchange.piece(until, &mut piece));
                match select(read, pin!(turn.notified())).await {
                    Either::Left((came, _)) => came,
                    Either::Right(_) => Ok(true),
                }
            };
            match came {
                Ok(true) if self.keep(visit, &piece).await => {}
                Ok(true) => return,
                Ok(false) => return self.judge_length(visit),
                Err(unread) => {
                    visit.unread(unread);
                    return;
                }
            }
            if self.have() - said >= OCTETS || self.have() > said && said_at.elapsed() >= EVERY {
                (said, said_at) = (self.have(), Instant::now());
                let mut fields = Fields::default();
                fields.push_number("Upload-Draft-Interop-Version", INTEROP_VERSION);
                fields.push_number("Upload-Offset", said);
                // If the client is gone, reading on will tell.
                let _ = visit.say_meanwhile(exchange, &fields).await;
            }
        }
    }

    /// All has come: is it as much as the upload was said to have, if it is whole with it?
    fn judge_length(&mut self, visit: &mut Visit<'_>) {
        let have = self.have();
        let length = self.upload.as_ref().and_then(|(_, upload)| upload.length);
        if self.complete == Some(true) && length.is_some_and(|length| length != have) {
            visit.object(inconsistent(have, Some(0), length));
            self.refused = true;
        }
    }

    fn have(&self) -> u64 {
        self.upload.as_ref().map_or(0, |(_, upload)| upload.offset)
    }

    /// Tells of a new upload where it is, so that the client can come back to it.
    async fn say_where(&self, visit: &mut Visit<'_>, exchange: &mut Exchange<'_>) {
        let (None, Some((_, upload))) = (self.id, &self.upload) else { return };
        let mut fields = Fields::default();
        fields.push_number("Upload-Draft-Interop-Version", INTEROP_VERSION);
        fields.push("Location", upload.path());
        fields.push("Upload-Limit", limits(visit.state.settings.document_bytes, LIFE.as_secs()));
        // If the client is gone, reading its content will tell.
        let _ = visit.say_meanwhile(exchange, &fields).await;
    }

    /// Makes a new upload, or takes the turn in one that there is from whoever had it; false if that cannot be.
    pub(super) async fn begin(&mut self, visit: &mut Visit<'_>) -> bool {
        if self.has_turn || self.refused {
            return self.has_turn;
        }
        self.has_turn = match self.id {
            None => self.make(visit).await,
            Some(id) => self.take_turn(visit, id).await,
        };
        self.refused = !self.has_turn;
        self.has_turn
    }

    async fn make(&mut self, visit: &mut Visit<'_>) -> bool {
        let state = visit.state;
        let now = state.now();
        let given = visit.request.fields().text("Content-Type").filter(|given| !given.is_empty());
        let media_type: Arc<str> = given.unwrap_or("application/octet-stream").into();
        let made = match state.store.count_up(COUNTER, now).await {
            Ok(id) => {
                let upload = Upload { length: self.length, writer: Some(visit.id), ..Upload::new(id, media_type, now) };
                let written = self.write(visit, Expected::Nothing, upload).await;
                if written.is_err() {
                    state.store.count_back(COUNTER, id, now).await;
                }
                written
            }
            Err(refused) => Err(refused),
        };
        match made {
            Ok(()) => true,
            Err(NotStored::Full { records, octets }) => {
                visit.object(full(records, octets));
                false
            }
            Err(NotStored::Changed(_)) => {
                visit.refuse(Question::Conflict, "The id for the new upload is in use; try again.");
                false
            }
        }
    }

    /// The newest request goes on with an upload: whoever sent before it is taken to have failed.
    async fn take_turn(&mut self, visit: &mut Visit<'_>, id: u64) -> bool {
        while let Some((stamp, upload)) = self.upload.clone() {
            if let Some(reason) = objection(&upload, self.offset.unwrap_or(0), None) {
                // The head was judged by what was there before: the state has changed since.
                visit.object(Reason { question: Question::Conflict, ..reason });
                return false;
            }
            let length = self.length.or(upload.length);
            let mine = Upload { writer: Some(visit.id), length, ..(*upload).clone() };
            if self.write(visit, Expected::Stamp(stamp), mine).await.is_ok() {
                upload.turn.notify_one();
                return true;
            }
            self.upload = held(visit, id).await;
        }
        visit.refuse(Question::StillThere, "The upload was cancelled, or its time is over.");
        false
    }

    /// Keeps a piece, if it fits and it is still this request's turn; false if it is over with the request.
    async fn keep(&mut self, visit: &mut Visit<'_>, piece: &[u8]) -> bool {
        let Some((stamp, upload)) = self.upload.clone() else { return false };
        let (most, whole) = (visit.state.settings.document_bytes, upload.offset + piece.len() as u64);
        if let Some(length) = upload.length.filter(|length| whole > *length) {
            // The draft has it that such an upload is of no more use.
            visit.object(inconsistent(upload.offset, None, Some(length)));
            self.remove(visit, stamp, &upload).await;
            return self.fail();
        }
        if whole > most {
            let detail = format!("The upload has more than {most} octets, the most that is taken here.");
            let limits = limits(most, upload.age_left(visit.state.now()));
            let reason = Reason::new(Question::ContentFits, detail).member("limit", most);
            visit.object(reason.field("Upload-Limit", limits));
            return self.fail();
        }
        match self.write(visit, Expected::Stamp(stamp), upload.with(piece)).await {
            Ok(()) => true,
            Err(NotStored::Full { records, octets }) => {
                visit.object(full(records, octets));
                self.fail()
            }
            Err(NotStored::Changed(_)) => {
                self.upload = held(visit, upload.id).await;
                match &self.upload {
                    None => visit.refuse(Question::StillThere, "The upload was cancelled, or its time is over."),
                    Some((_, now)) => visit.object(overtaken(now)),
                }
                self.fail()
            }
        }
    }

    fn fail(&mut self) -> bool {
        (self.refused, self.has_turn) = (true, false);
        false
    }

    /// Writes the upload, if what is kept of it is still what this request knows.
    pub(super) async fn write(
        &mut self,
        visit: &Visit<'_>,
        expected: Expected,
        upload: Upload,
    ) -> Result<(), NotStored> {
        let state = visit.state;
        let (name, ends, upload) = (upload.id.to_string(), upload.ends, Arc::new(upload));
        let key = Key::new(Kind::Upload, &name);
        let value = Some(Value::Upload(upload.clone()));
        let stamp = state.store.compare_and_set(key, expected, value, Some(ends), state.now()).await?;
        self.upload = Some((stamp, upload));
        Ok(())
    }

    /// Removes the upload and ends whoever sends to it; false if somebody was faster.
    pub(super) async fn remove(&self, visit: &Visit<'_>, stamp: u64, upload: &Upload) -> bool {
        let state = visit.state;
        let name = upload.id.to_string();
        let key = Key::new(Kind::Upload, &name);
        let removed = state.store.compare_and_set(key, Expected::Stamp(stamp), None, None, state.now()).await;
        upload.turn.notify_one();
        removed.is_ok()
    }
}

/// Why a full store keeps no more of uploads.
fn full(records: usize, octets: u64) -> Reason {
    let detail =
        format!("{records} uploads and {octets} octets of them are the most there is room for. Cancel some first.");
    Reason::new(Question::RoomLeft, detail).member("records", records).member("octets", octets)
}

/// Why a request must stop sending.
fn overtaken(now: &Upload) -> Reason {
    let detail = format!("A newer request for upload {} has come, so this one is over.", now.id);
    Reason::new(Question::Conflict, detail)
        .field("Upload-Offset", now.offset.to_string())
        .field("Upload-Complete", if now.complete { "?1" } else { "?0" })
}
