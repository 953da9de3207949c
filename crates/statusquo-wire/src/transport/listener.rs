//! Listens, accepts, and serves on one single-threaded runtime per core.

use super::{Ends, Stream, Tap};
use crate::h1::Connection;
use crate::{Clock, Limits, Service};
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{mpsc, watch};

/// Linux spreads connections over sockets that share a port; elsewhere one thread accepts and hands over.
const SHARES_PORT: bool = cfg!(target_os = "linux");

/// How many connections beyond the limit are answered that there is no room, before accepting pauses.
const CROWD: usize = 64;

/// The backlog of connections that the kernel completes for us.
const BACKLOG: u32 = 4096;

/// An address could not be listened on.
#[derive(Debug)]
pub struct BindError {
    /// The address.
    pub address: SocketAddr,
    /// Why.
    pub source: io::Error,
}

impl fmt::Display for BindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
    addresses: Vec<SocketAddr>,
    /// Whether every thread has sockets of its own; else the first accepts and hands over.
    shared: bool,
    /// For each thread, its sockets.
    sockets: Vec<Vec<TcpSocket>>,
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
        let mut bound = Self { addresses: Vec::new(), shared, sockets };
        for address in addresses {
            let fail = |source| BindError { address: *address, source };
            // Sockets that share a port would share it with a stranger's as well; one that does not share finds that out.
            let alone = socket(*address, false).map_err(fail)?;
            let taken = alone.local_addr().map_err(fail)?;
            if shared {
                drop(alone);
                for sockets in &mut bound.sockets {
                    sockets.push(socket(taken, true).map_err(fail)?);
                }
            } else {
                bound.sockets[0].push(alone);
            }
            bound.addresses.push(taken);
        }
        Ok(bound)
    }

    /// The addresses, with the ports that were taken.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
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

/// A running server; dropping it stops it at once.
#[derive(Debug)]
pub struct Server {
    addresses: Vec<SocketAddr>,
    stop: watch::Sender<bool>,
    threads: Vec<JoinHandle<()>>,
    connections: Arc<AtomicUsize>,
}

impl Server {
    /// Serves the addresses; returns once every one of them accepts connections.
    pub fn start<S: Service>(
        bound: Bound,
        limits: Limits,
        clock: Clock,
        tap: Tap,
        service: Arc<S>,
    ) -> io::Result<Self> {
        let (stop, stopping) = watch::channel(false);
        let connections = Arc::new(AtomicUsize::new(0));
        let mut server = Self { addresses: bound.addresses, stop, threads: Vec::new(), connections };
        let (ready, is_ready) = std::sync::mpsc::channel();
        let (hand, mut taken): (Vec<_>, Vec<_>) = bound.sockets.iter().map(|_| mpsc::channel::<Handed>(CROWD)).unzip();
        for (index, sockets) in bound.sockets.into_iter().enumerate().rev() {
            let worker = Worker {
                limits,
                clock,
                tap,
                stopping: stopping.clone(),
                connections: server.connections.clone(),
                service: service.clone(),
                hand: if bound.shared || index > 0 { Vec::new() } else { hand.clone() },
            };
            let handed = taken.pop();
            let ready = ready.clone();
            let run = move || {
                let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
                    Ok(runtime) => runtime,
                    Err(error) => {
                        let _ = ready.send(Err(error));
                        return;
                    }
                };
                runtime.block_on(worker.run(sockets, handed, ready));
            };
            server.threads.push(std::thread::Builder::new().name(format!("serve-{index}")).spawn(run)?);
        }
        for _ in 0..server.threads.len() {
            is_ready.recv().map_err(io::Error::other)??;
        }
        Ok(server)
    }

    /// The addresses served.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// How many connections are open.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    /// Stops accepting, lets exchanges under way end within the grace, and ends.
    pub fn stop(mut self, grace: Duration) {
        let _ = self.stop.send(true);
        let until = std::time::Instant::now() + grace;
        while self.connections() > 0 && std::time::Instant::now() < until {
            std::thread::sleep(Duration::from_millis(5));
        }
        self.join();
    }

    fn join(&mut self) {
        // Threads wait for this second signal, the end of the channel, before they drop what is left.
        let (nobody, _) = watch::channel(true);
        drop(std::mem::replace(&mut self.stop, nobody));
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.join();
    }
}

