//! Accepts connections, and serves each on one of the single-threaded runtimes, one per core.

use super::bound::{Bound, Socket};
use super::incoming::Incoming;
use super::opening::{Opened, open};
use super::{Ends, Security, Stream, Tap, Tcp};
use crate::tls::{Acceptor, Protocol};
use crate::{Clock, Limits, Service, h1, h2};
use std::io;
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::{mpsc, watch};

/// How many connections beyond the limit are answered that there is no room, before accepting pauses.
const CROWD: usize = 64;

/// The backlog of connections that the kernel completes for us.
const BACKLOG: u32 = 4096;

/// A running server; dropping it stops it at once.
#[derive(Debug)]
pub struct Server {
    addresses: Vec<SocketAddr>,
    tls_addresses: Vec<SocketAddr>,
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
        let Bound { addresses, tls_addresses, acceptor, .. } = bound;
        let mut server = Self { addresses, tls_addresses, stop, threads: Vec::new(), connections };
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
                acceptor: acceptor.clone(),
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

    /// The addresses served in cleartext.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// The addresses served over TLS.
    pub fn tls_addresses(&self) -> &[SocketAddr] {
        &self.tls_addresses
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

/// A connection that was accepted: its ends, and whether it is to speak TLS.
#[derive(Clone, Copy, Debug)]
struct Accepted {
    ends: Ends,
    tls: bool,
}

/// A connection on its way from the thread that accepted it to the one that serves it.
type Handed = (TcpStream, Accepted);

/// What each serving thread holds.
struct Worker<S> {
    limits: Limits,
    clock: Clock,
    tap: Tap,
    stopping: watch::Receiver<bool>,
    connections: Arc<AtomicUsize>,
    service: Arc<S>,
    acceptor: Option<Acceptor>,
    hand: Vec<mpsc::Sender<Handed>>,
}

impl<S: Service> Worker<S> {
    async fn run(
        self,
        sockets: Vec<Socket>,
        handed: Option<mpsc::Receiver<Handed>>,
        ready: std::sync::mpsc::Sender<io::Result<()>>,
    ) {
        let worker = Arc::new(self);
        for socket in sockets {
            match socket.socket.listen(BACKLOG).and_then(Incoming::new) {
                Ok(listener) => drop(tokio::spawn(worker.clone().accept(listener, socket.tls))),
                Err(error) => {
                    let _ = ready.send(Err(error));
                    return;
                }
            }
        }
        if let Some(mut handed) = handed {
            let worker = worker.clone();
            tokio::spawn(async move {
                while let Some((stream, accepted)) = handed.recv().await {
                    worker.serve(stream, accepted).await;
                }
            });
        }
        let _ = ready.send(Ok(()));
        // The runtime lives until the server lets go of its end of the channel.
        let mut stopping = worker.stopping.clone();
        while stopping.changed().await.is_ok() {}
    }

    async fn accept(self: Arc<Self>, listener: Incoming, tls: bool) {
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
                    let accepted = Accepted { ends, tls };
                    if self.hand.is_empty() {
                        self.clone().serve(stream, accepted).await;
                    } else {
                        next = (next + 1) % self.hand.len();
                        let _ = self.hand[next].send((stream, accepted)).await;
                    }
                }
                // Out of descriptors, or a connection that died in the queue: neither is a reason to stop listening.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }

    /// Serves a connection in a task of its own; waits while even the crowd is too large.
    async fn serve(self: &Arc<Self>, stream: TcpStream, accepted: Accepted) {
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
            worker.converse(Tcp::accepted(stream), accepted, crowded).await;
            drop(place);
        });
    }

    /// Everything from the first octet of a connection to its last.
    async fn converse(&self, stream: Tcp, accepted: Accepted, crowded: bool) {
        let mut stopping = self.stopping.clone();
        let opened = match &self.acceptor {
            Some(acceptor) if accepted.tls => {
                // Boxed, since a handshake takes more room than the connections that have none should carry along.
                let opening = Box::pin(open(stream, accepted.ends, acceptor, &self.limits, &*self.service));
                tokio::select! {
                    opened = opening => opened,
                    // What has not begun when the server is asked to end, never does.
                    _ = stopping.changed() => return,
                }
            }
            _ => Some(Opened { stream: Stream::Tcp(stream), security: Security::None }),
        };
        let Some(Opened { stream, security }) = opened else { return };
        let Self { limits, clock, tap, .. } = *self;
        if stream.session().is_some_and(|session| session.protocol() == Some(Protocol::Http2)) {
            let connection = h2::Connection::new(stream, accepted.ends, Vec::new(), limits, clock, tap, stopping);
            return Box::pin(connection.run(&*self.service, crowded)).await;
        }
        let connection = h1::Connection::new(stream, accepted.ends, limits, clock, tap, stopping);
        connection.secured_by(security).run(&*self.service, crowded).await;
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
