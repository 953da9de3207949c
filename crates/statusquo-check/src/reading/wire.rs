//! Reads what a server sends on a connection, as it comes, up to the end of the final answer and what follows it.

use super::framing::framing;
use super::{ALL, HEAD, Nothing, grammar, head, not_http};
use crate::{Asked, Exchange, Finding, Outcome, Place, Received};
use statusquo_catalog::{Duty, Specification, Test};
use statusquo_wire::h1::ContentReader;
use statusquo_wire::message::Part;
use statusquo_wire::{Framing, Limits, Rule};

/// How the reading ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// The server closed the connection.
    Closed,
    /// The server closed it, but without saying so in TLS: the end may be anybody's.
    Unsigned,
    /// The connection broke: it was reset, most often.
    Broken,
    /// Nothing more came in time.
    Late,
    /// Enough was read.
    Enough,
}

/// Trailers may be as long as all that is read.
const LIMITS: Limits = Limits { fields: ALL, lines: ALL, ..Limits::USUAL };

#[derive(Debug)]
enum Stage {
    Head,
    Content(ContentReader),
    /// The final answer is whole; what comes now ought not to.
    Behind,
}

/// The answers to one request, while they come.
///
/// ```
/// use statusquo_check::{Asked, reading::{Reading, Stopped}};
/// let mut reading = Reading::new(Asked::with_method(Some("GET")));
/// reading.take(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
/// assert!(reading.is_whole());
/// let exchange = reading.end(Stopped::Closed).unwrap();
/// assert_eq!(exchange.answers.iter().map(|answer| answer.status).collect::<Vec<_>>(), [100, 200]);
/// ```
#[derive(Debug)]
pub struct Reading {
    asked: Asked,
    buffer: Vec<u8>,
    /// How much of the buffer has been read.
    at: usize,
    stage: Stage,
    answers: Vec<Received>,
    broken: bool,
}

impl Reading {
    /// Begins to read the answers to a request.
    pub fn new(asked: Asked) -> Self {
        Self { asked, buffer: Vec::new(), at: 0, stage: Stage::Head, answers: Vec::new(), broken: false }
    }

    /// Reads on. Beyond the limit, nothing is taken any more.
    pub fn take(&mut self, bytes: &[u8]) {
        let room = ALL.saturating_sub(self.buffer.len());
        self.buffer.extend_from_slice(&bytes[..bytes.len().min(room)]);
        while self.step() {}
    }

    /// Whether the final head is here.
    pub fn has_final_head(&self) -> bool {
        !matches!(self.stage, Stage::Head)
    }

    /// Whether the final answer is whole by what its fields say.
    pub fn is_whole(&self) -> bool {
        matches!(self.stage, Stage::Behind)
    }

    /// Whether reading on is of no use: it is no HTTP, it lost its framing, or there is more than is read.
    pub fn is_spent(&self) -> bool {
        let waits = matches!(self.stage, Stage::Head);
        let rest = &self.buffer[self.at..];
        self.broken || self.buffer.len() >= ALL || waits && (!head::may_begin(rest) || rest.len() > HEAD)
    }

    /// One step; whether there may be another.
    fn step(&mut self) -> bool {
        let rest = &self.buffer[self.at..];
        match &mut self.stage {
            Stage::Head => {
                let Some(length) = head::end(rest).filter(|length| *length <= HEAD) else { return false };
                let Some(received) = head::read(&rest[..length], self.at, false) else { return false };
                self.at += length;
                if received.is_final() {
                    let reader = ContentReader::new(framing(&received, &self.asked.method));
                    self.stage = if reader.is_done() { Stage::Behind } else { Stage::Content(reader) };
                }
                self.answers.push(received);
                true
            }
            Stage::Content(reader) if !rest.is_empty() && !self.broken => {
                let Some(answer) = self.answers.last_mut() else { return false };
                let content = &mut answer.content;
                match reader.advance(rest, &LIMITS, |data| content.extend_from_slice(data)) {
                    Ok(progress) => {
                        self.at += progress.used;
                        if progress.done {
                            self.stage = Stage::Behind;
                        }
                    }
                    Err(violation) => {
                        let wire = (answer.start + answer.head.len()) as u64 + violation.at;
                        let evidence = format!("at octet {} of the content as it was sent", violation.at);
                        let found = grammar::breach(violation.rule, Part::Content, 0..0, evidence);
                        answer.remarks.push(match &found {
                            Some(_) => format!("the content is lost from octet {wire} on: {}", violation.rule),
                            None => format!("a chunk's size or extension is longer than what is read, at octet {wire}"),
                        });
                        answer.breaches.extend(found.map(|finding| Finding { place: None, ..finding }));
                        answer.cut = true;
                        self.broken = true;
                    }
                }
                false
            }
            _ => false,
        }
    }

