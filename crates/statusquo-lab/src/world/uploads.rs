//! Uploads that can be interrupted and resumed (draft-ietf-httpbis-resumable-upload, interop version 8): here 104 has
//! its cause, and 409 another one.
//!
//! What comes is kept as it comes. Nothing asks who a client is, so uploads are numbered like all else in the lab, and
//! whoever knows a number may go on with it; the draft asks servers with something to protect for addresses that nobody
//! can guess.

mod answering;
mod receiving;

use super::structured;
use crate::reason::Reason;
use crate::store::upload::{LIFE, Upload};
use crate::store::{Key, Kind, Stored, Value};
use crate::visit::{Visit, Wanted};
use statusquo_decision::Question;
use statusquo_wire::Framing;
use std::sync::Arc;

/// The methods of all uploads together.
pub(crate) const COLLECTION_METHODS: &[&str] = &["POST", "OPTIONS"];
/// The methods of one upload.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "PATCH", "DELETE", "OPTIONS"];

/// The iteration of the draft that is spoken here.
const INTEROP_VERSION: u64 = 8;
/// What is sent to go on with an upload.
const PARTIAL: &str = "application/partial-upload";
/// The counter that gives out ids.
const COUNTER: &str = "uploads";

/// The kinds of problems that the draft names.
const MISMATCHING_OFFSET: &str = "https://iana.org/assignments/http-problem-types#mismatching-upload-offset";
const COMPLETED: &str = "https://iana.org/assignments/http-problem-types#completed-upload";
const INCONSISTENT_LENGTH: &str = "https://iana.org/assignments/http-problem-types#inconsistent-upload-length";

/// A request for a new upload, or for one that there is.
#[derive(Debug)]
pub(crate) struct UploadVisit {
    /// Which one; none for a new one.
    id: Option<u64>,
    /// `Upload-Complete`: whether the upload is whole with this request.
    complete: Option<bool>,
    /// `Upload-Offset`: where the client believes to be.
    offset: Option<u64>,
    /// `Upload-Length`, or what comes to the same.
    length: Option<u64>,
    /// The client speaks this iteration of the draft, and reads interim answers.
    knows: bool,
    /// What was found, or made.
    upload: Option<(u64, Arc<Upload>)>,
    /// It is this request's turn to send.
    has_turn: bool,
    /// What is wrong is known already.
    refused: bool,
}

impl UploadVisit {
    pub(crate) fn collection() -> Self {
        Self {
            id: None,
            complete: None,
            offset: None,
            length: None,
            knows: false,
            upload: None,
            has_turn: false,
            refused: false,
        }
    }

    pub(crate) fn one(id: u64) -> Self {
        Self { id: Some(id), ..Self::collection() }
    }

