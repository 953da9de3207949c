//! What a stream needs of the version that carries it.

use crate::Broken;
use crate::transport::Recording;
use bytes::Bytes;
use http::{HeaderMap, Response};
use std::task::{Context, Poll};

/// Why a stream is ended with an error; each version has a code for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reset {
    /// The request was malformed (RFC 9113 §8.1.1, RFC 9114 §4.1.2).
    Malformed,
    /// There is no answer, or no end of it.
    Internal,
    /// It is of no more use.
    Cancel,
    /// What it was a tunnel to broke (RFC 9113 §8.5, RFC 9114 §4.4).
    Connect,
}

/// No more content will come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    /// It is not as long as was announced.
    Length,
    /// The client has given the stream up, or is gone.
    Gone,
}

/// One stream of a version: what is read from it, and what is written to it.
pub(crate) trait Wire {
    /// Whether an error that ends the stream may overtake the answer before it, however long ago that was written: the
    /// client has to be given time to read first.
    const ERROR_OVERTAKES: bool;

    /// Sends an interim head.
    async fn interim(&mut self, head: Response<()>) -> Result<(), Broken>;

    /// Sends the final head; with `end` nothing follows it.
    async fn head(&mut self, head: Response<()>, end: bool) -> Result<(), Broken>;

    /// Sends content as fast as the client takes it; with `end` nothing follows it. A client that takes none for too
    /// long is given up.
    async fn send(&mut self, content: &[u8], end: bool) -> Result<(), Broken>;

    /// Ends what is sent.
    async fn end(&mut self) -> Result<(), Broken>;

    /// Ends what is sent, with a trailer section.
    async fn trailers(&mut self, trailers: HeaderMap) -> Result<(), Broken>;

    /// Waits until what was handed over is written, or until the client has had time to read it.
    async fn flush(&mut self) -> Result<(), Broken>;

    /// Ends the stream with an error.
    fn reset(&mut self, why: Reset);

    /// Whether either side has ended the stream with an error.
    fn is_reset(&self) -> bool;

    /// Whether the client is known to have given the stream up, or to be gone, while its answer has not ended.
    fn is_given_up(&mut self) -> bool {
        self.is_reset()
    }

    /// Whether its trailers were seen to hold control data, which the crate below overlooks.
    fn is_malformed(&self) -> bool {
        false
    }

    /// Ready once something was seen that ends the stream with an error, and that the crate below overlooks because the
    /// answer is over.
    fn poll_objection(&mut self, _: &mut Context<'_>) -> Poll<()> {
        Poll::Pending
    }

    /// Ends the stream with the error that was overlooked, if one was.
    fn object(&mut self) {}

    /// The next piece of content, which the client may send again.
    fn poll_content(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Lost>>>;

    /// The trailers, after the content.
    fn poll_trailers(&mut self, context: &mut Context<'_>) -> Poll<Option<HeaderMap>>;

    /// Whether all content has been read.
    fn content_ended(&self) -> bool;

    /// Hands over the frames that were seen.
    fn take_frames(&mut self, recording: &mut Recording);

    /// The exchange is over.
    async fn close(&mut self);
}
