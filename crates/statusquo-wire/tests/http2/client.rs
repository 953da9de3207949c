//! The client of the h2 crate, over a pipe to a service.

use super::PATIENCE;
use super::service::{Notes, Paths};
use bytes::Bytes;
use h2::client::{Builder, SendRequest};
use h2::{Reason, RecvStream, SendStream};
use http::{HeaderMap, Request as Head, StatusCode};
use statusquo_wire::h2::Connection;
use statusquo_wire::transport::{Ends, Stream, Tap};
use statusquo_wire::{Clock, Limits};
use std::future::poll_fn;
use tokio::io::duplex;
use tokio::sync::watch;
use tokio::time::timeout;

/// A client of a service over a pipe, with what the service noted and the switch that stops it.
pub(crate) struct Client {
    pub(crate) requests: SendRequest<Bytes>,
    pub(crate) notes: Notes,
    pub(crate) stop: watch::Sender<bool>,
    /// How the client's connection ended.
    pub(crate) ended: tokio::task::JoinHandle<Result<(), h2::Error>>,
    pub(crate) served: tokio::task::JoinHandle<()>,
}

impl Client {
    pub(crate) async fn with(limits: Limits, tap: Tap, builder: &Builder) -> Self {
        let (ours, theirs) = duplex(1 << 20);
        let (stop, stopping) = watch::channel(false);
        let notes = Notes::default();
        let service = Paths { notes: notes.clone() };
        let stream = Stream::Pipe(ours);
        let ends = Ends::of(&stream);
        let connection = Connection::new(stream, ends, Vec::new(), limits, Clock::System, tap, stopping);
        let served = tokio::spawn(async move { connection.run(&service, false).await });
        let (requests, connection) = builder.handshake(theirs).await.unwrap();
        let ended = tokio::spawn(connection);
        Self { requests, notes, stop, ended, served }
    }

    pub(crate) async fn new() -> Self {
        Self::with(Limits::default(), Tap::Off, &Builder::new()).await
    }

    pub(crate) async fn send(
        &mut self,
        method: &str,
        path: &str,
        end: bool,
    ) -> (h2::client::ResponseFuture, SendStream<Bytes>) {
        let head = Head::builder().method(method).uri(format!("http://lab{path}")).body(()).unwrap();
        poll_fn(|context| self.requests.poll_ready(context)).await.unwrap();
        self.requests.send_request(head, end).unwrap()
    }

    pub(crate) async fn get(&mut self, path: &str) -> Result<Answer, h2::Error> {
        let (future, _content) = self.send("GET", path, true).await;
        timeout(PATIENCE, answer(future)).await.unwrap()
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) interim: Vec<u16>,
    pub(crate) status: StatusCode,
    pub(crate) fields: HeaderMap,
    pub(crate) content: Vec<u8>,
    /// What followed the content.
    pub(crate) trailers: Option<HeaderMap>,
    /// How the content ended, if not well.
    pub(crate) cut: Option<Reason>,
}

pub(crate) async fn answer(mut future: h2::client::ResponseFuture) -> Result<Answer, h2::Error> {
    let mut interim = Vec::new();
    while let Some(response) = poll_fn(|context| future.poll_informational(context)).await {
        interim.push(response?.status().as_u16());
    }
    let (parts, mut stream) = future.await?.into_parts();
    let (content, cut) = read(&mut stream).await;
    let trailers = if cut.is_none() { stream.trailers().await? } else { None };
    Ok(Answer { interim, status: parts.status, fields: parts.headers, content, trailers, cut })
}

pub(crate) async fn read(stream: &mut RecvStream) -> (Vec<u8>, Option<Reason>) {
    let mut content = Vec::new();
    while let Some(data) = stream.data().await {
        match data {
            Ok(data) => {
                let _ = stream.flow_control().release_capacity(data.len());
                content.extend_from_slice(&data);
            }
            Err(error) => return (content, error.reason()),
        }
    }
    (content, None)
}

pub(crate) fn reason(answer: Result<Answer, h2::Error>) -> Option<Reason> {
    answer.unwrap_err().reason()
}

pub(crate) async fn answer_of(future: h2::client::ResponseFuture) -> Answer {
    timeout(PATIENCE, answer(future)).await.unwrap().unwrap()
}
