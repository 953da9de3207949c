//! What is said after 101: every message comes back, every fault is answered with its close code (RFC 6455).

use super::bounds::{Bounds, MESSAGE};
use futures_util::{SinkExt, StreamExt};
use statusquo_wire::Tunnel;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::time::{Sleep, sleep, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};

/// So much is read at a time.
const READ: usize = 16 * 1024;
/// What may wait to be written: one message, its frame, and a control frame or two.
const WAITING: usize = MESSAGE + 1024;
/// How long a client may leave the echo unread.
const STALL: Duration = Duration::from_secs(30);
/// How long the client may take to close its side, and what it still sends is thrown away (RFC 6455).
const LINGER: Duration = Duration::from_secs(5);

/// Echoes messages until one side closes; `idle` is how long a client may take from one whole message, ping or pong to
/// the next.
pub(crate) async fn run(tunnel: Tunnel<'_>, idle: Duration, bounds: Bounds) {
    converse(tunnel, idle, STALL, bounds).await;
}

/// How an echo comes to its end.
enum Ending {
    /// Both sides have said that they close.
    Closed,
    /// This side has to say so.
    Close(CloseCode, String),
    /// There is nobody to say anything to.
    Gone,
}

async fn converse(stream: impl AsyncRead + AsyncWrite + Unpin, idle: Duration, stall: Duration, bounds: Bounds) {
    let config = WebSocketConfig::default()
        .read_buffer_size(READ)
        .write_buffer_size(0)
        .max_write_buffer_size(WAITING)
        .max_message_size(Some(bounds.message))
        .max_frame_size(Some(bounds.frame));
    let stream = Watched { stream, stall, stalled: None };
    let mut socket = WebSocketStream::from_raw_socket(stream, Role::Server, Some(config)).await;
    match echo(&mut socket, idle, bounds).await {
        Ending::Gone => return,
        Ending::Closed => {}
        Ending::Close(code, words) => {
            let frame = CloseFrame { code, reason: words.into() };
            if socket.close(Some(frame)).await.is_err() {
                return;
            }
        }
    }
    let leave = async {
        // Where this side closed first and could go on reading, the client's own close is still to come.
        while socket.next().await.is_some() {}
        // Octets that nobody reads turn a close into a reset, which could overtake the close frame.
        let mut stream = socket.into_inner();
        if stream.shutdown().await.is_ok() {
            let mut thrown_away = [0; 1024];
            while let Ok(1..) = stream.read(&mut thrown_away).await {}
        }
    };
    // A client that takes longer has had its time.
    let _ = timeout(LINGER, leave).await;
}

/// Echoes; nothing more is read before all that was said is written.
async fn echo<S: AsyncRead + AsyncWrite + Unpin>(
    socket: &mut WebSocketStream<S>,
    idle: Duration,
    bounds: Bounds,
) -> Ending {
    loop {
        let message = match timeout(idle, socket.next()).await {
            Ok(Some(Ok(message))) => message,
            Ok(Some(Err(error))) => return ending(&error, bounds),
            Ok(None) => return Ending::Closed,
            Err(_) => {
                let words = format!("No whole message came within {} ms.", idle.as_millis());
                return Ending::Close(CloseCode::Away, words);
            }
        };
        let written = match message {
            Message::Text(_) | Message::Binary(_) => socket.send(message).await,
            // The answer to a ping, and to a close, waits to be written.
            _ => socket.flush().await,
        };
        if written.is_err() {
            return Ending::Gone;
        }
    }
}

