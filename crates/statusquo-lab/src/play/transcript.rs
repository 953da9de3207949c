//! What happened when a trigger was played: every byte that went and came, and the whole as text.

use statusquo_catalog::Trigger;
use statusquo_wire::h1::ResponseHead;
use std::fmt::Write;
use std::time::Duration;

/// What happened, in order.
#[derive(Debug)]
pub enum Event {
    /// Bytes went out on a connection (counted from 0); a head that goes compressed as text, a line a field.
    Sent(usize, Vec<u8>),
    /// A connection speaks TLS, and this server was asked for in the handshake.
    Secured(usize, &'static str),
    /// Nothing was sent for so many milliseconds, on purpose.
    Paused(u32),
    /// An answer came in on a connection.
    Answered(usize, Answer),
    /// The other side closed a connection, or what it sent was no HTTP.
    Closed(usize),
}

/// An event, and when it was.
#[derive(Debug)]
pub struct Timed {
    /// How long after the beginning.
    pub at: Duration,
    /// What it was.
    pub event: Event,
}

/// One answer, interim or final.
#[derive(Debug)]
pub struct Answer {
    /// The method of the request that it answers.
    pub method: String,
    /// The head.
    pub head: ResponseHead,
    /// The content, decoded.
    pub content: Vec<u8>,
    /// Everything as it came; a head that came compressed as text, a line a field.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The exchange's number, where the answer names it.
    pub fn exchange(&self) -> Option<u64> {
        self.head.fields().text("Statusquo-Exchange")?.parse().ok()
    }
}

/// A trigger that was played.
#[derive(Debug, Default)]
pub struct Played {
    /// What happened, in order; what came back on parallel connections stands in the order of its codes,
    /// not of its times.
    pub events: Vec<Timed>,
}

impl Played {
    /// Every answer, in order.
    pub fn answers(&self) -> impl DoubleEndedIterator<Item = &Answer> {
        self.events.iter().filter_map(|timed| match &timed.event {
            Event::Answered(_, answer) => Some(answer),
            _ => None,
        })
    }

    /// The last answer with a code.
    pub fn answer(&self, code: u16) -> Option<&Answer> {
        self.answers().rev().find(|answer| answer.head.status == code)
    }

    /// The number of the exchange in which the code of a trigger came: as that of an answer, or within a content.
    pub fn happened(&self, trigger: &Trigger, code: u16) -> Option<u64> {
        let Some(outer) = trigger.inside() else { return self.exchange(code) };
        let status = format!("HTTP/1.1 {code} ");
        let holds = |answer: &Answer| answer.content.windows(status.len()).any(|part| part == status.as_bytes());
        self.answer(outer).filter(|answer| holds(answer))?.exchange()
    }

    /// The number of the exchange in which a code came: an interim answer does not name it, the final one after it does.
    pub fn exchange(&self, code: u16) -> Option<u64> {
        let at = self.answers().enumerate().filter(|(_, answer)| answer.head.status == code).last()?.0;
        self.answers().skip(at).find_map(Answer::exchange)
    }

    /// The whole as text: `>` before what went out, `<` before what came in, `#` before what is to know.
    pub fn transcript(&self) -> String {
        let mut out = String::new();
        let parallel = self.events.iter().any(|timed| matches!(timed.event, Event::Sent(1.., _)));
        let (mut last, mut answered) = (if parallel { usize::MAX } else { 0 }, false);
        for Timed { event, .. } in &self.events {
            let (connection, mark, bytes) = match event {
                Event::Sent(connection, bytes) => (*connection, '>', bytes),
                Event::Answered(connection, answer) => (*connection, '<', &answer.bytes),
                Event::Paused(milliseconds) => {
                    let _ = writeln!(out, "# {milliseconds} ms of silence");
                    continue;
                }
                Event::Secured(_, server) => {
                    let _ = writeln!(out, "# over TLS; the handshake asks for {server}");
                    continue;
                }
                Event::Closed(_) => continue,
            };
            if answered && mark == '>' {
                out.push('\n');
            }
            answered = mark == '<';
            if connection != last {
                let _ = writeln!(out, "# connection {}", connection + 1);
                last = connection;
            }
            for line in lines(bytes) {
                let _ = writeln!(out, "{}", format!("{mark} {line}").trim_end());
            }
        }
        out
    }
}

/// Bytes as lines that a terminal can show: the CRLF of each goes unsaid, other controls are escaped, long ones are cut.
fn lines(bytes: &[u8]) -> Vec<String> {
    let whole = bytes.strip_suffix(b"\r\n").or_else(|| bytes.strip_suffix(b"\n")).unwrap_or(bytes);
    whole.split(|byte| *byte == b'\n').map(line).collect()
}

/// Longer lines are cut, since nobody reads 8,000 octets of one.
const LONG: usize = 400;

fn line(bytes: &[u8]) -> String {
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    let shown = if bytes.len() > LONG { &bytes[..60] } else { bytes };
    let mut text = String::new();
    for character in String::from_utf8_lossy(shown).chars() {
        match character {
            '\t' => text.push(character),
            _ if character.is_control() => text.extend(character.escape_default()),
            _ => text.push(character),
        }
    }
    if bytes.len() > LONG {
        let _ = write!(text, "… ({} octets in this line)", bytes.len());
    }
    text
}
