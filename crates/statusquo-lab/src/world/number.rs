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

/// What an answer with a code must carry by its specification: fields, and content where that is a must too.
/// A table of its own: the catalog's duties judge answers, and what is judged may not come from the judge.
const MUST: &[(u16, &[(&str, &str)], &str)] = &[
    (206, &[("Content-Range", "bytes 0-0/2"), ("Content-Type", "text/plain")], "o"),
    (
        207,
        &[("Content-Type", "application/xml; charset=utf-8")],
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<D:multistatus xmlns:D=\"DAV:\"/>\n",
    ),
    (226, &[("IM", "identity"), ("ETag", "\"forced\"")], ""),
    (401, &[("WWW-Authenticate", "Basic realm=\"status\", charset=\"UTF-8\"")], ""),
    (405, &[("Allow", "")], ""),
    (407, &[("Proxy-Authenticate", "Basic realm=\"status\", charset=\"UTF-8\"")], ""),
    (426, &[("Upgrade", "websocket"), ("Connection", "upgrade")], ""),
];

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
        if let Some((_, fields, content)) = MUST.iter().find(|(code, _, _)| *code == self.code) {
            for (name, value) in *fields {
                visit.fields.push(name, value);
            }
            visit.body = Body::Owned(content.as_bytes().to_vec());
        }
    }
}
