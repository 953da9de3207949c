//! A small client of our own, for whatever is not the load itself: preparing, warming up, looking at one answer.

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many requests are sent before their answers are read.
const BATCH: usize = 16;

/// A connection to a candidate.
#[derive(Debug)]
pub(crate) struct Client {
    stream: TcpStream,
    unread: Vec<u8>,
}

/// What is looked at in an answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer {
    /// Its status code.
    pub(crate) status: u16,
    /// Octets of its head.
    pub(crate) head: usize,
    /// Octets of its content.
    pub(crate) content: usize,
}

/// A GET request for a path, with a further field line.
pub(crate) fn get(path: &str, field: Option<&str>) -> String {
    let field = field.map(|field| format!("{field}\r\n")).unwrap_or_default();
    format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{field}\r\n")
}

/// A PUT request with so many octets of text.
pub(crate) fn put(path: &str, octets: usize) -> String {
    let head = format!("PUT {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n");
    format!("{head}Content-Length: {octets}\r\n\r\n{}", "x".repeat(octets))
}

impl Client {
    /// A new connection.
    pub(crate) fn to(port: u16) -> std::io::Result<Self> {
        Self::over(TcpStream::connect((Ipv4Addr::LOCALHOST, port))?)
    }

    /// Over a connection that is there.
    pub(crate) fn over(stream: TcpStream) -> std::io::Result<Self> {
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(Self { stream, unread: Vec::new() })
    }

    /// Sends a request and reads its answer.
    pub(crate) fn ask(&mut self, request: &str) -> std::io::Result<Answer> {
        self.stream.write_all(request.as_bytes())?;
        self.answer()
    }

    /// Sends the same request so many times, some at once; the last answer.
    pub(crate) fn repeat(&mut self, request: &str, times: usize) -> std::io::Result<Answer> {
        self.all((0..times).map(|_| request))
    }

    /// Sends requests, some at once; the last answer. All answers have the status of the first.
    pub(crate) fn all(&mut self, requests: impl Iterator<Item = impl AsRef<str>>) -> std::io::Result<Answer> {
        let mut requests = requests.peekable();
        let mut last: Option<Answer> = None;
        let mut octets = String::new();
        while requests.peek().is_some() {
            octets.clear();
            let mut batch = 0;
            for request in requests.by_ref().take(BATCH) {
                octets.push_str(request.as_ref());
                batch += 1;
            }
            self.stream.write_all(octets.as_bytes())?;
            for _ in 0..batch {
                let answer = self.answer()?;
                if last.is_some_and(|last| last.status != answer.status) {
                    return Err(wrong(&format!("an answer has suddenly the status {}", answer.status)));
                }
                last = Some(answer);
            }
        }
        last.ok_or_else(|| wrong("nothing was asked"))
    }

    /// Reads one answer.
    fn answer(&mut self) -> std::io::Result<Answer> {
        let head = loop {
            let found = self.unread.windows(4).position(|window| window == b"\r\n\r\n");
            match found {
                Some(at) => break at + 4,
                None => self.read()?,
            }
        };
        let text = String::from_utf8_lossy(&self.unread[..head]).to_ascii_lowercase();
        let status = text.split(' ').nth(1).and_then(|word| word.parse().ok());
        let status = status.ok_or_else(|| wrong("an answer has no status code"))?;
        let length = text.lines().find_map(|line| line.strip_prefix("content-length:"));
        let content = match (status, length.map(|length| length.trim().parse())) {
            (204 | 304, _) => 0,
            (_, Some(Ok(length))) => length,
            _ => return Err(wrong("an answer does not say how long it is")),
        };
        while self.unread.len() < head + content {
            self.read()?;
        }
        self.unread.drain(..head + content);
        Ok(Answer { status, head, content })
    }

    fn read(&mut self) -> std::io::Result<()> {
        let mut piece = [0; 16 * 1024];
        match self.stream.read(&mut piece)? {
            0 => Err(ErrorKind::UnexpectedEof.into()),
            read => {
                self.unread.extend_from_slice(&piece[..read]);
                Ok(())
            }
        }
    }
}

fn wrong(what: &str) -> std::io::Error {
    std::io::Error::new(ErrorKind::InvalidData, what.to_owned())
}
