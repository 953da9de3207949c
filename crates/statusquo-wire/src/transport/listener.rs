//! Accepts connections, and serves each on one of the single-threaded runtimes, one per core.

use super::bound::{Bound, Socket};
use super::incoming::Incoming;
use super::opening::{Opened, open};
use super::place::Places;
use super::{Ends, Security, Stream, Tap, Tcp};
use crate::h3::{Endpoint, Terms};
use crate::tls::{Acceptor, Protocol};
use crate::{Clock, Limits, Service, h1, h2};
use std::io;
use std::net::{SocketAddr, TcpStream, UdpSocket};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::{mpsc, watch};

/// How many connections wait between the thread that accepted them and the one that serves them.
const HANDED: usize = 64;

/// The backlog of connections that the kernel completes for us.
const BACKLOG: u32 = 4096;

/// A running server; dropping it stops it at once.
#[derive(Debug)]
pub struct Server {
    addresses: Vec<SocketAddr>,
    tls_addresses: Vec<SocketAddr>,
    http3_addresses: Vec<SocketAddr>,
    stop: watch::Sender<bool>,
    threads: Vec<JoinHandle<()>>,
    places: Places,
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
        let places = Places::default();
        let Bound { addresses, tls_addresses, http3_addresses, acceptor, .. } = bound;
        let mut server = Self { addresses, tls_addresses, http3_addresses, stop, threads: Vec::new(), places };
        let mut datagrams = Some(bound.datagrams);
        let (ready, is_ready) = std::sync::mpsc::channel();
        let (hand, mut taken): (Vec<_>, Vec<_>) = bound.sockets.iter().map(|_| mpsc::channel::<Handed>(HANDED)).unzip();
        for (index, sockets) in bound.sockets.into_iter().enumerate().rev() {
            let worker = Worker {
                limits,
                clock,
                tap,
                stopping: stopping.clone(),
                places: server.places.clone(),
                service: service.clone(),
                acceptor: acceptor.clone(),
                hand: if bound.shared || index > 0 { Vec::new() } else { hand.clone() },
            };
            let handed = taken.pop();
            // QUIC has connections of its own, which share one socket: it is served by the first thread.
            let datagrams = datagrams.take_if(|_| index == 0).unwrap_or_default();
            let ready = ready.clone();
            let run = move || {
                let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
                    Ok(runtime) => runtime,
                    Err(error) => {
                        let _ = ready.send(Err(error));
                        return;
                    }
                };
                runtime.block_on(worker.run(sockets, datagrams, handed, ready));
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

    /// The addresses, of UDP, on which HTTP/3 is spoken.
    pub fn http3_addresses(&self) -> &[SocketAddr] {
        &self.http3_addresses
    }

    /// How many connections are open.
    pub fn connections(&self) -> usize {
        self.places.taken()
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
    places: Places,
    service: Arc<S>,
    acceptor: Option<Acceptor>,
    hand: Vec<mpsc::Sender<Handed>>,
}

impl<S: Service> Worker<S> {
    async fn run(
        self,
        sockets: Vec<Socket>,
        datagrams: Vec<UdpSocket>,
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
        let endpoints = match worker.endpoints(datagrams) {
            Ok(endpoints) => endpoints,
            Err(error) => {
                let _ = ready.send(Err(error));
                return;
            }
        };
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
        for endpoint in endpoints {
            endpoint.farewell().await;
        }
    }

    /// Begins to speak HTTP/3 on these sockets.
    fn endpoints(&self, sockets: Vec<UdpSocket>) -> io::Result<Vec<Endpoint>> {
        let Some(acceptor) = &self.acceptor else { return Ok(Vec::new()) };
        let Self { limits, clock, tap, .. } = *self;
        let mut endpoints = Vec::new();
        for socket in sockets {
            let endpoint = Endpoint::new(socket, acceptor.certificates().clone(), &limits)?;
            let (stopping, places, service) = (self.stopping.clone(), self.places.clone(), self.service.clone());
            tokio::spawn(endpoint.clone().accept(Arc::new(Terms { limits, clock, tap, stopping, places, service })));
            endpoints.push(endpoint);
        }
        Ok(endpoints)
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
        let place = loop {
            match self.places.take(&self.limits) {
                Some(place) => break place,
                None => tokio::time::sleep(Duration::from_millis(5)).await,
            }
        };
        let worker = self.clone();
        // Boxed, since a task is moved many times, and this one is large.
        tokio::spawn(Box::pin(async move {
            worker.converse(Tcp::accepted(stream), accepted, place.crowded).await;
            drop(place);
        }));
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
