//! Plays a trigger: sends its steps over real sockets and keeps every byte that goes and comes.

use statusquo_catalog::{Step, Trigger};
use statusquo_wire::h1::{ContentReader, HeadReader, ResponseHead, ResponseReader};
use statusquo_wire::{Limits, Request};
use std::fmt::Write;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};

/// How long an answer may take; a head timeout is the longest cause of waiting.
const PATIENCE: Duration = Duration::from_secs(20);

/// The most octets of one answer that are read.
const MOST: usize = 4 * 1024 * 1024;

/// What happened, in order.
#[derive(Debug)]
pub enum Event {
    /// Bytes went out on a connection (counted from 0).
    Sent(usize, Vec<u8>),
    /// Nothing was sent for so many milliseconds, on purpose.
    Paused(u32),
    /// An answer came in on a connection.
    Answered(usize, Answer),
    /// The other side closed a connection, or what it sent was no HTTP.
    Closed(usize),
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
    /// Everything as it came.
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
    /// What happened, in order; what came back on parallel connections stands in the order of its codes.
    pub events: Vec<Event>,
}

impl Played {
    /// Every answer, in order.
    pub fn answers(&self) -> impl DoubleEndedIterator<Item = &Answer> {
        self.events.iter().filter_map(|event| match event {
            Event::Answered(_, answer) => Some(answer),
            _ => None,
        })
    }

    /// The last answer with a code.
    pub fn answer(&self, code: u16) -> Option<&Answer> {
        self.answers().rev().find(|answer| answer.head.status == code)
    }

    /// The number of the exchange in which a code came: an interim answer does not name it, the final one after it does.
    pub fn exchange(&self, code: u16) -> Option<u64> {
        let at = self.answers().enumerate().filter(|(_, answer)| answer.head.status == code).last()?.0;
        self.answers().skip(at).find_map(Answer::exchange)
    }

    /// The whole as text: `>` before what went out, `<` before what came in, `#` before what is to know.
    pub fn transcript(&self) -> String {
        let mut out = String::new();
        let parallel = self.events.iter().any(|event| matches!(event, Event::Sent(1.., _)));
        let (mut last, mut answered) = (if parallel { usize::MAX } else { 0 }, false);
        for event in &self.events {
            let (connection, mark, bytes) = match event {
                Event::Sent(connection, bytes) => (*connection, '>', bytes),
                Event::Answered(connection, answer) => (*connection, '<', &answer.bytes),
                Event::Paused(milliseconds) => {
                    let _ = writeln!(out, "# {milliseconds} ms of silence");
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

/// Plays a trigger against a server.
///
/// # Errors
///
/// When the server cannot be connected to, does not answer in time, or sends what is no HTTP.
pub async fn play(trigger: &Trigger, server: SocketAddr) -> Result<Played, Failed> {
    let mut player = Player { server, played: Played::default(), captured: Vec::new(), connections: 0 };
    let mut current: Option<Line> = None;
    for (at, step) in trigger.steps.iter().enumerate() {
        let last = at + 1 == trigger.steps.len();
        let bytes = player.fill_in(step.send);
        if let Some(connections) = step.parallel {
            player.parallel(&bytes, connections).await?;
            continue;
        }
        for _ in 0..step.repeat.unwrap_or(1) {
            let line = match current.take().filter(|line| !line.closed) {
                Some(line) => line,
                None => player.connect().await?,
            };
            let current = current.insert(line);
            current.send(&bytes).await?;
            player.played.events.push(Event::Sent(current.number, bytes.clone()));
            match step.wait_ms {
                Some(milliseconds) => {
                    tokio::time::sleep(Duration::from_millis(milliseconds.into())).await;
                    player.played.events.push(Event::Paused(milliseconds));
                }
                None => current.listen(&mut player.played, last).await?,
            }
        }
        player.capture(step);
    }
    if let Some(current) = &mut current {
        current.listen(&mut player.played, true).await?;
    }
    Ok(player.played)
}

/// A trigger could not be played.
#[derive(Debug)]
pub struct Failed(String);

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failed {}

fn failed(what: &str) -> impl Fn(std::io::Error) -> Failed {
    move |error| Failed(format!("{what}: {error}"))
}

struct Player {
    server: SocketAddr,
    played: Played,
    captured: Vec<(&'static str, String)>,
    connections: usize,
}

impl Player {
    async fn connect(&mut self) -> Result<Line, Failed> {
        let stream = TcpStream::connect(self.server).await.map_err(failed("cannot connect"))?;
        stream.set_nodelay(true).map_err(failed("cannot set up the connection"))?;
        let number = self.connections;
        self.connections += 1;
        Ok(Line {
            stream,
            number,
            sent: Vec::new(),
            input: Vec::new(),
            methods: Vec::new(),
            answered: 0,
            owed: 0,
            partial: false,
            closed: false,
        })
    }

    fn fill_in(&self, text: &str) -> Vec<u8> {
        let mut text = text.replace("{authority}", &self.server.to_string());
        for (name, value) in &self.captured {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text.into_bytes()
    }

    fn capture(&mut self, step: &Step) {
        let Some(capture) = step.capture else { return };
        let value = self.played.answers().last().and_then(|answer| answer.head.fields().text(capture.field));
        let value = value.unwrap_or_default().to_owned();
        self.captured.push((capture.name, value));
    }

    /// Sends the same on several connections at once and waits for all their answers.
    async fn parallel(&mut self, bytes: &[u8], connections: u16) -> Result<(), Failed> {
        let mut lines = Vec::new();
        for _ in 0..connections {
            lines.push(self.connect().await?);
        }
        for line in &mut lines {
            line.send(bytes).await?;
            self.played.events.push(Event::Sent(line.number, bytes.to_vec()));
        }
        let mut heard = Vec::new();
        for mut line in lines {
            let mut played = Played::default();
            line.listen(&mut played, true).await?;
            heard.push(played);
        }
        heard.sort_by_key(|played| played.answers().last().map(|answer| answer.head.status));
        self.played.events.extend(heard.into_iter().flat_map(|played| played.events));
        Ok(())
    }
}

/// One connection of the player.
struct Line {
    stream: TcpStream,
    number: usize,
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
    closed: bool,
}

impl Line {
    async fn send(&mut self, bytes: &[u8]) -> Result<(), Failed> {
        self.stream.write_all(bytes).await.map_err(failed("cannot send"))?;
        self.sent.extend_from_slice(bytes);
        self.count();
        Ok(())
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
    async fn listen(&mut self, played: &mut Played, end: bool) -> Result<(), Failed> {
        let until = Instant::now() + PATIENCE;
        while !self.closed && self.owed > 0 {
            let method = self.methods.get(self.answered).cloned().unwrap_or_default();
            let Some(answer) = self.answer(method, until).await? else {
                self.closed = true;
                played.events.push(Event::Closed(self.number));
                break;
            };
            let status = answer.head.status;
            self.closed |= answer.head.close || status == 101;
            played.events.push(Event::Answered(self.number, answer));
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
        let no_http = |violation| Failed(format!("the answer is no HTTP: {violation}"));
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
            Err(_) => Err(Failed(format!("no answer within {} s", PATIENCE.as_secs()))),
        }
    }
}
