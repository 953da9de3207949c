//! The journal as HAR 1.2, the format in which browsers and proxies keep exchanges: what it has a place for stands there, and
//! the rest in members of our own, whose names begin with an underscore.

use super::har_parts::{content, cookies, cookies_set, fields, posted, query, url};
use super::{filter, gone, why};
use crate::flow::{Flow, Piece};
use crate::form::phrase;
use crate::visit::{Body, Visit};
use serde_json::{Value, json};
use statusquo_decision::Way;
use statusquo_journal::{Journal, Message, Record, date};
use std::sync::Arc;
use std::time::Duration;

/// The most exchanges in one file, and the most that are looked at for it.
const MOST: usize = 1000;
const LOOKED_AT: usize = 10_000;

/// HAR is JSON (its section "HAR Data Structure"), and has no media type of its own.
const JSON: &str = "application/json";

/// The newest exchanges that fit, the oldest of them first. They are written one by one, as the client takes them.
pub(super) fn all(visit: &mut Visit<'_>) {
    let Some(journal) = visit.state.journal.clone() else { return };
    attach(visit, "statusquo.har");
    visit.media_type = Some(JSON.into());
    if visit.method() == "HEAD" {
        visit.body = Body::Flow(Box::new(Flow::new(None, std::iter::empty())));
        return;
    }
    let filter = filter(visit).unwrap_or_default();
    let fitting = journal.newest(None).take(LOOKED_AT).filter(|record| filter.fits(record)).map(|record| record.id);
    let ids: Vec<u64> = fitting.take(MOST).collect();
    visit.body = Body::Flow(Box::new(Flow::new(None, pieces(journal, ids))));
}

/// One exchange.
pub(super) fn one(visit: &mut Visit<'_>, id: u64) {
    let Some(journal) = visit.state.journal.clone() else { return };
    if journal.get(id).is_none() {
        return gone(visit);
    }
    attach(visit, &format!("exchange-{id}.har"));
    let written: Vec<Vec<u8>> = pieces(journal, vec![id]).map(|piece| piece.octets).collect();
    visit.say(JSON, written.concat());
}

/// It is to be kept, and never shown: what clients sent stands in it.
fn attach(visit: &mut Visit<'_>, name: &str) {
    visit.sandbox();
    visit.fields.push("Content-Disposition", format!("attachment; filename=\"{name}\""));
}

/// The file, an exchange a piece; what has left the journal meanwhile is left out.
fn pieces(journal: Arc<Journal<Way>>, newest_first: Vec<u64>) -> impl Iterator<Item = Piece> + Send + Sync + 'static {
    let creator = json!({"name": "statusquo", "version": env!("CARGO_PKG_VERSION")});
    let opening = format!("{{\"log\": {{\"version\": \"1.2\", \"creator\": {creator}, \"entries\": [\n");
    let mut first = true;
    let entries = newest_first.into_iter().rev().filter_map(move |id| {
        let entry = entry(&journal.get(id)?).to_string();
        let between = if std::mem::take(&mut first) { "" } else { ",\n" };
        Some(format!("{between}{entry}"))
    });
    let all = std::iter::once(opening).chain(entries).chain(std::iter::once("\n]}}\n".to_owned()));
    all.map(Piece::at_once)
}

/// An exchange.
fn entry(record: &Record<Way>) -> Value {
    let timing = record.timing();
    let send = milliseconds(timing.asked);
    let wait = milliseconds(timing.answered.saturating_sub(timing.asked));
    let receive = milliseconds(timing.ended.saturating_sub(timing.answered));
    let answers = record.traffic.answers();
    let (last, before) = answers.split_last().map_or((None, &[][..]), |(last, before)| (Some(*last), before));
    let interim: Vec<Value> = before
        .iter()
        .zip(&timing.interim)
        .map(|(answer, (code, at))| {
            json!({"status": code, "statusText": reason(*answer), "headers": fields(*answer), "_at": milliseconds(*at)})
        })
        .collect();
    json!({
        "startedDateTime": date(record.began),
        "time": milliseconds(timing.ended),
        "request": request(record),
        "response": response(record, last),
        "cache": {},
        "timings": {"blocked": -1, "dns": -1, "connect": -1, "ssl": -1, "send": send, "wait": wait, "receive": receive},
        "connection": record.peer.port().to_string(),
        "_exchange": record.id,
        "_client": record.peer.to_string(),
        "_interim": interim,
        "_forced": record.forced,
        "_why": why(record.way),
    })
}

fn request(record: &Record<Way>) -> Value {
    let message = record.traffic.request();
    let mut request = json!({
        "method": record.method,
        "url": url(record, message),
        "httpVersion": record.version,
        "cookies": cookies(message),
        "headers": fields(message),
        "queryString": query(&record.target),
        "headersSize": head_size(message),
        "bodySize": message.content.len() as u64 + record.traffic.received_omitted,
    });
    if let Some(posted) = posted(record, message) {
        request["postData"] = posted;
    }
    request
}

/// The final answer; a status of 0 where none went out.
fn response(record: &Record<Way>, answer: Option<Message<'_>>) -> Value {
    let Some(answer) = answer else {
        return json!({
            "status": 0,
            "statusText": "",
            "httpVersion": record.version,
            "cookies": [],
            "headers": [],
            "content": {"size": 0, "mimeType": ""},
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": -1,
            "_decided": record.code,
        });
    };
    let code = answer.code().unwrap_or(record.code);
    json!({
        "status": code,
        "statusText": reason(answer),
        "httpVersion": record.version,
        "cookies": cookies_set(answer),
        "headers": fields(answer),
        "content": content(record, answer),
        "redirectURL": answer.field("Location").unwrap_or_default(),
        "headersSize": head_size(answer),
        "bodySize": answer.content.len() as u64 + record.traffic.sent_omitted,
    })
}

/// The octets of a head as it went over the wire; in HTTP/2 and HTTP/3 it was compressed, so the text says nothing of that.
fn head_size(message: Message<'_>) -> i64 {
    if message.line().is_some() { i64::try_from(message.head.len()).unwrap_or(-1) } else { -1 }
}

/// The reason phrase as it was sent; that of the registry where the version has none.
fn reason(answer: Message<'_>) -> String {
    match answer.line() {
        Some(line) => line.splitn(3, ' ').nth(2).unwrap_or("").to_owned(),
        None => answer.code().map_or("", phrase).to_owned(),
    }
}

fn milliseconds(duration: Duration) -> f64 {
    // To the microsecond, which is what was measured.
    (duration.as_secs_f64() * 1e6).round() / 1000.0
}
