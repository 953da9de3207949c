//! The UDP socket of HTTP/3: accepts QUIC connections, and serves each in a task.

use super::connection;
use super::ending::code_of;
use crate::streams::Shared;
use crate::tls::{Certificates, HandshakeError, Presented, QuicAcceptor, Session};
use crate::transport::{Ends, Places, Stop, Tap};
use crate::{Clock, Limits, Service};
use h3::error::Code;
use quinn::crypto::rustls::NoInitialCipherSuite;
use quinn::{
    ConnectionError, EndpointConfig, IdleTimeout, Incoming, ServerConfig, TokioRuntime, TransportConfig, VarInt,
};
use std::io;
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;

/// The most unidirectional streams that a client may have open: three have a meaning (RFC 9114 §6.2), the others are
/// there to be ignored.
const UNIDIRECTIONAL: u32 = 16;

/// How long the last packets have to leave, when the server ends.
const FAREWELL: Duration = Duration::from_millis(100);

/// What every connection of a server shares.
pub(crate) struct Terms<S> {
    pub(crate) limits: Limits,
    pub(crate) clock: Clock,
    pub(crate) tap: Tap,
    pub(crate) stopping: watch::Receiver<bool>,
    pub(crate) places: Places,
    pub(crate) service: Arc<S>,
}

/// A UDP socket on which HTTP/3 is spoken.
#[derive(Clone)]
pub(crate) struct Endpoint {
    quic: quinn::Endpoint,
    acceptor: QuicAcceptor,
    transport: Arc<TransportConfig>,
    local: SocketAddr,
}

impl Endpoint {
    /// Serves a socket that was bound; has to be called in the runtime that is to serve it.
    pub(crate) fn new(socket: UdpSocket, certificates: Arc<Certificates>, limits: &Limits) -> io::Result<Self> {
        let acceptor = QuicAcceptor::new(certificates).map_err(io::Error::other)?;
        let local = socket.local_addr()?;
        let transport = Arc::new(transport(limits));
        let (config, _) = config(&acceptor, &transport, local.ip()).map_err(io::Error::other)?;
        let quic = quinn::Endpoint::new(EndpointConfig::default(), Some(config), socket, Arc::new(TokioRuntime))?;
        Ok(Self { quic, acceptor, transport, local })
    }

    /// Accepts connections until the server stops.
    pub(crate) async fn accept<S: Service>(self, terms: Arc<Terms<S>>) {
        let mut stopping = terms.stopping.clone();
        loop {
            let incoming = tokio::select! {
                incoming = self.quic.accept() => incoming,
                _ = stopping.changed() => break,
            };
            let Some(incoming) = incoming else { break };
            match terms.places.take(&terms.limits) {
                None => incoming.refuse(),
                Some(place) => {
                    let (endpoint, terms) = (self.clone(), terms.clone());
                    tokio::spawn(async move {
                        endpoint.serve(incoming, &terms, place.crowded).await;
                        drop(place);
                    });
                }
            }
        }
        // Those who come now are told at once that nobody is there.
        self.quic.set_server_config(None);
    }

    /// Everything from the first packet of a connection to its last.
    async fn serve<S: Service>(&self, incoming: Incoming, terms: &Terms<S>, crowded: bool) {
        let peer = incoming.remote_address();
        let ip = incoming.local_ip().unwrap_or(self.local.ip());
        let ends = Ends { peer, local: SocketAddr::new(ip, self.local.port()) };
        let shaken = match config(&self.acceptor, &self.transport, ip) {
            Ok((config, presented)) => shake(incoming, config, &presented, &terms.limits).await,
            Err(error) => Err(HandshakeError::new(format!("it could not be set up: {error}"))),
        };
        match shaken {
            Ok((quic, session)) => {
                let Terms { limits, clock, tap, .. } = *terms;
                let shared = Arc::new(Shared { ends, limits, clock, tap, session: Some(Arc::new(session)) });
                let stop = Stop::new(terms.stopping.clone());
                connection::serve(quic, shared, stop, &*terms.service, crowded).await;
            }
            Err(error) => terms.service.handshake_failed(peer, &error),
        }
    }

    /// Gives the last packets a moment to leave, when the server ends.
    pub(crate) async fn farewell(&self) {
        self.quic.close(code_of(Code::H3_NO_ERROR), b"");
        let _ = timeout(FAREWELL, self.quic.wait_idle()).await;
    }
}

/// Shakes hands.
async fn shake(
    incoming: Incoming,
    config: ServerConfig,
    presented: &Presented,
    limits: &Limits,
) -> Result<(quinn::Connection, Session), HandshakeError> {
    let failed = |error: ConnectionError| HandshakeError::new(error.to_string());
    let connecting = incoming.accept_with(Arc::new(config)).map_err(failed)?;
    let patience = limits.head_timeout;
    let Ok(connected) = timeout(patience, connecting).await else {
        return Err(HandshakeError::new(format!("it was not complete after {} ms", patience.as_millis())));
    };
    let quic = connected.map_err(failed)?;
    let session = Session::of_quic(&quic, presented);
    Ok((quic, session.ok_or_else(|| HandshakeError::new("no certificate was presented".to_owned()))?))
}

fn config(
    acceptor: &QuicAcceptor,
    transport: &Arc<TransportConfig>,
    local: IpAddr,
) -> Result<(ServerConfig, Arc<Presented>), NoInitialCipherSuite> {
    let (crypto, presented) = acceptor.connection(local)?;
    let mut config = ServerConfig::with_crypto(Arc::new(crypto));
    config.transport_config(transport.clone());
    Ok((config, presented))
}

/// The limits, as QUIC announces and keeps them (RFC 9000 §18.2).
fn transport(limits: &Limits) -> TransportConfig {
    let mut transport = TransportConfig::default();
    // Our own clock ends an idle connection, with a word; this one finds clients that are gone, and the pings keep a client
    // there that waits long for an answer.
    let silence = (2 * limits.idle_timeout).min(Duration::from_secs(600));
    transport
        .max_concurrent_bidi_streams(VarInt::from_u32(limits.streams))
        .max_concurrent_uni_streams(VarInt::from_u32(UNIDIRECTIONAL))
        .stream_receive_window(VarInt::from_u32(limits.stream_window))
        .receive_window(VarInt::from_u32(limits.connection_window))
        .send_window(u64::from(limits.connection_window))
        .max_idle_timeout(IdleTimeout::try_from(silence).ok())
        .keep_alive_interval(Some(silence / 4))
        .datagram_receive_buffer_size(None);
    transport
}
