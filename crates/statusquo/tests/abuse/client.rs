//! A client over real sockets that reads answers strictly and has each judged; it fails, but never hangs.

use socket2::{Domain, Socket, Type};
use statusquo_catalog::Level;
use statusquo_check::{Answer as Judged, Outcome};
use statusquo_wire::Limits;
use statusquo_wire::h1::{ContentReader, ResponseHead, ResponseReader};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

/// The longest wait for anything.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// One answer, interim or final.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) head: ResponseHead,
    pub(crate) content: Vec<u8>,
}

impl Answer {
    pub(crate) fn code(&self) -> u16 {
        self.head.status
    }
}

/// A connection and what was read from it but not yet used.
#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) stream: TcpStream,
    read: Vec<u8>,
    used: usize,
}

/// What is set on a socket before it connects, beyond the usual.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    /// The client's own address, which is some of loopback: each has ports of its own.
    pub(crate) from: Option<Ipv4Addr>,
    /// A receive buffer that is as small as it can be.
    pub(crate) hardly_receives: bool,
    /// Closing resets the connection.
    pub(crate) resets: bool,
}

pub(crate) fn connect(address: SocketAddr, options: Options) -> Result<TcpStream, String> {
    let open = || {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
        if let Some(from) = options.from {
            socket.bind(&SocketAddr::new(from.into(), 0).into())?;
        }
        if options.hardly_receives {
            socket.set_recv_buffer_size(1)?;
        }
        if options.resets {
            socket.set_linger(Some(Duration::ZERO))?;
        }
        socket.connect_timeout(&address.into(), PATIENCE)?;
        socket.set_tcp_nodelay(true)?;
        socket.set_read_timeout(Some(PATIENCE))?;
        socket.set_write_timeout(Some(PATIENCE))?;
        Ok(socket.into())
    };
    open().map_err(|error: std::io::Error| format!("cannot connect: {error}"))
}

impl Client {
    pub(crate) fn connect(address: SocketAddr) -> Result<Self, String> {
        connect(address, Options::default()).map(Self::over)
    }

    pub(crate) fn over(stream: TcpStream) -> Self {
        Self { stream, read: Vec::new(), used: 0 }
    }

    pub(crate) fn send(&mut self, octets: impl AsRef<[u8]>) -> Result<(), String> {
        self.stream.write_all(octets.as_ref()).map_err(|error| format!("cannot send: {error}"))
    }

    /// Closes our direction.
    pub(crate) fn close_half(&mut self) -> Result<(), String> {
        self.stream.shutdown(Shutdown::Write).map_err(|error| format!("cannot close: {error}"))
    }

    /// The next answer, interim or final, to a request with this method.
    pub(crate) fn answer(&mut self, method: &str) -> Result<Answer, String> {
        self.answer_if_any(method)?.ok_or_else(|| "the connection ended in place of an answer".to_owned())
    }

    /// The next final answer, whatever interim ones come before.
    pub(crate) fn last_answer(&mut self, method: &str) -> Result<Answer, String> {
        loop {
            let answer = self.answer(method)?;
            if answer.code() >= 200 {
                return Ok(answer);
            }
        }
    }

    /// The next answer, or none if the connection ends first.
    pub(crate) fn answer_if_any(&mut self, method: &str) -> Result<Option<Answer>, String> {
        let limits = Limits::default();
        let mut reader = ResponseReader::new(method);
        let head = loop {
            let read = reader.advance(&self.read[self.used..], &limits);
            match read.map_err(|violation| format!("the answer breaks a rule: {violation}"))? {
                Some((head, used)) => {
                    self.used += used;
                    break head;
                }
                None if self.fill()? => {}
                None if self.used == self.read.len() => return Ok(None),
                None => return Err("the connection ended within a head".to_owned()),
            }
        };
        let mut content = Vec::new();
        let mut reader = ContentReader::new(head.framing);
        while !reader.is_done() {
            let progress = reader.advance(&self.read[self.used..], &limits, |data| content.extend_from_slice(data));
            let progress = progress.map_err(|violation| format!("the answer breaks a rule: {violation}"))?;
            self.used += progress.used;
            if !progress.done && !self.fill()? {
                match reader.ends_with_connection() {
                    true => break,
                    false => return Err(format!("the connection ended after {} octets of content", content.len())),
                }
            }
        }
        let answer = Answer { head, content };
        judge(method, &answer)?;
        Ok(Some(answer))
    }

    /// Checks that nothing more comes, and that the end is an orderly one: FIN, not RST.
    pub(crate) fn end(&mut self) -> Result<(), String> {
        match self.used < self.read.len() || self.fill()? {
            false => Ok(()),
            true => Err(format!("more came than was to come: {:?}", self.shown())),
        }
    }

    /// Exactly so many octets of another protocol, after 101.
    pub(crate) fn octets(&mut self, count: usize) -> Result<Vec<u8>, String> {
        while self.read.len() - self.used < count {
            if !self.fill()? {
                return Err(format!("the connection ended before {count} octets"));
            }
        }
        self.used += count;
        Ok(self.read[self.used - count..self.used].to_vec())
    }

    /// Reads more; false at the end.
    fn fill(&mut self) -> Result<bool, String> {
        self.read.drain(..self.used);
        self.used = 0;
        let mut piece = [0; 16 * 1024];
        match self.stream.read(&mut piece) {
            Ok(count) => {
                self.read.extend_from_slice(&piece[..count]);
                Ok(count > 0)
            }
            Err(error) => Err(format!("cannot read: {error}; before: {:?}", self.shown())),
        }
    }

    fn shown(&self) -> String {
        let unused = &self.read[self.used..];
        String::from_utf8_lossy(&unused[..unused.len().min(200)]).into_owned()
    }
}

/// No answer breaks a MUST, whatever goes on.
fn judge(method: &str, answer: &Answer) -> Result<(), String> {
    let judged = Judged::of(method, &answer.head, &answer.content);
    match statusquo_check::judge(&judged)
        .iter()
        .find(|finding| finding.outcome == Outcome::Broken && finding.duty.level == Level::Must)
    {
        None => Ok(()),
        Some(finding) => Err(format!("{} breaks a MUST, {}: {}", answer.code(), finding.duty.text, finding.evidence)),
    }
}
