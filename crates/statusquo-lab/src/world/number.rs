//! A number asked for by number: `/status/{code}` sends it with what such an answer must carry, and no more.

use super::query;
use crate::reason::Reason;
use crate::visit::{Body, Visit};
use statusquo_decision::Question;

/// A request for a number.
#[derive(Debug)]
pub(crate) struct NumberVisit {
    segment: String,
    /// The number, once it is known to be one.
    pub(crate) code: u16,
}

/// What an answer with a code must carry by its specification.
struct Must {
    code: u16,
    fields: &'static [(&'static str, &'static str)],
    content: &'static str,
}

/// A table of its own: the catalog's duties judge answers, and what is judged may not come from the judge.
const MUST: &[Must] = &[
    must(104, &[("Upload-Draft-Interop-Version", "8"), ("Upload-Offset", "0")], ""),
    must(206, &[("Content-Range", "bytes 0-0/2"), ("Content-Type", "text/plain")], "o"),
    must(207, &[("Content-Type", "application/xml; charset=utf-8")], MULTISTATUS),
    must(226, &[("IM", "identity"), ("ETag", "\"forced\"")], ""),
    must(401, &[("WWW-Authenticate", "Basic realm=\"status\", charset=\"UTF-8\"")], ""),
    must(405, &[("Allow", "")], ""),
    must(407, &[("Proxy-Authenticate", "Basic realm=\"status\", charset=\"UTF-8\"")], ""),
    must(426, &[("Upgrade", "websocket"), ("Connection", "upgrade")], ""),
];

const MULTISTATUS: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<D:multistatus xmlns:D=\"DAV:\"/>\n";

const fn must(code: u16, fields: &'static [(&'static str, &'static str)], content: &'static str) -> Must {
    Must { code, fields, content }
}

/// The longest time that a client may ask to be told, in seconds.
const RETRY_AFTER: u64 = 86_400;

impl NumberVisit {
    pub(crate) fn new(segment: &str) -> Self {
        Self { segment: segment.to_owned(), code: 0 }
    }

    /// Says which number is asked for; the table needs it before it goes on.
    pub(crate) fn admit(&mut self, visit: &mut Visit<'_>) {
        visit.know(Question::NumberAsked, true);
        let digits = self.segment.len() == 3 && self.segment.bytes().all(|byte| byte.is_ascii_digit());
        self.code = if digits { self.segment.parse().unwrap_or(0) } else { 0 };
        if !(100..=599).contains(&self.code) {
            let detail = format!("{:?} is no status code: those are three digits, from 100 to 599.", self.segment);
            return visit.refuse(Question::NumberValid, detail);
        }
        if matches!(self.code, 101 | 426) && visit.request.version.has_streams() {
            // Both speak of switching a connection, and 426 has to do so in a field that may not be sent here.
            let version = visit.request.version.name();
            let detail = format!("{} is about Upgrade, which {version} does not have; ask over HTTP/1.1.", self.code);
            return visit.refuse(Question::NumberValid, detail);
        }
        if let Some(seconds) = query::parameter(visit.target.query, "retry_after") {
            match seconds.parse::<u64>() {
                Ok(wait) if wait <= RETRY_AFTER && seconds.bytes().all(|byte| byte.is_ascii_digit()) => {
                    visit.fields.push("Retry-After", seconds);
                }
                _ => {
                    let detail =
                        format!("retry_after={seconds:?} is not a whole number of seconds from 0 to {RETRY_AFTER}.");
                    return visit.refuse(Question::NumberValid, detail);
                }
            }
        }
        if self.code == 101 && super::echo::offer(visit.request).is_err() {
            visit.object(
                Reason::new(
                    Question::NumberNeedsUpgrade,
                    "101 answers an offer to switch protocols; send Upgrade: websocket with its handshake.",
                )
                .field("Upgrade", "websocket")
                .field("Connection", "upgrade"),
            );
        }
    }

    /// Puts together what the answer must carry.
    pub(crate) fn furnish(&self, visit: &mut Visit<'_>) {
        if let Some(must) = MUST.iter().find(|must| must.code == self.code) {
            for (name, value) in must.fields {
                visit.fields.push(name, value);
            }
            visit.body = Body::Owned(must.content.as_bytes().to_vec());
        }
    }
}
