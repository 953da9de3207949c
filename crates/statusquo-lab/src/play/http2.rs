//! A connection of the player that speaks HTTP/2: what the steps say, a stream a request.

use super::carrier::Carrier;
use super::failed::Failed;
use super::listening::{Owed, listen};
use super::notes::Notes;
use super::translate::{Head, Said, Translator, answered};
use super::{Answer, MOST};
use bytes::Bytes;
use h2::client::{ResponseFuture, SendRequest};
use h2::{RecvStream, SendStream};
use http::{HeaderMap, StatusCode};
use std::future::poll_fn;

/// One connection.
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) closed: bool,
    scheme: &'static str,
    requests: SendRequest<Bytes>,
    translator: Translator,
    open: Vec<Open>,
}

/// A request that is not answered yet.
struct Open {
    method: String,
    future: ResponseFuture,
    content: SendStream<Bytes>,
    /// Not all of it was sent.
    partial: bool,
}

fn failed(what: &str) -> impl Fn(h2::Error) -> Failed {
    move |error| Failed::Broken(format!("{what}: {error}"))
}

impl Line {
    pub(super) async fn new(stream: Box<dyn Carrier>, scheme: &'static str, number: usize) -> Result<Self, Failed> {
        let (requests, connection) = h2::client::handshake(stream).await.map_err(failed("cannot speak HTTP/2"))?;
        // It ends with the last request; what ends it before shows in the answers.
        tokio::spawn(async move { connection.await.is_ok() });
        Ok(Self { number, closed: false, scheme, requests, translator: Translator::default(), open: Vec::new() })
    }

    pub(super) async fn send(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Failed> {
        let mut shown = Vec::new();
        for said in self.translator.read(bytes)? {
            match said {
                Said::Head(head) => {
                    shown.extend(head.text(self.scheme));
                    self.begin(&head).await?;
                }
                Said::Content(data, end) => {
                    shown.extend_from_slice(&data);
                    if let Some(open) = self.open.last_mut() {
                        open.partial = !end;
                        open.content.send_data(data.into(), end).map_err(failed("cannot send content"))?;
                    }
                }
            }
        }
        Ok(shown)
    }

    async fn begin(&mut self, head: &Head) -> Result<(), Failed> {
        let no_request = |error: http::Error| Failed::Unsayable(format!("this is no request: {error}"));
        let (version, uri) = match &head.authority {
            Some(authority) => {
                let uri = http::Uri::builder().authority(authority.as_str());
                let uri = match &head.path {
                    Some(path) => uri.scheme(head.scheme.unwrap_or(self.scheme)).path_and_query(path.as_str()),
                    None => uri,
                };
                (http::Version::HTTP_2, uri)
            }
            // The library takes this for a request that came over HTTP/1.1, and adds the scheme.
            None => (http::Version::HTTP_11, http::Uri::builder().path_and_query(head.path.as_deref().unwrap_or(""))),
        };
        let mut request = http::Request::builder()
            .version(version)
            .method(head.method.as_str())
            .uri(uri.build().map_err(no_request)?);
        for (name, value) in &head.fields {
            request = request.header(name, value.as_slice());
        }
        if let Some(protocol) = head.protocol {
            request = request.extension(h2::ext::Protocol::from_static(protocol));
        }
        let request = request.body(()).map_err(no_request)?;
        poll_fn(|context| self.requests.poll_ready(context)).await.map_err(failed("no stream can be opened"))?;
        let (future, content) =
            self.requests.send_request(request, head.ended).map_err(failed("cannot send the request"))?;
        self.open.push(Open { method: head.method.clone(), future, content, partial: !head.ended });
        Ok(())
    }

    pub(super) async fn listen(&mut self, notes: &mut Notes<'_>, end: bool) -> Result<(), Failed> {
        if end {
            self.translator.ends()?;
        }
        listen(&mut self.open, self.number, notes, end).await
    }
}

impl Owed for Open {
    fn is_partial(&self) -> bool {
        self.partial
    }

    async fn answer(&mut self) -> Result<Option<Answer>, Failed> {
        match poll_fn(|context| self.future.poll_informational(context)).await {
            Some(Ok(interim)) => return self.read(interim.status(), interim.headers(), None).await.map(Some),
            Some(Err(_)) => return Ok(None),
            None => {}
        }
        match (&mut self.future).await {
            Ok(response) => {
                let (parts, content) = response.into_parts();
                self.read(parts.status, &parts.headers, Some(content)).await.map(Some)
            }
            Err(_) => Ok(None),
        }
    }
}

impl Open {
    async fn read(
        &self,
        status: StatusCode,
        fields: &HeaderMap,
        content: Option<RecvStream>,
    ) -> Result<Answer, Failed> {
        let (head, mut bytes) = answered(&self.method, status, fields)?;
        let tunnel = self.method == "CONNECT" && status.is_success();
        let mut whole = Vec::new();
        if let Some(mut content) = content.filter(|_| !tunnel) {
            while let Some(Ok(data)) = content.data().await {
                // A stream that is over needs no room.
                let _ = content.flow_control().release_capacity(data.len());
                whole.extend_from_slice(&data);
                if whole.len() > MOST {
                    break;
                }
            }
        }
        bytes.extend_from_slice(&whole);
        Ok(Answer { method: self.method.clone(), head, content: whole, bytes })
    }
}