/// A connection on its way from the thread that accepted it to the one that serves it.
type Handed = (std::net::TcpStream, Ends);

/// What each serving thread holds.
struct Worker<S> {
    limits: Limits,
    clock: Clock,
    tap: Tap,
    stopping: watch::Receiver<bool>,
    connections: Arc<AtomicUsize>,
    service: Arc<S>,
    hand: Vec<mpsc::Sender<Handed>>,
}

impl<S: Service> Worker<S> {
    async fn run(
        self,
        sockets: Vec<TcpSocket>,
        handed: Option<mpsc::Receiver<Handed>>,
        ready: std::sync::mpsc::Sender<io::Result<()>>,
    ) {
        let worker = Arc::new(self);
        for socket in sockets {
            match socket.listen(BACKLOG) {
                Ok(listener) => drop(tokio::spawn(worker.clone().accept(listener))),
                Err(error) => {
                    let _ = ready.send(Err(error));
                    return;
                }
            }
        }
        if let Some(mut handed) = handed {
            let worker = worker.clone();
            tokio::spawn(async move {
                while let Some((stream, ends)) = handed.recv().await {
                    if let Ok(stream) = TcpStream::from_std(stream) {
                        worker.serve(stream, ends).await;
                    }
                }
            });
        }
        let _ = ready.send(Ok(()));
        // The runtime lives until the server lets go of its end of the channel.
        let mut stopping = worker.stopping.clone();
        while stopping.changed().await.is_ok() {}
    }

    async fn accept(self: Arc<Self>, listener: TcpListener) {
        let mut stopping = self.stopping.clone();
        // Where only one address is listened on, it is known which one a client has connected to.
        let only = listener.local_addr().ok().filter(|local| !local.ip().is_unspecified());
        let mut next = 0;
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                _ = stopping.changed() => return,
            };
            match accepted {
                Ok((stream, peer)) => {
                    let ends = Ends { peer, local: only.or_else(|| stream.local_addr().ok()).unwrap_or(peer) };
                    if self.hand.is_empty() {
                        self.clone().serve(stream, ends).await;
                    } else if let Ok(stream) = stream.into_std() {
                        next = (next + 1) % self.hand.len();
                        let _ = self.hand[next].send((stream, ends)).await;
                    }
                }
                // Out of descriptors, or a connection that died in the queue: neither is a reason to stop listening.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }

    /// Serves a connection in a task of its own; waits while even the crowd is too large.
    async fn serve(self: &Arc<Self>, stream: TcpStream, ends: Ends) {
        #[cfg(not(target_os = "linux"))]
        let _ = stream.set_nodelay(true);
        let mut place = Place::take(&self.connections);
        while place.number > self.limits.connections + CROWD {
            drop(place);
            tokio::time::sleep(Duration::from_millis(5)).await;
            place = Place::take(&self.connections);
        }
        let worker = self.clone();
        tokio::spawn(async move {
            let crowded = place.number > worker.limits.connections;
            let Self { limits, clock, tap, ref stopping, .. } = *worker;
            let connection = Connection::new(Stream::Tcp(stream), ends, limits, clock, tap, stopping.clone());
            connection.run(&*worker.service, crowded).await;
            drop(place);
        });
    }
}

/// A connection's place in the count, given back when it ends however it ends.
struct Place {
    number: usize,
    count: Arc<AtomicUsize>,
}

impl Place {
    fn take(count: &Arc<AtomicUsize>) -> Self {
        Self { number: count.fetch_add(1, Ordering::Relaxed) + 1, count: count.clone() }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.count.fetch_sub(1, Ordering::Relaxed);
    }
}
