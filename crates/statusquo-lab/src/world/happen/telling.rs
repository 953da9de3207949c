//! What is told of a code that is made to happen: events as they come, then what came of it; or all of it as one page.

use crate::happening::{Case, Happen, Happened, Outcome};
use crate::play::{Event, Timed};
use serde_json::{Value, json};
use statusquo_page::{Message, Site, happen};
use std::time::Duration;
use tokio::sync::mpsc::Sender;

/// The most characters of a head, or of a content, that an event has; the result has all that is shown of them.
const SHOWN: usize = 4096;
/// The most characters of a label.
const LABEL: usize = 160;

/// How it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// As server-sent events.
    Events,
    /// As a page, once it is over.
    Page,
}

/// What is to happen, and who is told.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) case: Case,
    pub(super) face: Face,
    pub(super) happen: Happen,
    pub(super) teller: Sender<Vec<u8>>,
}

impl Order {
    /// Makes it happen, and tells of it for as long as somebody listens.
    pub(super) fn carry_out(self) {
        let Self { case, face, happen, teller } = self;
        let mut tell = |event: &Event, at: Duration| {
            if face == Face::Events {
                // Who reads too slowly misses this one; the result has it too.
                let _ = teller.try_send(told(event, at));
            }
        };
        let outcome = happen(case, &mut tell, Box::pin(teller.closed()));
        // Nobody may listen any more.
        let _ = teller.blocking_send(match face {
            Face::Events => ended(&case, &outcome),
            Face::Page => page(&case, &outcome),
        });
    }
}

/// A server-sent event. JSON has no line ends but escaped ones, so it is one line.
fn event(name: &str, data: &Value) -> Vec<u8> {
    format!("event: {name}\ndata: {data}\n\n").into_bytes()
}

/// Something that has just happened.
fn told(happening: &Event, at: Duration) -> Vec<u8> {
    let at = milliseconds(at);
    match happening {
        Event::Sent(connection, octets) => {
            let (label, text) = (sent_label(octets), shown(octets));
            let data =
                json!({"at": at, "connection": connection, "label": label, "text": text, "octets": octets.len()});
            event("sent", &data)
        }
        Event::Secured(connection, server) => {
            event("secured", &json!({"at": at, "connection": connection, "server": server}))
        }
        Event::Paused(milliseconds) => event("paused", &json!({"at": at, "milliseconds": milliseconds})),
        Event::Answered(connection, answer) => {
            let status = answer.head.status;
            let head = &answer.bytes[..head_length(&answer.bytes)];
            let data = json!({
                "at": at,
                "connection": connection,
                "code": status,
                "interim": status < 200 && status != 101,
                "label": line(&answer.bytes),
                "head": shown(head),
                "content": shown(&answer.content),
                "octets": answer.bytes.len(),
            });
            event("answered", &data)
        }
        Event::Closed(connection) => event("closed", &json!({"at": at, "connection": connection})),
    }
}

/// What came of it, as the last event.
fn ended(case: &Case, outcome: &Outcome) -> Vec<u8> {
    match outcome {
        Outcome::Happened(happened) => {
            let html = with(case, happened, |shown| happen::result(&Site::live(), shown).into_string());
            let (why, source) = happened.reason().unwrap_or_default();
            let data = json!({
                "code": case.entry.code,
                "phrase": case.entry.phrase,
                "version": case.version.name(),
                "cause": case.cause().map(|(number, _)| number),
                "why": why,
                "source": source,
                "html": html,
            });
            event("result", &data)
        }
        missed => {
            let is_fault = matches!(missed, Outcome::Missed(_));
            event("missed", &json!({"sentence": sentence(missed), "fault": is_fault}))
        }
    }
}

fn page(case: &Case, outcome: &Outcome) -> Vec<u8> {
    let page =
        |outcome: Result<&happen::Happened<'_>, &str>| happen::page(&Site::live(), &asked(case), outcome).into_bytes();
    match outcome {
        Outcome::Happened(happened) => with(case, happened, |shown| page(Ok(shown))),
        missed => page(Err(&sentence(missed))),
    }
}

/// Why it did not happen.
fn sentence(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Happened(_) => String::new(),
        Outcome::Absent { why, instead } => format!("{why} Instead: {instead}"),
        Outcome::NoCause(how) => how.clone(),
        Outcome::Missed(why) => why.clone(),
    }
}

