//! A raw client: writes exactly the octets that a test gives it, and reads answers strictly.

use super::{Answer, PATIENCE, judging};
use statusquo_wire::h1::{ContentReader, ResponseReader};
use statusquo_wire::{Limits, Version};
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};

/// One connection.
pub(crate) struct Client {
    stream: TcpStream,
    address: SocketAddr,
    input: Vec<u8>,
    /// The version of the requests that are sent.
    version: Version,
}

/// A request as octets: Host is added if no field line names it, Content-Length if there is content and none is told.
pub(crate) fn request(address: SocketAddr, line: &str, fields: &[&str], content: &[u8]) -> Vec<u8> {
    let names = |name: &str| fields.iter().any(|field| field.to_ascii_lowercase().starts_with(name));
    let mut head = format!("{line} HTTP/1.1\r\n");
    if !names("host:") {
        head += &format!("Host: {address}\r\n");
    }
    for field in fields {
        head += &format!("{field}\r\n");
    }
    let brings = !content.is_empty() || line.starts_with("PUT ") || line.starts_with("POST ");
    if brings && !names("content-length:") && !names("transfer-encoding:") {
        head += &format!("Content-Length: {}\r\n", content.len());
    }
    [head.as_bytes(), b"\r\n", content].concat()
}

impl Client {
    pub(crate) fn connect(address: SocketAddr) -> Self {
        Self::over(TcpStream::connect(address).expect("a connection"), address)
    }

    pub(crate) fn over(stream: TcpStream, address: SocketAddr) -> Self {
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream.set_write_timeout(Some(PATIENCE)).expect("a timeout");
        stream.set_nodelay(true).expect("no delay");
        Self { stream, address, input: Vec::new(), version: Version::Http11 }
    }

    /// The same, whose requests are of HTTP/1.0, which the judge has to know.
    pub(crate) fn http10(self) -> Self {
        Self { version: Version::Http10, ..self }
    }

    pub(crate) fn send(&mut self, octets: impl AsRef<[u8]>) {
        self.stream.write_all(octets.as_ref()).expect("the octets can be sent");
    }

    /// Sends as far as the other side takes it; whether it took all.
    pub(crate) fn try_send(&mut self, octets: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(octets.as_ref()).is_ok()
    }

    /// Sends nothing more.
    pub(crate) fn half_close(&mut self) {
        // The other side may have closed already.
        let _ = self.stream.shutdown(Shutdown::Write);
    }

    /// Sends a head without what follows it.
    pub(crate) fn send_head(&mut self, line: &str, fields: &[&str]) {
        let head = request(self.address, line, fields, b"");
        self.send(head);
    }

    /// One request and its final answer, with the interim answers that came before; no octet may follow it.
    pub(crate) fn ask(&mut self, line: &str, fields: &[&str], content: impl AsRef<[u8]>) -> Answer {
        let octets = request(self.address, line, fields, content.as_ref());
        self.send(octets);
        let answer = self.answer(line);
        assert_eq!(self.input, b"", "octets behind the answer to {line}");
        answer
    }

    /// The final answer to a request that was sent, with the interim answers that came before.
    pub(crate) fn answer(&mut self, line: &str) -> Answer {
        let mut interim = Vec::new();
        loop {
            let mut answer = self.next(line);
            if answer.is_final() {
                answer.interim = interim;
                return answer;
            }
            interim.push(answer);
        }
    }

    /// The next answer, interim or final, judged.
    pub(crate) fn next(&mut self, line: &str) -> Answer {
        self.next_if_any(line).unwrap_or_else(|| panic!("the connection ended without an answer to {line}"))
    }

    /// The same, or none if the connection ends first.
    pub(crate) fn next_if_any(&mut self, line: &str) -> Option<Answer> {
        let (method, target) = line.split_once(' ').unwrap_or((line, ""));
        let limits = Limits::default();
        let mut reader = ResponseReader::new(method);
        let (head, used) = loop {
            match reader.advance(&self.input, &limits).expect("the answer is HTTP") {
                Some(read) => break read,
                None if self.read() => {}
                None if self.input.is_empty() => return None,
                None => panic!("the connection ended within a head"),
            }
        };
        self.input.drain(..used);
        let mut content = Vec::new();
        let mut reader = ContentReader::new(head.framing);
        let mut ended = false;
        while !reader.is_done() && !ended {
            let read = reader.advance(&self.input, &limits, |data| content.extend_from_slice(data));
            let progress = read.expect("the content is framed");
            self.input.drain(..progress.used);
            ended = !progress.done && !self.read();
        }
        let whole = reader.is_done() || reader.ends_with_connection();
        let (method, target) = (method.to_owned(), target.to_owned());
        let answer = Answer { method, target, version: self.version, head, content, whole, interim: Vec::new() };
        judging::judge(&answer);
        Some(answer)
    }

    /// Waits for the end of the other side; false if octets come, or a reset.
    pub(crate) fn is_closed(&mut self) -> bool {
        self.input.is_empty() && matches!(self.stream.read(&mut [0]), Ok(0))
    }

    /// Octets as they come, exactly so many: of another protocol, after 101.
    pub(crate) fn octets(&mut self, count: usize) -> Vec<u8> {
        while self.input.len() < count {
            assert!(self.read(), "the connection ended after {} of {count} octets", self.input.len());
        }
        self.input.drain(..count).collect()
    }

    /// All that comes until the other side closes.
    pub(crate) fn rest(&mut self) -> Vec<u8> {
        while self.read() {}
        std::mem::take(&mut self.input)
    }

    /// The address of this side.
    pub(crate) fn local(&self) -> SocketAddr {
        self.stream.local_addr().expect("an address")
    }

    /// Reads on; false at the end.
    fn read(&mut self) -> bool {
        let mut octets = [0; 16 * 1024];
        match self.stream.read(&mut octets) {
            Ok(count) => {
                self.input.extend_from_slice(&octets[..count]);
                count > 0
            }
            Err(error) if error.kind() == ErrorKind::ConnectionReset => false,
            Err(error) => panic!("no answer came: {error}"),
        }
    }
}
