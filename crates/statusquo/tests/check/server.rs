//! Servers that send what they are told to, to one client each, and tell what they were sent.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What a server does after it has sent its octets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// It closes the connection.
    Close,
    /// It waits until the client does.
    Hold,
}

/// A server for one client.
pub(crate) struct Server {
    address: SocketAddr,
    running: JoinHandle<Vec<u8>>,
}

/// How long a client may take that never comes to its end.
const PATIENCE: Duration = Duration::from_secs(20);

impl Server {
    /// One that reads a request's head, sends these octets and closes.
    pub(crate) fn sends(octets: impl AsRef<[u8]>) -> Self {
        Self::after_head(octets, Then::Close)
    }

    /// One that reads a request's head and sends these octets.
    pub(crate) fn after_head(octets: impl AsRef<[u8]>, then: Then) -> Self {
        let octets = octets.as_ref().to_vec();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let running = thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a client");
            drop(listener);
            stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
            let asked = head(&mut stream);
            // A client that has read enough leaves.
            let _ = stream.write_all(&octets);
            if then == Then::Close {
                let _ = stream.shutdown(std::net::Shutdown::Write);
            }
            let _ = stream.read_to_end(&mut Vec::new());
            asked
        });
        Self { address, running }
    }

    pub(crate) fn url(&self, target: &str) -> String {
        format!("http://{}{target}", self.address)
    }

    pub(crate) fn authority(&self) -> String {
        self.address.to_string()
    }

    /// The head of the request that came.
    pub(crate) fn asked(self) -> String {
        String::from_utf8(self.running.join().expect("the server ends")).expect("text")
    }
}

fn head(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    // A handshake of TLS has no empty line; its first octets are enough.
    while !bytes.ends_with(b"\r\n\r\n") && bytes.first() != Some(&0x16) {
        match stream.read(&mut piece) {
            Ok(octets @ 1..) => bytes.extend_from_slice(&piece[..octets]),
            _ => break,
        }
    }
    bytes
}

/// An address at which nobody listens.
pub(crate) fn nobody() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("an address")
}

/// An answer with its date and the end of the connection announced.
pub(crate) fn answer(line: &str, fields: &str, content: &str) -> String {
    format!("HTTP/1.1 {line}\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nConnection: close\r\n{fields}\r\n{content}")
}
