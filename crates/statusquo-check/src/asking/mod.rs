//! Asks a server one request and reads all that comes back: the client of `check`. It connects to whom it is told to,
//! follows nothing, and waits for nothing without end.

mod connect;
mod failure;
mod outgoing;
mod tls;
mod url;

pub use failure::{Failure, Step};
pub use outgoing::{Outgoing, Unsendable};
pub use tls::Trust;
pub use url::{BadUrl, Url};

use crate::reading::{Reading, Stopped};
use crate::{Asked, Exchange};
use statusquo_wire::Version;
use std::io;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, timeout, timeout_at};

/// How long each step may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// Finding the addresses of the host, and opening a connection to one of them.
    pub connect: Duration,
    /// The handshake of TLS.
    pub handshake: Duration,
    /// From the request to the last octet of the final answer's head.
    pub head: Duration,
    /// From there to the last octet of its content.
    pub content: Duration,
    /// How long to look for what comes behind a whole answer, and for the end of the connection.
    pub behind: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            handshake: Duration::from_secs(10),
            head: Duration::from_secs(30),
            content: Duration::from_secs(60),
            behind: Duration::from_millis(300),
        }
    }
}

impl Deadlines {
    /// The same time for each step.
    pub fn each(time: Duration) -> Self {
        Self { connect: time, handshake: time, head: time, content: time, ..Self::default() }
    }
}

/// Sends one request on a connection of its own, over HTTP/1.1, and reads the answers to the end. An http URL needs no
/// trust.
///
/// # Errors
///
/// Where nothing came that could be judged: at which step, and why.
pub async fn ask(
    url: &Url,
    outgoing: &Outgoing,
    trust: Option<&Trust>,
    deadlines: &Deadlines,
) -> Result<Exchange, Failure> {
    let stream = connect::connect(url, deadlines.connect).await?;
    match (url.is_secure(), trust) {
        (false, _) => converse(stream, url, outgoing, deadlines).await,
        (true, Some(trust)) => {
            let stream = tls::secure(stream, url, trust, deadlines.handshake).await?;
            converse(stream, url, outgoing, deadlines).await
        }
        (true, None) => Err(Failure::new(Step::Tls, "nobody's certificates are trusted")),
    }
}

async fn converse<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    url: &Url,
    outgoing: &Outgoing,
    deadlines: &Deadlines,
) -> Result<Exchange, Failure> {
    let fields = outgoing.fields(url);
    let head = outgoing.head(url, &fields);
    let asked =
        Asked { method: outgoing.method().to_owned(), assumed: false, version: Version::Http11, fields: Some(fields) };
    let mut until = Instant::now() + deadlines.head;
    // Never half-closed: many servers drop the answer then. A failure to write is no failure to read: an answer may be
    // on its way all the same (RFC 9112 §9.5).
    let written = timeout_at(until, async {
        stream.write_all(&head).await?;
        stream.flush().await
    });
    let written = written.await;
    let mut reading = Reading::new(asked);
    let mut piece = vec![0; 32 * 1024];
    let (mut has_head, mut is_whole) = (false, false);
    let stopped = loop {
        match timeout_at(until, stream.read(&mut piece)).await {
            Ok(Ok(0)) => break Stopped::Closed,
            Ok(Ok(octets)) => reading.take(&piece[..octets]),
            Ok(Err(error)) if error.kind() == io::ErrorKind::UnexpectedEof => break Stopped::Unsigned,
            Ok(Err(_)) => break Stopped::Broken,
            Err(_) => break Stopped::Late,
        }
        if reading.is_spent() {
            break Stopped::Enough;
        }
        if reading.has_final_head() && !has_head {
            has_head = true;
            until = Instant::now() + deadlines.content;
        }
        if reading.is_whole() && !is_whole {
            is_whole = true;
            until = until.min(Instant::now() + deadlines.behind);
        }
    };
    // Politeness: TLS is ended in order where the server still listens.
    let _ = timeout(deadlines.behind, stream.shutdown()).await;
    reading.end(stopped).map_err(|nothing| Failure::answer(&nothing, stopped, &written, deadlines))
}