    pub(crate) fn methods(&self) -> &'static [&'static str] {
        if self.id.is_none() { COLLECTION_METHODS } else { METHODS }
    }

    pub(crate) fn wants(&self, visit: &Visit<'_>) -> Option<Wanted> {
        let limit = visit.state.settings.document_bytes;
        match (self.id, visit.method()) {
            (None, "POST") => Some(Wanted { limit, media_type: None }),
            (Some(_), "PATCH") => Some(Wanted { limit, media_type: Some(PARTIAL) }),
            _ => None,
        }
    }

    /// Whether the content is kept as it comes: not where the client could not come back for it.
    pub(crate) fn takes_pieces(&self) -> bool {
        self.id.is_some() || self.complete == Some(false) || self.complete.is_some() && self.knows
    }

    pub(crate) async fn find(&mut self, visit: &mut Visit<'_>) {
        if let Some(id) = self.id
            && !self.look(visit, id).await
        {
            return;
        }
        let Some(wanted) = self.wants(visit) else { return };
        let fields = visit.request.fields();
        self.complete = structured::boolean(fields, "Upload-Complete");
        self.offset = structured::number(fields, "Upload-Offset");
        self.length = structured::number(fields, "Upload-Length");
        let version = structured::number(fields, "Upload-Draft-Interop-Version");
        self.knows = version == Some(INTEROP_VERSION) && visit.hears_interim();
        visit.judge_declared_content(wanted);
        if let Some(reason) = visit.reasons.last_mut().filter(|reason| reason.question == Question::DeclaredSizeFits) {
            reason.fields.push(("Upload-Limit", limits(wanted.limit, LIFE.as_secs())));
        }
        visit.know(Question::Resumable, self.complete.is_some() && self.knows);
        self.judge_head(visit);
    }

    /// What is kept of the upload; false if there is none.
    async fn look(&mut self, visit: &mut Visit<'_>, id: u64) -> bool {
        self.upload = held(visit, id).await;
        if self.upload.is_some() {
            return true;
        }
        let state = visit.state;
        match state.store.read(Key::new(Kind::Counter, COUNTER), state.now()).await {
            Some(Stored { value: Value::Counter(given), .. }) if (1..=given).contains(&id) => {
                let kept = LIFE.as_secs();
                let detail = format!(
                    "Upload {id} is no longer there: it was cancelled or spoilt, its time of {kept} s is over, it was complete \
                     and made room, or it was sent in a way that cannot be resumed."
                );
                visit.refuse(Question::Gone, detail);
            }
            _ => visit.refuse(Question::Exists, format!("There is no upload {id}, and there never was.")),
        }
        false
    }

    /// What is wrong as far as the head shows it: then the content need not be sent.
    fn judge_head(&mut self, visit: &mut Visit<'_>) {
        let declared = match visit.request.framing {
            Framing::None => Some(0),
            Framing::Length(length) => Some(length),
            Framing::Chunked | Framing::Close => None,
        };
        let before = self.upload.as_ref().map_or(0, |(_, upload)| upload.offset);
        let most = visit.state.settings.document_bytes;
        if let Some((_, upload)) = &self.upload {
            let upload = upload.clone();
            let Some(offset) = self.offset else {
                let detail = "Upload-Offset is missing, or is no integer: where does this content begin?";
                return self.refuse(visit, Reason::new(Question::Complete, detail));
            };
            if self.complete.is_none() {
                let detail = "Upload-Complete is missing, or is no boolean: is the upload whole with this content (?1) or not (?0)?";
                return self.refuse(visit, Reason::new(Question::Complete, detail));
            }
            if let Some(reason) = objection(&upload, offset, declared) {
                return self.refuse(visit, reason);
            }
        }
        let whole = declared.map(|declared| before.saturating_add(declared));
        let known = self.upload.as_ref().and_then(|(_, upload)| upload.length);
        // The length that follows from this request, the one that it names, and the one that was named before.
        let all = [whole.filter(|_| self.complete == Some(true)), self.length, known];
        let length = all.into_iter().flatten().next();
        let agree = all.into_iter().flatten().all(|one| Some(one) == length);
        if !agree || whole.zip(length).is_some_and(|(whole, length)| whole > length) {
            return self.refuse(visit, inconsistent(before, declared, self.length.or(known)));
        }
        self.length = length;
        if whole.max(length).is_some_and(|octets| octets > most) && visit.facts.get(Question::DeclaredSizeFits) {
            let detail = format!("The upload would have more than {most} octets, the most that is taken here.");
            // It brings content, if not with this request.
            visit.know(Question::BringsContent, true);
            let reason = Reason::new(Question::DeclaredSizeFits, detail).member("limit", most);
            self.refuse(visit, reason.field("Upload-Limit", limits(most, LIFE.as_secs())));
        }
    }

    /// Makes known what is wrong, so that no content is waited for.
    fn refuse(&mut self, visit: &mut Visit<'_>, reason: Reason) {
        visit.object(reason);
        visit.know(Question::ContentFollows, false);
        visit.know(Question::WaitsForGoAhead, false);
        self.refused = true;
    }

    /// What OPTIONS tells: how to go on with an upload, and what is taken.
    pub(crate) fn tell_options(visit: &mut Visit<'_>) {
        visit.fields.push("Accept-Patch", PARTIAL);
        visit.fields.push("Upload-Limit", limits(visit.state.settings.document_bytes, LIFE.as_secs()));
    }
}

/// What is kept of an upload.
async fn held(visit: &Visit<'_>, id: u64) -> Option<(u64, Arc<Upload>)> {
    let state = visit.state;
    match state.store.read(Key::new(Kind::Upload, &id.to_string()), state.now()).await {
        Some(Stored { stamp, value: Value::Upload(upload), .. }) => Some((stamp, upload)),
        _ => None,
    }
}

/// `Upload-Limit`: the most octets of the whole, and how many seconds it is kept.
fn limits(most: u64, age: u64) -> String {
    format!("max-size={most}, max-age={age}")
}

/// Why an upload cannot be resumed here, if it cannot.
fn objection(upload: &Upload, offset: u64, declared: Option<u64>) -> Option<Reason> {
    let have = upload.offset;
    if upload.complete && declared == Some(0) {
        let detail = format!("Upload {} is complete with its {have} octets.", upload.id);
        return Some(Reason::new(Question::Consistent, detail).member("type", COMPLETED));
    }
    if upload.complete {
        return Some(inconsistent(have, declared, Some(have)));
    }
    (offset != have).then(|| {
        let detail = format!("The content is meant to go on at octet {offset}, but {have} octets have come so far.");
        Reason::new(Question::Conflict, detail)
            .member("type", MISMATCHING_OFFSET)
            .member("expected-offset", have)
            .member("provided-offset", offset)
            .field("Upload-Offset", have.to_string())
            .field("Upload-Complete", "?0")
    })
}

/// Lengths that do not agree.
fn inconsistent(before: u64, declared: Option<u64>, length: Option<u64>) -> Reason {
    let brings = declared.map_or("some".to_owned(), |declared| declared.to_string());
    let length = length.map_or("another length".to_owned(), |length| format!("{length} octets"));
    let detail = format!(
        "{before} octets have come before, and this request brings {brings} more, which does not agree with {length}, which \
         the upload was said to have."
    );
    Reason::new(Question::Consistent, detail).member("type", INCONSISTENT_LENGTH)
}
