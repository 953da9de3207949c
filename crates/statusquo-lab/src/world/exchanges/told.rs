//! The journal as JSON: what passed, newest first, and one exchange with its reasons and bytes.

use super::{gone, number, why};
use crate::form::{exchange_path, phrase};
use crate::visit::Visit;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use statusquo_decision::{Way, word};
use statusquo_journal::{Direction, Frame, Record};
use std::time::UNIX_EPOCH;

/// How many exchanges a list holds if nobody asks for another number, and at most.
const USUAL: usize = 50;
const MOST: usize = 1000;

/// The newest exchanges, one line each.
pub(super) fn list(visit: &mut Visit<'_>) {
    let limit = number(visit, "limit").map_or(USUAL, |limit| usize::try_from(limit).unwrap_or(MOST).min(MOST));
    let exchanges: Vec<Value> = visit.state.journal.as_ref().map_or_else(Vec::new, |journal| {
        journal.newest(number(visit, "before")).take(limit).map(|record| summary(&record)).collect()
    });
    visit.sandbox();
    visit.say_json(&json!({ "exchanges": exchanges }));
}

fn summary(record: &Record<Way>) -> Value {
    let deciding = record.way.deciding();
    json!({
        "id": record.id,
        "href": exchange_path(record.id),
        "method": record.method,
        "target": record.target,
        "code": record.code,
        "phrase": phrase(record.code),
        "forced": record.forced,
        "deciding": deciding.map(|(question, yes)| json!({"question": question.text(), "answer": word(yes)})),
        "milliseconds": record.duration.as_secs_f64() * 1000.0,
    })
}

/// One exchange in full.
pub(super) fn show(visit: &mut Visit<'_>, id: u64) {
    let Some(record) = visit.state.journal.as_ref().and_then(|journal| journal.get(id)) else {
        return gone(visit);
    };
    let traffic = &record.traffic;
    let times: Vec<Value> = traffic
        .runs
        .iter()
        .map(|run| json!({"microseconds": run.at_micros, "direction": way(run.direction), "octets": run.length}))
        .collect();
    let frames: Vec<Value> = traffic.frames.iter().map(frame).collect();
    let began = record.began.duration_since(UNIX_EPOCH).map_or(0.0, |passed| passed.as_secs_f64());
    visit.sandbox();
    let mut shown = json!({
        "id": record.id,
        "version": record.version,
        "method": record.method,
        "target": record.target,
        "code": record.code,
        "phrase": phrase(record.code),
        "interim": record.interim,
        "caused": !record.forced,
        "forced": record.forced,
        "secured": record.secured,
        "why": why(record.way),
        "client": record.peer.to_string(),
        "began": began,
        "milliseconds": record.duration.as_secs_f64() * 1000.0,
        "times": times,
        "received": bytes(&traffic.received, traffic.received_omitted),
        "sent": bytes(&traffic.sent, traffic.sent_omitted),
    });
    if !frames.is_empty() {
        shown["frames"] = frames.into();
        shown["frames_omitted"] = traffic.frames_omitted.into();
    }
    visit.say_json(&shown);
}

/// A frame of HTTP/2 or HTTP/3.
fn frame(frame: &Frame) -> Value {
    let mut shown = json!({
        "microseconds": frame.at_micros,
        "direction": way(frame.direction),
        "type": frame.kind,
        "flags": frame.flags,
        "octets": frame.length,
    });
    if let Some(error) = frame.error {
        shown["error"] = error.into();
    }
    shown
}

fn way(direction: Direction) -> &'static str {
    if direction == Direction::Received { "received" } else { "sent" }
}

/// Bytes as base64 and, where they can be shown as text, as text.
fn bytes(kept: &[u8], omitted: u64) -> Value {
    let text = std::str::from_utf8(kept).ok().filter(|text| {
        text.chars().all(|character| !character.is_control() || matches!(character, '\r' | '\n' | '\t'))
    });
    json!({"octets": kept.len() as u64 + omitted, "omitted": omitted, "base64": STANDARD.encode(kept), "text": text})
}
