//! Preconditions of RFC 9110 §13, in their order (§13.2.2), against what a resource has now.

use crate::reason::Reason;
use crate::visit::Visit;
use statusquo_decision::Question;
use statusquo_wire::Request;
use std::time::UNIX_EPOCH;

/// What a precondition is compared with; nothing of it where the resource does not exist.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Validators<'r> {
    /// A strong entity tag, quotes and all.
    pub(crate) etag: &'r str,
    /// Seconds since 1970, where that is known: else conditions on it are to be ignored (RFC 9110 §13.1.3).
    pub(crate) modified: Option<u64>,
}

/// Why a precondition does not hold: which question it answers, and in what words.
pub(crate) fn objection(request: &Request, current: Option<Validators<'_>>) -> Option<Reason> {
    let fields = request.fields();
    let reads = matches!(request.method(), "GET" | "HEAD");
    let now = current.map_or("there is no representation now".to_owned(), |current| {
        format!("the entity tag is {} now", current.etag)
    });
    let modified = current.and_then(|current| current.modified);
    let with_etag = |reason: Reason| match current {
        Some(current) => reason.field("ETag", current.etag),
        None => reason,
    };
    if fields.has("If-Match") {
        let holds = fields
            .list("If-Match")
            .any(|tag| current.is_some_and(|current| tag == b"*" || tag == current.etag.as_bytes()));
        if !holds {
            let detail = format!("If-Match names {}, but {now}.", list(request, "If-Match"));
            return Some(with_etag(Reason::new(Question::IfMatchHolds, detail)));
        }
    } else if let Some(since) = date(request, "If-Unmodified-Since")
        && modified.is_some_and(|modified| modified > since)
    {
        let detail = "The resource has been modified since the date in If-Unmodified-Since.";
        return Some(with_etag(Reason::new(Question::IfUnmodifiedSinceHolds, detail)));
    }
    if fields.has("If-None-Match") {
        let weak = |tag: &[u8], etag: &str| tag.strip_prefix(b"W/").unwrap_or(tag) == etag.as_bytes();
        let matches = fields
            .list("If-None-Match")
            .any(|tag| current.is_some_and(|current| tag == b"*" || weak(tag, current.etag)));
        if matches {
            let detail = format!("If-None-Match names {}, and {now}.", list(request, "If-None-Match"));
            return Some(with_etag(Reason::new(Question::IfNoneMatchHolds, detail)));
        }
    } else if reads
        && let Some(since) = date(request, "If-Modified-Since")
        && modified.is_some_and(|modified| modified <= since)
    {
        let detail = "The resource has not been modified since the date in If-Modified-Since.";
        return Some(Reason::new(Question::IfModifiedSinceHolds, detail));
    }
    None
}

/// Makes known what the preconditions come to.
pub(crate) fn judge(visit: &mut Visit<'_>, current: Option<Validators<'_>>) {
    let fields = visit.request.fields();
    let conditional = ["If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"];
    if !visit.request.conditional || !conditional.iter().any(|name| fields.has(name)) {
        return;
    }
    visit.know(Question::Conditional, true);
    if let Some(reason) = objection(visit.request, current) {
        if reason.question == Question::IfNoneMatchHolds {
            // Whether that is 304 or 412 is the next question, and the words serve both.
            visit.know(Question::IfNoneMatchHolds, false);
            let reads = visit.reads();
            visit.know(Question::OnlyReads, reads);
            visit.reasons.push(Reason { question: Question::OnlyReads, ..reason });
        } else {
            visit.object(reason);
        }
    }
}

fn list(request: &Request, name: &str) -> String {
    let values: Vec<_> = request.fields().all(name).map(String::from_utf8_lossy).collect();
    values.join(", ")
}

/// A date in seconds since 1970; one that is no date, or comes several times, is to be ignored (RFC 9110 §13.1.3).
fn date(request: &Request, name: &str) -> Option<u64> {
    let mut values = request.fields().all(name);
    let value = std::str::from_utf8(values.next()?).ok()?;
    if values.next().is_some() {
        return None;
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs()))
}