/// The close code for what was wrong (RFC 6455): the library finds the fault, but says nothing to the client.
fn ending(error: &Error, bounds: Bounds) -> Ending {
    match error {
        Error::Capacity(_) => {
            let Bounds { frame, message } = bounds;
            let words = match frame == message {
                true => format!("A message has at most {message} octets."),
                false => format!("A frame has at most {frame} octets, a message {message}."),
            };
            Ending::Close(CloseCode::Size, words)
        }
        Error::Utf8(_) => Ending::Close(CloseCode::Invalid, "Text has to be UTF-8.".to_owned()),
        Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => Ending::Gone,
        // A control frame has room for 123 octets of reason (RFC 6455).
        Error::Protocol(error) => {
            let words = error.to_string().chars().filter(char::is_ascii).take(123).collect();
            Ending::Close(CloseCode::Protocol, words)
        }
        _ => Ending::Gone,
    }
}

/// A stream whose other side has to go on reading: a write without progress for too long fails.
#[derive(Debug)]
struct Watched<S> {
    stream: S,
    stall: Duration,
    /// Runs while a write waits.
    stalled: Option<Pin<Box<Sleep>>>,
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let Self { stream, stall, stalled } = self.get_mut();
        if let Poll::Ready(written) = Pin::new(stream).poll_write(context, bytes) {
            *stalled = None;
            return Poll::Ready(written);
        }
        let over = stalled.get_or_insert_with(|| Box::pin(sleep(*stall))).as_mut().poll(context);
        over.map(|()| Err(io::ErrorKind::TimedOut.into()))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::duplex;

    const LONG: Duration = Duration::from_secs(20);
    const CLOSE: u8 = 0x88;

    /// A frame; a client masks what it sends.
    fn frame(first: u8, payload: &[u8], mask: Option<[u8; 4]>) -> Vec<u8> {
        let mut out = vec![first];
        let bit = if mask.is_some() { 0x80 } else { 0 };
        match payload.len() {
            length @ ..126 => out.push(bit | length as u8),
            length @ 126..0x1_0000 => {
                out.push(bit | 126);
                out.extend((length as u16).to_be_bytes());
            }
            length => {
                out.push(bit | 127);
                out.extend((length as u64).to_be_bytes());
            }
        }
        let mask = mask.inspect(|mask| out.extend(mask)).unwrap_or_default();
        out.extend(payload.iter().zip(mask.iter().cycle()).map(|(octet, mask)| octet ^ mask));
        out
    }

    fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
        frame(first, payload, Some([1, 2, 3, 250]))
    }

    /// What the echo answers to these octets, up to the end of its side.
    async fn answer(sent: &[u8]) -> Vec<u8> {
        let (ours, mut theirs) = duplex(64 * 1024);
        let client = async move {
            theirs.write_all(sent).await.unwrap();
            let mut answer = Vec::new();
            theirs.read_to_end(&mut answer).await.unwrap();
            answer
        };
        timeout(LONG, async { tokio::join!(converse(ours, LONG, LONG, Bounds::default()), client).1 }).await.unwrap()
    }

    /// The code of the close frame that is the whole answer.
    fn code(answer: &[u8]) -> Option<u16> {
        let [CLOSE, length, payload @ ..] = answer else { panic!("no close frame: {answer:?}") };
        assert_eq!(usize::from(*length), payload.len());
        payload.first_chunk().map(|code| u16::from_be_bytes(*code))
    }

    #[tokio::test]
    async fn each_fault_is_answered_with_its_close_code() {
        let too_long = masked(0x82, &vec![0; MESSAGE + 1]);
        let large = masked(0x02, &vec![0; MESSAGE]);
        let joined = [&large[..], &masked(0x80, b"x")].concat();
        let table: [(&str, Vec<u8>, Option<u16>); 18] = [
            ("a close", masked(CLOSE, &1000_u16.to_be_bytes()), Some(1000)),
            ("a close with a code of its own", masked(CLOSE, &4242_u16.to_be_bytes()), Some(4242)),
            ("a close without a code", masked(CLOSE, b""), None),
            ("a code that is never sent", masked(CLOSE, &1005_u16.to_be_bytes()), Some(1002)),
            ("half a code", masked(CLOSE, b"\x03"), Some(1002)),
            ("a close reason that is no UTF-8", masked(CLOSE, b"\x03\xe8\xff"), Some(1007)),
            ("no mask", frame(0x81, b"x", None), Some(1002)),
            ("a reserved bit", masked(0xc1, b"x"), Some(1002)),
            ("a reserved opcode", masked(0x83, b"x"), Some(1002)),
            ("a reserved control opcode", masked(0x8b, b"x"), Some(1002)),
            ("a ping in fragments", masked(0x09, b"x"), Some(1002)),
            ("a long ping", masked(0x89, &[0; 126]), Some(1002)),
            ("a continuation of nothing", masked(0x80, b"x"), Some(1002)),
            ("a message within a message", [masked(0x01, b"x"), masked(0x81, b"y")].concat(), Some(1002)),
            ("text that is no UTF-8", masked(0x81, b"a\xff"), Some(1007)),
            ("text that ends too early", [masked(0x01, b"a\xc3"), masked(0x80, b"")].concat(), Some(1007)),
            ("a frame that is too long", too_long, Some(1009)),
            ("fragments that are too long together", joined, Some(1009)),
        ];
        for (what, sent, expected) in table {
            assert_eq!(code(&answer(&sent).await), expected, "{what}");
        }
    }

    #[tokio::test]
    async fn messages_come_back_joined_and_pings_are_answered_between_their_fragments() {
        let large = vec![b'x'; MESSAGE];
        let sent = [
            masked(0x01, "caf\u{e9}".as_bytes().split_at(4).0),
            masked(0x89, b"still there?"),
            masked(0x80, "caf\u{e9}".as_bytes().split_at(4).1),
            masked(0x8a, b"unasked"),
            masked(0x82, b""),
            masked(0x82, &large),
            masked(CLOSE, &1000_u16.to_be_bytes()),
        ];
        let expected = [
            frame(0x8a, b"still there?", None),
            frame(0x81, "caf\u{e9}".as_bytes(), None),
            frame(0x82, b"", None),
            frame(0x82, &large, None),
            frame(CLOSE, &1000_u16.to_be_bytes(), None),
        ];
        assert!(answer(&sent.concat()).await == expected.concat());
    }

    #[tokio::test]
    async fn a_client_that_says_nothing_whole_is_told_that_its_time_is_over() {
        let text = masked(0x81, b"slow");
        // The beginning of a frame is no message; its rest is read all the same before the client closes too.
        for early in [0, 5] {
            let (ours, mut theirs) = duplex(1024);
            let client = async {
                theirs.write_all(&text[..early]).await.unwrap();
                let mut answer = vec![0; 2];
                theirs.read_exact(&mut answer).await.unwrap();
                answer.resize(2 + usize::from(answer[1]), 0);
                theirs.read_exact(&mut answer[2..]).await.unwrap();
                theirs.write_all(&text[early..]).await.unwrap();
                theirs.write_all(&masked(CLOSE, &1001_u16.to_be_bytes())).await.unwrap();
                theirs.read_to_end(&mut answer).await.unwrap();
                drop(theirs);
                answer
            };
            let echo = converse(ours, Duration::from_millis(50), LONG, Bounds::default());
            let (_, answer) = timeout(LINGER, async { tokio::join!(echo, client) }).await.unwrap();
            assert_eq!(code(&answer), Some(1001));
        }
    }

    #[tokio::test]
    async fn a_client_that_does_not_read_is_dropped() {
        let (ours, mut theirs) = duplex(1024);
        let client = async { theirs.write_all(&masked(0x82, &[0; 8000])).await };
        let echo = converse(ours, LONG, Duration::from_millis(50), Bounds::default());
        let (_, sent) = timeout(LONG, async { tokio::join!(echo, client) }).await.unwrap();
        sent.unwrap();
        let mut rest = Vec::new();
        theirs.read_to_end(&mut rest).await.unwrap();
        assert_eq!(rest.len(), 1024);
    }
}
