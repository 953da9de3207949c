//! Takes addresses to listen on, for every thread that is to serve them.

use crate::tls::Acceptor;
use std::fmt;
use std::io;
use std::net::{SocketAddr, UdpSocket};
use tokio::net::TcpSocket;

/// Linux spreads connections over sockets that share a port; elsewhere one thread accepts and hands over.
const SHARES_PORT: bool = cfg!(target_os = "linux");

/// How many free ports of TCP are tried until one is found that is free for UDP too.
const FREE_PORTS: u32 = 16;

/// An address could not be listened on.
#[derive(Debug)]
pub struct BindError {
    /// The address.
    pub address: SocketAddr,
    /// Whether it is its UDP port that is meant, which HTTP/3 needs.
    pub udp: bool,
    /// Why.
    pub source: io::Error,
}

impl fmt::Display for BindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.udp {
            write!(f, "UDP port of ")?;
        }
        let address = self.address;
        match self.source.kind() {
            io::ErrorKind::AddrInUse => write!(f, "{address} is in use: another program listens there"),
            io::ErrorKind::PermissionDenied => write!(f, "{address} may not be listened on by this user"),
            io::ErrorKind::AddrNotAvailable => write!(f, "{address} is not an address of this machine"),
            _ => write!(f, "cannot listen on {address}: {}", self.source),
        }
    }
}

impl std::error::Error for BindError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Addresses that are taken but not yet served.
#[derive(Debug)]
pub struct Bound {
    pub(super) addresses: Vec<SocketAddr>,
    pub(super) tls_addresses: Vec<SocketAddr>,
    pub(super) http3_addresses: Vec<SocketAddr>,
    /// Sockets for HTTP/3.
    pub(super) datagrams: Vec<UdpSocket>,
    /// How TLS connections are set up, once there are addresses for them.
    pub(super) acceptor: Option<Acceptor>,
    /// Whether every thread has sockets of its own; else the first accepts and hands over.
    pub(super) shared: bool,
    /// For each thread, its sockets.
    pub(super) sockets: Vec<Vec<Socket>>,
}

/// One socket, and whether TLS is spoken on it.
#[derive(Debug)]
pub(super) struct Socket {
    pub(super) socket: TcpSocket,
    pub(super) tls: bool,
}

impl Bound {
    /// Takes the addresses for so many threads. Port 0 takes a free one.
    pub fn bind(addresses: &[SocketAddr], threads: usize) -> Result<Self, BindError> {
        Self::new(addresses, threads, SHARES_PORT && threads > 1)
    }

    /// The same as where sockets cannot share a port: the first thread accepts for all.
    pub fn bind_unshared(addresses: &[SocketAddr], threads: usize) -> Result<Self, BindError> {
        Self::new(addresses, threads, false)
    }

    fn new(addresses: &[SocketAddr], threads: usize, shared: bool) -> Result<Self, BindError> {
        let sockets = (0..threads.max(1)).map(|_| Vec::new()).collect();
        let mut bound = Self {
            addresses: Vec::new(),
            tls_addresses: Vec::new(),
            http3_addresses: Vec::new(),
            datagrams: Vec::new(),
            acceptor: None,
            shared,
            sockets,
        };
        for address in addresses {
            let taken = bound.take(*address, false)?;
            bound.addresses.push(taken);
        }
        Ok(bound)
    }

    /// Takes further addresses, on which TLS is spoken, and HTTP/3 on their UDP ports if it is wanted.
    pub fn with_tls(mut self, addresses: &[SocketAddr], acceptor: Acceptor, http3: bool) -> Result<Self, BindError> {
        for address in addresses {
            let taken = if http3 { self.take_both(*address)? } else { self.take(*address, true)? };
            self.tls_addresses.push(taken);
        }
        self.acceptor = Some(acceptor.beside_http3(http3));
        Ok(self)
    }

    /// Takes an address of TCP for TLS, and the same of UDP.
    fn take_both(&mut self, address: SocketAddr) -> Result<SocketAddr, BindError> {
        let mut tries = if address.port() == 0 { FREE_PORTS } else { 1 };
        loop {
            let taken = self.take(address, true)?;
            match UdpSocket::bind(taken) {
                Ok(socket) => {
                    self.datagrams.push(socket);
                    self.http3_addresses.push(taken);
                    return Ok(taken);
                }
                Err(source) => {
                    self.sockets.iter_mut().for_each(|sockets| drop(sockets.pop()));
                    tries -= 1;
                    if tries == 0 {
                        return Err(BindError { address: taken, udp: true, source });
                    }
                }
            }
        }
    }

    fn take(&mut self, address: SocketAddr, tls: bool) -> Result<SocketAddr, BindError> {
        let fail = |source| BindError { address, udp: false, source };
        // Sockets that share a port would share it with a stranger's as well; one that does not share finds that out.
        let alone = socket(address, false).map_err(fail)?;
        let taken = alone.local_addr().map_err(fail)?;
        if self.shared {
            drop(alone);
            for sockets in &mut self.sockets {
                sockets.push(Socket { socket: socket(taken, true).map_err(fail)?, tls });
            }
        } else {
            self.sockets[0].push(Socket { socket: alone, tls });
        }
        Ok(taken)
    }

    /// The addresses for cleartext, with the ports that were taken.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// The addresses for TLS, with the ports that were taken.
    pub fn tls_addresses(&self) -> &[SocketAddr] {
        &self.tls_addresses
    }
}

fn socket(address: SocketAddr, share: bool) -> io::Result<TcpSocket> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // On Windows this option would let others take the port over.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    #[cfg(target_os = "linux")]
    {
        socket.set_reuseport(share)?;
        // What a listening socket is set to, the connections that it accepts are born with.
        socket.set_nodelay(true)?;
    }
    #[cfg(not(target_os = "linux"))]
    let _ = share;
    socket.bind(address)?;
    Ok(socket)
}
