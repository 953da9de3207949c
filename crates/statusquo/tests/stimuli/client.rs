//! A client that sends what it is told, byte by byte if it must, and reads answers strictly; it fails, but never hangs.

use statusquo_wire::Limits;
use statusquo_wire::h1::{ContentReader, ResponseReader};
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

/// The longest wait for anything.
const PATIENCE: Duration = Duration::from_secs(10);

/// How what is sent is cut into packets.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cut {
    /// Not at all.
    Nowhere,
    /// Before every octet.
    Everywhere,
    /// Before this one.
    At(usize),
}

/// One answer, interim or final.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: u16,
    /// Whether it announces the end of the connection.
    pub(crate) close: bool,
    pub(crate) content: Vec<u8>,
}

/// A connection and what was read from it but not yet used.
#[derive(Debug)]
pub(crate) struct Client {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Client {
    pub(crate) fn connect(address: SocketAddr) -> Result<Self, String> {
        let open = || {
            let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_write_timeout(Some(PATIENCE))?;
            Ok(Self { stream, read: Vec::new() })
        };
        open().map_err(|error: std::io::Error| format!("cannot connect: {error}"))
    }

    pub(crate) fn send(&mut self, bytes: &[u8], cut: Cut) -> Result<(), String> {
        let pieces: Vec<&[u8]> = match cut {
            Cut::Nowhere => vec![bytes],
            Cut::Everywhere => bytes.chunks(1).collect(),
            Cut::At(at) => <[_; 2]>::from(bytes.split_at(at.min(bytes.len()))).to_vec(),
        };
        for (at, piece) in pieces.iter().enumerate() {
            if at > 0 && matches!(cut, Cut::At(_)) {
                // Gives the server the chance to read the first piece by itself; nothing depends on whether it does.
                std::thread::sleep(Duration::from_millis(1));
            }
            self.stream.write_all(piece).map_err(|error| format!("cannot send: {error}"))?;
        }
        Ok(())
    }

    /// Closes our direction.
    pub(crate) fn close_half(&mut self) -> Result<(), String> {
        self.stream.shutdown(Shutdown::Write).map_err(|error| format!("cannot close: {error}"))
    }

    /// Reads the next answer, interim or final, to a request with this method.
    pub(crate) fn answer(&mut self, method: &str) -> Result<Answer, String> {
        let limits = Limits::default();
        let mut reader = ResponseReader::new(method);
        let head = loop {
            let read = reader.advance(&self.read, &limits);
            match read.map_err(|violation| format!("the answer breaks a rule: {violation}"))? {
                Some((head, used)) => {
                    self.read.drain(..used);
                    break head;
                }
                None if self.fill()? => {}
                None => return Err(format!("the connection ended in place of an answer, after {:?}", self.shown())),
            }
        };
        let mut content = Vec::new();
        let mut reader = ContentReader::new(head.framing);
        while !reader.is_done() {
            let progress = reader.advance(&self.read, &limits, |data| content.extend_from_slice(data));
            let progress = progress.map_err(|violation| format!("the answer breaks a rule: {violation}"))?;
            self.read.drain(..progress.used);
            if !progress.done && !self.fill()? {
                match reader.ends_with_connection() {
                    true => break,
                    false => return Err("the connection ended in the content of an answer".to_owned()),
                }
            }
        }
        Ok(Answer { code: head.status, close: head.close, content })
    }

    /// Checks that nothing more comes, and that the end is an orderly one: FIN, not RST.
    pub(crate) fn end(&mut self) -> Result<(), String> {
        while self.read.is_empty() && self.fill()? {}
        match self.read.is_empty() {
            true => Ok(()),
            false => Err(format!("more came than was to come: {:?}", self.shown())),
        }
    }

    /// Reads more; false at the end.
    fn fill(&mut self) -> Result<bool, String> {
        let mut piece = [0; 16 * 1024];
        match self.stream.read(&mut piece) {
            Ok(count) => {
                self.read.extend_from_slice(&piece[..count]);
                Ok(count > 0)
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                Err(format!("nothing came for {PATIENCE:?}, neither an answer nor the end; before: {:?}", self.shown()))
            }
            Err(error) => Err(format!("cannot read: {error}; before: {:?}", self.shown())),
        }
    }

    fn shown(&self) -> String {
        String::from_utf8_lossy(&self.read[..self.read.len().min(200)]).into_owned()
    }
}
