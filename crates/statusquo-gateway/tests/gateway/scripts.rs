//! What the tests stand on: requests, upstreams that follow a script, and the drain of a reply.

use statusquo_gateway::{Asked, Failure, Gateway};
use statusquo_wire::h1::HeadReader;
use statusquo_wire::{Limits, Request};
use std::net::SocketAddr;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A request from its head.
pub(crate) fn request(head: &str) -> Request {
    let mut request = Request::default();
    HeadReader::default().advance(head.as_bytes(), &Limits::default(), &mut request).expect("a whole head");
    assert_eq!(request.violation, None, "{head}");
    request
}

pub(crate) fn get() -> Request {
    request("GET /there HTTP/1.1\r\nHost: client.test\r\n\r\n")
}

/// Reads up to the end of a head, and as much content as `Content-Length` says.
pub(crate) async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> Vec<u8> {
    let mut input = Vec::new();
    let mut octet = [0];
    while !input.ends_with(b"\r\n\r\n") {
        if stream.read(&mut octet).await.unwrap_or(0) == 0 {
            return input;
        }
        input.push(octet[0]);
    }
    let head = String::from_utf8_lossy(&input).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
    let mut content = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut content).await.expect("the content that was announced");
    input.extend_from_slice(&content);
    input
}

/// An upstream on loopback for one request: it reads it, says these bytes, closes, and hands back what it read.
pub(crate) async fn upstream(says: impl Into<Vec<u8>>) -> (SocketAddr, JoinHandle<Vec<u8>>) {
    let says = says.into();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("its address");
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("the gateway");
        let read = read_request(&mut stream).await;
        // The gateway may have seen enough before all of it was written.
        let _ = stream.write_all(&says).await;
        let _ = stream.shutdown().await;
        read
    });
    (address, task)
}

/// The same in memory, with room for so many octets between the two: with 1, every octet is read by itself.
pub(crate) fn in_memory(says: impl Into<Vec<u8>>, room: usize) -> DuplexStream {
    let says = says.into();
    let (near, mut far) = tokio::io::duplex(room);
    tokio::spawn(async move {
        read_request(&mut far).await;
        let _ = far.write_all(&says).await;
    });
    near
}

/// All that a request came to: status, content, whether it was whole at once, and the failure that cut it.
#[derive(Debug, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) status: u16,
    pub(crate) content: Vec<u8>,
    pub(crate) whole: bool,
    pub(crate) cut: Option<Failure>,
}

pub(crate) async fn drain<S>(asked: Asked<S>) -> Result<Outcome, Failure>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut reply = asked.reply().await?;
    let whole = reply.is_whole();
    let mut outcome = Outcome { status: reply.status, content: Vec::new(), whole, cut: None };
    loop {
        match reply.next().await {
            Ok(Some(piece)) => outcome.content.extend_from_slice(&piece),
            Ok(None) => return Ok(outcome),
            Err(failure) => {
                outcome.cut = Some(failure);
                return Ok(outcome);
            }
        }
    }
}

/// Asks an address with the default settings.
pub(crate) async fn ask(address: SocketAddr, target: &str, request: &Request) -> Result<Outcome, Failure> {
    drain(Gateway::default().ask(address, target, request, b"").await?).await
}

/// Octets that show where they stand.
pub(crate) fn pattern(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at % 251) as u8).collect()
}