/// What a page shows of what was asked for.
fn asked(case: &Case) -> happen::Asked<'_> {
    happen::Asked { entry: case.entry, version: case.version.name(), cause: case.cause() }
}

/// Hands on what a page shows of it.
fn with<T>(case: &Case, happened: &Happened, show: impl Fn(&happen::Happened<'_>) -> T) -> T {
    let messages = messages(&happened.played.events);
    show(&happen::Happened {
        asked: asked(case),
        other_cause: happened.other_cause,
        messages: &messages,
        transcript: &happened.played.transcript(),
        decided: happened.decided,
        inside: happened.inside,
        way: happened.record.way,
    })
}

/// What went to and fro, in the order of its times.
fn messages(events: &[Timed]) -> Vec<Message> {
    let message = |Timed { at, event }: &Timed| {
        let (sent, connection, label, octets) = match event {
            Event::Sent(connection, octets) => (true, *connection, sent_label(octets), octets.len()),
            Event::Answered(connection, answer) => (false, *connection, line(&answer.bytes), answer.bytes.len()),
            Event::Secured(..) | Event::Paused(_) | Event::Closed(_) => return None,
        };
        let at_micros = u64::try_from(at.as_micros()).unwrap_or(u64::MAX);
        Some(Message { at_micros, sent, connection, label, octets: octets as u64 })
    };
    let mut messages: Vec<Message> = events.iter().filter_map(message).collect();
    messages.sort_by_key(|message| message.at_micros);
    messages
}

fn milliseconds(time: Duration) -> f64 {
    time.as_micros() as f64 / 1000.0
}

/// How octets that were sent are called: the request line, put together where there is none, or how a content begins.
fn sent_label(octets: &[u8]) -> String {
    let mut lines = octets.split(|octet| *octet == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let Some(method) = lines.next().and_then(|line| line.strip_prefix(b":method: ")) else { return line(octets) };
    let mut target: &[u8] = b"";
    for pseudo in lines.take_while(|line| line.starts_with(b":")) {
        match (pseudo.strip_prefix(b":authority: "), pseudo.strip_prefix(b":path: ")) {
            // CONNECT may have no path.
            (Some(authority), _) => target = authority,
            (_, Some(path)) => target = path,
            _ => {}
        }
    }
    clipped(&String::from_utf8_lossy(&[method, b" ", target].concat()), LABEL)
}

/// The first line.
fn line(octets: &[u8]) -> String {
    let line = octets.split(|octet| *octet == b'\r' || *octet == b'\n').next().unwrap_or(&[]);
    clipped(&String::from_utf8_lossy(&line[..line.len().min(4 * LABEL)]), LABEL)
}

/// Octets as text, as far as they are shown.
fn shown(octets: &[u8]) -> String {
    clipped(&String::from_utf8_lossy(&octets[..octets.len().min(4 * SHOWN)]), SHOWN)
}

fn clipped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// How long the head is, with the empty line behind it.
fn head_length(octets: &[u8]) -> usize {
    octets.windows(4).position(|four| four == b"\r\n\r\n").map_or(octets.len(), |at| at + 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_out_is_called_by_its_request_line_or_by_its_beginning() {
        assert_eq!(sent_label(b"GET /a HTTP/1.1\r\nHost: lab\r\n\r\n"), "GET /a HTTP/1.1");
        let head = b":method: GET\r\n:scheme: https\r\n:authority: lab\r\n:path: /a?b\r\nx: y\r\n\r\n";
        assert_eq!(sent_label(head), "GET /a?b");
        assert_eq!(sent_label(b":method: CONNECT\r\n:authority: lab:1\r\n\r\n:path: /content"), "CONNECT lab:1");
        assert_eq!(sent_label(b"name=Ada"), "name=Ada");
        assert_eq!(sent_label(b""), "");
        assert_eq!(sent_label(&[b'x'; 9000]).chars().count(), LABEL + 1);
    }

    #[test]
    fn an_event_is_one_line_of_data_whatever_was_said() {
        let evil = b"x\n\nevent: result\ndata: {}\r\r<script>\xff\0".to_vec();
        let text = String::from_utf8(told(&Event::Sent(1, evil), Duration::from_micros(1500))).unwrap();
        assert!(text.starts_with("event: sent\ndata: {\"at\":1.5,\"connection\":1,"), "{text}");
        assert!(text.ends_with("}\n\n"));
        assert_eq!((text.matches('\n').count(), text.matches('\r').count()), (3, 0), "{text}");
    }
}
