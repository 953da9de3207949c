//! A connection of the player that speaks HTTP/3: what the steps say, a stream a request.

use super::failed::Failed;
use super::listening::{Owed, listen};
use super::notes::Notes;
use super::place::Secured;
use super::translate::{Head, Said, Translator, answered};
use super::{Answer, MOST};
use bytes::{Buf, Bytes};
use h3::client::{RequestStream, SendRequest};
use h3::error::{ConnectionError, StreamError};
use h3_quinn::{BidiStream, OpenStreams};
use std::future::poll_fn;

/// One connection.
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) closed: bool,
    requests: SendRequest<OpenStreams, Bytes>,
    translator: Translator,
    open: Vec<Open>,
}

/// A request that is not answered yet.
struct Open {
    method: String,
    stream: RequestStream<BidiStream<Bytes>, Bytes>,
    /// Not all of it was sent.
    partial: bool,
}

fn failed(what: &str) -> impl Fn(StreamError) -> Failed {
    move |error| Failed::Broken(format!("{what}: {error}"))
}

impl Line {
    /// A connection to a server that is asked for by name, or by its address.
    pub(super) async fn new(secured: &Secured, server: Option<&str>, number: usize) -> Result<Self, Failed> {
        let quic = secured.connect_quic(server).await?;
        let no_http3 = |error: ConnectionError| Failed::Broken(format!("cannot speak HTTP/3: {error}"));
        let (mut connection, requests) =
            h3::client::builder().send_grease(false).build(h3_quinn::Connection::new(quic)).await.map_err(no_http3)?;
        // It ends with the last request; what ends it before shows in the answers.
        tokio::spawn(async move { poll_fn(|context| connection.poll_close(context)).await.is_h3_no_error() });
        Ok(Self { number, closed: false, requests, translator: Translator::default(), open: Vec::new() })
    }

    pub(super) async fn send(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Failed> {
        let mut shown = Vec::new();
        for said in self.translator.read(bytes)? {
            match said {
                Said::Head(head) => {
                    shown.extend(head.text("https"));
                    self.begin(&head).await?;
                }
                Said::Content(data, end) => {
                    shown.extend_from_slice(&data);
                    if let Some(open) = self.open.last_mut() {
                        open.partial = !end;
                        // A server that has answered may want no more of it; its answer will tell.
                        let _ = open.stream.send_data(data.into()).await;
                        if end {
                            let _ = open.stream.finish().await;
                        }
                    }
                }
            }
        }
        Ok(shown)
    }

    async fn begin(&mut self, head: &Head) -> Result<(), Failed> {
        if let Some(protocol) = head.protocol {
            return Err(Failed::Unsayable(format!("the client of HTTP/3 knows no :protocol {protocol}")));
        }
        let no_request = |error: http::Error| Failed::Unsayable(format!("this is no request: {error}"));
        let Some(authority) = &head.authority else {
            return Err(Failed::Unsayable("the client of HTTP/3 sends no request without an :authority".to_owned()));
        };
        let Some(path) = &head.path else {
            return Err(Failed::Unsayable("the client of HTTP/3 sends no CONNECT without a :path".to_owned()));
        };
        let scheme = head.scheme.unwrap_or("https");
        let uri = http::Uri::builder().scheme(scheme).authority(authority.as_str()).path_and_query(path.as_str());
        let mut request = http::Request::builder().method(head.method.as_str()).uri(uri.build().map_err(no_request)?);
        for (name, value) in &head.fields {
            request = request.header(name, value.as_slice());
        }
        let request = request.body(()).map_err(no_request)?;
        let mut stream = self.requests.send_request(request).await.map_err(failed("cannot send the request"))?;
        if head.ended {
            stream.finish().await.map_err(failed("cannot end the request"))?;
        }
        self.open.push(Open { method: head.method.clone(), stream, partial: !head.ended });
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
        let Ok(response) = self.stream.recv_response().await else { return Ok(None) };
        let (head, mut bytes) = answered(&self.method, response.status(), response.headers())?;
        let mut content = Vec::new();
        if !response.status().is_informational() {
            while let Ok(Some(mut data)) = self.stream.recv_data().await {
                content.extend_from_slice(&data.copy_to_bytes(data.remaining()));
                if content.len() > MOST {
                    break;
                }
            }
        }
        bytes.extend_from_slice(&content);
        Ok(Some(Answer { method: self.method.clone(), head, content, bytes }))
    }
}
