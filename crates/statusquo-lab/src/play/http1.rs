//! A connection of the player that speaks HTTP/1.1: the bytes of the steps, as they are.

use super::carrier::Carrier;
use super::failed::{Failed, failed};
use super::notes::Notes;
use super::{Answer, Event, MOST, PATIENCE};
use statusquo_wire::h1::{ContentReader, HeadReader, ResponseReader};
use statusquo_wire::{Limits, Request};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{Instant, timeout_at};

/// One connection.
pub(super) struct Line {
    stream: Box<dyn Carrier>,
    pub(super) number: usize,
    /// What was sent and not yet counted as requests.
    sent: Vec<u8>,
    input: Vec<u8>,
    /// The methods of the requests sent, in order.
    methods: Vec<String>,
    answered: usize,
    /// How many final answers are still to come.
    owed: usize,
    /// Whether the last request is not whole yet: its head, or its content.
    partial: bool,
    pub(super) closed: bool,
}

impl Line {
    pub(super) fn new(stream: Box<dyn Carrier>, number: usize) -> Self {
        Self {
            stream,
            number,
            sent: Vec::new(),
            input: Vec::new(),
            methods: Vec::new(),
            answered: 0,
            owed: 0,
            partial: false,
            closed: false,
        }
    }

    pub(super) async fn send(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Failed> {
        self.stream.write_all(bytes).await.map_err(failed("cannot send"))?;
        self.sent.extend_from_slice(bytes);
        self.count();
        Ok(bytes.to_vec())
    }

    /// Counts the requests in what was sent, as a server would.
    fn count(&mut self) {
        let limits = Limits::default();
        self.methods.truncate(self.answered);
        let mut rest = &self.sent[..];
        let mut methods = Vec::new();
        self.partial = false;
        while !rest.is_empty() {
            let (mut reader, mut request) = (HeadReader::default(), Request::default());
            let used = reader.advance(rest, &limits, &mut request);
            methods.push(request.method().to_owned());
            let Some(used) = used.filter(|_| request.violation.is_none()) else {
                self.partial = request.violation.is_none();
                break;
            };
            rest = &rest[used..];
            match ContentReader::new(request.framing).advance(rest, &limits, |_| {}) {
                Ok(progress) if progress.done => rest = &rest[progress.used..],
                unfinished => {
                    self.partial = unfinished.is_ok();
                    break;
                }
            }
        }
        self.owed = methods.len().saturating_sub(self.answered);
        self.methods = methods;
    }

    /// Reads the answers that are owed; while a request is not whole, any one answer will do, unless it is the end.
    pub(super) async fn listen(&mut self, notes: &mut Notes<'_>, end: bool) -> Result<(), Failed> {
        let until = Instant::now() + PATIENCE;
        while !self.closed && self.owed > 0 {
            let method = self.methods.get(self.answered).cloned().unwrap_or_default();
            let Some(answer) = self.answer(method, until).await? else {
                self.closed = true;
                notes.note(Event::Closed(self.number));
                break;
            };
            let status = answer.head.status;
            self.closed |= answer.head.close || status == 101;
            notes.note(Event::Answered(self.number, answer));
            if status >= 200 || status == 101 {
                self.answered += 1;
                self.owed -= 1;
            }
            if self.partial && !end {
                break;
            }
        }
        Ok(())
    }

    async fn answer(&mut self, method: String, until: Instant) -> Result<Option<Answer>, Failed> {
        let limits = Limits::default();
        let mut reader = ResponseReader::new(&method);
        let no_http = |violation| Failed::Broken(format!("the answer is no HTTP: {violation}"));
        let (head, used) = loop {
            if let Some(read) = reader.advance(&self.input, &limits).map_err(no_http)? {
                break read;
            }
            if !self.read(until).await? {
                return Ok(None);
            }
        };
        let mut bytes: Vec<u8> = self.input.drain(..used).collect();
        let mut content = Vec::new();
        let mut reader = ContentReader::new(head.framing);
        while !reader.is_done() {
            let progress =
                reader.advance(&self.input, &limits, |data| content.extend_from_slice(data)).map_err(no_http)?;
            bytes.extend(self.input.drain(..progress.used));
            if progress.done || bytes.len() > MOST || !self.read(until).await? {
                break;
            }
        }
        // A content that broke off ended its connection.
        self.closed |= !reader.is_done();
        Ok(Some(Answer { method, head, content, bytes }))
    }

    async fn read(&mut self, until: Instant) -> Result<bool, Failed> {
        match timeout_at(until, self.stream.read_buf(&mut self.input)).await {
            Ok(read) => Ok(read.is_ok_and(|count| count > 0)),
            Err(_) => Err(Failed::Broken(format!("no answer within {} s", PATIENCE.as_secs()))),
        }
    }
}
