//! The connection to the upstream: bytes out, bytes in, no wait without its end.

use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::timeout;

/// How many octets are read at a time.
const READ: usize = 32 * 1024;

/// How much of an answer is read while the request is still being written.
const EARLY: usize = 64 * 1024;

/// What came of waiting for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fill {
    /// Octets.
    Some,
    /// The upstream's orderly end.
    End,
    /// A reset.
    Reset,
    /// Nothing in time.
    Late,
}

/// A connection for one request.
#[derive(Debug)]
pub(crate) struct Hop<S> {
    stream: S,
    input: Vec<u8>,
    start: usize,
    /// The connection broke while the request was written; the system tells that only once.
    broken: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Hop<S> {
    pub(crate) fn new(stream: S) -> Self {
        Self { stream, input: Vec::new(), start: 0, broken: false }
    }

    /// Writes the request. It reads meanwhile, so that two sides that both write cannot wait for each other; it ends
    /// early when the upstream takes no more, since an answer may be there all the same (RFC 9112 §9.5).
    pub(crate) async fn send(&mut self, head: &[u8], content: &[u8]) {
        for mut bytes in [head, content] {
            while !bytes.is_empty() {
                let (mut reader, mut writer) = tokio::io::split(&mut self.stream);
                let listens = self.input.len() < EARLY;
                tokio::select! {
                    written = writer.write(bytes) => match written {
                        Ok(1..) => bytes = &bytes[written.unwrap_or(0)..],
                        Ok(0) | Err(_) => {
                            self.broken = true;
                            return;
                        }
                    },
                    read = reader.read_buf(&mut self.input), if listens => match read {
                        Ok(1..) => {}
                        Ok(0) => return,
                        Err(_) => {
                            self.broken = true;
                            return;
                        }
                    },
                }
            }
        }
        // A failure to flush shows when the answer is read.
        let _ = self.stream.flush().await;
    }

    /// Reads on, for no longer than this.
    pub(crate) async fn fill(&mut self, patience: Duration) -> Fill {
        if self.start == self.input.len() {
            self.input.clear();
            self.start = 0;
        }
        self.input.reserve(READ);
        match timeout(patience, self.stream.read_buf(&mut self.input)).await {
            Ok(Ok(0)) if !self.broken => Fill::End,
            Ok(Ok(0) | Err(_)) => Fill::Reset,
            Ok(Ok(_)) => Fill::Some,
            Err(_) => Fill::Late,
        }
    }

    /// What was read and not used yet.
    pub(crate) fn input(&self) -> &[u8] {
        &self.input[self.start..]
    }

    /// Whether there is any such.
    pub(crate) fn has_input(&self) -> bool {
        self.start < self.input.len()
    }

    pub(crate) fn consume(&mut self, used: usize) {
        self.start += used;
    }
}
