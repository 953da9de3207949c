//! A listening socket: accepts as many connections as have come, and none of them is registered for events yet.

use std::io;
use std::net::{SocketAddr, TcpStream};
#[cfg(unix)]
use tokio::io::unix::AsyncFd;
use tokio::net::TcpListener;

/// A listening socket.
#[cfg(unix)]
#[derive(Debug)]
pub(super) struct Incoming(AsyncFd<mio::net::TcpListener>);

#[cfg(unix)]
impl Incoming {
    pub(super) fn new(listener: TcpListener) -> io::Result<Self> {
        let listener = mio::net::TcpListener::from_std(listener.into_std()?);
        #[expect(deprecated, reason = "the new way is unsafe, for sockets that lie about themselves; mio's do not")]
        Ok(Self(AsyncFd::new(listener)?))
    }

    pub(super) fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.get_ref().local_addr()
    }

    /// The next connection, which does not block, and the client's address.
    pub(super) async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        loop {
            if let Ok(accepted) = self.0.readable().await?.try_io(|listener| listener.get_ref().accept()) {
                return accepted.map(|(stream, peer)| (stream.into(), peer));
            }
        }
    }
}

/// A listening socket.
#[cfg(not(unix))]
#[derive(Debug)]
pub(super) struct Incoming(TcpListener);

#[cfg(not(unix))]
impl Incoming {
    pub(super) fn new(listener: TcpListener) -> io::Result<Self> {
        Ok(Self(listener))
    }

    pub(super) fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }

    /// The next connection, which does not block, and the client's address.
    pub(super) async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        let (stream, peer) = self.0.accept().await?;
        Ok((stream.into_std()?, peer))
    }
}
