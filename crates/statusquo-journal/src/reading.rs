//! What went over the wire, read as messages: heads, fields and content, as far as broken octets can be read at all.

use crate::{Direction, Record, Traffic};
use std::borrow::Cow;
use std::time::Duration;

/// A head, and what followed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message<'m> {
    /// How many octets had gone this way before it.
    pub at: usize,
    /// The octets of the head, with the empty line that ends it, if it came.
    pub head: &'m [u8],
    /// All that followed until the next head: content as it was framed, and trailers. Octets that were not kept are missing.
    pub content: &'m [u8],
}

impl<'m> Message<'m> {
    /// The octets from a place on as a head and what follows it.
    fn read(octets: &'m [u8], mut at: usize) -> Self {
        while octets[at..].starts_with(b"\r\n") {
            at += 2;
        }
        let mut end = at;
        for line in octets[at..].split_inclusive(|octet| *octet == b'\n') {
            end += line.len();
            if matches!(line, b"\n" | b"\r\n") {
                break;
            }
        }
        Self { at, head: &octets[at..end], content: &octets[end..] }
    }

    /// Its first line, where that is none of its fields: a request line or a status line.
    pub fn line(self) -> Option<Cow<'m, str>> {
        let line = self.lines().next()?;
        (!line.starts_with(b":")).then(|| String::from_utf8_lossy(line))
    }

    /// Its fields in order; in HTTP/2 and HTTP/3 the control data come first, as `:method` or `:status`.
    pub fn fields(self) -> impl Iterator<Item = (Cow<'m, str>, Cow<'m, str>)> {
        let first = usize::from(self.line().is_some());
        self.lines().skip(first).map(|line| {
            // The colon before control data ends no name.
            let colon = line.iter().skip(1).position(|octet| *octet == b':').map_or(line.len(), |colon| colon + 1);
            let (name, value) = line.split_at(colon);
            let value = value.strip_prefix(b":").unwrap_or(value);
            (String::from_utf8_lossy(name), String::from_utf8_lossy(value.trim_ascii()))
        })
    }

    /// The value of the first field with this name.
    pub fn field(self, name: &str) -> Option<Cow<'m, str>> {
        self.fields().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The code, if it is an answer.
    pub fn code(self) -> Option<u16> {
        let code = match self.line() {
            Some(line) => line.strip_prefix("HTTP/")?.split(' ').nth(1)?.parse(),
            None => self.field(":status")?.parse(),
        };
        code.ok()
    }

    fn lines(self) -> impl Iterator<Item = &'m [u8]> {
        let lines = self.head.split(|octet| *octet == b'\n');
        lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line)).filter(|line| !line.is_empty())
    }
}

impl Traffic {
    /// The request.
    pub fn request(&self) -> Message<'_> {
        Message::read(&self.received, 0)
    }

    /// The answers, interim ones first; the last is the final one, unless none went out.
    pub fn answers(&self) -> Vec<Message<'_>> {
        let mut answers = Vec::new();
        let mut at = 0;
        while at < self.sent.len() {
            let mut answer = Message::read(&self.sent, at);
            let interim = matches!(answer.code(), Some(100 | 102..=199));
            at = if interim { answer.at + answer.head.len() } else { self.sent.len() };
            if interim {
                answer.content = &[];
            }
            answers.push(answer);
        }
        answers
    }

    /// When the frames with heads went to the client.
    fn heads_sent(&self) -> impl Iterator<Item = Duration> {
        let frames = self.frames.iter().filter(|frame| frame.direction == Direction::Sent && frame.kind == "HEADERS");
        frames.map(|frame| Duration::from_micros(frame.at_micros))
    }

    /// When the parts of the request came.
    fn received_at(&self) -> impl Iterator<Item = Duration> {
        let frames = self.frames.iter().filter(|frame| matches!(&*frame.kind, "HEADERS" | "CONTINUATION" | "DATA"));
        let frames = frames.map(|frame| (frame.direction, frame.at_micros));
        let runs = self.runs.iter().filter(|_| self.frames.is_empty()).map(|run| (run.direction, run.at_micros));
        let received = frames.chain(runs).filter(|(direction, _)| *direction == Direction::Received);
        received.map(|(_, at)| Duration::from_micros(at))
    }

    /// When the octet in this place went that way.
    fn moment(&self, direction: Direction, place: usize) -> Option<Duration> {
        let mut passed = 0;
        let mut runs = self.runs.iter().filter(|run| run.direction == direction);
        let run = runs.find(|run| {
            passed += run.length;
            passed > place as u64
        })?;
        Some(Duration::from_micros(run.at_micros))
    }
}

/// When the parts of an exchange went, counted from its first octet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timing {
    /// When the last of the request that the answer waited for began to come.
    pub asked: Duration,
    /// The interim answers, and when each went.
    pub interim: Vec<(u16, Duration)>,
    /// When the head of the final answer went.
    pub answered: Duration,
    /// When its last octet had gone.
    pub ended: Duration,
}

impl<W> Record<W> {
    /// When its parts went: by the frames of the versions that have them, else by the runs of octets.
    pub fn timing(&self) -> Timing {
        let traffic = &self.traffic;
        let answers = traffic.answers();
        let heads: Vec<Duration> = traffic.heads_sent().collect();
        let at = |(place, answer): (usize, &Message<'_>)| {
            let sent = heads.get(place).copied().or_else(|| traffic.moment(Direction::Sent, answer.at));
            sent.unwrap_or(self.duration).min(self.duration)
        };
        let before = answers.len().saturating_sub(1);
        let answered = answers.iter().enumerate().next_back().map_or(self.duration, at);
        let interim = answers.iter().enumerate().take(before);
        Timing {
            asked: traffic.received_at().filter(|at| *at <= answered).max().unwrap_or_default(),
            interim: interim.filter_map(|(place, answer)| Some((answer.code()?, at((place, answer))))).collect(),
            answered,
            ended: self.duration,
        }
    }
}
