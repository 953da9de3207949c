//! One stream of the `h3` crate: what is read from it and written to it.

use super::ledger::Ledger;
use super::quic::Both;
use crate::Broken;
use crate::streams::{Lost, Reset, Shared, Wire};
use crate::transport::Recording;
use bytes::{Buf, Bytes};
use futures_util::FutureExt;
use h3::error::Code;
use h3::server::RequestStream;
use http::{HeaderMap, Response};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::timeout;

/// How long a client has to read an answer before the error that ends its stream. QUIC lets a receiver drop what it has
/// and did not read when a stream is reset (RFC 9000 §3.2), and tells a sender nothing of reading.
const TO_READ: Duration = Duration::from_millis(100);

/// See the module.
pub(crate) struct H3 {
    id: u64,
    ledger: Ledger,
    stream: RequestStream<Both, Bytes>,
    write_timeout: Duration,
    /// Where reading is in the content.
    at: At,
    ended: bool,
}

/// Where reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Content,
    Trailers,
    End,
}

impl std::fmt::Debug for H3 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("H3").field("id", &self.id).finish_non_exhaustive()
    }
}

impl H3 {
    pub(super) fn new(shared: &Shared, ledger: Ledger, id: u64, stream: RequestStream<Both, Bytes>) -> Self {
        let write_timeout = shared.limits.write_timeout;
        Self { id, ledger, stream, write_timeout, at: At::Content, ended: false }
    }

    async fn head(&mut self, head: Response<()>) -> Result<(), Broken> {
        self.stream.send_response(head).await.map_err(|_| Broken)
    }
}

impl Wire for H3 {
    const ERROR_OVERTAKES: bool = true;

    async fn interim(&mut self, head: Response<()>) -> Result<(), Broken> {
        self.head(head).await
    }

    async fn head(&mut self, head: Response<()>, end: bool) -> Result<(), Broken> {
        Self::head(self, head).await?;
        if end {
            self.end().await?;
        }
        Ok(())
    }

    async fn send(&mut self, content: &[u8], end: bool) -> Result<(), Broken> {
        self.stream.send_data(Bytes::copy_from_slice(content)).await.map_err(|_| Broken)?;
        if end {
            self.end().await?;
        }
        Ok(())
    }

    async fn end(&mut self) -> Result<(), Broken> {
        self.ended = true;
        self.stream.finish().await.map_err(|_| Broken)
    }

    async fn trailers(&mut self, trailers: HeaderMap) -> Result<(), Broken> {
        self.stream.send_trailers(trailers).await.map_err(|_| Broken)?;
        self.end().await
    }

    async fn flush(&mut self) -> Result<(), Broken> {
        if let Some(taken) = self.ledger.taken(self.id) {
            // Ready before if the client has gone or given the stream up.
            let _ = timeout(TO_READ, taken).await;
        }
        Ok(())
    }

    fn reset(&mut self, why: Reset) {
        let code = match why {
            Reset::Malformed => Code::H3_MESSAGE_ERROR,
            Reset::Internal => Code::H3_INTERNAL_ERROR,
            Reset::Cancel => Code::H3_REQUEST_CANCELLED,
            Reset::Connect => Code::H3_CONNECT_ERROR,
        };
        self.stream.stop_sending(code);
        self.stream.stop_stream(code);
    }

    fn is_reset(&self) -> bool {
        self.ledger.is_reset(self.id)
    }

    fn is_given_up(&mut self) -> bool {
        if let Some(mut taken) = self.ledger.taken(self.id) {
            match (&mut taken).now_or_never() {
                // The answer has not ended yet, so it cannot be that the client has all of it.
                Some(()) => self.ledger.reset(self.id),
                None => self.ledger.keep(self.id, taken),
            }
        }
        self.is_reset()
    }

    fn poll_content(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Lost>>> {
        if self.at != At::Content {
            return Poll::Ready(None);
        }
        Poll::Ready(match ready!(self.stream.poll_recv_data(context)) {
            Ok(Some(mut data)) => Some(Ok(data.copy_to_bytes(data.remaining()))),
            Ok(None) => {
                self.at = At::Trailers;
                None
            }
            Err(_) => Some(Err(Lost::Gone)),
        })
    }

    fn poll_trailers(&mut self, context: &mut Context<'_>) -> Poll<Option<HeaderMap>> {
        if self.at == At::End {
            return Poll::Ready(None);
        }
        let trailers = ready!(self.stream.poll_recv_trailers(context));
        self.at = At::End;
        Poll::Ready(trailers.unwrap_or_default())
    }

    fn content_ended(&self) -> bool {
        self.at == At::End
    }

    fn take_frames(&mut self, recording: &mut Recording) {
        self.ledger.take_frames(self.id, recording);
    }

    async fn close(&mut self) {
        // The connection may be closed once no exchange is under way, and closing drops what is still on its way.
        if self.ended
            && let Some(taken) = self.ledger.taken(self.id)
        {
            let _ = timeout(self.write_timeout, taken).await;
        }
        self.ledger.forget(self.id);
    }
}
