//! A TCP connection that is registered for events when it first has to wait. One that brings its request along and is
//! closed after the answer never is, which saves two calls of the system and what is set up for them.

use std::io::{self, ErrorKind, Read, Write};
use std::net::Shutdown;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// How much the first read takes at most: the memory for it has to be cleared.
const FIRST: usize = 1024;

/// A TCP connection.
#[derive(Debug)]
pub struct Tcp(Socket);

#[derive(Debug)]
enum Socket {
    /// Not waited for yet.
    New(std::net::TcpStream),
    Registered(TcpStream),
    /// It could not be registered.
    Lost,
}

impl From<TcpStream> for Tcp {
    fn from(stream: TcpStream) -> Self {
        Self(Socket::Registered(stream))
    }
}

impl Tcp {
    /// A connection that was just accepted, and does not block.
    pub(crate) fn accepted(stream: std::net::TcpStream) -> Self {
        Self(Socket::New(stream))
    }

    /// The connection as it can be waited for.
    pub(crate) fn registered(&mut self) -> io::Result<&mut TcpStream> {
        if let Socket::New(_) = self.0
            && let Socket::New(stream) = std::mem::replace(&mut self.0, Socket::Lost)
        {
            self.0 = Socket::Registered(TcpStream::from_std(stream)?);
        }
        match &mut self.0 {
            Socket::Registered(stream) => Ok(stream),
            Socket::New(_) | Socket::Lost => Err(ErrorKind::NotConnected.into()),
        }
    }

    pub(super) fn peer_addr(&self) -> io::Result<std::net::SocketAddr> {
        match &self.0 {
            Socket::New(stream) => stream.peer_addr(),
            Socket::Registered(stream) => stream.peer_addr(),
            Socket::Lost => Err(ErrorKind::NotConnected.into()),
        }
    }

    pub(super) fn local_addr(&self) -> io::Result<std::net::SocketAddr> {
        match &self.0 {
            Socket::New(stream) => stream.local_addr(),
            Socket::Registered(stream) => stream.local_addr(),
            Socket::Lost => Err(ErrorKind::NotConnected.into()),
        }
    }

    /// Gives up what the other side has not taken; there can only be such where writing was waited for.
    pub(super) fn abandon(&self) {
        if let Socket::Registered(stream) = &self.0 {
            let _ = stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Tcp {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if let Socket::New(stream) = &mut this.0 {
            let room = buffer.remaining().min(FIRST);
            match stream.read(buffer.initialize_unfilled_to(room)) {
                Ok(count) => {
                    buffer.advance(count);
                    return Poll::Ready(Ok(()));
                }
                Err(error) if waits(&error) => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
        Pin::new(this.registered()?).poll_read(context, buffer)
    }
}

impl AsyncWrite for Tcp {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if let Socket::New(stream) = &mut this.0 {
            match stream.write(bytes) {
                Err(error) if waits(&error) => {}
                written => return Poll::Ready(written),
            }
        }
        Pin::new(this.registered()?).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(self.get_mut().registered()?).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // The system takes what it takes; there is nothing between it and us.
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().0 {
            Socket::New(stream) => Poll::Ready(stream.shutdown(Shutdown::Write)),
            Socket::Registered(stream) => Pin::new(stream).poll_shutdown(context),
            Socket::Lost => Poll::Ready(Ok(())),
        }
    }
}

fn waits(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    #[tokio::test]
    async fn it_is_registered_once_it_has_to_wait_and_not_before() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let mut client = TcpStream::connect(listener.local_addr().expect("an address")).await.expect("connected");
        client.write_all(b"first").await.expect("sent");
        let (stream, _) = listener.accept().expect("accepted");
        let mut first = [0; 5];
        stream.peek(&mut first).expect("it has come");
        stream.set_nonblocking(true).expect("it does not block");
        let mut tcp = Tcp::accepted(stream);
        assert_eq!(tcp.read(&mut first).await.expect("read"), 5);
        tcp.write_all(b"answer").await.expect("written");
        assert!(matches!(tcp.0, Socket::New(_)));
        let (read, _) = tokio::join!(tcp.read(&mut first), client.write_all(b"more"));
        assert_eq!(read.expect("read"), 4);
        assert!(matches!(tcp.0, Socket::Registered(_)));
        drop(tcp);
        let mut heard = String::new();
        client.read_to_string(&mut heard).await.expect("the end");
        assert_eq!(heard, "answer");
    }
}