    /// The exchange, now that nothing more comes.
    pub fn end(mut self, stopped: Stopped) -> Result<Exchange, Nothing> {
        let behind = self.buffer.split_off(self.at);
        if matches!(self.stage, Stage::Head) && (self.answers.is_empty() || !behind.is_empty()) {
            return Err(match behind.len() {
                0 => Nothing::Empty,
                octets if octets > HEAD => Nothing::TooLong,
                octets if head::may_begin(&behind) && head::end(&behind).is_none() => Nothing::Unended(octets),
                _ => not_http(&behind),
            });
        }
        let Some(answer) = self.answers.last_mut() else { return Err(Nothing::Empty) };
        answer.closed = matches!(stopped, Stopped::Closed | Stopped::Unsigned | Stopped::Broken).then_some(true);
        if let (Stage::Content(reader), false) = (&self.stage, self.broken) {
            unended(answer, reader, stopped);
        }
        if matches!(self.stage, Stage::Behind) && !behind.is_empty() {
            surplus(answer, &self.asked.method, behind);
        }
        Ok(Exchange { asked: self.asked, answers: self.answers })
    }
}

/// The content has not come to its end.
fn unended(answer: &mut Received, reader: &ContentReader, stopped: Stopped) {
    let here = answer.content.len();
    let said = match answer.fields().text("Content-Length").filter(|_| reader.left().is_some()) {
        Some(length) => format!("{here} octets came of {length}"),
        None => format!("{here} octets came"),
    };
    match (reader.ends_with_connection(), stopped) {
        (true, Stopped::Closed) => {}
        (true, Stopped::Unsigned) => {
            answer.cut = true;
            answer.remarks.push("TLS was not ended in order, so the content may be cut".to_owned());
        }
        (true, Stopped::Broken) => {
            answer.cut = true;
            answer.remarks.push("the connection was reset and not closed, so the content may be cut".to_owned());
        }
        (false, Stopped::Closed | Stopped::Unsigned | Stopped::Broken) => {
            answer.cut = true;
            let evidence = format!("{said}, then the connection closed");
            answer.breaches.extend(grammar::breach(Rule::ContentWhole, Part::Content, here..here, evidence));
        }
        (_, Stopped::Late) => {
            answer.cut = true;
            answer.remarks.push(format!("the content stopped coming: {said}"));
        }
        (_, Stopped::Enough) => {
            answer.cut = true;
            answer.remarks.push(format!("the content was cut here, at the limit of what is read: {said}"));
        }
    }
}

/// Octets came behind the end of the answer.
fn surplus(answer: &mut Received, method: &str, behind: Vec<u8>) {
    if answer.status == 101 || method == "CONNECT" && answer.status < 300 {
        answer.remarks.push(format!("{} octets of the new protocol followed", behind.len()));
        return;
    }
    if head::beginning(&behind).is_some() {
        let text = "Send one final answer to a request.";
        let duty = Duty::must(text, Specification::section("RFC 9110", "15"), Test::NotFromOneAnswer);
        let evidence = format!("another answer followed: \"{}\"", super::shown(&behind[..behind.len().min(16)]));
        answer.breaches.push(Finding { duty, outcome: Outcome::Broken, evidence, place: None });
        return;
    }
    if framing(answer, method) == Framing::None {
        // The judge knows what to say of it.
        answer.content = behind;
        return;
    }
    let text = "Send as much content as the framing says, and nothing behind it.";
    let duty = Duty::must(text, Specification::section("RFC 9112", "6.3"), Test::NotFromOneAnswer);
    let from = answer.content.len();
    let evidence = format!("{} more octets came: \"{}\"", behind.len(), super::shown(&behind[..behind.len().min(24)]));
    // They lie behind the content only where nothing but the content lies between.
    let place = (!answer.fields().has("Transfer-Encoding"))
        .then_some(Place { part: Part::Content, octets: from..from + behind.len() });
    answer.breaches.push(Finding { duty, outcome: Outcome::Broken, evidence, place });
}
