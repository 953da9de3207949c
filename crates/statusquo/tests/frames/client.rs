//! A client that sends raw frames and writes down what comes back, a word an event; it fails, but never hangs.

use super::build::{DATA, END_STREAM, ERRORS, GOAWAY, HEADERS, PING, RST_STREAM, SETTINGS, WINDOW_UPDATE, frame};
use rustls::{ClientConnection, StreamOwned};
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// The longest wait for anything.
const PATIENCE: Duration = Duration::from_secs(10);

/// The payload of the ping that asks whether the connection is still open.
const PROBE: &[u8; 8] = b"open yet";

/// A connection, and what came on it.
#[derive(Debug)]
pub(crate) struct Client {
    stream: Transport,
    read: Vec<u8>,
    /// What came, in order: `1:200`, `1:end`, `1:RST CANCEL`, `GOAWAY NO_ERROR`, `PING ack`, `closed`.
    pub(crate) trace: Vec<String>,
    /// The content of all answers.
    pub(crate) content: Vec<u8>,
    /// The SETTINGS that the server announced.
    pub(crate) settings: Vec<u8>,
    /// Each DATA frame is an event.
    pub(crate) sizes: bool,
    probed: bool,
}

/// What frames travel on.
#[derive(Debug)]
pub(crate) enum Transport {
    Cleartext(TcpStream),
    Tls(Box<StreamOwned<ClientConnection, TcpStream>>),
}

/// A connected socket that does not wait for ever.
pub(crate) fn socket(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect_timeout(&address, PATIENCE).expect("a connection");
    stream.set_nodelay(true).expect("an option");
    stream.set_read_timeout(Some(PATIENCE)).expect("a time");
    stream.set_write_timeout(Some(PATIENCE)).expect("a time");
    stream
}

impl Client {
    pub(crate) fn connect(address: SocketAddr) -> Self {
        Self::over(Transport::Cleartext(socket(address)))
    }

    pub(crate) fn over(stream: Transport) -> Self {
        let (read, trace, content, settings) = Default::default();
        Self { stream, read, trace, content, settings, sizes: false, probed: false }
    }

    pub(crate) fn is_over_tls(&self) -> bool {
        matches!(self.stream, Transport::Tls(_))
    }

    /// Sends bytes; false if the server does not take them any more.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> bool {
        match &mut self.stream {
            Transport::Cleartext(stream) => stream.write_all(bytes).is_ok(),
            Transport::Tls(stream) => stream.write_all(bytes).and_then(|()| stream.flush()).is_ok(),
        }
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.trace.last().is_some_and(|event| event == "closed" || event == "reset")
    }

    /// Listens until so many events have come, or the connection has ended.
    pub(crate) fn listen(&mut self, events: usize) -> Result<(), String> {
        while self.trace.len() < events && !self.is_closed() {
            self.step()?;
        }
        Ok(())
    }

    /// Whether the connection is still open: a ping is answered, and whatever comes before its answer is written down.
    pub(crate) fn probe(&mut self) -> Result<(), String> {
        self.probed = false;
        self.send(&frame(PING, 0, 0, PROBE));
        while !self.probed && !self.is_closed() {
            self.step()?;
        }
        Ok(())
    }

    /// Closes our direction.
    pub(crate) fn close_half(&mut self) {
        if let Transport::Cleartext(stream) = &self.stream {
            let _ = stream.shutdown(std::net::Shutdown::Write);
        }
    }

    /// Takes the next frame.
    fn step(&mut self) -> Result<(), String> {
        while self.read.len() < 9 || self.read.len() < 9 + self.length() {
            let mut piece = [0; 16 * 1024];
            let read = match &mut self.stream {
                Transport::Cleartext(stream) => stream.read(&mut piece),
                Transport::Tls(stream) => stream.read(&mut piece),
            };
            match read {
                Ok(0) => return self.note("closed".to_owned()),
                Ok(count) => self.read.extend_from_slice(&piece[..count]),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    return Err(format!("nothing came for {PATIENCE:?}, after {:?}", self.trace));
                }
                Err(_) => return self.note("reset".to_owned()),
            }
        }
        let rest = self.read.split_off(9 + self.length());
        let taken = std::mem::replace(&mut self.read, rest);
        let (kind, flags) = (taken[3], taken[4]);
        let stream = u32::from_be_bytes([taken[5], taken[6], taken[7], taken[8]]);
        let payload = &taken[9..];
        let error = |at: usize| {
            let code = u32::from_be_bytes([payload[at], payload[at + 1], payload[at + 2], payload[at + 3]]);
            ERRORS.get(code as usize).map_or(format!("{code:#x}"), |name| (*name).to_owned())
        };
        match kind {
            DATA => {
                self.content.extend_from_slice(payload);
                if self.sizes && !payload.is_empty() {
                    self.note(format!("{stream}:DATA {}", taken.len() - 9))?;
                }
            }
            HEADERS => self.note(format!("{stream}:{}", status(payload)))?,
            RST_STREAM => self.note(format!("{stream}:RST {}", error(0)))?,
            GOAWAY => self.note(format!("GOAWAY {}", error(4)))?,
            PING if flags & 1 != 0 && payload == PROBE => self.probed = true,
            PING if flags & 1 != 0 => self.note("PING ack".to_owned())?,
            PING => self.note("PING".to_owned())?,
            SETTINGS if flags & 1 == 0 => self.settings = payload.to_vec(),
            SETTINGS | WINDOW_UPDATE => {}
            other => self.note(format!("{stream}:frame {other}"))?,
        }
        if matches!(kind, DATA | HEADERS) && flags & END_STREAM != 0 {
            self.note(format!("{stream}:end"))?;
        }
        Ok(())
    }

    fn note(&mut self, event: String) -> Result<(), String> {
        self.trace.push(event);
        Ok(())
    }

    fn length(&self) -> usize {
        u32::from_be_bytes([0, self.read[0], self.read[1], self.read[2]]) as usize
    }
}

/// The status at the beginning of a field section. The server was told to keep no dynamic table, so it is one of the
/// seven of the static one, or a literal whose digits are Huffman-coded (RFC 7541 §5.2, §6, Appendix B).
fn status(section: &[u8]) -> String {
    let updates = section.iter().take_while(|octet| **octet & 0xe0 == 0x20).count();
    let section = &section[updates..];
    match section {
        [indexed @ 0x88..=0x8e, ..] => {
            ["200", "204", "206", "304", "400", "404", "500"][usize::from(indexed - 0x88)].to_owned()
        }
        [0x08 | 0x18 | 0x48, 0x03, digits @ ..] => String::from_utf8_lossy(&digits[..3]).into_owned(),
        [0x08 | 0x18 | 0x48, length, coded @ ..] if length & 0x80 != 0 => digits(&coded[..usize::from(length & 0x7f)]),
        _ => "trailers".to_owned(),
    }
}

/// Three digits in their Huffman code: five bits for 0 to 2, six for the others.
fn digits(coded: &[u8]) -> String {
    let mut bits = coded.iter().flat_map(|octet| (0..8).rev().map(move |bit| u32::from(octet >> bit & 1)));
    let mut take = |count| bits.by_ref().take(count).fold(0, |number, bit| number << 1 | bit);
    let digit = |_| {
        let five = take(5);
        char::from_digit(if five < 3 { five } else { (five << 1 | take(1)) - 0x19 + 3 }, 10).unwrap_or('?')
    };
    (0..3).map(digit).collect()
}
