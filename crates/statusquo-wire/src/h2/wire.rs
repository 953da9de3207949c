//! One stream of the `h2` crate: what is read from it and written to it, as its windows allow.

use super::ledger::Ledger;
use crate::Broken;
use crate::streams::{Lost, Reset, Shared, Wire};
use crate::transport::{Deadline, Recording};
use bytes::Bytes;
use h2::server::SendResponse;
use h2::{Reason, RecvStream, SendStream};
use http::{HeaderMap, Response};
use std::future::poll_fn;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::Instant;

/// So much content is offered to flow control at a time.
const OFFERED: usize = 64 * 1024;

/// See the module.
pub(crate) struct H2 {
    id: u32,
    ledger: Ledger,
    pub(super) content: RecvStream,
    respond: SendResponse<Bytes>,
    send: Option<SendStream<Bytes>>,
    /// Field sections and octets of content handed to the crate.
    heads: u32,
    sent: u64,
    write_timeout: Duration,
    deadline: Deadline,
    /// Content waits for the client to open a window, until the deadline.
    waits_for_room: bool,
}

impl std::fmt::Debug for H2 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("H2").field("id", &self.id).finish_non_exhaustive()
    }
}

impl H2 {
    pub(super) fn new(shared: &Shared, ledger: Ledger, content: RecvStream, respond: SendResponse<Bytes>) -> Self {
        Self {
            id: respond.stream_id().as_u32(),
            ledger,
            content,
            respond,
            send: None,
            heads: 0,
            sent: 0,
            write_timeout: shared.limits.write_timeout,
            deadline: Deadline::new(Instant::now()),
            waits_for_room: false,
        }
    }

    /// Ready once there is room in the client's windows; one that leaves it waiting for too long is given up.
    pub(super) fn poll_room(&mut self, wanted: usize, context: &mut Context<'_>) -> Poll<Result<usize, Broken>> {
        let Some(send) = &mut self.send else { return Poll::Ready(Err(Broken)) };
        send.reserve_capacity(wanted.min(OFFERED));
        loop {
            let room = send.capacity();
            if room > 0 {
                self.waits_for_room = false;
                return Poll::Ready(Ok(room));
            }
            match send.poll_capacity(context) {
                Poll::Ready(Some(Ok(_))) => {}
                Poll::Ready(Some(Err(_)) | None) => return Poll::Ready(Err(Broken)),
                Poll::Pending => {
                    if !std::mem::replace(&mut self.waits_for_room, true) {
                        self.deadline.set(Instant::now() + self.write_timeout);
                    }
                    ready!(self.deadline.poll(context));
                    return Poll::Ready(Err(Broken));
                }
            }
        }
    }

    /// Hands content over for which there is room.
    pub(super) fn send_now(&mut self, bytes: &[u8], end: bool) -> Result<(), Broken> {
        let Some(send) = &mut self.send else { return Err(Broken) };
        send.send_data(Bytes::copy_from_slice(bytes), end).map_err(|_| Broken)?;
        self.sent += bytes.len() as u64;
        Ok(())
    }
}

impl Wire for H2 {
    // What is written comes in order.
    const ERROR_OVERTAKES: bool = false;

    async fn interim(&mut self, head: Response<()>) -> Result<(), Broken> {
        self.heads += 1;
        self.respond.send_informational(head).map_err(|_| Broken)
    }

    async fn head(&mut self, head: Response<()>, end: bool) -> Result<(), Broken> {
        self.heads += 1;
        self.send = Some(self.respond.send_response(head, end).map_err(|_| Broken)?);
        Ok(())
    }

    async fn send(&mut self, mut content: &[u8], end: bool) -> Result<(), Broken> {
        while !content.is_empty() {
            let room = poll_fn(|context| self.poll_room(content.len(), context)).await?;
            let (now, later) = content.split_at(room.min(content.len()));
            self.send_now(now, end && later.is_empty())?;
            content = later;
        }
        Ok(())
    }

    async fn end(&mut self) -> Result<(), Broken> {
        self.send_now(&[], true)
    }

    async fn trailers(&mut self, trailers: HeaderMap) -> Result<(), Broken> {
        self.heads += 1;
        self.send.as_mut().ok_or(Broken)?.send_trailers(trailers).map_err(|_| Broken)
    }

    async fn flush(&mut self) -> Result<(), Broken> {
        // A reset would overtake what still waits to be written.
        self.deadline.set(Instant::now() + self.write_timeout);
        let Self { ledger, deadline, id, heads, sent, .. } = self;
        poll_fn(|context| {
            if ledger.poll_written(*id, *heads, *sent, context).is_ready() {
                return Poll::Ready(Ok(()));
            }
            deadline.poll(context).map(|()| Err(Broken))
        })
        .await
    }

    fn reset(&mut self, why: Reset) {
        let reason = match why {
            Reset::Malformed => Reason::PROTOCOL_ERROR,
            Reset::Internal => Reason::INTERNAL_ERROR,
            Reset::Cancel => Reason::CANCEL,
            Reset::Connect => Reason::CONNECT_ERROR,
        };
        match &mut self.send {
            Some(send) => send.send_reset(reason),
            None => self.respond.send_reset(reason),
        }
    }

    fn is_reset(&self) -> bool {
        self.ledger.is_reset(self.id)
    }

    fn is_malformed(&self) -> bool {
        self.ledger.is_malformed(self.id)
    }

    fn poll_objection(&mut self, context: &mut Context<'_>) -> Poll<()> {
        self.ledger.poll_overflowed(self.id, context)
    }

    fn object(&mut self) {
        match (self.ledger.objection(self.id), &mut self.send) {
            (Some(Reason::FLOW_CONTROL_ERROR), Some(send)) => send.send_reset(Reason::FLOW_CONTROL_ERROR),
            // Both sides have ended the stream, so that only the connection can end with an error (RFC 9113 §5.4.1).
            (Some(reason), _) => self.ledger.fail(reason),
            (None, _) => {}
        }
    }

    fn poll_content(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Lost>>> {
        Poll::Ready(ready!(self.content.poll_data(context)).map(|data| match data {
            Ok(data) => {
                // If the stream is over by now, nobody has to know that its octets may be sent again.
                let _ = self.content.flow_control().release_capacity(data.len());
                Ok(data)
            }
            Err(error) if error.is_library() && error.is_reset() => Err(Lost::Length),
            Err(_) => Err(Lost::Gone),
        }))
    }

    fn poll_trailers(&mut self, context: &mut Context<'_>) -> Poll<Option<HeaderMap>> {
        self.content.poll_trailers(context).map(Result::unwrap_or_default)
    }

    fn content_ended(&self) -> bool {
        self.content.is_end_stream()
    }

    fn take_frames(&mut self, recording: &mut Recording) {
        self.ledger.take_frames(self.id, recording);
    }

    async fn close(&mut self) {
        self.ledger.forget(self.id);
    }
}
